"""Minutes by phase and what was written afterwards, from times that clocks of people wrote down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspection.domain.effort import ACTIVE, ELAPSED, phases, writing_up

START = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return START + timedelta(minutes=minute)


def stay(place: str, arrived: float, left: float | None) -> dict[str, str | None]:
    return {
        "place": place,
        "arrived_at": at(arrived).isoformat(),
        "left_at": None if left is None else at(left).isoformat(),
    }


def test_each_phase_has_its_minutes_and_rooms_are_summed() -> None:
    stays = [
        stay("outside", 5, 17),
        stay("r1", 17, 30),
        stay("r2", 30, 38),
        stay("r1", 38, 40),
        stay("closing", 40, 48),
    ]
    spent = phases(stays, START, at(48))
    assert spent is not None
    assert (spent.opening, spent.outside, spent.closing, spent.whole) == (5, 12, 8, 48)
    assert spent.rooms == (("r1", 15), ("r2", 8))
    assert spent.inside == 23


def test_a_stay_that_goes_on_ends_with_the_call() -> None:
    spent = phases([stay("closing", 40, None)], START, at(52))
    assert spent is not None
    assert spent.closing == 12


def test_nothing_recorded_is_nothing_known() -> None:
    assert phases([], START, at(48)) is None


def test_what_is_no_stay_is_passed_over() -> None:
    for wrong in ("x", 7, None, {}, {"place": 3}, {"place": "r1", "arrived_at": "noon"}, {"place": "r1"}):
        assert phases([wrong], START, None) is None
    backwards = phases([stay("r1", 20, 10)], at(30), at(40))
    assert backwards is not None
    assert (backwards.opening, backwards.inside) == (0, 0)


def test_writing_up_counts_entries_after_the_call_without_pauses() -> None:
    found = writing_up(at(48), at(120), [at(20), at(50), at(52), at(117)])
    assert found is not None
    assert (found.minutes, found.how) == (7, ACTIVE)


def test_without_entries_it_is_the_time_until_the_release_and_says_so() -> None:
    found = writing_up(at(48), at(60), [at(20)])
    assert found is not None
    assert (found.minutes, found.how) == (12, ELAPSED)
    assert writing_up(at(48), None, []) is None
    assert writing_up(None, None, [at(1)]) is None
