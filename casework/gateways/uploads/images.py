"""Checks pictures by decoding them, and turns phone photos into one PDF; keeps no metadata of a picture."""

import functools
import io
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from casework.gateways.uploads.refusal import UploadRefused

MAX_IMAGE_PIXELS = 25_000_000
IMAGE_KINDS = ("jpeg", "png", "webp")
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_LONG_SIDE = 2000
_THUMBNAIL_SIDE = 320
_JPEG_QUALITY = 82
_A4 = (595.28, 841.89)
_MARGIN = 28.35


@functools.cache
def _pil() -> ModuleType:
    """Pillow, told once what is too large to be a photo or a scan."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_IMAGE_PIXELS
    return Image


def inspect_image(data: bytes, kind: str) -> tuple[int, int]:
    """Width and height in pixels of a picture that decodes to its end."""
    with _decoded(data, (_FORMATS[kind],)) as image:
        return image.size


def photos_to_pdf(images: Sequence[bytes]) -> bytes:
    """One A4 page a photo, upright as it was taken, at most 2000 px long. The same photos give the same bytes.

    Place, time and device recorded in a photo are left behind, because only its pixels are copied.
    """
    import pikepdf

    if not images:
        raise UploadRefused("empty")
    with pikepdf.new() as pdf:
        for data in images:
            _add_page(pikepdf, pdf, *_as_jpeg(data))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def thumbnail(data: bytes, kind: str) -> bytes | None:
    """A PNG preview at most 320 px on a side; None for a kind that is not a picture."""
    if kind not in IMAGE_KINDS:
        return None
    with _decoded(data, (_FORMATS[kind],)) as image:
        small = _upright(image, _THUMBNAIL_SIDE)
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _decoded(data: bytes, formats: Sequence[str]) -> Any:
    """An image whose first frame is loaded. The header is judged before any pixel is decoded."""
    pil = _pil()
    try:
        image = pil.open(io.BytesIO(data), formats=formats)
    except (pil.DecompressionBombError, pil.DecompressionBombWarning) as error:
        raise UploadRefused("image_bomb", max_pixels=MAX_IMAGE_PIXELS) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise UploadRefused("broken_image") from error
    if image.width * image.height > MAX_IMAGE_PIXELS:
        # Between one and two times the limit Pillow only warns; warnings cannot be made errors safely among threads.
        image.close()
        raise UploadRefused("image_bomb", pixels=image.width * image.height, max_pixels=MAX_IMAGE_PIXELS)
    try:
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError) as error:
        image.close()
        raise UploadRefused("broken_image") from error
    return image


def _upright(image: Any, long_side: int) -> Any:
    """Turned as its EXIF says, on white where it was transparent, not longer than `long_side`."""
    from PIL import ImageOps

    pil = _pil()
    turned = ImageOps.exif_transpose(image)
    if turned.has_transparency_data:
        layer = turned.convert("RGBA")
        turned = pil.alpha_composite(pil.new("RGBA", layer.size, "white"), layer)
    plain = turned.convert("RGB")
    plain.thumbnail((long_side, long_side), pil.Resampling.LANCZOS)
    return plain


def _as_jpeg(data: bytes) -> tuple[bytes, int, int]:
    with _decoded(data, tuple(_FORMATS.values())) as image:
        plain = _upright(image, _LONG_SIDE)
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return out.getvalue(), plain.width, plain.height


def _add_page(pikepdf: ModuleType, pdf: Any, jpeg: bytes, width: int, height: int) -> None:
    page_width, page_height = _A4 if width <= height else _A4[::-1]
    scale = min((page_width - 2 * _MARGIN) / width, (page_height - 2 * _MARGIN) / height)
    drawn_width, drawn_height = width * scale, height * scale
    left, bottom = (page_width - drawn_width) / 2, (page_height - drawn_height) / 2
    picture = pdf.make_stream(
        jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = pdf.add_blank_page(page_size=(page_width, page_height))
    name = page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.Photo)
    drawing = f"q {drawn_width:.2f} 0 0 {drawn_height:.2f} {left:.2f} {bottom:.2f} cm {name} Do Q"
    page.Contents = pdf.make_stream(drawing.encode("ascii"))
