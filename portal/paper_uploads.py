"""Papers as the upload component shows them, and files as they come from the browser. No view and no storing may enter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from casework.models import Attachment
from casework.queries.scans import Verdict
from casework.services.uploading import Upload
from procedures.answers import RequiredComponent
from procedures.definition import Component, Definition
from web.filters import file_size, text
from web.paper_words import accepted_shapes
from web.scan_words import looked, refused_words, scan_words

Key = tuple[str, int]


def zone_of(
    needed: RequiredComponent,
    files: Iterable[Attachment],
    addresses: Mapping[str, Mapping[str, str]],
    errors: Mapping[Key, str],
    definition: Definition,
    replacing: str = "",
) -> dict[str, Any]:
    """One upload zone: its title, what is taken, its files with their buttons, what is wrong."""
    component, item = needed.component, -1 if needed.item_index is None else needed.item_index
    mine = [one for one in files if (one.component, one.item) == (component.code, item)]
    return {
        "id": zone_id(component.code, item),
        "name": field_name(component.code, item),
        "key": (component.code, item),
        "needed": needed,
        "title": title_of(needed),
        "accepted": accepted_shapes(component),
        "only_paper": text(component.with_paper_only),
        "note": text(component.note) if component.note else "",
        "form": component.filled_form,
        "sample_url": sample_address(definition, component),
        "must_show": component.must_show,
        "files": [_file(one, addresses.get(one.id, {}), replacing) for one in mine],
        "errors": [
            *([errors[component.code, item]] if (component.code, item) in errors else []),
            *(refused_words(one.file_name) for one in mine if looked(one).infected),
        ],
        "full": len(mine) >= component.max_files,
        "max_files": component.max_files,
    }


def sample_address(definition: Definition, component: Component, version: str = "") -> str:
    """Where a filled sample of a component is shown, "" when it is no form the portal fills; `version` for an old one."""
    if not any(one.code == component.filled_form and one.example for one in definition.forms):
        return ""
    more = {"phien-ban": version} if version else {}
    return url_for("portal.sample_form", slug=definition.slug, form=component.filled_form, **more)


def _file(row: Attachment, addresses: Mapping[str, str], replacing: str) -> dict[str, Any]:
    about = file_size(row.size)
    if row.kind == "pdf":
        about += " · " + _("%(n)s trang", n=row.pages)
    if row.id == replacing:
        about += " · " + _("sẽ được thay bằng tệp Ông/Bà chọn dưới đây")
    found = looked(row)
    if found.verdict is not Verdict.CLEAN and (words := scan_words(found)):
        about += " · " + words
    if found.infected:
        addresses = {}
    return {"name": row.file_name, "size": about, "replace_value": row.id, "remove_value": row.id, **addresses}


def title_of(needed: RequiredComponent) -> str:
    """The name of a paper, with the person or thing it belongs to."""
    name = text(needed.component.name)
    if needed.item_index is None:
        return name
    if needed.item_title:
        return f"{name}: {needed.item_title}"
    return _("%(name)s (số %(n)s)", name=name, n=needed.item_index + 1)


def zone_id(code: str, item: int) -> str:
    return f"paper-{code}" + (f"-{item}" if item >= 0 else "")


def field_name(code: str, item: int) -> str:
    """The name under which files of a paper are posted; also what the script calls the component."""
    return f"paper:{code}:{item}"


def parse_name(name: str) -> Key | None:
    """Component and item of a field name; None for anything else."""
    parts = name.split(":")
    if len(parts) != 3 or parts[0] != "paper" or not parts[2].removeprefix("-").isdecimal() or len(parts[2]) > 4:
        return None
    return parts[1], int(parts[2])


def posted_uploads(name: str) -> list[Upload]:
    """The files chosen in one field; a field left alone posts one without a name."""
    return [Upload(one.filename or "", one.read()) for one in request.files.getlist(name) if one.filename]
