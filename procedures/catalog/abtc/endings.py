"""The answers with which another office is the right one, and which. Nothing about a complete dossier may enter."""

from __future__ import annotations

from dataclasses import replace

from procedures.catalog.abtc.sources import article, before_2023
from procedures.definition import Ending, Text, When

ENDINGS = (
    Ending(
        "card_itself",
        When("wish", ("card", "reissue")),
        Text(
            "Thẻ ABTC do Cục Quản lý xuất nhập cảnh, Bộ Công an cấp, cấp lại và thu hồi. Ông/Bà vui lòng nộp hồ sơ tại đó.",
            "The card itself is issued, reissued and withdrawn by the Immigration Department of the Ministry of Public "
            "Security. Please apply there.",
        ),
        article("Điều 13, Điều 14, Điều 18"),
    ),
    Ending(
        "other_province",
        When("in_province", (False,)),
        Text(
            "Doanh nghiệp có trụ sở ở tỉnh khác. Ông/Bà vui lòng nộp tại Sở Ngoại vụ (hoặc cơ quan ngoại vụ) của tỉnh đó.",
            "The head office is in another province. Please file with that province's foreign affairs office.",
        ),
        article("Điều 10"),
    ),
    Ending(
        "other_authority",
        When("group", ("other_authority",)),
        Text(
            "UBND tỉnh không có thẩm quyền với trường hợp này. Ông/Bà hỏi bộ, ngành hoặc tổ chức trực tiếp quản lý đơn vị.",
            "The province does not decide this case. Please ask the ministry or organisation that manages your body.",
        ),
        article("Điều 10"),
    ),
    Ending(
        "outside_groups",
        When("group", ("none",)),
        Text(
            "Thẻ ABTC chỉ dành cho các nhóm doanh nhân, cán bộ nêu trong quy định. Ông/Bà dùng thị thực thông thường.",
            "The card is only for the groups of business people and officials named by law. Please use ordinary visas.",
        ),
        article("Điều 9"),
    ),
    Ending(
        "too_young",
        When("operating_12_months", (False,)),
        Text(
            "Doanh nghiệp cần hoạt động liên tục từ đủ 12 tháng. Ông/Bà vui lòng nộp khi đã đủ thời gian.",
            "The enterprise must have operated continuously for 12 months. Please file when it has.",
        ),
        article("Điều 8 khoản 2"),
    ),
)


def endings_before_2023() -> tuple[Ending, ...]:
    """The same ways out but the 12 months, which the texts of the time are not known to have required."""
    return tuple(replace(one, citation=before_2023("thẩm quyền")) for one in ENDINGS if one.code != "too_young")
