"""The basement can be heard: quiet, with three tones by which a test knows it again."""

from __future__ import annotations

import numpy as np

from signaling.media.sound import LOOP_S, RATE, TONES_AT, Sound


def test_the_sound_is_quiet_and_never_clips() -> None:
    samples = Sound().samples(0, int(RATE * LOOP_S)).astype(float) / 32768
    assert 0.005 < float(np.sqrt((samples**2).mean())) < 0.1
    assert float(np.abs(samples).max()) < 0.5


def test_the_three_tones_are_in_it() -> None:
    for at, hertz in TONES_AT:
        samples = Sound().samples(int((at + 0.03) * RATE), 4800).astype(float)
        spectrum = np.abs(np.fft.rfft(samples * np.hanning(4800)))
        spectrum[: int(300 / 10)] = 0  # the hum
        assert abs(float(spectrum.argmax()) * 10 - hertz) < 12


def test_the_loop_has_no_seam() -> None:
    end = int(RATE * LOOP_S)
    around = Sound().samples(end - 2, 4).astype(int)
    assert np.abs(np.diff(around)).max() < 1500
