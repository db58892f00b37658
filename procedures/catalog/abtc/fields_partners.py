"""The page of partners in APEC economies: contracts, or another proof of need. No rule may enter."""

from __future__ import annotations

from procedures.catalog.abtc.picklists import CURRENCIES, PARTNER_ECONOMIES
from procedures.catalog.abtc.sources import article
from procedures.definition import AllOf, Choice, DateRule, Field, Group, Kind, Page, Text, When

PRIVATE = When("group", ("private",))
WITH_CONTRACT = AllOf((PRIVATE, When("need_basis", ("contract",))))
WITHOUT_CONTRACT = AllOf((PRIVATE, When("need_basis", ("other_proof",))))
IN_FOREIGN_LANGUAGE = AllOf((PRIVATE, When("foreign_language", (True,))))
CONTRACT_PAPERS = article("Điều 12 khoản 2 điểm c")

CONTRACT = (
    Field("economy", Kind.CHOICE, Text("Nền kinh tế của đối tác", "The partner's economy"), choices=PARTNER_ECONOMIES),
    Field("partner", Kind.TEXT, Text("Tên đối tác", "The partner's name")),
    Field("number", Kind.TEXT, Text("Số hợp đồng", "Contract number"), max_length=60),
    Field(
        "signed_on",
        Kind.DATE,
        Text("Ngày ký hợp đồng", "Signed on"),
        help=Text("Không quá 02 năm trước ngày nộp hồ sơ.", "Not more than 2 years before filing."),
        date_rule=DateRule.NOT_FUTURE,
        citation=CONTRACT_PAPERS,
    ),
    Field(
        "value",
        Kind.INTEGER,
        Text("Trị giá hợp đồng", "Value of the contract"),
        minimum=0,
        maximum=1_000_000_000_000_000,
    ),
    Field("currency", Kind.CHOICE, Text("Đồng tiền", "Currency"), choices=CURRENCIES),
)

PARTNERS = Page(
    "partners",
    Text("Đối tác tại các nền kinh tế APEC", "Partners in APEC economies"),
    (
        Field(
            "economies",
            Kind.CHOICES,
            Text("Các nền kinh tế cần đến", "Economies to travel to"),
            choices=PARTNER_ECONOMIES,
            help=Text(
                "Hoa Kỳ và Ca-na-đa là thành viên chuyển tiếp của chương trình thẻ.",
                "The United States and Canada are transitional members of the card scheme.",
            ),
            citation=article("Điều 8 khoản 2"),
        ),
        Field(
            "need_basis",
            Kind.CHOICE,
            Text("Nhu cầu đi lại được chứng minh bằng gì?", "What proves the need to travel?"),
            choices=(
                Choice("contract", Text("Hợp đồng với đối tác APEC", "A contract with an APEC partner")),
                Choice("other_proof", Text("Giấy tờ khác, vì chưa có hợp đồng", "Other papers: no contract yet")),
            ),
            shown_when=PRIVATE,
            citation=CONTRACT_PAPERS,
        ),
        Group(
            "contracts",
            Text("Hợp đồng với đối tác", "Contracts with partners"),
            Text("Hợp đồng", "Contract"),
            CONTRACT,
            min_items=1,
            max_items=20,
            shown_when=WITH_CONTRACT,
        ),
        Field(
            "need_explained",
            Kind.LONG_TEXT,
            Text("Giấy tờ nào chứng minh nhu cầu?", "Which papers prove the need?"),
            max_length=2000,
            shown_when=WITHOUT_CONTRACT,
            citation=CONTRACT_PAPERS,
        ),
        Field(
            "foreign_language",
            Kind.YES_NO,
            Text("Có giấy tờ bằng tiếng nước ngoài không?", "Are any of these papers in a foreign language?"),
            shown_when=PRIVATE,
            citation=CONTRACT_PAPERS,
        ),
    ),
)
