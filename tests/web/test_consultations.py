"""Consultations: numbers, list, search, days, and the way through the states."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.site import Person, Site, operation


@pytest.fixture
async def ahlers(site: Site) -> Person:
    return await site.user("ahlers", name="Marlene Ahlers", salutation="Frau")


async def _names(person: Person, query: str) -> list[str]:
    answer = await person.get("/consultations?" + query)
    assert answer.status == 200, answer.text
    return [entry["customer"]["name"] for entry in answer.json["consultations"]]


async def test_numbers_count_within_the_year_and_the_utility(site: Site, ahlers: Person) -> None:
    other = await site.user("fremd", utility=await site.other_utility())
    for person in (ahlers, ahlers, other):
        await person.new_consultation()
    year = site.house.clock.now().year
    numbers = [entry["number"] for entry in (await ahlers.get("/consultations")).json["consultations"]]
    assert sorted(numbers) == [f"RB-{year}-000001", f"RB-{year}-000002"]
    [theirs] = (await other.get("/consultations")).json["consultations"]
    assert theirs["number"] == f"RB-{year}-000001"


async def test_a_new_consultation_is_the_consultants_and_begins_empty(ahlers: Person) -> None:
    body: dict[str, Any] = {
        "customer": {"name": " Ilse Behrens ", "salutation": "Frau", "language": "en"},
        "address": {"street": "Deichstraße", "number": "14"},
    }
    created = (await ahlers.post("/consultations", body)).json
    assert created["customer"]["name"] == "Ilse Behrens"
    assert (created["state"], created["language"]) == ("scheduled", "en")
    assert created["consultant"]["short"] == "Frau Ahlers"
    assert (created["overall"], created["photos"], created["protocol"]) == (None, 0, None)
    detail = (await ahlers.get(f"/consultations/{created['id']}")).json
    assert {key: detail[key] for key in created} == created
    assert (detail["seq"], detail["consents"], detail["office_facts"]) == (0, [], [])


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"customer": {}},
        {"customer": {"name": "   "}},
        {"customer": {"name": "A"}, "unknown": 1},
        {"customer": {"name": "A"}, "language": "fr"},
        {"customer": {"name": "A"}, "scheduled_at": "2026-03-11T09:00:00"},
        {"customer": {"name": "A" * 121}},
        [],
    ],
)
async def test_what_is_no_consultation_is_refused(ahlers: Person, wrong: Any) -> None:
    answer = await ahlers.post("/consultations", wrong)
    assert (answer.status, answer.code) == (400, "request_invalid")
    assert (await ahlers.get("/consultations")).json["total"] == 0


async def test_unknown_templates_and_consultants_are_named(site: Site, ahlers: Person) -> None:
    customer = {"name": "A"}
    answer = await ahlers.post("/consultations", {"customer": customer, "templates": ["river"]})
    assert (answer.status, answer.code) == (422, "consultation_template")
    stranger = await site.user("fremd", utility=await site.other_utility())
    theirs = (await stranger.get("/me")).json["user"]["id"]
    answer = await ahlers.post("/consultations", {"customer": customer, "consultant_id": theirs})
    assert (answer.status, answer.code) == (422, "consultation_consultant")


async def test_the_search_knows_umlauts_parts_and_several_words(ahlers: Person) -> None:
    await ahlers.new_consultation("Jürgen Müller", address={"street": "Große Weserbrücke", "city": "Bremen"})
    await ahlers.new_consultation("Ilse Behrens", address={"street": "Deichstraße", "number": "14"})
    assert await _names(ahlers, "q=mueller") == ["Jürgen Müller"]
    assert await _names(ahlers, "q=MÜLLER weser") == ["Jürgen Müller"]
    assert await _names(ahlers, "q=deichstr 14") == ["Ilse Behrens"]
    assert await _names(ahlers, "q=000002") == ["Ilse Behrens"]
    assert await _names(ahlers, "q=mueller deich") == []
    assert await _names(ahlers, "q=%25") == []  # no wildcard
    assert await _names(ahlers, "q=_") == []


async def test_a_day_begins_and_ends_at_the_utilitys_midnight(ahlers: Person) -> None:
    for name, at in (
        ("davor", "2026-07-14T23:59:00+02:00"),
        ("früh", "2026-07-15T00:00:00+02:00"),
        ("spät", "2026-07-15T23:59:00+02:00"),
        ("danach", "2026-07-16T00:00:00+02:00"),
    ):
        await ahlers.new_consultation(name, scheduled_at=at)
    assert await _names(ahlers, "day=2026-07-15") == ["früh", "spät"]
    await ahlers.new_consultation("jetzt")
    assert await _names(ahlers, "day=today") == ["jetzt"]


async def test_states_filter_and_pages(ahlers: Person) -> None:
    ids = [await ahlers.new_consultation(f"Nr {n:02d}") for n in range(52)]
    await ahlers.post(f"/consultations/{ids[7]}/start")
    assert await _names(ahlers, "state=in_call") == ["Nr 07"]
    assert len(await _names(ahlers, "state=in_call,scheduled")) == 50
    second = (await ahlers.get("/consultations?page=2")).json
    assert (len(second["consultations"]), second["total"], second["page"]) == (2, 52, 2)
    assert await _names(ahlers, "page=3") == []


@pytest.mark.parametrize("query", ["day=tomorrow", "state=asleep", "page=0", "page=x", "page=-1"])
async def test_a_query_that_makes_no_sense_is_named(ahlers: Person, query: str) -> None:
    answer = await ahlers.get("/consultations?" + query)
    assert (answer.status, answer.code) == (400, "query_invalid")
    assert answer.json["error"]["details"] == {"name": query.partition("=")[0]}


async def test_from_start_to_review(ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    started = (await ahlers.post(f"/consultations/{consultation}/start")).json
    assert (started["state"], started["started_at"] is not None) == ("in_call", True)
    again = (await ahlers.post(f"/consultations/{consultation}/start")).json
    assert again["started_at"] == started["started_at"]
    finished = await ahlers.post(f"/consultations/{consultation}/finish")
    assert finished.status == 202
    assert finished.json["job"]
    assert finished.json["consultation"]["state"] == "in_review"
    assert finished.json["consultation"]["protocol"]["state"] == "queued"
    assert (await ahlers.post(f"/consultations/{consultation}/finish")).status == 202
    release = await ahlers.post(f"/consultations/{consultation}/release")
    assert (release.status, release.code) == (409, "protocol_not_ready")


@pytest.mark.parametrize("path", ["finish", "release"])
async def test_what_has_not_begun_cannot_end(ahlers: Person, path: str) -> None:
    consultation = await ahlers.new_consultation()
    answer = await ahlers.post(f"/consultations/{consultation}/{path}")
    assert (answer.status, answer.code) == (409, "consultation_state")
    assert (await ahlers.get(f"/consultations/{consultation}")).json["state"] == "scheduled"


async def test_the_list_shows_level_and_open_points_of_the_last_answers(ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    appended = await ahlers.append(consultation, operation("building", "building_type", "terraced"))
    [entry] = (await ahlers.get("/consultations")).json["consultations"]
    assert entry["overall"] == appended.json["assessment"]["overall"]
    assert entry["open_points"] == len(appended.json["assessment"]["open_points"])


async def test_levels_filter_those_that_have_begun(ahlers: Person) -> None:
    first, second = await ahlers.new_consultation("A"), await ahlers.new_consultation("B")
    for consultation in (first, second):
        await ahlers.append(consultation, operation("building", "building_type", "terraced"))
    await ahlers.post(f"/consultations/{first}/start")
    level = (await ahlers.get(f"/consultations/{first}")).json["overall"]["level"]
    assert await _names(ahlers, f"level={level}") == ["A"]
    assert await _names(ahlers, "level=very_high") == []
    answer = await ahlers.get("/consultations?level=mild")
    assert (answer.status, answer.code) == (400, "query_invalid")
