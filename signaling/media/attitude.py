"""Where the virtual customer's camera looks: made up, and fitting what it shows.

The rooms are drawn flat. Read as pictures of one camera that turns, their middle is straight ahead, and a
place beside it so many degrees away; the cockpit's frame in a room's overview lies where the camera looks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from signaling.media.basement.space import WIDTH

STRAIGHT_AHEAD = {"laundry": 214, "boiler_room": 304, "cellar_stairs": 34, "street": 124}
"Which way one looks in the middle of each room's picture, degrees from north clockwise."
EYE_LEVEL = 1500
"Of a room's picture, world units from its upper side: what lies there is looked at level."
WIDE_WORLD, WIDE_DEG = 3500, 65
"The whole room is as wide as this; a phone's camera sees as many degrees."
DISTANCE = WIDE_WORLD / 2 / math.tan(math.radians(WIDE_DEG / 2))
ROLL_DEG = 2.0


@dataclass(frozen=True)
class Attitude:
    """Whole degrees, as the signal `sensors` says them."""

    heading: int
    "From north, clockwise, 0 to 359."
    tilt: int
    "Above the horizon; negative is down."
    roll: int
    "By which the picture is turned clockwise."


def attitude(room: str, x: float, y: float, t: float, calm: bool = False) -> Attitude:
    """Of a camera that points at (x, y) of `room`, in world units, `t` seconds after the start."""
    across = math.degrees(math.atan((x - WIDTH / 2) / DISTANCE))
    down = math.degrees(math.atan((y - EYE_LEVEL) / DISTANCE))
    sway = 0.0 if calm else ROLL_DEG * math.sin(0.8 * t)
    return Attitude(round(STRAIGHT_AHEAD[room] + across) % 360, round(-down), round(sway))
