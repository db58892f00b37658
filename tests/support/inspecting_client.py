"""A Flask test client that inspects every HTML page any test opens, and fills in forms as a browser would.

Use it with `application.test_client_class = InspectingClient`. Knows no address of ours.
"""

from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.page_rules import elements, problems_of_fragment, problems_of_page, text_of


class InspectingClient(FlaskClient):
    """Fails the test when a page breaks a rule of `page_rules`, whatever the test was about."""

    def open(self, *args, not_inspected_because: str | None = None, **kwargs) -> TestResponse:
        """As Flask's own; a test that wants a page left alone says why in `not_inspected_because`."""
        response = super().open(*args, **kwargs)
        if not_inspected_because is None:
            inspect(response)
        elif not not_inspected_because.strip():
            raise ValueError("say why this page is not inspected")
        return response

    def submit(self, path: str, data: dict | None = None, *, button: str | None = None, **kwargs) -> TestResponse:
        """Open `path`, change the fields named in `data` in its form, and send it with its other fields as they are.

        `button` chooses the form, and the button in it, by the button's words; without it the page has one POST form.
        A field of `data` that the form does not have is an error: a browser could not send it.
        """
        page = self.get(path, follow_redirects=True)
        assert page.status_code == 200, f"{path}: {page.status}"
        form = _form(page, button)
        fields = fields_of(form, button)
        unknown = set(data or {}) - {field.get("name") for field in elements(form, *FIELDS)}
        assert not unknown, f"{path}: the form has no field {sorted(unknown)}"
        action = form.get("action") or page.request.full_path.rstrip("?")
        return self.post(action, data={**fields, **(data or {})}, **kwargs)


FIELDS = ("input", "select", "textarea", "button")


def inspect(response: TestResponse) -> None:
    """Fail with everything that is wrong with an HTML response; other responses pass."""
    if response.mimetype != "text/html" or 300 <= response.status_code < 400:
        return
    if response.request.method == "HEAD":
        return
    if response.request.headers.get("HX-Request"):
        problems = problems_of_fragment(response.text)
    else:
        problems = problems_of_page(response.text, response.headers)
    address = f"{response.request.method} {response.request.path}"
    assert not problems, f"{address} ({response.status_code}):\n  " + "\n  ".join(problems)


def fields_of(form: Element, button: str | None = None) -> dict[str, str | list[str]]:
    """What a browser would send for a form that nobody touched, pressing the button with these words."""
    sent: dict[str, list[str]] = {}
    for field in elements(form, *FIELDS):
        name = field.get("name")
        if name and field.get("disabled") is None:
            sent.setdefault(name, []).extend(_values(field, button))
    return {name: values[0] if len(values) == 1 else values for name, values in sent.items() if values}


def _values(field: Element, button: str | None) -> list[str]:
    kind = field.get("type", "text")
    if field.tag == "select":
        return _chosen(field)
    if field.tag == "textarea":
        return ["".join(field.itertext()).removeprefix("\n")]
    if field.tag == "button":
        return [field.get("value", "")] if button and text_of(field) == button else []
    if kind in {"checkbox", "radio"}:
        return [field.get("value", "on")] if field.get("checked") is not None else []
    if kind in {"submit", "button", "reset", "image", "file"}:
        return []
    return [field.get("value", "")]


def _chosen(select: Element) -> list[str]:
    options = list(elements(select, "option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return [option.get("value", text_of(option)) for option in chosen]


def _form(page: TestResponse, button: str | None) -> Element:
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    forms = [form for form in elements(root, "form") if form.get("method", "get").lower() == "post"]
    if button is not None:
        forms = [form for form in forms if any(text_of(found) == button for found in elements(form, "button"))]
    assert len(forms) == 1, f"{page.request.path}: {len(forms)} POST forms, button {button!r}"
    return forms[0]
