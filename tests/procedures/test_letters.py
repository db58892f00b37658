"""The fixed words of NĐ 30/2020/NĐ-CP around what a procedure wrote. No layout is judged here."""

from procedures.letters import compose

OFFICE = {"name": "Sở Ngoại vụ tỉnh Bình Sơn", "parent": "UBND tỉnh Bình Sơn", "place": "Bình Sơn"}
CONTENT = {"subject": "V/v thử", "recipients": ["Như trên", "Công an tỉnh;", "Lưu: VT, LS"]}


def composed(body: str) -> dict:
    return compose(CONTENT, OFFICE, body=body, number=7, symbol="SNgV-LS", issued_on=None)


def test_who_issues_is_named_in_full_and_the_agency_above_shortened():
    assert (composed("office")["parent_agency"], composed("office")["agency"]) == (
        "UBND TỈNH BÌNH SƠN",
        "SỞ NGOẠI VỤ TỈNH BÌNH SƠN",
    )
    assert (composed("committee")["parent_agency"], composed("committee")["agency"]) == (
        "",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH SƠN",
    )


def test_each_recipient_ends_with_a_semicolon_and_the_last_with_a_full_stop():
    assert composed("office")["recipients"] == ["Như trên;", "Công an tỉnh;", "Lưu: VT, LS."]
    assert compose({**CONTENT, "recipients": []}, OFFICE, body="office", number=7, symbol="", issued_on=None)["recipients"] == []


def test_a_column_of_running_numbers_is_narrow():
    tables = [{"title": "", "header": ["STT", "Họ và tên"], "rows": [["1", "Lê Thị Mẫu"]]}]
    letter = compose({**CONTENT, "tables": tables}, OFFICE, body="office", number=7, symbol="", issued_on=None)
    number, name = letter["body"][0]["table"]["columns"]
    assert number["weight"] < name["weight"]
