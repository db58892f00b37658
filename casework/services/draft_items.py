"""Taking one item out of a repeating group of a draft: the answers and the files that belong to items move together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from casework.context import Casework
from casework.models import Attachment
from casework.services.drafting import own_draft, touch


def remove_item(casework: Casework, draft_id: str, account_id: int, group: str, index: int, at: datetime) -> None:
    """Remove item `index` of a group with its files; files of later items follow their item. Raises DraftNotFound."""
    with casework.database.unit_of_work() as session:
        draft = own_draft(session, draft_id, account_id, at)
        items = list(draft.answers.get(group) or [])
        if not 0 <= index < len(items):
            return
        definition = casework.registry.version(draft.slug, draft.definition_version)
        codes = [one.code for one in definition.components if one.each == group]
        here = (Attachment.draft_id == draft_id, Attachment.component.in_(codes))
        session.execute(update(Attachment).where(*here, Attachment.item == index).values(removed_at=at))
        later = session.scalars(
            select(Attachment).where(*here, Attachment.item > index, Attachment.removed_at.is_(None))
        )
        for row in later:
            row.item -= 1
        draft.answers = {**draft.answers, group: items[:index] + items[index + 1 :]}
        touch(draft, at)
