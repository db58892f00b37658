"""The row of whoever is signed in, as every request needs it first. Whether the session still holds is judged elsewhere."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from casework.context import Casework
from casework.models import Account, Officer

_NUMBER = bindparam("number", type_=Account.__table__.c.id.type)
_BY_ID = {
    model: select(*model.__table__.columns).where(model.__table__.c.id == _NUMBER) for model in (Account, Officer)
}


def signed_in(casework: Casework, model: type[Account] | type[Officer], number: int) -> Any:
    """The account or officer of an id, of no session: it is only looked at. None when there is none."""
    with casework.database.asking() as connection:
        row = connection.execute(_BY_ID[model], {"number": number}).first()
    return model(**row._mapping) if row else None
