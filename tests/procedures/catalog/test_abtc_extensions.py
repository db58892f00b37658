"""Bodies that ask for more time move the promised time, bodies that keep silent move nothing. Due times were worked out by hand."""

from procedures.catalog.abtc.definition import VERSION_2023
from tests.procedures.catalog.test_abtc_story import AGREED, ALL_FOUR, accepted, local, overall_due, step_due


def test_two_extensions_move_the_promised_time_once():
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00")
    story.do("head", "assign", "2023-07-10T08:00", officer="13")
    story.do("specialist", "consult", "2023-07-11T10:00", bodies=ALL_FOUR)
    for body, on in (("tax", "2023-07-25"), ("customs", "2023-07-27")):
        told = {"body": body, "received_on": on}
        story.do("specialist", "record_opinion", f"{on}T10:00", opinion="extension", **told)
        assert overall_due(story) == "2023-08-30T17:00", body
        story.do("specialist", "record_opinion", f"{on}T11:00", opinion="agree", **told)


def test_an_extension_moves_the_promised_time_by_fifteen_days_and_no_weekend_more():
    story = accepted(VERSION_2023, "2023-07-13T20:00", "2023-07-14T07:00")
    # 3 wd to Tue 18/7; 20 days to Mon 07/8; 5 wd to Mon 14/8; 5 wd to Mon 21/8.
    assert overall_due(story) == "2023-08-21T17:00"
    story.do("head", "assign", "2023-07-14T08:00", officer="13")
    story.do("specialist", "consult", "2023-07-15T10:00", bodies=ALL_FOUR)
    assert local(story.clocks.consultations["tax"].due_at) == "2023-08-04T17:00"
    story.do(
        "specialist", "record_opinion", "2023-07-31T10:00", body="tax", opinion="extension", received_on="2023-07-31"
    )
    # The body's 15 days end on Saturday 19/8, so on Monday 21/8; the dossier's 35 on Tuesday 22/8, then twice 5 wd.
    assert local(story.clocks.consultations["tax"].due_at) == "2023-08-21T17:00"
    assert overall_due(story) == "2023-09-07T17:00"


def test_the_last_answer_within_an_extension_makes_nobody_late():
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00")
    story.do("head", "assign", "2023-07-10T08:00", officer="13")
    story.do("specialist", "consult", "2023-07-11T10:00", bodies=ALL_FOUR)
    told = {"body": "tax", "received_on": "2023-07-25"}
    story.do("specialist", "record_opinion", "2023-07-25T10:00", opinion="extension", **told)
    for body in ALL_FOUR:
        answer = {"body": body, "opinion": "agree", "received_on": "2023-08-10"}
        story.do("specialist", "record_opinion", "2023-08-10T09:00", **answer)
        assert story.case.state == "consulting"
    # The tax authority had until 15/8; the other three, who answered late, until 31/7.
    assert not story.case.awaited and step_due(story) == "2023-08-15T17:00"


def test_a_body_that_kept_silent_does_not_make_the_committee_late():
    story = accepted(VERSION_2023, "2023-07-09T20:00", "2023-07-10T07:00")
    story.do("head", "assign", "2023-07-10T08:00", officer="13")
    story.do("specialist", "consult", "2023-07-11T10:00", bodies=ALL_FOUR)
    story.do("specialist", "close_consultation", "2023-08-01T07:30")
    story.do("specialist", "propose", "2023-08-01T09:00", **AGREED)
    story.do("head", "endorse", "2023-08-01T10:00")
    story.do("director", "sign_submission", "2023-08-01T11:00")
    story.do("clerk", "send_to_committee", "2023-08-02T10:00", number=45, issued_on="2023-08-02")
    # Five days of eight hours from Wed 2/8 10:00; not 31/7, when the time of the bodies asked was over.
    assert step_due(story) == "2023-08-09T10:00"
    assert {one.status for one in story.clocks.consultations.values()} == {"stopped"}
