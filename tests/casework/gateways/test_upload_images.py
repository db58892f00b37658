"""Picture uploads: bombs and broken ones are refused, phone photos become one upright PDF."""

import io

import pikepdf
import pytest
from PIL import Image

from casework.gateways.uploads import (
    UploadRefused,
    photos_to_pdf,
    thumbnail,
)
from tests.casework.gateways.upload_samples import GOOD, inspect, make_image, png_header_only, refusal


# As in production, where the warning of Pillow is only a line in the log.
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [5001, 7000, 20000], ids=["just over", "between", "far over"])
def test_an_image_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    assert refusal(png_header_only(side, side)) == "image_bomb"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_picture_that_is_cut_off_is_refused(kind: str) -> None:
    data = make_image(kind, (400, 300))
    assert refusal(data[: len(data) * 2 // 3]) == "broken_image"


def test_a_phone_photo_stands_upright_and_loses_its_place() -> None:
    photo = Image.new("RGB", (300, 200), "white")
    photo.paste("red", (0, 0, 300, 50))
    exif = photo.getexif()
    exif[0x0112] = 6  # taken with the phone upright: the stored rows run from right to left
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)
    out = io.BytesIO()
    photo.save(out, "jpeg", exif=exif)
    pdf = photos_to_pdf([out.getvalue()])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (image,) = opened.pages[0].Resources.XObject.values()
        jpeg = image.read_raw_bytes()
        shown = pikepdf.PdfImage(image).as_pil_image()
        box = [float(side) for side in opened.pages[0].mediabox]
    assert shown.size == (200, 300)
    red, green, _ = shown.getpixel((190, 150))
    assert red > 200 > green
    assert not Image.open(io.BytesIO(jpeg)).getexif()
    assert box[2] < box[3]


def test_photos_become_one_page_each_small_enough_and_always_the_same() -> None:
    photos = [make_image("jpeg", (3000, 1000)), make_image("png", (500, 900)), make_image("webp", (64, 64))]
    pdf = photos_to_pdf(photos)
    assert pdf == photos_to_pdf(photos)
    assert inspect(pdf).pages == 3
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sizes = [page.Resources.XObject.Photo for page in opened.pages]
        assert [(int(image.Width), int(image.Height)) for image in sizes] == [(2000, 667), (500, 900), (64, 64)]
        shapes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in opened.pages]
    assert shapes == [True, False, False]


def test_a_bad_photo_does_not_become_a_pdf() -> None:
    for photos, code in (
        ([], "empty"),
        ([GOOD["pdf"]], "broken_image"),
        ([png_header_only(9000, 9000)], "image_bomb"),
    ):
        with pytest.raises(UploadRefused) as refused:
            photos_to_pdf(photos)
        assert refused.value.code == code


def test_transparency_is_shown_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "png")
    preview = Image.open(io.BytesIO(thumbnail(out.getvalue(), "png") or b""))
    assert preview.getpixel((20, 20)) == (255, 255, 255)


def test_a_preview_is_a_small_png_and_only_of_pictures() -> None:
    preview = Image.open(io.BytesIO(thumbnail(make_image("jpeg", (1000, 500)), "jpeg") or b""))
    assert (preview.format, preview.size) == ("PNG", (320, 160))
    assert thumbnail(GOOD["pdf"], "pdf") is None
    assert thumbnail(GOOD["docx"], "docx") is None
