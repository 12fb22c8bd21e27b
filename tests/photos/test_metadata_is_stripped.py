"""What a phone writes into a picture besides the picture does not stay."""

from __future__ import annotations

import contextlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspection.domain.photo_metadata import UnreadablePictureError, strip_metadata
from tests.photos.pictures import SECRET_COMMENT, SECRET_PHONE, photo

MIME = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def pixels(data: bytes) -> np.ndarray:
    with Image.open(BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("kind", MIME)
@pytest.mark.parametrize("orientation", [1, 6])
def test_only_the_orientation_stays_and_no_pixel_changes(kind: str, orientation: int) -> None:
    data = photo(kind, orientation=orientation)
    assert SECRET_PHONE.encode() in data
    stripped = strip_metadata(data, MIME[kind])
    assert stripped.orientation == orientation
    assert SECRET_PHONE.encode() not in stripped.data
    assert SECRET_COMMENT.encode() not in stripped.data
    with Image.open(BytesIO(stripped.data)) as image:
        assert dict(image.getexif()) == ({0x0112: 6} if orientation == 6 else {})
    assert (pixels(stripped.data) == pixels(data)).all()


@pytest.mark.parametrize("kind", MIME)
def test_a_second_time_changes_nothing(kind: str) -> None:
    once = strip_metadata(photo(kind, orientation=8), MIME[kind])
    assert strip_metadata(once.data, MIME[kind]) == once


def test_what_hangs_behind_a_jpeg_is_cut_off() -> None:
    """Live photos carry a video there, others a second picture, each with its own place and time."""
    hidden = photo(seed=1)
    stripped = strip_metadata(photo() + hidden, "image/jpeg")
    assert hidden[-2000:-100] not in stripped.data
    assert (pixels(stripped.data) == pixels(photo())).all()


def test_a_progressive_jpeg_keeps_all_its_scans() -> None:
    buffer = BytesIO()
    Image.open(BytesIO(photo())).save(buffer, "JPEG", progressive=True, comment=SECRET_COMMENT)
    stripped = strip_metadata(buffer.getvalue(), "image/jpeg")
    assert SECRET_COMMENT.encode() not in stripped.data
    assert (pixels(stripped.data) == pixels(buffer.getvalue())).all()


def test_the_colour_profile_stays() -> None:
    """Without it the reds of a phone's wide colour space would look wrong."""
    buffer = BytesIO()
    Image.open(BytesIO(photo())).save(buffer, "JPEG", icc_profile=b"a profile" * 20)
    with Image.open(BytesIO(strip_metadata(buffer.getvalue(), "image/jpeg").data)) as image:
        assert image.info["icc_profile"] == b"a profile" * 20


def test_a_moving_picture_is_refused() -> None:
    buffer = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(UnreadablePictureError):
        strip_metadata(buffer.getvalue(), "image/webp")


@pytest.mark.parametrize("kind", MIME)
@given(place=st.floats(0, 1))
def test_a_picture_cut_short_is_refused(kind: str, place: float) -> None:
    data = strip_metadata(photo(kind, size=(64, 48)), MIME[kind]).data
    with pytest.raises(UnreadablePictureError):
        strip_metadata(data[: int(place * (len(data) - 1))], MIME[kind])


@pytest.mark.parametrize("kind", MIME)
@given(noise=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_picture_fails_in_one_way_only(kind: str, noise: list[tuple[float, int]]) -> None:
    data = bytearray(photo(kind, size=(64, 48)))
    for place, value in noise:
        data[int(place * (len(data) - 1))] = value
    with contextlib.suppress(UnreadablePictureError):
        strip_metadata(bytes(data), MIME[kind])
