"""What measured numbers mean for the call."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspection.domain.connection_test import Checks, Line, Measured, Verdict, Way, line_of, verdict_of

GOOD = Measured(True, kbits=1200, fps=15, loss=0.001, round_trip_ms=40)
READY = Checks("ok", "ok", "heard", "ok", in_app=False, device="Android, Chrome")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({}, Line.GOOD),
        ({"kbits": 401}, Line.GOOD),
        ({"kbits": 399}, Line.WEAK),
        ({"kbits": 60, "estimate_kbits": 900.0}, Line.GOOD),  # a basement that stands still
        ({"kbits": 60, "estimate_kbits": 100.0}, Line.WEAK),
        ({"kbits": 30}, Line.BAD),
        ({"kbits": 0, "estimate_kbits": 1500.0}, Line.BAD),  # nothing arrived, whatever the phone believes
        ({"loss": 0.06}, Line.WEAK),
        ({"loss": 0.3}, Line.BAD),
        ({"loss": None, "round_trip_ms": None}, Line.GOOD),
        ({"round_trip_ms": 1200}, Line.WEAK),
        ({"round_trip_ms": 5000}, Line.BAD),
        ({"fps": 3.9}, Line.WEAK),
        ({"connected": False}, Line.BAD),
    ],
)
def test_one_way(change: dict[str, float], line: Line) -> None:
    assert line_of({Way.DIRECT: replace(GOOD, **change)}) is line


def test_the_better_way_counts() -> None:
    away = Measured(connected=False)
    assert line_of({Way.DIRECT: away, Way.RELAY: GOOD}) is Line.GOOD
    assert line_of({Way.DIRECT: replace(GOOD, kbits=100), Way.RELAY: away}) is Line.WEAK
    assert line_of({Way.DIRECT: away, Way.RELAY: away}) is Line.BAD
    assert line_of({}) is Line.BAD


def test_without_a_camera_frames_say_nothing() -> None:
    assert line_of({Way.DIRECT: replace(GOOD, fps=0)}, picture=False) is Line.GOOD


def test_what_the_phone_lacks_comes_before_its_line() -> None:
    assert verdict_of(Line.GOOD, READY) is Verdict.GOOD
    assert verdict_of(Line.WEAK, READY) is Verdict.WEAK
    assert verdict_of(Line.GOOD, replace(READY, speaker="not-heard", light="missing")) is Verdict.GOOD
    assert verdict_of(Line.GOOD, replace(READY, microphone="silent")) is Verdict.GOOD
    assert verdict_of(Line.BAD, replace(READY, microphone="missing")) is Verdict.NO_MICROPHONE
    assert verdict_of(Line.BAD, replace(READY, camera="refused", microphone="missing")) is Verdict.NO_CAMERA
