"""What attackers and unlucky people type and upload. No expectation of a test."""

from __future__ import annotations

NESTED: object = "x"
for _ in range(60):
    NESTED = [NESTED]

TEMPLATES = (
    "{{7*7}}",
    "{% raw %}",
    "{reason}",
    "%(code)s",
    "%s%n",
    "#panic()",
    '#eval("1")',
    "$x^2$",
    "@ref",
    "\\u{41}",
    "${jndi:x}",
)
MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><b>",
    "javascript:alert(1)",
    "<!--",
    "]]>",
)
LETTERS = (
    "Nguye\u0302\u0303n Thi\u0323 Ma\u0302\u0303u",  # NFD
    "김철수 王小明 สมชาย عمر",
    "😀👩‍👩‍👧‍👦",
    "\u202eexe.fdp\u202c",
    "\ufffe\uffff\ufdd0",
    "\u200b\ufeff\u2028\u2029",
    "a\x00b\x01\x0b\x1b[2J",
    "%_\\'\";--",
    "../../etc/passwd",
)
TEXTS = (*TEMPLATES, *MARKUP, *LETTERS)
# What no field of any kind takes for a value of another type.
WRONG_TYPES = (
    None,
    True,
    7,
    -1,
    10**400,
    1.5,
    float("nan"),
    [],
    ["x", []],
    {},
    {"a": {"b": 1}},
    [{}],
    NESTED,
    "\ud800",
)
DATES = (
    "0001-01-01",
    "1899-12-31",
    "2100-12-31",
    "9999-12-31",
    "31/12/2100",
    "00/00/0000",
    "29/02/2025",
    "2026-13-01",
    "²/²/2026",
)
NUMBERS = ("-1", "0", "²", "٣", "1e9", "9" * 30, "NaN", "0x10", "1_000", "--1", "9" * 5000)
