"""The virtual customer's phone: a tour through the house, hand-held, that follows hints and takes stills."""

from __future__ import annotations

import io
import math
import threading
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont

from signaling.media.attitude import Attitude, attitude
from signaling.media.basement.space import HEIGHT, WIDTH
from signaling.media.canvas import Region
from signaling.media.exif import exif
from signaling.media.scene import ROOMS, SUBJECTS, Gallery, Subject, gallery, render

LIVE_SIZE = (1280, 720)
STILL_SIZE = (4032, 3024)
JPEG_QUALITY = 90
HOLD_AFTER_HINT_S = 45.0
MOVE_S = 1.1
UPRIGHT_SHARE = 0.75  # an upright picture is narrower, so that the same thing fills it
MARGIN = 24.0  # world units kept free for the shaking hand
HINTS = ("closer", "farther", "left", "right", "up", "down", "slower", "steady", "light", "turn", "rule")
TOUR: tuple[tuple[str, float], ...] = (
    ("laundry", 7.0),
    ("floor_drain", 9.0),
    ("floor_rule", 5.0),
    ("washing_machine", 7.0),
    ("standpipe", 5.0),
    ("laundry_window", 5.0),
    ("boiler_room", 7.0),
    ("valve", 6.0),
    ("type_plate", 8.0),
    ("sink", 5.0),
    ("meter_cupboard", 5.0),
    ("garden_window", 5.0),
    ("cellar_stairs", 7.0),
    ("stair_drain", 6.0),
    ("threshold", 5.0),
    ("light_well", 6.0),
    ("street", 7.0),
    ("kerb", 6.0),
    ("manhole", 4.0),
)
"What the customer shows, and for how many seconds, until told otherwise."
RULES = {
    "laundry": "floor_rule",
    "boiler_room": "garden_window",
    "cellar_stairs": "threshold",
    "street": "kerb",
}


@dataclass(frozen=True)
class Pose:
    """Where the camera points: middle and width (of a lying picture) in world units."""

    room: str
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Move:
    """From one pose to the next, then staying there."""

    start: float
    travel_s: float
    stay_s: float
    source: Pose
    target: Pose

    @property
    def end(self) -> float:
        return self.start + self.travel_s + self.stay_s

    def at(self, t: float) -> tuple[Pose, float]:
        """Pose and brightness 0..1 at `t`: another room is reached through a short dark."""
        share = min(1.0, max(0.0, (t - self.start) / self.travel_s)) if self.travel_s else 1.0
        if self.source.room != self.target.room:
            return (self.source if share < 0.5 else self.target), min(1.0, abs(share - 0.5) * 2.6)
        eased = share * share * (3 - 2 * share)
        a, b = self.source, self.target
        width = a.width * (b.width / a.width) ** eased
        return Pose(b.room, a.x + (b.x - a.x) * eased, a.y + (b.y - a.y) * eased, width), 1.0


class Camera:
    """`frame(t)` and `still(t)` at `t` seconds since the start; `t` must not go back.

    Safe from several threads. Frames are uint8 (height, width, 3) RGB, `size` turned when held upright.
    """

    def __init__(
        self,
        upright: bool = False,
        clock: bool = False,
        pictures: Gallery | None = None,
        size: tuple[int, int] = LIVE_SIZE,
    ) -> None:
        self.size = (size[1], size[0]) if upright else size
        self.upright = upright
        self.torch = False
        self._clock = clock
        self._pictures = pictures or gallery()
        self._lock = threading.RLock()
        self._speed = 1.0
        self._calm_until = -1.0
        self._stop = 0
        first = _pose(SUBJECTS[TOUR[0][0]])
        self._move = Move(0.0, 0.0, TOUR[0][1], first, first)

    # --- what the customer does -----------------------------------------------------------------

    def follow(self, hint: str, t: float) -> bool:
        """Do what the consultant asked for; False for a hint that is not known."""
        if hint not in HINTS:
            return False
        with self._lock:
            self._obey(hint, t)
        return True

    def _obey(self, hint: str, t: float) -> None:
        pose = self._settled(t)
        match hint:
            case "closer":
                near = self._nearest(pose)
                wide = max(pose.width * 0.55, near.width * 0.8 if near else 420.0)
                pose = replace(pose, x=near.x, y=near.y, width=wide) if near else replace(pose, width=wide)
            case "farther":
                pose = replace(pose, width=pose.width / 0.6)
            case "left" | "right":
                pose = replace(pose, x=pose.x + pose.width * (-0.3 if hint == "left" else 0.3))
            case "up" | "down":
                pose = replace(pose, y=pose.y + pose.width * (-0.2 if hint == "up" else 0.2))
            case "slower":
                self._speed = max(0.4, self._speed * 0.6)
            case "steady":
                self._calm_until = t + HOLD_AFTER_HINT_S
            case "light":
                self.torch = True
            case "turn":
                rooms = list(ROOMS)
                pose = _pose(SUBJECTS[rooms[(rooms.index(pose.room) + 1) % len(rooms)]])
            case "rule":
                pose = _pose(SUBJECTS[RULES[pose.room]])
        self._go(pose, t, HOLD_AFTER_HINT_S)

    def look_at(self, subject: str, t: float, stay_s: float = 15.0) -> float:
        """Turn to something by name; gives the seconds until the camera is there."""
        with self._lock:
            self._go(_pose(SUBJECTS[subject]), t, stay_s)
            return self._move.travel_s

    def attitude(self, t: float) -> Attitude:
        """Which way it looks."""
        with self._lock:
            pose = self._settled(t)
            return attitude(pose.room, pose.x, pose.y, t, calm=t < self._calm_until)

    # --- what the camera gives ------------------------------------------------------------------

    def frame(self, t: float) -> NDArray[np.uint8]:
        """The live picture."""
        with self._lock:
            self._advance(t)
            pose, brightness = self._move.at(t)
        region = self._region(pose, self.size)
        plate = self._pictures.plate(pose.room, region, self.size[0])
        calm = 0.15 if t < self._calm_until else 1.0
        shake_x = calm * region.width * 0.0022 * (math.sin(1.7 * t) + 0.6 * math.sin(3.9 * t + 1.1))
        shake_y = calm * region.width * 0.0018 * (math.sin(2.1 * t + 0.7) + 0.6 * math.sin(4.7 * t))
        left = (region.x + shake_x - plate.region.x) * plate.scale
        top = (region.y + shake_y - plate.region.y) * plate.scale
        right, bottom = left + region.width * plate.scale, top + region.height * plate.scale
        box = (max(0.0, left), max(0.0, top), min(plate.image.width, right), min(plate.image.height, bottom))
        picture = plate.image.resize(self.size, Image.Resampling.BILINEAR, box=box)
        light = _mask(self.size, self.torch, ROOMS[pose.room].daylight)
        picture = ImageChops.multiply(picture, light)
        if brightness < 1.0:
            picture = picture.point(lambda value: value * brightness)
        if self._clock:
            self._stamp(picture, t)
        return np.asarray(picture)

    def still(self, t: float, taken_at: datetime | None = None) -> bytes:
        """A photograph: a JPEG of 12 megapixels, drawn anew and therefore sharp, with EXIF and GPS.

        Held upright it lies on its side in the file and says so (orientation 6), as phones do.
        """
        with self._lock:
            pose = self._settled(t)
        size = (STILL_SIZE[1], STILL_SIZE[0]) if self.upright else STILL_SIZE
        picture = render(ROOMS[pose.room], self._region(pose, size), size)
        # a photograph is exposed longer than a frame: as bright as with the torch
        picture = ImageChops.multiply(picture, _mask(size, True, ROOMS[pose.room].daylight))
        if self.upright:
            picture = picture.transpose(Image.Transpose.ROTATE_90)
        file = io.BytesIO()
        head = exif(
            taken_at or datetime.now().astimezone(), orientation=6 if self.upright else 1, flash=self.torch
        )
        picture.save(file, "JPEG", quality=JPEG_QUALITY, exif=head)
        return file.getvalue()

    # --- help -----------------------------------------------------------------------------------

    def _advance(self, t: float) -> None:
        while t >= self._move.end:
            self._stop = (self._stop + 1) % len(TOUR)
            name, stay = TOUR[self._stop]
            source, target = self._move.target, _pose(SUBJECTS[name])
            travel = 1.0 if source.room != target.room else 2.4
            self._move = Move(self._move.end, travel / self._speed, stay / self._speed, source, target)
            self._pictures.prepare(SUBJECTS[name])
            self._pictures.prepare(SUBJECTS[TOUR[(self._stop + 1) % len(TOUR)][0]])

    def _go(self, pose: Pose, t: float, stay_s: float) -> None:
        source = self._settled(t)
        target = self._kept_inside(pose)
        near = self._nearest(target)
        if near is not None:
            self._pictures.prepare(near)
        travel = 0.9 if source.room != target.room else (0.0 if source == target else MOVE_S)
        self._move = Move(t, travel, stay_s, source, target)

    def _settled(self, t: float) -> Pose:
        self._advance(t)
        return self._move.at(t)[0]

    def _nearest(self, pose: Pose) -> Subject | None:
        """The thing in the middle of the picture, if one is near."""
        others = [s for s in SUBJECTS.values() if s.room == pose.room and s.name != pose.room]
        near = min(others, key=lambda s: math.hypot(s.x - pose.x, s.y - pose.y))
        return near if math.hypot(near.x - pose.x, near.y - pose.y) < pose.width * 0.35 else None

    def _kept_inside(self, pose: Pose) -> Pose:
        region = self._region(pose, self.size)
        share = UPRIGHT_SHARE if self.upright else 1.0
        middle_x, middle_y = region.x + region.width / 2, region.y + region.height / 2
        return replace(pose, x=middle_x, y=middle_y, width=region.width / share)

    def _region(self, pose: Pose, size: tuple[int, int]) -> Region:
        """The part of the room that a picture of `size` shows, wholly inside the room's picture."""
        aspect = size[1] / size[0]
        width = max(300.0, pose.width * (UPRIGHT_SHARE if self.upright else 1.0))
        width = min(width, WIDTH - 2 * MARGIN, (HEIGHT - 2 * MARGIN) / aspect)
        height = width * aspect
        x = min(max(pose.x - width / 2, MARGIN), WIDTH - MARGIN - width)
        y = min(max(pose.y - height / 2, MARGIN), HEIGHT - MARGIN - height)
        return Region(x, y, width, height)

    def _stamp(self, picture: Image.Image, t: float) -> None:
        words = f"{int(t // 60):02d}:{t % 60:06.3f}"
        draw = ImageDraw.Draw(picture)
        draw.rectangle((0, 0, 250, 52), fill=(0, 0, 0))
        draw.text((12, 6), words, fill=(255, 255, 255), font=ImageFont.load_default(36))


def _pose(subject: Subject) -> Pose:
    return Pose(subject.room, subject.x, subject.y, subject.width)


@lru_cache(maxsize=6)
def _mask(size: tuple[int, int], torch: bool, daylight: bool) -> Image.Image:
    """What the light lets through: dim corners, and a bright middle when the torch is on."""
    ys, xs = np.mgrid[-1.0:1.0:90j, -1.0:1.0:90j]
    away = np.hypot(xs, ys)
    if daylight:
        level = 1.0 - 0.10 * away**2
        tint = np.array([1.0, 1.0, 1.0])
    elif torch:
        level = 0.70 + 0.30 * np.exp(-((away / 0.8) ** 2)) - 0.16 * np.clip(away - 0.9, 0, 1)
        tint = np.array([1.0, 0.985, 0.95])
    else:
        level = 0.84 - 0.22 * np.clip(away, 0, 1.3) ** 2
        tint = np.array([0.96, 0.985, 1.0])
    small = np.clip(level[..., np.newaxis] * tint * 255, 0, 255).astype(np.uint8)
    return Image.fromarray(small).resize(size, Image.Resampling.BILINEAR)
