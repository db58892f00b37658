"""A QR code as a picture of its own. What it says is made elsewhere."""

from __future__ import annotations

from io import BytesIO


def qr_picture(content: str) -> bytes:
    """The content as an SVG document with its quiet zone, dark on white."""
    import segno  # on first use: few requests draw a code

    out = BytesIO()
    segno.make(content, error="m", micro=False).save(
        out, kind="svg", border=4, scale=6, light="white", svgclass=None, lineclass=None
    )
    return out.getvalue()
