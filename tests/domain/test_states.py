"""The states of a consultation, and which way leads where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inspection.domain.consultation import (
    CUSTOMER_MAY_ENTER,
    EDITABLE,
    TRANSITIONS,
    Address,
    Consultation,
    Customer,
    State,
    TransitionError,
    fold_words,
    protocol_number,
)

NOW = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def consultation(state: State) -> Consultation:
    return Consultation(
        "c1", "u", "RB-2026-000117", state, ("backflow",), "1", "1", Customer("A"), Address(), "de", NOW, NOW
    )


def test_every_state_knows_where_it_may_lead_and_the_ends_lead_nowhere() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {state for state, next_ in TRANSITIONS.items() if not next_} == {
        State.SUPERSEDED,
        State.WITHDRAWN,
        State.CANCELLED,
    }


@pytest.mark.parametrize("state", State)
def test_start_finish_and_release_only_where_the_map_says_so(state: State) -> None:
    for change, to in (
        (lambda c: c.start("u1", LATER), State.IN_CALL),
        (lambda c: c.finish(LATER), State.IN_REVIEW),
        (lambda c: c.release("u1", LATER), State.RELEASED),
    ):
        allowed = to in TRANSITIONS[state] or (to is state and to is not State.RELEASED)
        if allowed:
            assert change(consultation(state)).state is to
        else:
            with pytest.raises(TransitionError) as refused:
                change(consultation(state))
            assert refused.value.params == {"state": state.value, "wanted": to.value}


def test_the_first_start_and_the_first_consultant_count() -> None:
    started = consultation(State.SCHEDULED).start("ahlers", NOW)
    resumed = replace(started, state=State.PAUSED).start("brandt", LATER)
    assert (resumed.started_at, resumed.consultant_id) == (NOW, "ahlers")


def test_a_released_consultation_is_closed_to_all() -> None:
    assert State.RELEASED not in EDITABLE
    assert CUSTOMER_MAY_ENTER < EDITABLE


def test_numbers_have_six_digits() -> None:
    assert protocol_number("RB", 2026, 117) == "RB-2026-000117"


def test_words_are_folded_as_people_type_them() -> None:
    assert fold_words("  Jürgen  MÜLLER-Große ") == "juergen mueller-grosse"
    assert fold_words("Élodie Ångström") == "elodie angstroem"
