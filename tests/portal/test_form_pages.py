"""The pages of a form: nothing typed is lost, errors are told at their place, cards without scripts, the designed stop."""

from __future__ import annotations

import io

from procedures.catalog.abtc.samples import sample_answers
from procedures.catalog.hoi_nghi_quoc_te.samples import sample_answers as conference_answers
from tests.portal.filing import PDF, begin, fill, hand_in_papers, opened, posted, token
from tests.portal.stories import ON


def post(client, draft, page, slug="abtc", **data):
    return client.post(f"/nop-ho-so/{slug}/{draft}/{page}", data={"csrf_token": token(client), **data})


def test_what_the_account_knows_is_filled_in(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    page = client.get(f"/nop-ho-so/abtc/{draft}/enterprise").text
    assert 'value="Công ty TNHH Thí Dụ"' in page
    assert client.account.email in page


def test_a_wrong_answer_is_told_at_its_field_and_kept(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    answer = post(client, draft, "enterprise", founded_on="31/02/2020", enterprise_name="Công ty Vừa Gõ\x00")
    assert answer.status_code == 422
    assert 'id="founded_on-error"' in answer.text
    assert 'href="#founded_on"' in answer.text
    assert 'value="31/02/2020"' in answer.text
    assert opened(client, draft).draft.answers["enterprise_name"] == "Công ty Vừa Gõ"


def test_a_text_that_is_too_long_is_told_and_kept_whole(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    pasted = "Công ty " + "Rất Dài " * 60
    answer = post(client, draft, "enterprise", enterprise_name=pasted)
    assert "Tên doanh nghiệp: Nội dung dài quá 200 ký tự" in answer.text
    assert pasted.strip() in answer.text
    assert " maxlength=" not in answer.text.split("<form", 1)[1]


def test_a_date_says_how_it_is_written_beside_its_own_help(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    page = client.get(f"/nop-ho-so/abtc/{begin(client, 'abtc')}/enterprise").text
    assert "Ngày cấp đăng ký lần đầu. Ngày/tháng/năm, ví dụ 21/10/2021" in page


def test_the_summary_names_the_question_and_the_card(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(3, ON, persons=2))
    page = next(one for one in opened(client, draft).pages if one.name == "persons")
    persons = [dict(one) for one in opened(client, draft).draft.answers["persons"]]
    persons[1] |= {"born_on": "", "exception_claimed": None}
    data = posted(page, {"persons": persons})
    data.add("csrf_token", token(client))
    said = client.post(f"/nop-ho-so/abtc/{draft}/persons", data=data).text
    assert ">Người 2 – Ngày sinh: Vui lòng trả lời câu hỏi này.</a>" in said
    assert "12 tháng giữ chức vụ? Vui lòng trả lời câu hỏi này.</a>" in said


def test_a_card_asks_only_what_the_answers_on_other_pages_leave_open(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(3, ON, persons=1))
    page = client.get(f"/nop-ho-so/abtc/{draft}/persons").text
    assert 'name="persons-0-post"' in page
    assert 'name="persons-0-state_post"' not in page
    assert 'name="persons-0-exception_reason"' in page


def test_what_the_country_leads_to_is_told_before_the_papers_are_asked_for(signed_in_citizen):
    client = signed_in_citizen("person")
    draft = begin(client, "hop-phap-hoa-lanh-su")
    answers = {"country": "KR", "direction": "outgoing", "judicial_use": "no", "outside_convention": "no"}
    assert post(client, draft, "treatment", "hop-phap-hoa-lanh-su", **answers).status_code == 302
    assert "Giấy tờ sẽ được cấp Apostille" in client.get(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/applicant").text
    assert "Giấy tờ sẽ được cấp Apostille" not in client.get(f"/nop-ho-so/hop-phap-hoa-lanh-su/{draft}/papers").text


def test_a_date_in_the_future_is_explained(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    assert "Ngày này chưa đến" in post(client, draft, "enterprise", founded_on="01/01/2030").text


def test_a_name_in_parts_is_kept_whole(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    post(client, draft, "enterprise", representative_name="Nguye\u0302\u0303n Thi\u0323 Ma\u0302\u0303u")
    assert opened(client, draft).answers["representative_name"] == "Nguyễn Thị Mẫu"


def test_cards_are_added_copied_and_removed_without_scripts(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(3, ON, persons=2))

    def persons():
        return [one.get("full_name", "") for one in opened(client, draft).draft.answers["persons"]]

    page = next(one for one in opened(client, draft).pages if one.name == "persons")
    first, second = persons()
    for wish, expected in (
        ("persons:copy:0", [first, second, first]),
        ("persons:add", [first, second, first, ""]),
        ("persons:remove:3", [first, second, first]),
        ("persons:remove:0", [second, first]),
    ):
        data = posted(page, {"persons": [dict(one) for one in opened(client, draft).draft.answers["persons"]]})
        data.add("csrf_token", token(client))
        data.add("list_action", wish)
        assert client.post(f"/nop-ho-so/abtc/{draft}/persons", data=data).status_code == 302
        assert persons() == expected, wish


def test_files_follow_the_person_they_belong_to(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    fill(client, "abtc", draft, sample_answers(3, ON, persons=2))
    hand_in_papers(client, "abtc", draft)
    before = {one.id: one.item for one in opened(client, draft).files if one.component == "passport"}
    page = opened(client, draft).page("persons")
    data = posted(page, {"persons": opened(client, draft).answers["persons"]})
    data.update({"csrf_token": token(client), "list_action": "persons:remove:0"})
    client.post(f"/nop-ho-so/abtc/{draft}/persons", data=data)
    after = {one.id: one.item for one in opened(client, draft).files if one.component == "passport"}
    assert after == {name: 0 for name, item in before.items() if item == 1}


def test_a_card_left_empty_leaves_no_file_to_whoever_is_added_next(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    answers = sample_answers(3, ON, persons=2)
    fill(client, "abtc", draft, answers)
    page = opened(client, draft).page("persons")

    def post(**more):
        data = posted(page, answers)
        data.update({"csrf_token": token(client), **more})
        assert client.post(f"/nop-ho-so/abtc/{draft}/persons", data=data).status_code == 302

    def passports():
        return [one.file_name for one in opened(client, draft).files if one.component == "passport"]

    post(list_action="persons:add")
    file = {"csrf_token": token(client), "paper:passport:2": (io.BytesIO(PDF), "ho-chieu-nguoi-thu-ba.pdf")}
    client.post(f"/nop-ho-so/abtc/{draft}/giay-to", data=file, content_type="multipart/form-data")
    assert passports() == ["ho-chieu-nguoi-thu-ba.pdf"]
    post()
    post(list_action="persons:add")
    assert passports() == []


def test_cards_that_another_answer_hides_are_kept_for_when_it_is_changed_back(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    answers = sample_answers(3, ON)
    fill(client, "abtc", draft, answers)
    page = opened(client, draft).page("partners")
    for basis, shown in (("other_proof", False), ("contract", True)):
        said = {name: value for name, value in answers.items() if shown or name != "contracts"}
        data = posted(page, {**said, "need_basis": basis, "need_explained": "Dự hội nghị của các nước thành viên."})
        data.update({"csrf_token": token(client)})
        if shown:
            assert answers["contracts"][0]["partner"] in client.get(f"/nop-ho-so/abtc/{draft}/partners").text
        client.post(f"/nop-ho-so/abtc/{draft}/partners", data=data)
        assert ("contracts" in opened(client, draft).checked.answers) is shown


def test_the_wrong_office_is_told_before_anything_else(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    answer = post(client, draft, "who", wish="card", group="private", in_province="yes", operating_12_months="yes")
    assert answer.location.endswith("/khong-dung-noi")
    page = client.get(answer.location).text
    assert "Cục Quản lý xuất nhập cảnh" in page
    for elsewhere in ("enterprise", "giay-to", "xem-lai"):
        assert client.get(f"/nop-ho-so/abtc/{draft}/{elsewhere}").location.endswith("/khong-dung-noi")
    assert client.get(f"/nop-ho-so/abtc/{draft}/who").status_code == 200
    post(client, draft, "who", wish="permission", group="private", in_province="yes", operating_12_months="yes")
    assert client.get(f"/nop-ho-so/abtc/{draft}/enterprise").status_code == 200


def test_a_state_secret_stops_the_form(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "hoi-nghi-quoc-te")
    data = posted(opened(client, draft).page("entrance"), {**conference_answers(1, ON), "state_secret": True})
    data.add("csrf_token", token(client))
    answer = client.post(f"/nop-ho-so/hoi-nghi-quoc-te/{draft}/entrance", data=data)
    assert answer.location.endswith("/khong-dung-noi")
    typed = post(client, draft, "conference", "hoi-nghi-quoc-te", name_vi="Nội dung mật")
    assert typed.location.endswith("/khong-dung-noi")
    assert "name_vi" not in opened(client, draft).draft.answers


def test_a_page_that_does_not_exist_is_not_found(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    assert client.get(f"/nop-ho-so/abtc/{draft}/nothing").status_code == 404
    assert client.get(f"/nop-ho-so/hoi-nghi-quoc-te/{draft}/who").status_code == 404
    assert client.get(f"/nop-ho-so/abtc/{draft}%00/who").status_code == 404


def test_the_review_tells_what_is_missing_and_files_nothing(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    page = client.get(f"/nop-ho-so/abtc/{draft}/xem-lai")
    assert "Còn thiếu trước khi nộp được" in page.text
    answer = client.post(f"/nop-ho-so/abtc/{draft}/nop", data={"csrf_token": token(client)})
    assert answer.location.endswith("/xem-lai")
    assert opened(client, draft).draft.dossier_id is None


def test_the_english_pages_ask_in_english(signed_in_citizen):
    client = signed_in_citizen("enterprise")
    draft = begin(client, "abtc")
    assert "What do you need?" in client.get(f"/en/nop-ho-so/abtc/{draft}/who").text
