"""One uploaded picture becomes the files that are kept."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from inspection.adapters.photo_scaling import ScaledPhoto, scale_photo
from inspection.domain.photo import PictureError
from tests.photos.pictures import SECRET_PHONE, bomb, drawing, photo


def scaled(tmp_path: Path, data: bytes) -> ScaledPhoto:
    source = tmp_path / "in"
    source.write_bytes(data)
    return scale_photo(source, tmp_path)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_sizes_upright_and_without_metadata(tmp_path: Path, kind: str) -> None:
    result = scaled(tmp_path, photo(kind, size=(2400, 1800), orientation=6))  # the phone was held upright
    assert (result.original.width, result.original.height) == (1800, 2400)
    sizes = {name: (file.width, file.height) for name, file in result.copies.items()}
    assert sizes == {"screen": (1200, 1600), "print": (1000, 1333), "thumb": (240, 320)}
    for file in result.copies.values():
        with Image.open(file.path) as image:
            assert image.format == "JPEG"
            assert image.size == (file.width, file.height)
            assert not image.getexif()
            assert "icc_profile" not in image.info
            red, green, _ = image.getpixel((image.width - 5, 5))  # type: ignore[misc]
            assert red > 200 > 60 > green, "the red corner went to the top right"
    for file in (result.original, *result.copies.values()):
        data = Path(file.path).read_bytes()
        assert SECRET_PHONE.encode() not in data
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256)


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    result = scaled(tmp_path, photo(size=(640, 480)))
    assert {file.width for file in result.copies.values()} == {640, 320}


def test_see_through_becomes_white(tmp_path: Path) -> None:
    buffer = BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(buffer, "PNG")
    result = scaled(tmp_path, buffer.getvalue())
    with Image.open(result.copies["screen"].path) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


def test_a_broken_colour_profile_costs_no_photo(tmp_path: Path) -> None:
    buffer = BytesIO()
    drawing(400, 300).save(buffer, "JPEG", icc_profile=b"no profile at all")
    assert scaled(tmp_path, buffer.getvalue()).original.width == 400


def test_colours_are_brought_to_what_screens_expect(tmp_path: Path) -> None:
    buffer = BytesIO()
    lab_grey = Image.new("L", (400, 300), 128)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab_grey.convert("RGB").save(buffer, "JPEG", icc_profile=profile)
    with Image.open(scaled(tmp_path, buffer.getvalue()).copies["screen"].path) as image:
        assert all(abs(value - 128) <= 2 for value in image.getpixel((50, 50)))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 no picture", "photo_unreadable"),
        (b"\xff\xd8\xff\xe0 neither", "photo_unreadable"),
        (photo()[:5000], "photo_unreadable"),
        (bomb(), "photo_too_many_pixels"),
    ],
    ids=["pdf", "nonsense", "cut short", "60 megapixels"],
)
def test_what_cannot_be_shown_is_refused_by_name(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(PictureError) as refusal:
        scaled(tmp_path, data)
    assert refusal.value.code == code
