"""Every row of a list, read as it is sent on: a cursor of the server, so that a hundred thousand take no more memory than a thousand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casework.context import Casework
from casework.models import Dossier
from casework.queries.law_in_force import calendar_numbered, newest_calendar
from casework.queries.visible import visible_to
from casework.queries.words import by_words
from casework.queries.worklist import Entry, Wanted, entries, narrowed, within_a_working_day
from procedures.case.events import Actor

AT_ONCE = 500


def every(casework: Casework, actor: Actor, wanted: Wanted, at: datetime) -> Iterator[Entry]:
    """All dossiers the officer may see that the filters leave, closed ones too, the newest first."""
    # A cursor of the server lives in a transaction, so this read is one.
    with casework.database.engine.connect().execution_options(yield_per=AT_ONCE) as asked:
        calendar = calendar_numbered(asked, casework, *newest_calendar(asked))
        conditions = narrowed(wanted, at, within_a_working_day(calendar, at))
        query = entries().where(visible_to(actor), *conditions, *by_words(wanted.words))
        for row in asked.execute(query.order_by(Dossier.filed_at.desc(), Dossier.id.desc())):
            yield Entry(**row._mapping)
