"""Guessing passwords is slowed down, and told so in plain words."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from inspection.adapters.database.tables import sign_in_attempts
from inspection.domain.access import FAILURES_PER_LOGIN, SHORT_WINDOW, wait_after_failures
from tests.support.site import Person, Site


async def _fail(person: Person, times: int, login: str = "ahlers") -> None:
    for _ in range(times):
        assert (await person.sign_in(login, "falsch")).code == "sign_in_wrong"


async def test_after_five_failures_even_the_right_password_waits(site: Site) -> None:
    await site.user("ahlers")
    person = await site.person()
    await _fail(person, FAILURES_PER_LOGIN)
    answer = await person.sign_in("ahlers")
    assert (answer.status, answer.code) == (429, "sign_in_throttled")
    assert 0 < int(answer.headers["Retry-After"]) <= SHORT_WINDOW.total_seconds()
    assert "in 15 min " in answer.json["error"]["text"]


async def test_other_logins_are_not_held_up(site: Site) -> None:
    await site.user("ahlers")
    await site.user("brandt")
    person = await site.person()
    await _fail(person, FAILURES_PER_LOGIN)
    assert (await person.sign_in("brandt")).status == 200


async def test_logins_that_do_not_exist_are_throttled_alike(site: Site) -> None:
    person = await site.person()
    await _fail(person, FAILURES_PER_LOGIN, "niemand")
    assert (await person.sign_in("niemand")).status == 429


async def test_success_begins_anew(site: Site) -> None:
    await site.user("ahlers")
    person = await site.person()
    await _fail(person, FAILURES_PER_LOGIN - 1)
    assert (await person.sign_in("ahlers")).status == 200
    await _fail(person, FAILURES_PER_LOGIN - 1)
    assert (await person.sign_in("ahlers")).status == 200


async def test_many_guesses_at_once_are_all_counted(site: Site) -> None:
    await site.user("ahlers")
    person = await site.person()
    answers = await asyncio.gather(*(person.sign_in("ahlers", f"falsch-{n}") for n in range(12)))
    assert sorted(answer.status for answer in answers) == [401] * 5 + [429] * 7


async def test_when_the_window_has_passed_it_works_again(site: Site) -> None:
    await site.user("ahlers")
    person = await site.person()
    await _fail(person, FAILURES_PER_LOGIN)
    async with site.house.engine.begin() as connection:
        long_ago = site.house.clock.now() - SHORT_WINDOW - timedelta(seconds=1)
        await connection.execute(update(sign_in_attempts).values(at=long_ago))
    assert (await person.sign_in("ahlers")).status == 200


def test_the_wait_ends_when_the_oldest_of_the_last_failures_leaves_the_window() -> None:
    now = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
    failures = [now - timedelta(minutes=minute) for minute in (14, 8, 3, 2, 1)]
    assert wait_after_failures(failures, 5, now) == 60
    assert wait_after_failures(failures[1:], 5, now) == 0
    assert wait_after_failures([], 5, now) == 0
