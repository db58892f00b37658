"""One plausible sample of each paper, about nobody. No expectation of a test."""

from casework.gateways.papers import FormData, LetterData, ReceiptData, SlipData

HEAD = {"parent_agency": "ỦY BAN NHÂN DÂN\nTỈNH BÌNH SƠN", "agency": "SỞ NGOẠI VỤ"}
PLACE_DATE = "Bình Sơn, ngày 21 tháng 10 năm 2021"

LETTER: LetterData = {
    **HEAD,
    "number_line": "Số: 118/SNgV-LS",
    "place_date": PLACE_DATE,
    "kind_title": "",
    "subject": "V/v cho phép sử dụng thẻ đi lại của doanh nhân APEC (thẻ ABTC)",
    "addressees_label": "Kính gửi:",
    "addressees": ["Công ty TNHH Thử Nghiệm Hướng Dương", "Cục Quản lý xuất nhập cảnh, Bộ Công an"],
    "body": [
        {"text": "Căn cứ Quyết định số 45/2006/QĐ-TTg ngày 28 tháng 02 năm 2006;", "style": "basis"},
        {
            "text": "Xét đề nghị của Công ty tại văn bản số 07/CV ngày 11 tháng 10 năm 2021, Sở Ngoại vụ có ý kiến như sau:"
        },
        {"text": "1. Danh sách doanh nhân được phép", "style": "heading"},
        {
            "table": {
                "columns": [
                    {"title": "STT", "weight": 0.4, "align": "center"},
                    {"title": "Họ và tên", "weight": 2},
                    {"title": "Chức vụ", "weight": 1.4},
                    {"title": "Số hộ chiếu", "align": "center", "weight": 1.1},
                ],
                "rows": [
                    ["1", "Nguyễn Thị Tưởng Tượng", "Giám đốc", "C0000001"],
                    ["2", "Đỗ Ngưỡng Vỵ", "Phó Giám đốc", "C0000002"],
                ],
            }
        },
        {
            "text": "2. Văn bản này có giá trị trong thời hạn 06 tháng kể từ ngày ký. Doanh nhân nộp hồ sơ đề nghị cấp thẻ "
            "tại Cục Quản lý xuất nhập cảnh; đây là văn bản cho phép, không phải là thẻ."
        },
        {"text": "Trân trọng./."},
    ],
    "signature": {
        "lines": ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NGOẠI VỤ"],
        "name": "Lê Văn Ví Dụ",
    },
    "recipients_label": "Nơi nhận:",
    "recipients": ["Như trên;", "Chủ tịch UBND tỉnh (để báo cáo);", "Lưu: VT, LS."],
}

PROPOSAL: LetterData = {
    **LETTER,
    "number_line": "Số: 12/TTr-SNgV",
    "kind_title": "TỜ TRÌNH",
    "subject": "Về việc cho phép tổ chức hội thảo quốc tế",
    "addressees": ["Chủ tịch Ủy ban nhân dân tỉnh Bình Sơn"],
    "signature": {"lines": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "name": "Trần Thị Minh Họa"},
    "draft_mark": "DỰ THẢO",
}

RECEIPT: ReceiptData = {
    "parent_agency": "SỞ NGOẠI VỤ TỈNH BÌNH SƠN",
    "agency": "BỘ PHẬN TIẾP NHẬN\nVÀ TRẢ KẾT QUẢ",
    "number_line": "Số: 0000001/TNHS",
    "form_name": "Mẫu số 01, TT 01/2018/TT-VPCP",
    "place_date": "Bình Sơn, ngày 15 tháng 10 năm 2021",
    "title": "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
    "code_label": "Mã hồ sơ",
    "code": "H99.01-20211015-0000001",
    "access_label": "Mã tra cứu",
    "access_code": "7K3M-Q9TX-2HVP",
    "qr_content": "http://127.0.0.1:8000/tra-cuu?ma=H99.01-20211015-0000001",
    "rows": [
        {"label": "Tiếp nhận hồ sơ của", "value": "Công ty TNHH Thử Nghiệm Hướng Dương"},
        {"label": "CCCD/Mã số thuế", "value": "0100000000"},
        {"label": "Địa chỉ", "value": "Số 1, đường Ví Dụ, phường Tưởng Tượng, tỉnh Bình Sơn"},
        {"label": "Số điện thoại", "value": "0900 000 000"},
        {"label": "Email", "value": "van-thu@example.com"},
        {"label": "Nội dung yêu cầu giải quyết", "value": "Cho phép sử dụng thẻ đi lại của doanh nhân APEC"},
    ],
    "components_title": "Thành phần hồ sơ",
    "components": {
        "columns": [
            {"title": "STT", "weight": 0.35, "align": "center"},
            {"title": "Tên giấy tờ", "weight": 3},
            {"title": "Loại", "weight": 1, "align": "center"},
            {"title": "Số lượng", "weight": 0.7, "align": "center"},
        ],
        "rows": [
            ["1", "Văn bản đề nghị (mẫu CV01)", "Bản chính", "1"],
            ["2", "Hộ chiếu còn giá trị", "Điện tử", "1"],
            ["3", "Hợp đồng thương mại với đối tác APEC", "Bản sao", "2"],
        ],
    },
    "facts": [
        {"label": "Số lượng hồ sơ", "value": "01 bộ"},
        {"label": "Thời gian giải quyết theo quy định", "value": "05 ngày làm việc; cam kết 3,5 ngày làm việc"},
        {"label": "Thời gian nhận hồ sơ", "value": "16 giờ 30 phút, ngày 15/10/2021"},
        {"label": "Thời gian trả kết quả", "value": "10 giờ 30 phút, thứ Năm ngày 21/10/2021"},
        {"label": "Đăng ký nhận kết quả", "value": "Qua Cổng dịch vụ công"},
        {"label": "Phí, lệ phí", "value": "Không"},
    ],
    "notes": ["Vào Sổ theo dõi hồ sơ, quyển số 01, số thứ tự 0001."],
    "signatures": [
        {"lines": ["NGƯỜI NỘP HỒ SƠ"], "note": "(Ký và ghi rõ họ tên)", "name": ""},
        {"lines": ["NGƯỜI TIẾP NHẬN HỒ SƠ"], "note": "(Ký và ghi rõ họ tên)", "name": "Phạm Thị Một Cửa"},
    ],
}

SLIP: SlipData = {
    "parent_agency": "SỞ NGOẠI VỤ TỈNH BÌNH SƠN",
    "agency": "BỘ PHẬN TIẾP NHẬN\nVÀ TRẢ KẾT QUẢ",
    "number_line": "Số: 03/HDHS",
    "form_name": "Mẫu số 02, TT 01/2018/TT-VPCP",
    "place_date": "Bình Sơn, ngày 18 tháng 10 năm 2021",
    "title": "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
    "code_label": "Mã hồ sơ",
    "code": "H99.01-20211015-0000001",
    "rows": RECEIPT["rows"],
    "paragraphs": ["Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:"],
    "table": {
        "columns": [
            {"title": "TT", "weight": 0.3, "align": "center"},
            {"title": "Thành phần hồ sơ cần bổ sung, hoàn thiện", "weight": 3},
            {"title": "Số lượng (bản chính, chứng thực, photo)", "weight": 1.4, "align": "center"},
        ],
        "rows": [["1", "Quyết định bổ nhiệm chức vụ của bà Nguyễn Thị Tưởng Tượng", "01 bản chứng thực"]],
    },
    "reasons_label": "Lý do",
    "reasons": ["Bản đã nộp thiếu trang 2 và không có dấu của doanh nghiệp."],
    "closing": ["Liên hệ ông Phạm Văn Hướng Dẫn, số điện thoại 0900 000 001 nếu cần được hướng dẫn."],
    "signatures": [{"lines": [], "name": ""}, {"lines": ["NGƯỜI HƯỚNG DẪN"], "name": "Phạm Văn Hướng Dẫn"}],
}

FORM: FormData = {
    "form_name": "Mẫu CV01",
    "letterhead": ["CÔNG TY TNHH\nTHỬ NGHIỆM HƯỚNG DƯƠNG"],
    "number_line": "Số: 07/CV",
    "title": "VĂN BẢN ĐỀ NGHỊ",
    "subtitle": "Cho phép sử dụng thẻ đi lại của doanh nhân APEC",
    "addressees_label": "Kính gửi:",
    "addressees": ["Sở Ngoại vụ tỉnh Bình Sơn"],
    "sections": [
        {
            "title": "I. Thông tin doanh nghiệp",
            "rows": [
                {"label": "Tên doanh nghiệp", "value": "Công ty TNHH Thử Nghiệm Hướng Dương"},
                {"label": "Mã số thuế", "value": "0100000000"},
                {"label": "Điện thoại", "value": ""},
            ],
        },
        {
            "title": "II. Doanh nhân đề nghị",
            "rows": [{"label": "Số người", "value": "2"}],
            "table": LETTER["body"][3]["table"],
        },
    ],
    "commitments": ["Công ty cam đoan những nội dung trên là đúng và chịu trách nhiệm trước pháp luật."],
    "place_date": "Bình Sơn, ngày 11 tháng 10 năm 2021",
    "signatures": [
        {"lines": [], "name": ""},
        {
            "lines": ["NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT"],
            "note": "(Ký, ghi rõ họ tên, đóng dấu)",
            "name": "Nguyễn Thị Tưởng Tượng",
        },
    ],
    "footer": "H99.01-20211015-0000001 · lập lúc 16:05 ngày 11/10/2021",
}
