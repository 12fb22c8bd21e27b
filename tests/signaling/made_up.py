"""Made-up frames for the call's socket: right messages, right ones spoilt, nonsense, and what is no text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMsgType
from hypothesis import strategies as st

from signaling.errors import SignalingError
from signaling.messages import CLIENT_MESSAGES, Ping, parse_client_message
from signaling.wire import MESSAGE_MAX

ODD = (
    "", " ", "\0", "\ud800", "\udfff\ud800", "ß" * 300, "😀" * 40, "\u202e", "a b", "x" * 81, "x" * 16_385,
    "__class__", "constructor", "../..", "<script>", "NaN", "1", "customer", "watcher", "admin", "offer",
)  # fmt: skip
SCALARS = (
    st.sampled_from(ODD)
    | st.sampled_from((None, True, False, 0, -1, 1, 65_535, 65_536, 2**53, 2**63, 10**40, -0.0, 1e308, 0.5))
    | st.text(max_size=20)
)
NONSENSE = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
SDP = {"type": "offer", "sdp": "v=0\r\n"}
RIGHT: tuple[dict[str, Any], ...] = (
    {"type": "join"},
    {"type": "join", "role": "watcher", "received": 3, "resume": "none", "instance": "a1", "take_over": True},
    {"type": "join", "role": "customer", "take_over": True},
    {"type": "join", "role": "consultant", "take_over": True},
    {"type": "ping"},
    {"type": "renew-ice-servers"},
    {"type": "leave"},
    {"type": "description", "description": SDP, "connection": "c1", "to_connection": "c2", "n": 1},
    {"type": "description", "description": {**SDP, "type": "answer"}},
    {"type": "candidate", "candidate": None},
    {"type": "candidate", "candidate": {"candidate": "candidate:1 1 udp 1 10.0.0.1 9 typ host", "sdpMid": "0",
                                        "sdpMLineIndex": 0, "usernameFragment": "u"}, "n": 2},
    {"type": "signal", "kind": "hint", "payload": {"hint": "closer", "hint_id": "1"}, "n": 3},
    {"type": "signal", "kind": "torch", "payload": {"on": True}, "to": "customer"},
    {"type": "description", "description": SDP, "connection": "c1", "to": "guest", "from": "consultant"},
    {"type": "candidate", "candidate": None, "to": "guest"},
)  # fmt: skip
NESTED = ("[" * 20 + "]" * 20, "[" * 90_000, '{"a":' * 2_000 + "1" + "}" * 2_000)
NO_JSON = (
    "",
    "{",
    "null",
    "[]",
    '"join"',
    '{"type": NaN}',
    '{"type":"ping"}x',
    '{"type":"ping","type":1}',
    "\ufeff{}",
)
JOINED = json.dumps({"type": "join", "take_over": True})


@dataclass(frozen=True)
class Frame:
    kind: WSMsgType
    data: bytes

    def __repr__(self) -> str:
        return f"{self.kind.name} of {len(self.data)} bytes: {self.data[:200]!r}"

    @property
    def ends_websocket(self) -> bool:
        """No WebSocket text: the connection is failed (RFC 6455, 8.1), and nothing behind it is read."""
        return self.kind is WSMsgType.TEXT and self.data.decode("utf-8", "replace").encode() != self.data

    @property
    def pings(self) -> bool:
        """It may have a pong of its own; a numbered one has none the second time."""
        if self.kind is not WSMsgType.TEXT or self.ends_websocket:
            return False
        try:
            return isinstance(parse_client_message(self.data.decode()).message, Ping)
        except SignalingError:
            return False


def _text(text: str) -> Frame:
    return Frame(WSMsgType.TEXT, text.encode("utf-8", "replace"))


def _message(message: Any) -> Frame:
    return _text(json.dumps(message))  # half characters as escapes, which are valid UTF-8


@st.composite
def _spoilt(draw: st.DrawFn) -> Frame:
    message: dict[str, Any] = json.loads(json.dumps(draw(st.sampled_from(RIGHT))))
    for _ in range(draw(st.integers(1, 3))):
        part: dict[str, Any] = message
        name = draw(st.sampled_from(sorted(part)) | st.sampled_from(("to", "n", "extra", "payload")))
        if isinstance(part.get(name), dict) and draw(st.booleans()):
            part = part[name]
            name = draw(st.sampled_from(sorted(part)) if part else st.just("sdp"))
        if draw(st.integers(0, 4)):
            part[name] = draw(NONSENSE)
        else:
            part.pop(name, None)
        if not message:
            break
    return _message(message)


@st.composite
def _cut(draw: st.DrawFn) -> Frame:
    text = json.dumps(draw(st.sampled_from(RIGHT)))
    at = draw(st.integers(0, len(text)))
    return _text(text[:at] + draw(st.sampled_from(("", "\0", '"', "}", "\\u", "\\ud800"))) + text[at + 1 :])


@st.composite
def _large(draw: st.DrawFn) -> Frame:
    size = draw(st.sampled_from((MESSAGE_MAX - 60, MESSAGE_MAX, MESSAGE_MAX + 1, 2 * MESSAGE_MAX, 300_000)))
    return _message({"type": "signal", "kind": "hint", "payload": "x" * size})


@st.composite
def _no_message(draw: st.DrawFn) -> Frame:
    return _text(draw(st.sampled_from(NO_JSON + NESTED)))


_types = st.sampled_from(sorted(CLIENT_MESSAGES)) | st.sampled_from(("welcome", "error", "event"))
frames = st.one_of(
    *[st.sampled_from(RIGHT).map(_message)] * 6,
    *[_spoilt()] * 6,
    _cut(),
    st.builds(lambda type_, more: _message({**more, "type": type_}), _types,
              st.dictionaries(st.text(max_size=8), NONSENSE, max_size=4)),
    NONSENSE.map(_message),
    _no_message(),
    _large(),
    st.builds(Frame, st.just(WSMsgType.BINARY), st.binary(max_size=60)),
    st.builds(Frame, st.just(WSMsgType.TEXT), st.binary(max_size=60)),  # often no UTF-8
    st.builds(Frame, st.sampled_from((WSMsgType.PING, WSMsgType.PONG)), st.binary(max_size=125)),
)  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One socket: who opens it, whether he begins as he should, and what he sends."""

    who: str
    joins: bool
    frames: tuple[Frame, ...]


def visits(people: tuple[str, ...], size: int) -> st.SearchStrategy[Visit]:
    """`size` frames each; the server closes long before some of them: what is left goes nowhere."""
    return st.builds(
        Visit,
        st.sampled_from(people),
        st.booleans(),
        st.lists(frames, min_size=size, max_size=size).map(tuple),
    )


def each_kind(people: tuple[str, ...]) -> list[Visit]:
    """Not left to chance: every right message from everybody, inside and outside, and a flood of nonsense."""
    right = tuple(_message(message) for message in RIGHT)
    wrong = tuple(_text(text) for text in NO_JSON + NESTED) * 2
    spoilt = tuple(_message({**message, "type": "event", "n": "1"}) for message in RIGHT[:2])
    fields = tuple(_message({**message, "role": 1, "kind": None, "n": -1}) for message in RIGHT)
    large = (_message({"type": "signal", "kind": "hint", "payload": "x" * MESSAGE_MAX}),)
    return [
        Visit(who, joins, frames)
        for who in people
        for joins, frames in ((True, right), (False, right[::-1]), (True, (*large, *spoilt, *fields, *wrong)))
    ]
