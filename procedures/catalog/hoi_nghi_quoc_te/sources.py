"""The documents this procedure stands on, and conditions that several of its files use. No rule may enter."""

from __future__ import annotations

from datetime import date

from procedures.definition import Citation, Not, When

DECISION = "QĐ 06/2020/QĐ-TTg"
DECISION_DATE = date(2020, 2, 21)


def qd06(article: str, *, to_be_confirmed: bool = False) -> Citation:
    """An article of the Prime Minister's Decision 06/2020/QĐ-TTg."""
    return Citation(DECISION, article, DECISION_DATE, to_be_confirmed)


SCOPE = qd06("Điều 1")
MEANING = qd06("Điều 2")
AUTHORITY = qd06("Điều 3")
PRIME_MINISTER = qd06("Điều 3 khoản 1")
PROVINCE = qd06("Điều 3 khoản 2")
DOSSIER = qd06("Điều 4 khoản 1")
LEAD_TIME = qd06("Điều 4 khoản 1 điểm a")
REPORT = qd06("Điều 4 khoản 2 điểm c")
DUTIES = qd06("Điều 4 khoản 2")
OPINIONS = qd06("Điều 5")
HOSTING = qd06("Điều 6")
FORM_01 = qd06("Điều 4 khoản 1, Mẫu 01", to_be_confirmed=True)
PRACTICE = Citation("Thực tế tiếp nhận tại các Sở Ngoại vụ", to_be_confirmed=True)
STATE_SECRETS = Citation("Luật Bảo vệ bí mật nhà nước 29/2018/QH14")
SUPPLEMENTS = Citation("NĐ 61/2018/NĐ-CP", "Điều 17 khoản 2, Điều 19 khoản 4")
DELEGATION = Citation("QĐ 541/QĐ-UBND", "ủy quyền cho Giám đốc Sở Ngoại vụ", date(2021, 4, 9), to_be_confirmed=True)
SHORTENED = Citation("Quy trình nội bộ của Sở Ngoại vụ (tháng 6/2021)", "số ngày từng bước", to_be_confirmed=True)
ORDINARY = Citation("Quy trình nội bộ của Sở Ngoại vụ (năm 2020)", "số ngày từng bước", to_be_confirmed=True)

NO_SECRET = Not(When("state_secret", (True,)))
PERMIT = When("request", ("permit",))
HOST = When("request", ("host",))
FOREIGN_ORGANISER = When("organiser_kind", ("foreign",))
NOT_IN_PERSON = When("form", ("online", "hybrid"))
# "Người đứng đầu hoặc quan chức cấp Bộ trưởng trở lên" (Điều 3 khoản 1 điểm a).
MINISTERIAL_RANKS = ("head", "minister")
LISTED_TOPICS = ("sovereignty", "security", "defence", "ethnicity", "religion", "human_rights")
