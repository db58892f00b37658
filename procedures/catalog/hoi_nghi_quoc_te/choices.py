"""The answers that can be picked in this procedure's form, with their words. No question and no rule may enter."""

from __future__ import annotations

from procedures.definition import Choice, Text


def choice(value: str, vi: str, en: str) -> Choice:
    return Choice(value, Text(vi, en))


EVENTS = (
    choice("conference", "Hội nghị, hội thảo, diễn đàn, tọa đàm", "A conference, seminar, forum or workshop"),
    choice("press", "Họp báo quốc tế", "An international press conference"),
)
REQUESTS = (
    choice("permit", "Xin phép tổ chức hội nghị, hội thảo", "Permission to hold the conference"),
    choice(
        "host", "Xin chủ trương đăng cai hội nghị, hội thảo", "Approval in principle to host (bid for) the conference"
    ),
)
ORGANISERS = (
    choice(
        "local",
        "Cơ quan, đơn vị thuộc tỉnh (sở, ngành, địa phương, trường, viện)",
        "A body or unit of the province (department, locality, school, institute)",
    ),
    choice(
        "association",
        "Hội, quỹ do UBND tỉnh cho phép thành lập",
        "An association or fund established with the permission of the Provincial People's Committee",
    ),
    choice(
        "enterprise",
        "Doanh nghiệp, tổ chức đăng ký tại tỉnh",
        "An enterprise or organisation registered in the province",
    ),
    choice(
        "foreign",
        "Tổ chức nước ngoài được cấp phép hoạt động tại Việt Nam",
        "A foreign organisation licensed to operate in Viet Nam",
    ),
    choice(
        "political",
        "Mặt trận Tổ quốc hoặc tổ chức chính trị - xã hội",
        "The Viet Nam Fatherland Front or a socio-political organisation",
    ),
    choice(
        "central",
        "Đơn vị thuộc bộ, cơ quan trung ương; hội, quỹ hoạt động toàn quốc",
        "A unit of a ministry or central agency; a nationwide association or fund",
    ),
)
FOREIGN_ELEMENTS = (
    choice("participants", "Có khách, đại biểu nước ngoài", "Foreign guests or delegates take part"),
    choice("funding", "Có tài trợ của nước ngoài", "There is foreign funding"),
    choice("organiser", "Đơn vị tổ chức là tổ chức nước ngoài", "The organiser is a foreign organisation"),
    choice("none", "Không có các yếu tố trên", "None of these"),
)
RANKS = (
    choice(
        "head",
        "Người đứng đầu quốc gia, vùng lãnh thổ, tổ chức quốc tế",
        "Head of a state, territory or international organisation",
    ),
    choice("minister", "Cấp Bộ trưởng hoặc tương đương trở lên", "Minister or equivalent, or higher"),
    choice("below", "Dưới cấp Bộ trưởng", "Below ministerial rank"),
)
TOP_RANKS = (
    *RANKS,
    choice("unsure", "Tôi chưa xác định được", "I am not sure"),
    choice("no_guests", "Không có khách nước ngoài tham dự", "No foreign guest takes part"),
)
TOPICS = (
    choice("sovereignty", "Chủ quyền quốc gia, biên giới, biển đảo", "National sovereignty, borders, seas and islands"),
    choice("security", "An ninh", "Security"),
    choice("defence", "Quốc phòng", "Defence"),
    choice("ethnicity", "Dân tộc", "Ethnic affairs"),
    choice("religion", "Tôn giáo", "Religion"),
    choice("human_rights", "Quyền con người", "Human rights"),
    choice("none", "Không thuộc các nội dung trên", "None of these"),
)
FORMS = (
    choice("in_person", "Trực tiếp", "In person"),
    choice("online", "Trực tuyến", "Online"),
    choice("hybrid", "Trực tiếp kết hợp trực tuyến", "Hybrid: in person and online"),
)
PLACE_KINDS = (
    choice("venue", "Địa điểm tổ chức trực tiếp", "Venue (people meet there)"),
    choice("bridge", "Điểm cầu trực tuyến", "Bridge site of the online meeting"),
)
WHERE = (
    choice("here", "Trong tỉnh", "In this province"),
    choice("elsewhere", "Tỉnh, thành phố khác", "Another province or city of Viet Nam"),
    choice("abroad", "Nước ngoài", "Abroad"),
)
SOURCES_OF_MONEY = (
    choice("budget", "Ngân sách nhà nước", "State budget"),
    choice("own", "Kinh phí của đơn vị tổ chức", "The organiser's own funds"),
    choice("domestic", "Tài trợ trong nước", "Sponsors in Viet Nam"),
    choice("foreign", "Tài trợ nước ngoài", "Foreign sponsors"),
    choice("fees", "Phí tham dự của đại biểu", "Participants' fees"),
)
PAPER_LANGUAGES = (
    choice("vi", "Có, bằng tiếng Việt", "Yes, in Vietnamese"),
    choice("foreign", "Có, trong đó có bài bằng tiếng nước ngoài", "Yes, some in a foreign language"),
    choice("none", "Chưa có tham luận, bài phát biểu", "No papers or speeches yet"),
)
RESULT_BY = (
    choice("online", "Tải về tại cổng dịch vụ này", "Download from this portal"),
    choice("counter", "Nhận tại Bộ phận Một cửa", "Collect at the one-stop counter"),
    choice("post", "Nhận qua bưu chính công ích", "By public postal service"),
)
