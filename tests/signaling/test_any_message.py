"""Whatever arrives, the parser either returns a message or says in its own words what is wrong."""

from __future__ import annotations

import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from signaling.errors import MessageError
from signaling.messages import CLIENT_MESSAGES, encode, parse_client_message

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["role", "resume", "received", "take_over", "instance", "ice_restart", "n", "kind", "payload", "to",
     "description", "candidate", "connection", "to_connection", "sdp"]
)  # fmt: skip
PLAUSIBLE = st.sampled_from(["customer", "watcher", "c1", True, 3, None, {"type": "offer", "sdp": "v=0"}])
MESSAGES = st.builds(
    lambda type_, fields: {"type": type_, **fields},
    st.sampled_from(sorted(CLIENT_MESSAGES)),
    st.dictionaries(FIELDS, PLAUSIBLE | VALUES, max_size=8),
)


@given(MESSAGES)
@settings(max_examples=300, deadline=None)
def test_a_message_is_understood_or_refused(message: dict[str, object]) -> None:
    with suppress(MessageError):
        received = parse_client_message(json.dumps(message))
        again = parse_client_message(encode(received.message, received.n))
        assert again == received


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_is_understood_or_refused(raw: str) -> None:
    with suppress(MessageError):
        parse_client_message(raw)
