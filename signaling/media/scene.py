"""The rooms of the made-up house: drawn once, kept at several sizes, any part of them sharp on request."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from PIL import Image

from signaling.media.basement import boiler_room, cellar_stairs, laundry, street
from signaling.media.basement.space import HEIGHT, WIDTH
from signaling.media.canvas import Canvas, Region

BAND_PX = 768  # rows drawn at once: bounds the memory that the fine picture takes
DETAIL_PX = 1500  # a close look is drawn so wide
DETAILS_KEPT = 6


@dataclass(frozen=True)
class Room:
    """One place of the house."""

    name: str
    draw: Callable[[Canvas], None]
    seed: int
    daylight: bool = False
    "Outside: no torch is needed."


@dataclass(frozen=True)
class Subject:
    """Something worth a look: its middle, and how wide a lying (16:9) picture of it is, in world units."""

    name: str
    room: str
    x: float
    y: float
    width: float


ROOMS = {
    room.name: room
    for room in (
        Room("laundry", laundry.draw, 3),
        Room("boiler_room", boiler_room.draw, 5),
        Room("cellar_stairs", cellar_stairs.draw, 7, daylight=True),
        Room("street", street.draw, 9, daylight=True),
    )
}
SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("laundry", "laundry", 2050, 1600, 3500),
        Subject("floor_drain", "laundry", 2130, 2350, 1050),
        Subject("floor_rule", "laundry", 2480, 2500, 900),
        Subject("washing_machine", "laundry", 2750, 1580, 1500),
        Subject("standpipe", "laundry", 2540, 1330, 760),
        Subject("laundry_window", "laundry", 1930, 640, 1000),
        Subject("boiler_room", "boiler_room", 2000, 1560, 3500),
        Subject("valve", "boiler_room", 1590, 1740, 1080),
        Subject("type_plate", "boiler_room", 1530, 1788, 520),
        Subject("boiler", "boiler_room", 2520, 1360, 1500),
        Subject("meter_cupboard", "boiler_room", 3560, 960, 900),
        Subject("sink", "boiler_room", 1770, 1160, 900),
        Subject("garden_window", "boiler_room", 1180, 760, 1000),
        Subject("cellar_stairs", "cellar_stairs", 2016, 1400, 3300),
        Subject("stair_drain", "cellar_stairs", 2030, 1600, 860),
        Subject("threshold", "cellar_stairs", 2150, 1330, 780),
        Subject("light_well", "cellar_stairs", 880, 1060, 1150),
        Subject("downpipe", "cellar_stairs", 2610, 820, 900),
        Subject("gully", "cellar_stairs", 3560, 1740, 800),
        Subject("street", "street", 2016, 1300, 3500),
        Subject("kerb", "street", 2420, 1830, 760),
        Subject("manhole", "street", 1100, 2460, 1200),
        Subject("plinth", "street", 1450, 1080, 1500),
    )
}


def render(room: Room, region: Region, size: tuple[int, int]) -> Image.Image:
    """Draw one part of a room, `size` (width, height) in pixels, in bands so that memory stays small."""
    picture = Image.new("RGB", size)
    per_row = region.height / size[1]
    for top in range(0, size[1], BAND_PX):
        rows = min(BAND_PX, size[1] - top)
        band = Region(region.x, region.y + top * per_row, region.width, rows * per_row)
        canvas = Canvas(band, (size[0], rows))
        room.draw(canvas)
        picture.paste(canvas.finish(room.seed), (0, top))
    return picture


@dataclass(frozen=True)
class Plate:
    """A finished picture of a part of a room."""

    region: Region
    image: Image.Image

    @property
    def scale(self) -> float:
        """Pixels per world unit."""
        return self.image.width / self.region.width

    def holds(self, region: Region) -> bool:
        """Whether all of `region` is on this picture."""
        own = self.region
        return (
            own.x <= region.x
            and own.y <= region.y
            and region.x + region.width <= own.x + own.width
            and region.y + region.height <= own.y + own.height
        )


def _draw_room(room: Room) -> tuple[Plate, ...]:
    whole = Region(0, 0, WIDTH, HEIGHT)
    full = render(room, whole, (WIDTH, HEIGHT))
    return (Plate(whole, full), Plate(whole, full.reduce(2)))


def _draw_detail(subject: Subject) -> Plate:
    width = subject.width * 1.25
    height = subject.width * 1.5
    region = Region(subject.x - width / 2, subject.y - height / 2, width, height)
    scale = DETAIL_PX / width
    return Plate(region, render(ROOMS[subject.room], region, (DETAIL_PX, round(height * scale))))


class Gallery:
    """All pictures of the house, drawn when first needed; one for the whole process by `gallery()`.

    A room is waited for, a detail is not: until it is drawn the room's own picture serves.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="scene")
        self._lock = threading.Lock()
        self._rooms: dict[str, Future[tuple[Plate, ...]]] = {}
        self._details: OrderedDict[str, Future[Plate]] = OrderedDict()

    def prepare(self, subject: Subject, wait: bool = False) -> None:
        """Begin to draw what a look at `subject` will need."""
        room = self._room(subject.room)
        detail: Future[Plate] | None = None
        if subject.width < DETAIL_PX:
            with self._lock:
                detail = self._details.pop(subject.name, None) or self._pool.submit(_draw_detail, subject)
                self._details[subject.name] = detail
                while len(self._details) > DETAILS_KEPT:
                    self._details.popitem(last=False)
        if wait:
            room.result()
            if detail is not None:
                detail.result()

    def plate(self, room: str, region: Region, width_px: int) -> Plate:
        """The picture best suited to show `region` in `width_px` pixels: neither coarse nor too fine."""
        wanted = width_px / region.width
        plates = list(self._room(room).result())
        with self._lock:
            for name, future in self._details.items():
                if SUBJECTS[name].room == room and future.done() and future.result().holds(region):
                    plates.append(future.result())
        enough = [plate for plate in plates if plate.scale >= wanted * 0.85]
        if enough:
            return min(enough, key=lambda plate: plate.scale)
        return max(plates, key=lambda plate: plate.scale)

    def _room(self, name: str) -> Future[tuple[Plate, ...]]:
        with self._lock:
            if name not in self._rooms:
                self._rooms[name] = self._pool.submit(_draw_room, ROOMS[name])
            return self._rooms[name]


_shared: Gallery | None = None


def gallery() -> Gallery:
    """The one gallery of this process: rooms are drawn once however many cameras look at them."""
    global _shared
    if _shared is None:
        _shared = Gallery()
    return _shared
