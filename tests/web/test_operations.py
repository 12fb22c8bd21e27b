"""The operation log over HTTP: taken once, refused one by one, numbered without gaps."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest

from inspection.adapters.database.consultations import ConsultationTable
from inspection.services.assessments import Assessments
from inspection.services.operations import Operations
from tests.support.site import Person, Site, operation


@pytest.fixture
async def ahlers(site: Site) -> Person:
    return await site.user("ahlers", name="Marlene Ahlers")


@pytest.fixture
async def consultation(ahlers: Person) -> str:
    return await ahlers.new_consultation()


async def _log(person: Person, consultation: str, after: int = 0) -> Any:
    return (await person.get(f"/consultations/{consultation}/operations?after={after}")).json


async def test_operations_are_numbered_and_read_back(ahlers: Person, consultation: str) -> None:
    sent = [operation("room:r1", "exists", True), operation("room:r1", "room_use", "laundry")]
    answer = await ahlers.append(consultation, *sent)
    assert answer.json["acknowledged"] == [
        {"op_id": sent[0]["op_id"], "seq": 1},
        {"op_id": sent[1]["op_id"], "seq": 2},
    ]
    assert (answer.json["refused"], answer.json["seq"]) == ([], 2)
    log = await _log(ahlers, consultation, after=1)
    assert log["seq"] == 2
    [read] = log["operations"]
    assert {key: read[key] for key in sent[1]} == sent[1]
    assert (read["by"]["name"], read["by"]["kind"]) == ("Marlene Ahlers", "user")
    assert log["assessment"] == answer.json["assessment"]
    assert log["assessment"]["consequence"] == {"r1": 2}


async def test_sending_twice_is_harmless(ahlers: Person, consultation: str) -> None:
    sent = [operation("building", "building_units", n) for n in (1, 2)]
    first, again = await ahlers.append(consultation, *sent), await ahlers.append(consultation, *sent)
    assert again.json["acknowledged"] == first.json["acknowledged"]
    assert len((await _log(ahlers, consultation))["operations"]) == 2


async def test_the_same_operation_twice_in_one_request_is_stored_once(
    ahlers: Person, consultation: str
) -> None:
    sent = operation("building", "building_units", 1)
    answer = await ahlers.append(consultation, sent, sent)
    assert [entry["seq"] for entry in answer.json["acknowledged"]] == [1, 1]
    assert answer.json["seq"] == 1


async def test_twenty_requests_at_once_leave_no_gap_and_no_double(ahlers: Person, consultation: str) -> None:
    sent = [operation("building", "building_units", n) for n in range(1, 21)]
    answers = await asyncio.gather(*(ahlers.append(consultation, entry) for entry in sent))
    seqs = [answer.json["acknowledged"][0]["seq"] for answer in answers]
    assert sorted(seqs) == list(range(1, 21))
    log = (await _log(ahlers, consultation))["operations"]
    assert {entry["op_id"] for entry in log} == {entry["op_id"] for entry in sent}


REFUSED = [
    (operation("building", "nothing_like_that", 1), "operation_unknown_field"),
    (operation("building", "room_use", "laundry"), "operation_unknown_field"),
    (operation("cellar:r1", "exists", True), "operation_unknown_target"),
    (operation("room:with space", "exists", True), "operation_unknown_target"),
    (operation("room:r9", "room_use", "laundry"), "operation_unknown_entity"),
    (operation("photo:p1", "caption", "Ohne Bild"), "operation_unknown_entity"),
    (operation("photo:p1", "exists", True), "operation_unknown_entity"),
    (operation("drain:r1", "exists", True), "operation_duplicate_id"),
    (operation("room:r1", "exists", "yes"), "operation_wrong_type"),
    (operation("room:r1", "label", 7), "operation_wrong_type"),
    (operation("room:r1", "label", "x" * 81), "operation_too_long"),
    (operation("room:r1", "room", "r1"), "operation_unknown_field"),
    (operation("room:r1", "room_use", ["laundry"]), "operation_wrong_type"),
    (operation("room:r1", "room_use", "swimming_pool"), "operation_unknown_option"),
    (operation("room:r1", "room_floor_height_cm", "-210"), "operation_wrong_type"),
    (operation("room:r1", "room_floor_height_cm", True), "operation_wrong_type"),
    (operation("room:r1", "room_floor_height_cm", 10**400), "operation_wrong_type"),
    (operation("room:r1", "room_floor_height_cm", 999_999), "operation_out_of_range"),
    (operation("room:r1", "room_installations", "heating"), "operation_wrong_type"),
    (operation("room:r1", "room_installations", ["heating", "heating"]), "operation_wrong_type"),
    (operation("room:r1", "room_installations", ["heating", "none"]), "operation_exclusive_option"),
    (operation("room:r1", "room_photo", "photo:p1"), "operation_read_only"),
    (operation("building", "consult_media_consent", "yes"), "operation_read_only"),
    (operation("drain:d1", "room", "r9"), "operation_unknown_reference"),
    (operation("drain:d1", "drain_device", "r1"), "operation_unknown_reference"),
    (operation("note:n1", "item", "no_such_item"), "operation_unknown_item"),
    (operation("note:n1", "entity", "r9"), "operation_unknown_reference"),
    (operation("note:n1", "text", "x" * 4001), "operation_too_long"),
    (operation("building", "closing_remarks", "half \ud83d"), "operation_malformed"),
    (operation("building", "closing_remarks", "nul \x00"), "operation_malformed"),
    (operation("consultation", "anything", 1), "operation_unknown_field"),
    (operation("building", "building_units", 1) | {"op_id": "7"}, "operation_malformed"),
    (operation("building", "building_units", 1) | {"based_on": -1}, "operation_malformed"),
    (operation("building", "building_units", 1) | {"based_on": 99}, "operation_ahead"),
    (operation("building", "building_units", 1) | {"at": "yesterday"}, "operation_malformed"),
    (operation("building", "building_units", 1) | {"at": "2026-03-11T09:02:00"}, "operation_malformed"),
    ("not an operation", "operation_malformed"),
]


async def test_what_does_not_fit_is_refused_and_blocks_nothing(ahlers: Person) -> None:
    for wrong, code in REFUSED:
        consultation = await ahlers.new_consultation()
        before = [operation(f"{kind}:{kind[0]}1", "exists", True) for kind in ("room", "drain", "note")]
        after = operation("building", "building_units", 2)
        answer = await ahlers.append(consultation, *before, wrong, after)
        assert answer.status == 200
        [refused] = answer.json["refused"]
        assert refused["error"]["code"] == code, wrong
        assert refused["error"]["text"]
        assert refused["op_id"] == (wrong["op_id"] if isinstance(wrong, dict) else None)
        assert [entry["seq"] for entry in answer.json["acknowledged"]] == [1, 2, 3, 4]


async def test_a_tablet_that_was_away_does_not_silently_win(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation()
    office = await site.user("buero", "office")
    await ahlers.append(consultation, operation("building", "building_units", 1))
    await office.append(consultation, operation("building", "building_units", 3, based_on=1))
    late = await ahlers.append(consultation, operation("building", "building_units", 2, based_on=1))
    assert late.json["refused"] == []
    log = (await _log(ahlers, consultation))["operations"]
    assert [(entry["value"], entry["based_on"], entry["by"]["kind"]) for entry in log] == [
        (1, 0, "user"),
        (3, 1, "office"),
        (2, 1, "user"),
    ]


async def test_a_removed_room_can_be_written_to_and_brought_back(ahlers: Person, consultation: str) -> None:
    answer = await ahlers.append(
        consultation,
        operation("room:r1", "exists", True),
        operation("room:r1", "exists", False),
        operation("room:r1", "room_use", "laundry"),
    )
    assert answer.json["refused"] == []
    assert answer.json["assessment"]["consequence"] == {}
    answer = await ahlers.append(consultation, operation("room:r1", "exists", True, based_on=3))
    assert answer.json["assessment"]["consequence"] == {"r1": 2}


async def test_after_the_release_nothing_is_taken(site: Site, ahlers: Person, consultation: str) -> None:
    await ahlers.append(consultation, operation("building", "building_units", 1))
    async with site.house.storage.write() as tx:
        stored = await tx.consultations.get((await site.utility()).id, consultation)
        assert stored is not None
        now = site.house.clock.now()
        await tx.consultations.save(
            stored.start("x", now).finish(now).release(stored.consultant_id or "", now)
        )
    answer = await ahlers.append(consultation, operation("building", "building_units", 2, based_on=1))
    assert [entry["error"]["code"] for entry in answer.json["refused"]] == ["consultation_closed"]
    assert len((await _log(ahlers, consultation))["operations"]) == 1


async def test_too_many_at_once_are_refused_whole(ahlers: Person, consultation: str) -> None:
    answer = await ahlers.append(
        consultation, *(operation("building", "building_units", 1) for _ in range(501))
    )
    assert (answer.status, answer.code) == (413, "operations_too_many")
    assert (await _log(ahlers, consultation))["seq"] == 0


async def test_the_log_after_a_seq_wants_a_number(ahlers: Person, consultation: str) -> None:
    answer = await ahlers.get(f"/consultations/{consultation}/operations?after=x")
    assert (answer.status, answer.code) == (400, "query_invalid")


async def test_office_facts_are_the_first_operations(site: Site, ahlers: Person) -> None:
    consultation = await ahlers.new_consultation(
        office_facts=[{"item": "sewer_system", "value": "combined", "source": "Kanalkataster"}]
    )
    detail = (await ahlers.get(f"/consultations/{consultation}")).json
    assert detail["office_facts"] == [
        {"item": "sewer_system", "value": "combined", "source": "Kanalkataster"}
    ]
    fact, source = (await _log(ahlers, consultation))["operations"]
    assert (source["field"], source["value"]) == ("source_sewer_system", "Kanalkataster")
    assert (fact["field"], fact["value"], fact["by"]["kind"]) == ("sewer_system", "combined", "office")


async def test_an_office_fact_that_does_not_fit_makes_no_consultation(site: Site, ahlers: Person) -> None:
    body = {
        "customer": {"name": "A"},
        "office_facts": [{"item": "sewer_system", "value": "none", "source": ""}],
    }
    answer = await ahlers.post("/consultations", body)
    assert (answer.status, answer.code) == (422, "operation_unknown_option")
    assert (await ahlers.get("/consultations")).json["total"] == 0


async def test_an_operation_of_another_consultation_does_not_count_here(ahlers: Person) -> None:
    first, second = await ahlers.new_consultation("A"), await ahlers.new_consultation("B")
    sent = operation("building", "building_units", 1, op_id=str(uuid.uuid4()))
    for consultation in (first, second):
        assert (await ahlers.append(consultation, sent)).json["acknowledged"][0]["seq"] == 1


async def test_the_room_hears_of_an_answer_before_it_is_judged(
    ahlers: Person, consultation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other tablets' question is on its way meanwhile: what they wait for is half as long."""
    happened: list[str] = []

    async def announce(_: Operations, consultation_id: str, seq: int) -> None:
        log = await _log(ahlers, consultation_id)
        happened.append(f"told of {seq}, to be had up to {log['seq']}")

    judge = Assessments.of

    def of(assessments: Assessments, *state: Any) -> Any:
        happened.append("judged")
        return judge(assessments, *state)

    await _log(ahlers, consultation)
    monkeypatch.setattr(Operations, "announce", announce)
    monkeypatch.setattr(Assessments, "of", of)
    await ahlers.append(consultation, operation("building", "building_units", 1))
    assert happened == ["judged", "told of 1, to be had up to 1", "judged"], "for the one who asked, for ours"


async def test_a_server_that_dies_before_the_list_has_the_answer_loses_nothing(
    ahlers: Person, consultation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def listed() -> int:
        [row] = (await ahlers.get("/consultations")).json["consultations"]
        return int(row["open_points"])

    first = await ahlers.append(consultation, operation("building", "building_units", 1))
    before = await listed()
    assert before == len(first.json["assessment"]["open_points"])

    async def dies(*_: object) -> None:
        raise RuntimeError("the server is gone")

    with monkeypatch.context() as patch:
        patch.setattr(ConsultationTable, "set_overview", dies)
        sent = operation("building", "building_basement", "full", based_on=1)
        assert (await ahlers.append(consultation, sent)).status == 500
    assert (await _log(ahlers, consultation))["seq"] == 2, "it was taken"
    assert await listed() == before, "the list is one behind"
    again = await ahlers.append(consultation, sent)  # as a tablet does that got no answer
    assert [done["seq"] for done in again.json["acknowledged"]] == [2]
    assert await listed() == len(again.json["assessment"]["open_points"]) != before
