"""The limit of a cold start and of memory: bare Flask with SQLAlchemy and psycopg, one table, one query."""

from __future__ import annotations

import os

from flask import Flask
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

application = Flask("cold")
engine = create_engine(os.environ["DATABASE_URL"], isolation_level="AUTOCOMMIT")


class Base(DeclarativeBase):
    """The one table."""


class Dossier(Base):
    """As much of a dossier as is asked for."""

    __tablename__ = "dossiers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))


@application.get("/<path:_>")
def any_page(_: str) -> str:
    """The first dossier there is."""
    with Session(engine) as session:
        return session.scalars(select(Dossier.code).limit(1)).first() or "none"
