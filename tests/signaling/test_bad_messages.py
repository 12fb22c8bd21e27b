"""What cannot be used is answered with a code; the socket, the seat and the others stay."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiohttp import WSMsgType

from signaling.errors import SignalingError
from signaling.messages import parse_client_message
from tests.signaling.support import CallServer

MALFORMED = {
    "no json": "{",
    "empty": "",
    "a list": "[]",
    "a text": '"join"',
    "null": "null",
    "no type": "{}",
    "type is no text": '{"type": 1}',
    "not a number": '{"type": "signal", "kind": "a", "payload": NaN}',
    "infinity": '{"type": "signal", "kind": "a", "payload": -Infinity}',
    "endless digits": '{"type": "signal", "kind": "a", "payload": ' + "1" * 5000 + "}",
    "17 levels": '{"type": "signal", "kind": "a", "payload": ' + "[" * 16 + "]" * 16 + "}",
    "thousands of levels": "[" * 90_000,
}

INVALID: dict[str, tuple[dict[str, Any], str]] = {
    "role": ({"type": "join", "role": "admin"}, "role"),
    "role of another kind": ({"type": "join", "role": ["customer"]}, "role"),
    "resume too long": ({"type": "join", "resume": "x" * 81}, "resume"),
    "instance with spaces": ({"type": "join", "instance": "a b"}, "instance"),
    "received below zero": ({"type": "join", "received": -1}, "received"),
    "received as text": ({"type": "join", "received": "1"}, "received"),
    "take_over as number": ({"type": "join", "take_over": 1}, "take_over"),
    "n as truth": ({"type": "leave", "n": True}, "n"),
    "no description": ({"type": "description"}, "description"),
    "description as text": ({"type": "description", "description": "v=0"}, "description"),
    "description without sdp": ({"type": "description", "description": {"type": "offer"}}, "description.sdp"),
    "rollback": ({"type": "description", "description": {"type": "rollback", "sdp": ""}}, "description.type"),
    "sdp too long": (
        {"type": "description", "description": {"type": "offer", "sdp": "ü" * 32769}},
        "description.sdp",
    ),
    "half a character": (
        {"type": "description", "description": {"type": "offer", "sdp": "\ud800"}},
        "description.sdp",
    ),
    "no candidate": ({"type": "candidate"}, "candidate"),
    "candidate without text": ({"type": "candidate", "candidate": {}}, "candidate.candidate"),
    "line index": (
        {"type": "candidate", "candidate": {"candidate": "", "sdpMLineIndex": 70000}},
        "candidate.sdpMLineIndex",
    ),
    "no kind": ({"type": "signal", "payload": 1}, "kind"),
    "kind in capitals": ({"type": "signal", "kind": "Hint", "payload": 1}, "kind"),
    "no payload": ({"type": "signal", "kind": "hint"}, "payload"),
    "payload too large": ({"type": "signal", "kind": "hint", "payload": "x" * 16384}, "payload"),
    "to nobody known": ({"type": "signal", "kind": "hint", "payload": 1, "to": "all"}, "to"),
}


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_is_no_message_is_malformed(server: CallServer, raw: str) -> None:
    client = await server.customer()
    await client.ws.send_str(raw)
    assert (await client.error("message_malformed"))["fatal"] is False
    await client.quiet()


@pytest.mark.parametrize(("message", "field"), INVALID.values(), ids=INVALID.keys())
def test_a_wrong_field_is_named_and_what_would_be_right(message: dict[str, Any], field: str) -> None:
    with pytest.raises(SignalingError) as wrong:
        parse_client_message(json.dumps(message, ensure_ascii="\ud800" in str(message)))
    assert wrong.value.code == "message_field_invalid"
    assert wrong.value.details["field"] == field
    assert wrong.value.details["right"]


async def test_a_wrong_field_is_answered_on_the_wire(server: CallServer) -> None:
    client = await server.connect("behrens", "customer")
    await client.send("join", role="admin")
    error = await client.error("message_field_invalid")
    assert error["details"] == {"field": "role", "right": "one of customer, consultant, guest, watcher"}
    await client.join()


@pytest.mark.parametrize("type_", ["welcome", "offer", "", "__class__"])
async def test_an_unknown_type_is_said_to_be_unknown(server: CallServer, type_: str) -> None:
    client = await server.customer()
    await client.send(type_)
    await client.error("message_unknown_type")
    await client.quiet()


async def test_unknown_fields_go_no_further(server: CallServer) -> None:
    customer, consultant = await server.pair()
    await customer.send("signal", kind="hint", payload=1, extra="x", **{"from": "consultant"})
    got = await consultant.receive("signal")
    assert "extra" not in got
    assert got["from"] == "customer"


async def test_a_large_message_is_dropped_with_a_word(server: CallServer) -> None:
    client = await server.customer()
    await client.send("signal", kind="hint", payload="x" * 98304)
    await client.error("message_too_large")
    await client.quiet()


async def test_a_huge_message_closes_the_socket(server: CallServer) -> None:
    client = await server.customer()
    await client.send("signal", kind="hint", payload="x" * 3_000_000)
    assert await client.closed() == 1009
    await server.until("away", "customer")


async def test_the_largest_messages_that_are_allowed_pass(server: CallServer) -> None:
    customer, consultant = await server.pair()
    sdp = "v=0\r\n" + "a" * (65536 - 5)
    await customer.send("description", description={"type": "offer", "sdp": sdp})
    assert (await consultant.receive("description"))["description"]["sdp"] == sdp
    payload = "x" * (16384 - 2)
    await customer.send("signal", kind="hint", payload=payload)
    assert (await consultant.receive("signal"))["payload"] == payload
    deep = json.loads("[" * 15 + "]" * 15)
    await customer.send("signal", kind="hint", payload=deep)
    assert (await consultant.receive("signal"))["payload"] == deep


async def test_a_binary_frame_is_malformed(server: CallServer) -> None:
    client = await server.customer()
    await client.ws.send_bytes(b'{"type": "ping"}')
    await client.error("message_malformed")
    await client.quiet()


async def test_text_that_is_no_utf8_closes_the_socket(server: CallServer) -> None:
    client = await server.customer()
    await client.ws._writer.send_frame(b"\xff\xfe", WSMsgType.TEXT)
    assert await client.closed() == 1007
