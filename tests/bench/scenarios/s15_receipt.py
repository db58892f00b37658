"""15. The receipt as PDF with its QR code, on one core, beside the bare setting of the same data. Nothing is stored."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from flask import Flask

import web.papers
from casework.gateways.papers import receipt_pdf
from tests.bench.bench import Bench
from tests.bench.measuring import LIMIT, PRODUCT, Line, alternate

NUMBER, TITLE = 15, "Receipt PDF with QR, processor seconds of one core"
A_SECOND, PAPERS = 60, 30
ACCEPTED = "SELECT code FROM dossiers WHERE accepted_at IS NOT NULL ORDER BY id LIMIT %s"


def rate(one: Callable[[str], bytes], codes: list[str]) -> float:
    """Papers a second of processor time, all threads together."""
    begun = time.process_time()
    for code in codes:
        if not one(code).startswith(b"%PDF"):
            raise RuntimeError(code)
    return len(codes) / (time.process_time() - begun)


def captured(app: Flask, codes: list[str]) -> dict[str, tuple[Any, Any]]:
    """What the product would set, by code."""
    data: dict[str, tuple[Any, Any]] = {}
    casework = app.extensions["casework"]
    for code in codes:
        with patch.object(web.papers, "receipt_pdf", lambda given, issued_at, code=code: data.update({code: (given, issued_at)}) or b""):
            web.papers.receipt_pdf_for(casework, code)
    return data


def run(bench: Bench) -> list[Line]:
    url = bench.url(min(bench.size, 10_000))
    app = bench.app(url)
    codes = [row[0] for row in bench.rows(url, ACCEPTED, PAPERS)]
    with app.test_request_context():
        data = captured(app, codes)
        casework = app.extensions["casework"]
        contestants = {
            PRODUCT: lambda _: rate(lambda code: web.papers.receipt_pdf_for(casework, code), codes),
            LIMIT: lambda _: rate(lambda code: receipt_pdf(data[code][0], issued_at=data[code][1]), codes),
        }
        found = alternate(contestants, min(bench.cycles, 5))
    speed = found.median(PRODUCT)
    return [
        Line("15", TITLE, f"{speed:.0f}/s", f"{found.median(LIMIT):.0f}/s", str(found.ratio(PRODUCT, LIMIT)), f"≥ {A_SECOND}/s", speed >= A_SECOND)
    ]
