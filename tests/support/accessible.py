"""What axe finds wrong on a page. Knows no page of ours."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Every way in which an element lies in others, with all that our style sheets tell elements apart by.
WAYS_DOWN = """() => {
  const told = /^(class|style|type|open|hidden|disabled|role|aria-(?!label|describedby|controls|owns).*|data-(contrast|state|text))$/;
  const said = (one) => one.tagName + [...one.attributes]
    .filter((a) => told.test(a.name) || (a.name === "value" && /^[a-z]{1,12}$/.test(a.value)))
    .map((a) => `[${a.name}=${a.value}]`).join("");
  const down = (one) => (one.parentElement ? down(one.parentElement) + ">" : "") + said(one);
  return [...new Set([...document.querySelectorAll("body *")].map(down))];
}"""
_contrast_was_seen: set[tuple[int, str]] = set()


def assert_accessible(page: Page) -> None:
    """axe finds nothing wrong on the page as it stands (WCAG 2.2 AA and best practice).

    Contrast, two thirds of the work, is a matter of the style sheet: it is looked at where an element lies in others in a new way.
    """
    width = page.viewport_size["width"] if page.viewport_size else 0
    ways = {(width, way) for way in page.evaluate(WAYS_DOWN)}
    options: dict[str, Any] = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
    if ways <= _contrast_was_seen:
        options["rules"] = {"color-contrast": {"enabled": False}}
    results = Axe().run(page, options=options)
    found = [_violation(violation) for violation in results.response["violations"]]
    assert not found, f"{page.url}\n" + "\n".join(found)
    _contrast_was_seen.update(ways)


def _violation(violation: dict[str, Any]) -> str:
    where = "; ".join(f"{node['target']} {node['html'][:160]}" for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {where}"
