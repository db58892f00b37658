"""Filing through the portal as a browser without scripts does it, for the tests of this door. Judges nothing itself."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import html5lib
from werkzeug.datastructures import MultiDict

from casework.queries.drafts import OpenDraft, open_draft
from procedures.definition import Group, Kind, Page
from tests.support.application import CitizenClient
from tests.support.page_rules import elements

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def token(client: CitizenClient, path: str = "/tra-cuu") -> str:
    """A CSRF token of the client's session."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def begin(client: CitizenClient, slug: str) -> str:
    """Begin a draft; its id."""
    response = client.submit(f"/nop-ho-so/{slug}", button="Bắt đầu tờ khai mới")
    assert response.status_code == 302, response.status
    return response.location.split("/")[3]


def opened(client: CitizenClient, draft: str) -> OpenDraft:
    extensions = client.application.extensions
    return open_draft(extensions["casework"], draft, client.account.id, extensions["clock"]())


def posted(page: Page, answers: Mapping[str, Any]) -> MultiDict[str, str]:
    """What a browser posts for a page on which these answers were given."""
    data: MultiDict[str, str] = MultiDict()
    for item in page.items:
        if isinstance(item, Group):
            for index, given in enumerate(answers.get(item.name, [])):
                for one in item.fields:
                    _put(data, one.kind, f"{item.name}-{index}-{one.name}", given.get(one.name))
        else:
            _put(data, item.kind, item.name, answers.get(item.name))
    return data


def _put(data: MultiDict[str, str], kind: Kind, name: str, value: Any) -> None:
    if value is None or (kind is Kind.DECLARATION and not value):
        return
    if isinstance(value, bool):
        data.add(name, "y" if kind is Kind.DECLARATION else "yes" if value else "no")
    elif isinstance(value, list):
        data.setlist(name, value)
    elif kind is Kind.DATE:
        data.add(name, "/".join(reversed(value.split("-"))))
    else:
        data.add(name, str(value))


def fill(client: CitizenClient, slug: str, draft: str, answers: Mapping[str, Any]) -> None:
    """Fill every page in the order in which the portal leads from one to the next."""
    csrf = token(client)
    path = f"/nop-ho-so/{slug}/{draft}/{opened(client, draft).pages[0].name}"
    for _ in range(40):
        name = path.split("?")[0].rsplit("/", 1)[1]
        if name == "giay-to":
            return
        assert client.get(path).status_code == 200
        page = opened(client, draft).page(name)
        assert page is not None, path
        data = posted(page, answers)
        data.add("csrf_token", csrf)
        response = client.post(path, data=data)
        assert response.status_code == 302, f"{path}: {problems(response.text)}"
        path = response.location
    raise AssertionError("the form has no end")


def problems(page: str) -> list[str]:
    """What the summary of a page says is wrong."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    found = [one for one in elements(root, "div") if one.get("class") == "error-summary"]
    return [" ".join("".join(one.itertext()).split()) for one in found]


def hand_in_papers(client: CitizenClient, slug: str, draft: str) -> None:
    """One PDF for each paper that is still missing, in one post."""
    data: dict[str, Any] = {"csrf_token": token(client), "then": "review"}
    for index, one in enumerate(opened(client, draft).missing):
        item = -1 if one.item_index is None else one.item_index
        data[f"paper:{one.component.code}:{item}"] = (io.BytesIO(PDF), f"giay-to-{index}.pdf")
    response = client.post(f"/nop-ho-so/{slug}/{draft}/giay-to", data=data, content_type="multipart/form-data")
    assert response.status_code == 302, problems(response.text)
    assert response.location.endswith("/xem-lai")


def file_dossier(client: CitizenClient, slug: str, answers: Mapping[str, Any]) -> str:
    """File a whole dossier; its code."""
    draft = begin(client, slug)
    fill(client, slug, draft, answers)
    hand_in_papers(client, slug, draft)
    response = client.submit(f"/nop-ho-so/{slug}/{draft}/xem-lai", button="Nộp hồ sơ")
    assert response.status_code == 302 and "/ho-so/" in response.location, response.location
    return response.location.rsplit("/", 1)[1]
