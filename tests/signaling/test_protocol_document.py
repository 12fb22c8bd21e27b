"""PROTOCOL.md and the message classes say the same. `check` is the guard; the tests below also break it."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

import signaling
from signaling import seats, wire
from signaling.errors import SignalingError, TakenOver
from signaling.messages import CLIENT_MESSAGES, SERVER_MESSAGES, ParticipantInfo
from signaling.rooms import SEAT_TTL_S, WATCHERS_MAX
from signaling.websocket import Limits

PROTOCOL = (Path(signaling.__file__).parent / "PROTOCOL.md").read_text(encoding="utf-8")

CHAPTERS = {
    "From a client to the server": (CLIENT_MESSAGES,),
    "Between the seats": (CLIENT_MESSAGES, SERVER_MESSAGES),
    "From the server to a client": (SERVER_MESSAGES,),
}


def chapter(document: str, title: str) -> str:
    return document.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """Cells of the tables' rows that begin with a name in backticks."""
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]


def error_classes(base: type[SignalingError] = SignalingError) -> list[type[SignalingError]]:
    found = [base] if "code" in base.__dict__ else []
    for child in base.__subclasses__():
        found += error_classes(child)
    return found


def field_problems(where: str, cls: type[Any], table: list[list[str]]) -> list[str]:
    told = {row[0].strip("`"): row[1].startswith("optional") for row in table}
    real = {
        wire.wire_name(field): field.default is not dataclasses.MISSING for field in dataclasses.fields(cls)
    }
    return [
        f"{where}: field {name}: told {told.get(name)}, is {real.get(name)}"
        for name in sorted(told.keys() | real.keys())
        if told.get(name) != real.get(name)
    ]


def sample_problems(where: str, cls: type[Any], sample: str) -> list[str]:
    try:
        data = wire.load(sample)
        message = wire.read_object(cls, data)
    except SignalingError as error:
        return [f"{where}: the sample does not parse: {error.code} {dict(error.details)}"]
    data.pop("n", None)
    if wire.to_wire(message) != data:
        return [f"{where}: the sample is not what the class writes: {wire.to_wire(message)}"]
    shown = set(data) - {"type"}
    return [
        f"{where}: the sample does not show {name}"
        for name in sorted({wire.wire_name(field) for field in dataclasses.fields(cls)} - shown)
    ]


def check(document: str) -> list[str]:
    """What is wrong; empty when document and classes agree."""
    problems: list[str] = []
    told: dict[int, set[str]] = {id(CLIENT_MESSAGES): set(), id(SERVER_MESSAGES): set()}
    codes = {cls.code: cls for cls in error_classes() if cls is not TakenOver}
    for title, registries in CHAPTERS.items():
        for part in chapter(document, title).split("\n### ")[1:]:
            name, text = part.split("\n", 1)
            for registry in registries:
                told[id(registry)].add(name)
                if name not in registry:
                    problems.append(f"{title}: there is no message {name}")
                    continue
                where = f"{title}: {name}"
                samples = re.findall(r"```json\n(.*?)\n```", text, re.S)
                if len(samples) != 1:
                    problems.append(f"{where}: {len(samples)} samples")
                    continue
                if json.loads(samples[0]).get("type") != name:
                    problems.append(f"{where}: the sample is of another type")
                problems += sample_problems(where, registry[name], samples[0])
                problems += field_problems(where, registry[name], rows(text))
            named = re.search(r"Errors: (.*?)\.\n", text + "\n")
            for code in re.findall(r"`(\w+)`", named.group(1)) if named else []:
                if code not in codes:
                    problems.append(f"{name}: there is no error {code}")
    for registry, title in ((CLIENT_MESSAGES, "clients"), (SERVER_MESSAGES, "the server")):
        missing = registry.keys() - told[id(registry)]
        problems += [f"no word of {name} of {title}" for name in sorted(missing)]
    problems += field_problems("participant", ParticipantInfo, rows(chapter(document, "Parts")))
    return problems + error_problems(document, codes)


def error_problems(document: str, codes: dict[str, type[SignalingError]]) -> list[str]:
    told = {row[0].strip("`"): (row[1], row[2]) for row in rows(chapter(document, "Errors"))}
    real = {
        code: ("yes" if cls.fatal else "no", str(cls.close_code) if cls.close_code else "–")
        for code, cls in codes.items()
    }
    return [
        f"error {code}: told {told.get(code)}, is {real.get(code)}"
        for code in sorted(told.keys() | real.keys())
        if told.get(code) != real.get(code)
    ]


def test_document_and_classes_agree() -> None:
    assert check(PROTOCOL) == []


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("### participant-back\n", "### participant-came-back\n", "no word of participant-back"),
        ("### participant-back\n", "### participant-came-back\n", "no message participant-came-back"),
        ('"payload": {"on": true}, "to": "customer"', '"payload": {"on": true}', "does not show to"),
        ('"kind": "operations"', '"kind": "Operations"', "does not parse"),
        ("| `take_over` | optional, false |", "| `take_over` | true/false |", "field take_over"),
        ("| `reason` | word |", "| `why` | word |", "field why"),
        ("| `ice_restart` | true/false |", "| `restart` | true/false |", "participant: field restart"),
        ("`watcher_silent`, `nobody_there`.", "`watcher_mute`.", "there is no error watcher_mute"),
        ("| `flood` | no | 1013 |", "| `flood` | yes | 1013 |", "error flood"),
        ("| `seat_taken` | no | – |", "| `seat_gone` | no | – |", "error seat_gone"),
        ('"resumed": false, ', "", "the sample does not parse"),
    ],
)
def test_a_broken_document_is_found(right: str, wrong: str, complaint: str) -> None:
    assert right in PROTOCOL
    problems = check(PROTOCOL.replace(right, wrong))
    assert any(complaint in problem for problem in problems), problems


def test_a_class_that_nobody_told_of_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CLIENT_MESSAGES, "dance", CLIENT_MESSAGES["leave"])
    assert "no word of dance of clients" in check(PROTOCOL)


def test_a_field_that_nobody_told_of_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    longer = dataclasses.make_dataclass(
        "Leave", [("why", str, dataclasses.field(default="", metadata=wire.reads(wire.text(9))))]
    )
    longer.type = "leave"  # type: ignore[attr-defined]
    monkeypatch.setitem(CLIENT_MESSAGES, "leave", longer)
    assert any("leave: field why" in problem for problem in check(PROTOCOL))


def test_the_limits_told_are_those_that_hold() -> None:
    text, limits = chapter(PROTOCOL, "Limits"), Limits()
    for number in (
        wire.MESSAGE_MAX,
        2 * wire.MESSAGE_MAX,
        wire.SDP_MAX,
        wire.PAYLOAD_MAX,
        f"{wire.DEPTH_MAX} levels",
        f"{limits.burst:.0f} at once, {limits.per_second:.0f} a second",
        f"costs {limits.bad_message_cost:.0f} more",
        f"within {limits.join_timeout_s:.0f} s; {limits.decide_timeout_s:.0f} s after",
        limits.queue_bytes,
        f"every {limits.heartbeat_s:.0f} s and waits {limits.heartbeat_s / 2} s",
        f"{WATCHERS_MAX} in a room",
    ):
        assert str(number) in text, number
    assert f"{SEAT_TTL_S:.0f} s" in PROTOCOL
    assert f"last {seats.OUTBOX_MESSAGES} messages and {seats.OUTBOX_BYTES} bytes" in PROTOCOL


def test_each_message_of_clients_has_a_handler() -> None:
    from signaling.handlers import HANDLERS

    assert set(HANDLERS) == set(CLIENT_MESSAGES.values())
