"""Made-up requests for every operation of the API's description: right, nearly right, and nonsense."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

IDS = ("{consultation}", "{upload}", "none", "0" * 36)
"In braces: of something that is there."

ODD_TEXTS = (
    "", " ", "\0", "\ud800", "ß" * 300, "a" * 1000, "../../etc/passwd", "'; DROP TABLE users; --", "%00",
    "{id}", "-1", "0", "1e400", "99999999999999999999", "NaN", "²", "١", "2026-02-30", "today",
    "\u202e", "<script>",
    "building", "room:r1", "note:n1", "photo:p1", "building_units", "exists", "label", "text", "stills",
    "click", "2026-11", "de", "in_call", "very_high",
)  # fmt: skip
texts = st.sampled_from(ODD_TEXTS) | st.text(max_size=20)
numbers = st.sampled_from((0, 1, -1, 2**31, 2**53, 2**63, 2**64, 10**30, 0.5, -0.0, 1e308)) | st.integers()
scalars = st.none() | st.booleans() | numbers | texts
nonsense = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)
RAW_BODIES = (
    b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"a": NaN}', b"[" * 50_000,
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    b'"' + b"x" * 200_000 + b'"', b"1" * 6_000, b'{"login": "\\ud800", "password": "\\u0000"}',
    b'{"secret": "\\ud800"}', b'{"customer": {"name": "\\ud800\\u0000"}}',
)  # fmt: skip
TYPES = (
    "application/json",
    "application/json; charset=latin-9",
    "text/plain",
    "application/offset+octet-stream",
)

operations = st.fixed_dictionaries(
    {
        "op_id": st.uuids().map(str) | scalars,
        "based_on": st.just(0) | scalars,
        "target": st.sampled_from(("building", "room:r1", "note:n1", "photo:p1", "consultation")) | scalars,
        "field": st.sampled_from(("exists", "label", "text", "item", "building_units")) | scalars,
        "value": nonsense,
        "at": st.just("2026-03-11T09:02:00Z") | scalars,
    }
)


@dataclass(frozen=True)
class Request:
    role: str
    method: str
    path: str
    "With {consultation} and {upload} still to be filled in."
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


@st.composite
def requests(draw: st.DrawFn, document: dict[str, Any], roles: tuple[str, ...]) -> Request:
    """A request for one operation of the OpenAPI document."""
    path = draw(st.sampled_from(sorted(document["paths"])))
    method = draw(st.sampled_from(sorted(document["paths"][path])))
    operation = document["paths"][path][method]
    query = []
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            there = draw(st.sampled_from(IDS + IDS[:1] * 4) | texts)
            path = path.replace("{" + parameter["name"] + "}", there if there in IDS else _quoted(there))
        elif draw(st.booleans()):
            query.append(f"{parameter['name']}={_quoted(draw(texts))}")
    body, headers = draw(_bodies(document, operation)), draw(_headers())
    if body is not None:
        headers = {"Content-Type": draw(st.sampled_from(TYPES[:1] * 9 + TYPES)), **headers}
    role = draw(st.sampled_from(roles))
    return Request(role, method.upper(), path + ("?" + "&".join(query) if query else ""), body, headers)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="") or "%20"


@st.composite
def _bodies(draw: st.DrawFn, document: dict[str, Any], operation: dict[str, Any]) -> bytes | None:
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(RAW_BODIES))
    if "requestBody" not in operation:
        return draw(st.none() | st.sampled_from(RAW_BODIES))
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return json.dumps(draw(values(document, schema))).encode()


def values(document: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Mostly what the schema asks for, here and there something else."""
    return st.one_of(*[_right(document, schema)] * 7, nonsense)


def _right(document: dict[str, Any], schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return values(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return st.one_of(*(values(document, one) for one in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            required = set(schema.get("required", ()))
            properties = {name: values(document, one) for name, one in schema["properties"].items()}
            return st.fixed_dictionaries(
                {name: one for name, one in properties.items() if name in required},
                optional={name: one for name, one in properties.items() if name not in required},
            )
        case "array":
            items = schema.get("items", {})
            return st.lists(values(document, items) if items else operations | nonsense, max_size=5)
        case "string":
            return texts
        case "boolean":
            return st.booleans()
        case "integer" | "number":
            return numbers
        case _:
            return nonsense


@st.composite
def _headers(draw: st.DrawFn) -> dict[str, str]:
    """Of tus, of caches and of languages; only what a client can send at all."""
    plain = st.sampled_from(("", "0", "-1", "12", "40000001", "1e3", "x" * 3000, "*", '"a"', "²"))
    made = {
        "Tus-Resumable": draw(st.sampled_from(("1.0.0", "1.0.0", "0.2"))),
        "Upload-Length": draw(st.just("100") | plain),
        "Upload-Offset": draw(st.just("0") | plain),
        "Upload-Metadata": draw(_metadata() | plain),
        "If-None-Match": draw(plain),
        "Accept-Language": draw(st.sampled_from(("de", "en", ";q=,", "en;q=x"))),
        "Range": draw(st.sampled_from(("bytes=0-", "bytes=9-1", "lines=1"))),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(made))))
    return {name: value for name, value in made.items() if name in chosen}


@st.composite
def _metadata(draw: st.DrawFn) -> str:
    right = {
        "photo_id": "p1",
        "item": "room_photo",
        "entity": "building",
        "sha256": "0" * 64,
        "type": "image/jpeg",
        "consultation": "none",
    }
    wrong = draw(st.dictionaries(st.sampled_from((*right, "taken_at", "note")), texts, max_size=2))
    pairs = {**right, **wrong}.items()
    encoded = (
        (key, base64.b64encode(value.encode("utf-8", "surrogatepass")).decode()) for key, value in pairs
    )
    return ",".join(f"{key} {value}" for key, value in encoded)
