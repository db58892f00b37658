"""What has to be handed in for an international conference. No step of the process may enter.

Căn cứ: QĐ 06/2020/QĐ-TTg, Điều 4 khoản 1 (thành phần hồ sơ), Điều 6 (đăng cai).
"""

from __future__ import annotations

from dataclasses import replace

from procedures.catalog.hoi_nghi_quoc_te.good_papers import MUST_SHOW
from procedures.catalog.hoi_nghi_quoc_te.sources import DOSSIER, FORM_01, PERMIT, PRACTICE
from procedures.definition import Accepts, AllOf, Component, Text, When

SIGNED = (Accepts.SIGNED_FILE, Accepts.SCAN)
COPIES = (Accepts.SCAN, Accepts.CERTIFIED_COPY, Accepts.CERTIFIED_E_COPY, Accepts.SIGNED_FILE)
SCAN_OF_THE_SIGNED = Text(
    "In, ký, đóng dấu rồi chụp hoặc quét từng trang; không cần gửi bản giấy.",
    "Print, sign and stamp it, then photograph or scan every page; no paper needs to be sent.",
)
SCAN_IT = Text("Chụp hoặc quét rõ từng trang.", "Photograph or scan every page clearly.")

_BY_LAW = (
    Component(
        "request_letter",
        Text("Công văn xin phép (hoặc đề nghị đăng cai)", "Letter of application"),
        DOSSIER,
        SIGNED,
        (
            Text(
                "Đúng người có thẩm quyền của đơn vị ký, có dấu hoặc chữ ký số",
                "Signed by the right person, with stamp or e-signature",
            ),
            Text("Tên, thời gian, địa điểm khớp với đề án", "Name, dates and places match the proposal"),
        ),
        SCAN_OF_THE_SIGNED,
        filled_form="cong_van",
    ),
    Component(
        "proposal",
        Text("Đề án tổ chức hội nghị, hội thảo quốc tế (Mẫu 01)", "Proposal for the conference (Form 01)"),
        FORM_01,
        SIGNED,
        (
            Text("Đủ các mục của Mẫu 01", "All items of Form 01 are there"),
            Text("Số đại biểu theo nước và cấp bậc khớp với tổng số", "Participants by country and rank add up"),
            Text(
                "Cấp bậc khách và nội dung phù hợp thẩm quyền đã xác định", "Ranks and topics fit the authority found"
            ),
        ),
        SCAN_OF_THE_SIGNED,
        required_when=PERMIT,
        shown_when=PERMIT,
        filled_form="mau_01",
    ),
    Component(
        "written_opinions",
        Text("Ý kiến bằng văn bản của cơ quan có thẩm quyền", "Written opinion of the competent authority"),
        DOSSIER,
        COPIES,
        (Text("Văn bản còn hiệu lực và đúng nội dung hội nghị", "The opinion is valid and about this conference"),),
        SCAN_IT,
        required_when=When("needs_opinion", (True,)),
        note=Text(
            "Chỉ khi pháp luật khác yêu cầu. Sở gửi công văn lấy ý kiến các cơ quan khác.",
            "Only when another law requires it. The department itself asks the other authorities.",
        ),
    ),
    Component(
        "hosting_approval",
        Text("Văn bản đồng ý chủ trương đăng cai", "Approval in principle to host"),
        DOSSIER,
        COPIES,
        (Text("Đúng hội nghị, đúng cấp cho phép", "For this conference, by the right authority"),),
        SCAN_IT,
        required_when=AllOf((PERMIT, When("has_hosting_approval", (True,)))),
        shown_when=PERMIT,
        note=Text("Nếu có.", "If there is one."),
    ),
    Component(
        "papers",
        Text("Dự thảo chương trình, tham luận, bài phát biểu", "Draft programme, papers and speeches"),
        PRACTICE,
        COPIES,
        (Text("Nội dung phù hợp đề án, không thuộc bí mật nhà nước", "Fits the proposal and holds no state secret"),),
        SCAN_IT,
        required_when=AllOf((PERMIT, When("papers", ("vi", "foreign")))),
        shown_when=PERMIT,
        max_files=40,
    ),
    Component(
        "translation",
        Text(
            "Bản dịch tiếng Việt của tài liệu tiếng nước ngoài, đóng dấu đơn vị",
            "Vietnamese translation of foreign-language papers, with the organiser's stamp",
        ),
        PRACTICE,
        SIGNED,
        (
            Text(
                "Mỗi tài liệu tiếng nước ngoài có bản dịch đóng dấu",
                "Each foreign-language paper has a stamped translation",
            ),
        ),
        SCAN_OF_THE_SIGNED,
        required_when=AllOf((PERMIT, When("papers", ("foreign",)))),
        shown_when=PERMIT,
        max_files=40,
    ),
)

COMPONENTS = tuple(replace(one, must_show=MUST_SHOW[one.code]) for one in _BY_LAW)
