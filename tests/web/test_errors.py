"""Every refusal has one shape, in the reader's language, and tells nothing of the inside."""

from __future__ import annotations

import io
from typing import Any

import pytest

from inspection.web.parts import PARTS
from tests.support.site import Answer, Site

LARGE = object()  # stands for a body beyond the limit


def _assert_shape(answer: Answer, status: int, code: str) -> None:
    assert answer.status == status
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) == {"code", "text", "details"}
    assert answer.code == code
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "code"),
    [
        ("GET", "/nothing", {}, 404, "not_found"),
        ("PUT", "/me", {}, 405, "method_not_allowed"),
        (
            "POST",
            "/sign-in",
            {"data": "{", "headers": {"Content-Type": "application/json"}},
            400,
            "request_not_json",
        ),
        ("POST", "/sign-in", {"data": "login=a"}, 415, "request_content_type"),
        ("POST", "/sign-in", {"json": {"login": "a"}}, 400, "request_invalid"),
        ("POST", "/sign-in", {"json": {"login": 1, "password": None}}, 400, "request_invalid"),
        (
            "POST",
            "/sign-in",
            {"data": LARGE, "headers": {"Content-Type": "application/json"}},
            413,
            "request_too_large",
        ),
        ("GET", "/me", {}, 401, "not_signed_in"),
        ("POST", "/invitation/exchange", {"json": {"secret": "wrong"}}, 404, "invitation_unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_one_shape_in_both_languages(
    site: Site, method: str, path: str, more: dict[str, Any], status: int, code: str
) -> None:
    texts = {}
    for language in ("de-DE,de;q=0.9", "en-GB"):
        person = await site.person()
        headers = {**more.get("headers", {}), "Accept-Language": language}
        body = {"data": io.BytesIO(b" " * 1_100_000)} if more.get("data") is LARGE else {}
        answer = await person.call(method, "/api/v1" + path, **{**more, **body, "headers": headers})
        _assert_shape(answer, status, code)
        texts[language] = answer.json["error"]["text"]
    assert len(set(texts.values())) == 2


async def test_405_names_what_is_allowed(site: Site) -> None:
    answer = await (await site.person()).call("PUT", "/api/v1/me")
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) >= {"GET"}


@pytest.mark.parametrize(
    "body", ["NaN", '{"login": NaN, "password": ""}', "[" * 100_000, "\ud800", b"\xff\xfe"]
)
async def test_a_body_that_is_no_json_breaks_nothing(site: Site, body: Any) -> None:
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    headers = {"Content-Type": "application/json"}
    answer = await (await site.person()).call("POST", "/api/v1/sign-in", data=data, headers=headers)
    _assert_shape(answer, 400, "request_not_json")


async def test_what_we_did_not_foresee_gets_a_number_and_no_trace(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ahlers = await site.user("ahlers")

    async def broken(*_: object) -> None:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr(site.app[PARTS].consultations, "page", broken)
    answer = await ahlers.get("/consultations")
    _assert_shape(answer, 500, "internal")
    incident = answer.json["error"]["details"]["incident"]
    assert incident in answer.json["error"]["text"]
    assert "secret inside" not in answer.text
    assert incident in caplog.text
    assert "secret inside" in caplog.text


async def test_a_person_who_lost_the_way_gets_a_page(site: Site) -> None:
    answer = await (await site.person()).call("GET", "/nowhere", headers={"Accept-Language": "en"})
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "There is nothing here." in answer.text
    assert 'lang="en"' in answer.text
