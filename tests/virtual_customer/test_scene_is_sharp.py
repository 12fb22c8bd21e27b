"""The generated basement: frames move, stills are photographs, the type plate can be read."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PIL.ExifTags import IFD, Base

from signaling.media.basement.collector import VALVE
from signaling.media.camera import HINTS, STILL_SIZE, TOUR, Camera
from signaling.media.canvas import Region
from signaling.media.scene import ROOMS, SUBJECTS, gallery, render


def grey(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    return np.asarray(picture, dtype=np.float64).mean(axis=2)


def sharpness(picture: NDArray[np.uint8]) -> float:
    """Variance of the Laplacian."""
    g = grey(picture)
    return float((4 * g[1:-1, 1:-1] - g[:-2, 1:-1] - g[2:, 1:-1] - g[1:-1, :-2] - g[1:-1, 2:]).var())


@pytest.fixture(scope="module", autouse=True)
def laundry() -> None:
    gallery().prepare(SUBJECTS["laundry"], wait=True)


def test_live_frames_have_the_announced_shape_and_move() -> None:
    camera = Camera()
    first, later, panned = camera.frame(0.0), camera.frame(0.2), camera.frame(8.2)
    assert first.shape == (720, 1280, 3)
    assert first.dtype == np.uint8
    assert np.abs(grey(first) - grey(later)).mean() > 0.3  # the hand shakes
    assert np.abs(grey(first) - grey(panned)).mean() > 8  # the customer walks on
    assert Camera(upright=True).frame(0.0).shape == (1280, 720, 3)


def test_the_same_moment_looks_the_same_again() -> None:
    assert (Camera().frame(3.0) == Camera().frame(3.0)).all()


def test_a_still_is_a_sharp_photograph_with_exif_and_place() -> None:
    camera = Camera()
    jpeg = camera.still(1.0)
    picture = Image.open(io.BytesIO(jpeg))
    assert picture.size == STILL_SIZE
    assert min(picture.size) >= 3000
    assert max(picture.size) >= 4000
    exif = picture.getexif()
    assert exif[Base.Orientation] == 1
    assert exif.get_ifd(IFD.GPSInfo)
    assert exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal]
    # the same part of the room, from the still and from the enlarged live frame
    live = np.asarray(Image.fromarray(Camera().frame(1.0)).resize((4032, 2268)))[900:1500, 2200:3000]
    still = np.asarray(picture.convert("RGB"))[378 + 900 : 378 + 1500, 2200:3000]
    assert sharpness(still) > 4 * sharpness(live)


@pytest.mark.long
def test_held_upright_the_file_lies_on_its_side_and_says_so() -> None:
    camera = Camera(upright=True)
    camera.look_at("floor_drain", 0.0)
    picture = Image.open(io.BytesIO(camera.still(2.0)))
    assert picture.size == STILL_SIZE
    assert picture.getexif()[Base.Orientation] == 6


@pytest.mark.long
def test_the_torch_brightens_the_basement_but_not_the_street() -> None:
    camera = Camera()
    dark = grey(camera.frame(1.0)).mean()
    camera.follow("light", 1.1)
    assert camera.torch
    assert grey(camera.frame(1.1)).mean() > dark * 1.15
    outside = Camera()
    outside.look_at("kerb", 0.0)
    day = grey(outside.frame(2.0)).mean()
    outside.torch = True
    assert grey(outside.frame(2.0)).mean() == pytest.approx(day, abs=2)


@pytest.mark.parametrize("hint", ["closer", "left", "right", "up", "down", "turn", "rule"])
def test_a_hint_changes_what_is_seen(hint: str) -> None:
    camera = Camera()
    camera.look_at("washing_machine", 0.0)
    before = camera.frame(2.0)
    assert hint in HINTS
    assert camera.follow(hint, 2.0)
    assert np.abs(grey(before) - grey(camera.frame(3.6))).mean() > 5


def test_an_unknown_hint_is_not_followed() -> None:
    assert not Camera().follow("fly", 0.0)


def test_steady_holds_the_hand_still() -> None:
    camera = Camera()
    camera.look_at("floor_drain", 0.0)
    shaking = np.abs(grey(camera.frame(2.0)) - grey(camera.frame(2.4))).mean()
    camera.follow("steady", 2.4)
    assert np.abs(grey(camera.frame(2.5)) - grey(camera.frame(2.9))).mean() < shaking / 2


@pytest.mark.long
def test_the_type_plate_can_be_read() -> None:
    """Letters are strokes: across the line "Typ 3 F · DIN EN 13564-1" dark and bright change many times."""
    plate = SUBJECTS["type_plate"]
    region = Region(plate.x - 200, plate.y - 75, 400, 300)
    picture = np.asarray(render(ROOMS["boiler_room"], region, (1600, 1200)))
    crossings = []
    for row in range(0, 1200, 4):
        line = grey(picture[row : row + 1, 250:1150])[0]
        dark = line < (line.min() + line.max()) / 2
        if line.max() - line.min() > 120:
            crossings.append(int(np.count_nonzero(dark[1:] != dark[:-1])))
    assert max(crossings) >= 40
    assert VALVE[2] < 3


def test_every_stop_of_the_tour_is_something_known() -> None:
    assert {name for name, _ in TOUR} <= set(SUBJECTS)
    assert {subject.room for subject in SUBJECTS.values()} == set(ROOMS)
    assert set(ROOMS) <= set(SUBJECTS)
