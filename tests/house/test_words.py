"""Every sentence a person reads comes from its source of words, so that another language rewrites no code."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

from tests.support.tree import docstrings, files, files_named, name, parsed, python_files

ACCENTS = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
STRING = r"\"[^\"]*\"|'[^']*'"
CALL = re.compile(rf"\b(?:_|gettext|ngettext|pgettext)\((?:[^()\"']|{STRING}|\([^()]*\))*\)", re.DOTALL)
TRANS = re.compile(r"{%-?\s*trans\b.*?%}.*?{%-?\s*endtrans\s*-?%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|<!--.*?-->", re.DOTALL)
# The name of a language is written in that language.
IN_VIETNAMESE = re.compile(r"<\w+[^>]*\slang=\"vi\"[^>]*>[^<]*<")
TRANSLATORS = {"_", "_l", "gettext", "lazy_gettext", "ngettext", "lazy_ngettext", "pgettext", "lazy_pgettext", "Text"}
# Vietnamese that is data or matching, not a sentence somebody reads; each file gives its reason.
HEADING = "the heading NĐ 30/2020/NĐ-CP gives every paper, in whatever language it is read"
SAMPLES = "samples that show the components to those who build pages; no person's page"
MAY_HOLD_VIETNAMESE = {
    "casework/gateways/papers.py": HEADING,
    "web/filters.py": "how each of the two languages writes dates, times and money; both stand side by side",
    "web/templates/components/letter_preview.html": HEADING,
    "web/templates/partials/styleguide_dossier.html": SAMPLES,
    "web/templates/partials/styleguide_form.html": SAMPLES,
    "web/templates/partials/styleguide_office.html": SAMPLES,
    "web/templates/styleguide.html": SAMPLES,
}


def vietnamese(tree: ast.Module, *, translated_is_fine: bool) -> list[str]:
    """String constants with Vietnamese accents that are neither docstrings nor, if that is fine, given to gettext."""
    fine = docstrings(tree)
    if translated_is_fine:
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        given = (call for call in calls if ast.unparse(call.func).split(".")[-1] in TRANSLATORS)
        fine |= {id(node) for call in given for node in ast.walk(call)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    left = (node for node in constants if id(node) not in fine and ACCENTS.search(node.value))
    return [f"line {node.lineno}: {node.value[:60]!r}" for node in left]


def findings(paths: list[Path], look: Callable[[Path], list[str]]) -> dict[str, list[str]]:
    found = {name(path): look(path) for path in paths if name(path) not in MAY_HOLD_VIETNAMESE}
    return {path: lines for path, lines in found.items() if lines}


def test_casework_returns_facts_and_never_sentences():
    paths = python_files("casework")
    assert not findings(paths, lambda path: vietnamese(parsed(path), translated_is_fine=False))


def test_the_doors_speak_through_gettext():
    paths = python_files("web", "portal", "backoffice", "api")
    assert not findings(paths, lambda path: vietnamese(parsed(path), translated_is_fine=True))


def test_templates_speak_through_gettext():
    paths = files_named(".html", "web", "portal", "backoffice")
    assert not findings(paths, lambda path: untranslated(path.read_text(encoding="utf-8")))


def untranslated(template: str) -> list[str]:
    """Pieces of a template with Vietnamese accents that gettext does not see."""
    for spoken_for in (COMMENT, TRANS, CALL, IN_VIETNAMESE):
        template = spoken_for.sub("", template)
    return [line.strip()[:100] for line in template.splitlines() if ACCENTS.search(line)]


def test_the_checks_notice():
    assert vietnamese(ast.parse("reason = 'Thiếu giấy tờ'"), translated_is_fine=True)
    assert vietnamese(ast.parse("reason = _('Thiếu giấy tờ')"), translated_is_fine=False)
    assert not vietnamese(ast.parse("reason = _('Thiếu giấy tờ')"), translated_is_fine=True)
    assert untranslated("<p>Thiếu giấy tờ</p>")
    assert untranslated('<html lang="vi"><p>Thiếu giấy tờ</p>')
    assert not untranslated("<p>{{ _('Thiếu (một) giấy tờ', n=count(1)) }}</p>{# Ghi chú #}")
    assert not untranslated('{% trans %}Đã nộp{% endtrans %}<a lang="vi">Tiếng Việt</a>')


def test_every_exemption_is_of_a_file_that_is_there():
    assert set(MAY_HOLD_VIETNAMESE) <= {name(path) for path in files()}
    assert all(MAY_HOLD_VIETNAMESE.values())
