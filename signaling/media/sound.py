"""What is heard in the basement: the hum of the boiler, drops into the drain, at times three short tones.

No voice: nobody's words are recorded or imitated.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"Samples per second: what Opus takes."
LOOP_S = 12.0
TONES_AT = ((2.0, 523.25), (2.22, 659.25), (2.44, 783.99))
"Second of the loop and frequency in hertz: C5, E5, G5, by which a test knows the sound again."
DROPS_AT = (0.7, 1.55, 3.9, 5.2, 5.9, 7.7, 9.1, 10.6)


class Sound:
    """`samples(start, count)` gives int16 mono samples; the same place in time sounds the same every time."""

    def __init__(self) -> None:
        self._loop = _loop()

    def samples(self, start: int, count: int) -> NDArray[np.int16]:
        """`count` samples from sample number `start` on; the loop has no seam."""
        places = np.arange(start, start + count) % len(self._loop)
        return self._loop[places]


def _loop() -> NDArray[np.int16]:
    count = int(RATE * LOOP_S)
    time = np.arange(count) / RATE
    # hum: 50 Hz and its overtones turn a whole number of times in the loop
    hum = 0.020 * np.sin(2 * np.pi * 50 * time) + 0.012 * np.sin(2 * np.pi * 100 * time)
    hum += 0.005 * np.sin(2 * np.pi * 150 * time)
    hum *= 1.0 + 0.2 * np.sin(2 * np.pi * time / LOOP_S * 3)
    noise = np.random.default_rng(6).normal(0, 1, count)
    air = np.convolve(np.concatenate([noise, noise[:400]]), np.ones(400) / 400, mode="full")[
        400 : 400 + count
    ]
    loop = hum + 0.06 * air
    for number, at in enumerate(DROPS_AT):
        _add(loop, at, _drop(900 + 170 * (number % 4)))
    for at, hertz in TONES_AT:
        _add(loop, at, _tone(hertz))
    return (np.clip(loop, -1, 1) * 32_000).astype(np.int16)


def _drop(hertz: float) -> NDArray[np.float64]:
    """A falling drop: a sine that rises in pitch and dies away."""
    time = np.arange(int(0.12 * RATE)) / RATE
    phase = 2 * np.pi * (hertz * time + 0.5 * 5200 * time**2)
    return np.asarray(0.11 * np.sin(phase) * np.exp(-time * 42) * np.minimum(1, time * 900))


def _tone(hertz: float) -> NDArray[np.float64]:
    time = np.arange(int(0.2 * RATE)) / RATE
    edge = np.minimum(1, np.minimum(time, time[::-1]) * 120)
    return np.asarray(0.10 * np.sin(2 * np.pi * hertz * time) * edge)


def _add(loop: NDArray[np.float64], at_s: float, part: NDArray[np.float64]) -> None:
    start = int(at_s * RATE)
    loop[start : start + len(part)] += part
