"""Who may use the card and for which enterprise, as the page says it before anything is filled in. No rule may enter.

Căn cứ: QĐ 09/2023/QĐ-TTg, Điều 8 khoản 2 và khoản 3, Điều 9.
"""

from __future__ import annotations

from procedures.definition import Text

CONDITIONS = (
    Text(
        "Doanh nghiệp có trụ sở chính trong tỉnh, hoạt động liên tục từ đủ 12 tháng, chấp hành pháp luật về thương mại, thuế, hải "
        "quan, lao động và bảo hiểm xã hội.",
        "The enterprise has its head office in the province, has operated continuously for 12 months and complies with the law on "
        "trade, tax, customs, labour and social insurance.",
    ),
    Text(
        "Doanh nghiệp hợp tác trực tiếp với đối tác tại các nền kinh tế APEC và cần những chuyến đi ngắn hạn thường xuyên.",
        "It works directly with partners in APEC economies and needs frequent short trips.",
    ),
    Text(
        "Người được đề nghị từ đủ 18 tuổi, đủ năng lực hành vi dân sự, giữ chức vụ từ đủ 12 tháng và không bị tạm hoãn xuất cảnh.",
        "The person is at least 18, has full legal capacity, has been in the post for 12 months and is not kept from leaving.",
    ),
    Text(
        "Chức vụ thuộc các nhóm của Điều 9: chủ doanh nghiệp, thành viên Hội đồng thành viên, Hội đồng quản trị, Tổng giám đốc, "
        "Giám đốc và cấp phó, kế toán trưởng, giám đốc bộ phận, trưởng phòng, trưởng chi nhánh.",
        "The post is one of Article 9: owner, member of the members' council or the board, general director, director and their "
        "deputies, chief accountant, director of a unit, head of a department or of a branch.",
    ),
)
