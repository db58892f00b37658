"""Whether submitted dossiers are protected in this installation: triggers, roles and their rights. Nothing is mended here."""

from __future__ import annotations

from dataclasses import dataclass

from casework.context import Casework
from casework.protection import missing_triggers
from casework.roles import missing_rights, same_role, surplus_rights


@dataclass(frozen=True, slots=True)
class Protection:
    """What lacks: triggers by name, rights in words, and whether the program signs in as the owner of the tables."""

    triggers: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    one_role: bool = False


def protection(casework: Casework, owner_url: str) -> Protection:
    """Look at the database with the program's own role. Rights are compared only where the roles differ."""
    with casework.database.reading() as session:
        connection = session.connection()
        triggers = tuple(missing_triggers(connection))
        if connection.dialect.name != "postgresql":
            return Protection(triggers)
        if same_role(owner_url, casework.database.url):
            return Protection(triggers, one_role=True)
        return Protection(triggers, tuple(surplus_rights(connection)), tuple(missing_rights(connection)))
