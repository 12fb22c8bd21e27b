"""Whatever is asked, by whomever: an answer in time, of the shape that the API's description promises."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from inspection.web.errors import STATUS
from inspection.web.uploads import BODY_TYPE
from tests.support.drawing import for_each
from tests.support.site import Person, running_site

PATIENCE_S = 20.0  # far beyond what any of them may need, for a machine that is busy
ROLES = ("nobody", "customer", "consultant", "office")
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance]

RAW_BODIES = (
    b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"a": NaN}', b"[" * 50_000,
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    b'"' + b"x" * 200_000 + b'"', b"1" * 6_000, b'{"login": "\\ud800", "password": "\\u0000"}',
    b'{"secret": "\\ud800"}', b'{"customer": {"name": "\\ud800\\u0000"}}',
    b'{"operations": [{"op_id": "\\ud800"}]}',
)  # fmt: skip
"What no schema leads to."


schemathesis.openapi.media_type(BODY_TYPE, st.binary(max_size=2000))


@dataclass(frozen=True)
class Asked:
    """A request, who asks, and whether what its path names is there."""

    who: str
    case: Case
    exists: bool


class Asking:
    """People with their cookies, which no answer changes: signing out is among what is asked."""

    def __init__(self, url: str, people: dict[str, Person], consultation: str) -> None:
        self._url = url
        self._consultation = consultation
        self._cookies = {
            who: {cookie.key: cookie.value for cookie in person.session.cookie_jar}
            for who, person in people.items()
        }
        self._session = requests.Session()

    async def ask(self, asked: Asked) -> None:
        await asyncio.to_thread(self._ask, asked)

    def _ask(self, asked: Asked) -> None:
        case = asked.case
        if asked.exists and "id" in case.path_parameters:
            case.path_parameters["id"] = self._consultation
        leaves = case.path.endswith("/sign-out")  # would take their sessions from all that follow
        response = case.call(
            session=self._session,
            headers={"Origin": self._url},
            cookies={} if leaves else self._cookies[asked.who],
            timeout=PATIENCE_S,
            allow_redirects=False,
        )
        self._session.cookies.clear()
        case.validate_response(response, checks=CHECKS)
        if response.status_code >= 400 and case.method != "HEAD":
            error = response.json()["error"]
            assert error["text"]
            assert STATUS.get(error["code"], response.status_code) == response.status_code


def _requests(document: dict[str, Any], url: str) -> st.SearchStrategy[Asked]:
    """As described, and not at all as described, for every operation alike."""
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=url)
    cases = [
        found.ok().as_strategy(generation_mode=mode)
        for found in schema.get_all_operations()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    ]
    who = st.sampled_from(ROLES + ("consultant",) * 4)
    return st.builds(Asked, who, st.one_of(cases), st.sampled_from((True, True, True, False)))


async def _run(folder: Path, examples: int, *, derandomize: bool) -> None:
    async with running_site(folder) as site:
        consultant, office = await site.user("ahlers"), await site.user("buero", "office")
        consultation = await consultant.new_consultation()
        customer, nobody = await site.person(), await site.person()
        await customer.post("/invitation/exchange", {"secret": await consultant.invite(consultation)})
        document = (await nobody.get("/openapi.json")).json
        people = dict(zip(ROLES, (nobody, customer, consultant, office), strict=True))
        asking = Asking(site.url, people, consultation)
        await for_each(_requests(document, site.url), examples, asking.ask, derandomize=derandomize)
        # It still works for those who ask properly.
        assert (await consultant.get(f"/consultations/{consultation}")).status == 200
        assert (await consultant.call("GET", "/readyz")).status == 200


async def test_a_sample_of_requests_finds_no_fault(tmp_path: Path) -> None:
    await _run(tmp_path, 200, derandomize=True)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
async def test_twenty_thousand_requests_find_no_fault(tmp_path: Path, part: int) -> None:
    await _run(tmp_path, 2000, derandomize=False)


async def test_no_body_at_all_breaks_an_operation(tmp_path: Path) -> None:
    async with running_site(tmp_path) as site:
        consultant = await site.user("ahlers")
        consultation = await consultant.new_consultation()
        document = (await consultant.get("/openapi.json")).json
        for path, methods in document["paths"].items():
            for method in methods.keys() - {"get", "head"}:
                if path.endswith("/sign-out"):
                    continue
                for body in RAW_BODIES:
                    answer = await consultant.call(
                        method.upper(),
                        path.replace("{id}", consultation),
                        data=body,
                        headers={"Content-Type": "application/json"},
                    )
                    assert answer.status < 500, (method, path, body[:40], answer.text[:200])
                    if answer.status >= 400:
                        assert json.loads(answer.body)["error"].keys() == {"code", "text", "details"}
