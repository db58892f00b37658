"""What is true of every HTML page of the portal, as one function for each rule. Opens no page itself."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

# A field with these types has its own words, or none.
UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
ERROR_PREFIXES = ("Lỗi: ", "Error: ")
DATA_BLOCKS = {"application/json", "application/ld+json"}


def problems_of_page(text: str, headers) -> list[str]:
    """Everything wrong with a whole page; empty when nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    rules = (_language, _headings, _ids, _references, *EVERYWHERE)
    return [*_invalid(parser), *_policy(headers), *(problem for rule in rules for problem in rule(root))]


def problems_of_fragment(text: str) -> list[str]:
    """Everything wrong with a piece of a page that a script puts into one; empty when nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    fragment = parser.parseFragment(text)
    return [*_invalid(parser), *(problem for rule in (_ids, *EVERYWHERE) for problem in rule(fragment))]


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def elements(root: Element, *names: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag in names)


def _invalid(parser: html5lib.HTMLParser) -> Iterator[str]:
    for (line, column), code, details in parser.errors:
        yield f"invalid HTML at line {line}, column {column}: {code} {details or ''}"


def _policy(headers) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    if "default-src" not in policy:
        yield "no Content-Security-Policy header with a default-src"
    if "unsafe-" in policy:
        yield f"Content-Security-Policy allows what it is there to forbid: {policy}"


def _language(root: Element) -> Iterator[str]:
    if root.get("lang") not in {"vi", "en"}:
        yield f"the language of the page is {root.get('lang')!r}"


def _headings(root: Element) -> Iterator[str]:
    headings = [text_of(heading) for heading in elements(root, "h1")]
    titles = [text_of(title) for title in elements(root.find("head"), "title")]
    if len(headings) != 1 or not headings[0]:
        yield f"one h1 with words is needed, found {headings}"
        return
    starts = tuple(prefix + headings[0] for prefix in ("", *ERROR_PREFIXES))
    if len(titles) != 1 or not titles[0].startswith(starts):
        yield f"the title {titles} does not start with the h1 {headings[0]!r}"


def _ids(root: Element) -> Iterator[str]:
    counted = Counter(element.get("id") for element in root.iter() if element.get("id") is not None)
    for name, number in counted.items():
        if number > 1:
            yield f"{number} elements have the id {name!r}"
        if not name or " " in name:
            yield f"{name!r} is no id"


def _references(root: Element) -> Iterator[str]:
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage"):
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f"{element.tag} {attribute}={name!r} leads to nothing"


def _labels(root: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in elements(root, "label") if label.get("for") and text_of(label)}
    inside = {id(field) for label in elements(root, "label") if text_of(label) for field in label.iter()}
    for field in elements(root, "input", "select", "textarea"):
        if field.get("type") in UNLABELLED_TYPES or field.get("aria-label") or field.get("aria-labelledby"):
            continue
        if field.get("id") not in labelled and id(field) not in inside:
            yield f"{field.tag} {field.get('name')!r} has no label"


def _inline(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag == "script" and not element.get("src") and element.get("type") not in DATA_BLOCKS:
            yield "a script is written into the page"
        if element.tag == "style" or element.get("style") is not None:
            yield f"a style is written into the page at {element.tag} {element.get('id') or element.get('class') or ''}"
        for attribute in element.attrib:
            if attribute.startswith("on"):
                yield f"{element.tag} has the script attribute {attribute}"
        if element.get("href", "").strip().lower().startswith("javascript:"):
            yield "a link runs a script"


def _words(root: Element) -> Iterator[str]:
    for image in elements(root, "img"):
        if image.get("alt") is None:
            yield f"the image {image.get('src')!r} has no alt"
    for element in elements(root, "a", "button"):
        pictures = "".join(image.get("alt", "") for image in elements(element, "img"))
        if not (text_of(element) or pictures.strip() or element.get("aria-label") or element.get("aria-labelledby")):
            yield f"a {element.tag} has no words: {element.get('href') or element.get('name')}"


def _forged_posts(root: Element) -> Iterator[str]:
    for form in elements(root, "form"):
        fields = elements(form, "input")
        tokens = [field for field in fields if field.get("name") == "csrf_token" and field.get("value")]
        if form.get("method", "get").lower() == "post" and len(tokens) != 1:
            yield f"the form to {form.get('action')!r} has {len(tokens)} csrf_token fields"


EVERYWHERE = (_labels, _inline, _words, _forged_posts)
