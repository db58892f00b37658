"""A step of another body that no rule limits: the screens of the office never show it late. Its dates are tested in casework."""

from flask import Flask

from procedures.definition import Role
from tests.casework.test_conference import with_the_prime_minister
from tests.support.application import Clock
from tests.support.desks import Desks
from tests.support.times import vn


def test_the_prime_ministers_step_is_shown_without_a_limit(app: Flask, clock: Clock, signed_in_officer) -> None:
    desks = Desks(app.extensions["casework"], "hop-tac-quoc-te")
    code = with_the_prime_minister(desks, "permit_pm")
    clerk = signed_in_officer(officer=desks.officers[Role.CLERK])
    # Long after the day on which the office asks how the matter stands.
    clock.set(vn("2026-12-01T09:00"))
    for path in ("/can-bo/viec-can-lam?pham-vi=tat-ca", f"/can-bo/ho-so/{code}"):
        page = clerk.get(path).text
        assert code in page
        assert "không định thời hạn" in page
        assert "Hỏi tình hình từ" in page
        assert "quá hạn bước" not in page
