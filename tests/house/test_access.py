"""Every view has declared who may enter, and who may enter where is what somebody has reviewed.

`access.txt` has a line for each endpoint: its declaration, then who is admitted, tried out with somebody of each role.
"""

from pathlib import Path
from types import SimpleNamespace

import pytest

from procedures.definition import Role
from tests.support.tree import ROOT
from web.access import Access, admits, declared_access

SNAPSHOT = Path(__file__).with_name("access.txt")
PROPOSAL = ROOT / "var" / "access.txt"
OFFICERS = tuple(sorted(set(Role) - {Role.CITIZEN, Role.SYSTEM}))


def somebody(kind: str, *roles: Role) -> SimpleNamespace:
    """A user as the guard sees one."""
    return SimpleNamespace(is_authenticated=bool(kind), kind=kind, actor=SimpleNamespace(roles=frozenset(roles)))


VISITORS = {
    "nobody": somebody(""),
    "citizen": somebody("citizen", Role.CITIZEN),
    **{str(role): somebody("officer", role) for role in OFFICERS},
}


def admitted(access: Access) -> str:
    """Who enters, one column for each visitor; "-" for who does not."""
    return " ".join(name if admits(access, visitor) else "-" for name, visitor in VISITORS.items())


def matrix(application) -> list[str]:
    """One line for each endpoint: methods, address, name, declaration, who is admitted."""
    lines = []
    for rule in application.url_map.iter_rules():
        access = declared_access(rule.endpoint)
        methods = ",".join(sorted(rule.methods - {"HEAD", "OPTIONS"}))
        who = admitted(access) if access else "undeclared"
        lines.append(f"{rule.rule}  {methods}  {rule.endpoint}  {access}  | {who}")
    return sorted(set(lines))


def test_every_view_declares_who_may_enter(app):
    with app.app_context():
        assert not [endpoint for endpoint in app.view_functions if declared_access(endpoint) is None]


def test_every_public_view_says_why(app):
    with app.app_context():
        declared = {endpoint: declared_access(endpoint) for endpoint in app.view_functions}
    assert not [name for name, access in declared.items() if access and access.kind == "public" and not access.reason]


def test_no_view_is_open_to_citizens_and_officers_alike_by_role(app):
    with app.app_context():
        declared = [declared_access(endpoint) for endpoint in app.view_functions]
    assert all(not access.roles & {Role.CITIZEN, Role.SYSTEM} for access in declared if access)


def test_who_may_enter_is_what_was_reviewed(app):
    with app.app_context():
        found = matrix(app)
    reviewed = SNAPSHOT.read_text(encoding="utf-8").splitlines() if SNAPSHOT.exists() else []
    if found != reviewed:
        PROPOSAL.parent.mkdir(exist_ok=True)
        PROPOSAL.write_text("\n".join(found) + "\n", encoding="utf-8")
    assert found == reviewed, f"review {PROPOSAL.name} in var, then copy it over {SNAPSHOT.name}"


def test_a_view_that_declares_nothing_does_not_answer(app, signed_in_officer):
    app.add_url_rule("/chua-khai-bao", "undeclared", lambda: "secret")
    assert signed_in_officer(*OFFICERS).get("/chua-khai-bao").status_code == 404


def room(access: Access):
    """A view that only says that one is inside."""

    def view() -> str:
        return "inside"

    view.__access__ = access
    return view


@pytest.mark.parametrize("role", OFFICERS)
def test_the_guard_itself_keeps_each_role_out_of_the_rooms_of_others(app, signed_in_officer, signed_in_citizen, role):
    mine, others = Access("officer", frozenset({role})), Access("officer", frozenset(OFFICERS) - {role})
    for address, access in (("/cua-toi", mine), ("/cua-ho", others)):
        app.add_url_rule(address, address, room(access))
    officer = signed_in_officer(role)
    plain = "a bare answer of the test, no page"
    assert officer.get("/cua-toi", not_inspected_because=plain).text == "inside"
    assert officer.get("/cua-ho").status_code == 403
    assert signed_in_citizen().get("/cua-toi").status_code == 302
