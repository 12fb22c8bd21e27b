"""Whatever is asked, by whomever: an answer in time, a refusal in the one shape, and never a 500."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from yarl import URL

from inspection.web.errors import STATUS
from tests.support.site import Person, Site, running_site
from tests.web.requests import Request, requests

PATIENCE_S = 20.0  # far beyond what any of them may need, for a machine that is busy
ROLES = ("nobody", "customer", "consultant", "office")


class Asked:
    """A site, its people and its description."""

    def __init__(self, site: Site, document: dict[str, Any]) -> None:
        self.site = site
        self.document = document
        self.people: dict[str, Person] = {}
        self.consultation = ""

    async def prepare(self) -> None:
        consultant = await self.site.user("ahlers")
        self.consultation = await consultant.new_consultation()
        customer = await self.site.person()
        await customer.post("/invitation/exchange", {"secret": await consultant.invite(self.consultation)})
        office = await self.site.user("buero", "office")
        nobody = await self.site.person()
        self.people = dict(zip(ROLES, (nobody, customer, consultant, office), strict=True))

    async def ask(self, request: Request) -> None:
        person = self.people[request.role]
        cookies = {cookie.key: cookie.value for cookie in person.session.cookie_jar}
        path = request.path.replace("{consultation}", self.consultation).replace("{upload}", "none")
        try:
            async with (
                asyncio.timeout(PATIENCE_S),
                person.session.request(
                    request.method,
                    URL(self.site.url + path, encoded=True),
                    data=request.body,
                    headers={"Origin": self.site.url, **request.headers},
                    allow_redirects=False,
                ) as response,
            ):
                body = await response.read()
        finally:
            person.session.cookie_jar.clear()  # signing out and in again is among what is asked
            person.session.cookie_jar.update_cookies(cookies, URL(self.site.url))
        assert response.status < 500, body[:500]
        if response.status >= 400 and request.method != "HEAD":
            error = json.loads(body)["error"]
            assert set(error) == {"code", "text", "details"}
            assert error["text"]
            assert STATUS.get(error["code"], response.status) == response.status


async def _hold(asked: Asked, examples: int, *, derandomize: bool) -> None:
    """Hypothesis draws in a thread, so that the server goes on in this one."""
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=derandomize,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def draw_and_ask(data: st.DataObject) -> None:
        request = data.draw(requests(asked.document, ROLES + ("consultant",) * 4))
        if request.path.endswith("/sign-out"):
            return  # would end the sessions the others need
        asyncio.run_coroutine_threadsafe(asked.ask(request), loop).result(PATIENCE_S * 2)

    await asyncio.to_thread(draw_and_ask)


async def _run(folder: Path, examples: int, *, derandomize: bool) -> None:
    async with running_site(folder) as site:
        document = (await (await site.person()).get("/openapi.json")).json
        asked = Asked(site, document)
        await asked.prepare()
        await _hold(asked, examples, derandomize=derandomize)
        # It still works for those who ask properly.
        consultant = asked.people["consultant"]
        assert (await consultant.get(f"/consultations/{asked.consultation}")).status == 200
        assert (await consultant.call("GET", "/readyz")).status == 200


async def test_a_sample_of_requests_finds_no_fault(tmp_path: Path) -> None:
    await _run(tmp_path, 400, derandomize=True)


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
async def test_twenty_thousand_requests_find_no_fault(tmp_path: Path, part: int) -> None:
    await _run(tmp_path, 2000, derandomize=False)
