"""Whoever is signed in, as every request needs it first. Whether the session still holds is judged elsewhere."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, select

from casework.context import Casework
from casework.models import Account, Officer

Asked = Row[Any]
Whole = TypeVar("Whole", Account, Officer)
# What every request asks of its user; a driver describes each column anew, so no more than that.
_ASKED = {
    Account: ("id", "name", "session_epoch"),
    Officer: ("id", "name", "session_epoch", "active", "roles", "division", "deputy", "fields", "position", "unit"),
}
_NUMBER = bindparam("number", type_=Account.__table__.c.id.type)
_BY_ID = {
    model: select(*(model.__table__.c[name] for name in names)).where(model.__table__.c.id == _NUMBER)
    for model, names in _ASKED.items()
}


def signed_in(casework: Casework, model: type[Account] | type[Officer], number: int) -> Asked | None:
    """What is asked of the account or officer of an id; None when there is none."""
    with casework.database.asking() as connection:
        return connection.execute(_BY_ID[model], {"number": number}).first()


def whole(casework: Casework, model: type[Whole], number: int) -> Whole:
    """All of it, for the pages about the account itself."""
    with casework.database.reading() as session:
        return session.get_one(model, number)
