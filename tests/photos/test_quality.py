"""Sharpness and brightness as the scaling worker measures them, on photographs of the generated basement."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from inspection.adapters.photo_scaling import scale_photo
from inspection.domain.photo import Quality
from inspection.domain.picture_quality import is_sharp, light
from signaling.media.camera import STILL_SIZE, Camera
from signaling.media.scene import SUBJECTS, gallery

Change = Callable[[Image.Image], Image.Image]


@cache
def photograph(subject: str) -> Image.Image:
    gallery().prepare(SUBJECTS[subject], wait=True)
    camera = Camera()
    camera.look_at(subject, 0.0, stay_s=1000.0)
    return Image.open(BytesIO(camera.still(5.0))).convert("RGB")


def judged(picture: Image.Image, tmp_path: Path, quality: int = 92) -> Quality:
    source = tmp_path / "in"
    picture.save(source, "JPEG", quality=quality)
    found = scale_photo(source, tmp_path).quality
    assert found is not None
    return found


def blurred(px: float) -> Change:
    return lambda picture: picture.filter(ImageFilter.GaussianBlur(px * picture.width / STILL_SIZE[0]))


def moved(px: int, axis: int) -> Change:
    """The hand moves that far while the picture is taken."""

    def change(picture: Image.Image) -> Image.Image:
        steps = range(0, round(px * picture.width / STILL_SIZE[0]) + 1)
        values = np.asarray(picture, dtype=np.float32)
        return Image.fromarray(
            (sum(np.roll(values, step, axis) for step in steps) / len(steps)).astype(np.uint8)
        )

    return change


def with_light(share: float) -> Change:
    return lambda picture: picture.point([round(value * share) for value in range(256)] * 3)


@pytest.mark.parametrize("subject", [pytest.param("laundry", marks=pytest.mark.long), "floor_drain"])
def test_what_is_sharp_and_what_is_not(subject: str, tmp_path: Path) -> None:
    picture = photograph(subject)
    assert is_sharp(judged(picture, tmp_path)), "as it is"
    assert is_sharp(judged(picture.resize((1280, 960)), tmp_path)), "from an old phone"
    assert is_sharp(judged(with_light(0.25)(picture), tmp_path)), "dark is not blurred"
    half = picture.resize((2016, 1512), Image.Resampling.LANCZOS)
    for change in (blurred(6), blurred(12), moved(24, axis=0), moved(24, axis=1)):
        assert not is_sharp(judged(change(half), tmp_path))


def test_what_is_dark_and_what_is_bright(tmp_path: Path) -> None:
    picture = photograph("laundry").resize((1600, 1200))
    assert light(judged(picture, tmp_path)) == "good"
    assert light(judged(with_light(0.25)(picture), tmp_path)) == "dark"
    assert (
        light(judged(picture.point([min(255, 150 + value) for value in range(256)] * 3), tmp_path))
        == "bright"
    )


@pytest.mark.parametrize("size", [(1, 1), (3, 4000), (40, 30)])
def test_pictures_too_small_to_judge_are_not_sharp_and_break_nothing(
    size: tuple[int, int], tmp_path: Path
) -> None:
    assert judged(Image.new("RGB", size, "white"), tmp_path).sharpness == 0
