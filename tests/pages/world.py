"""A running Kellerblick, people at its pages, and a consultant's end of the call without the cockpit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.async_api import Browser, BrowserContext, Page, expect

from inspection.adapters.passwords import Argon2Passwords
from inspection.app import HOUSE, create_app
from inspection.domain.access import Actor, Role
from inspection.domain.consultation import Address, Customer, OfficeFact
from inspection.services.consultations import NewConsultation
from inspection.settings import Settings
from inspection.web.parts import PARTS
from tests.support.browsers import PHONE, TABLET, Watched, open_context
from tests.support.daytime import DAYTIME, DAYTIME_ZONE
from tests.support.ports import free_port

PASSWORD = "correct horse battery staple"
PHONE_NUMBER = "0421 555 01 17"
STAND_IN = (Path(__file__).parent / "consultant_end.js").read_text(encoding="utf-8")

LAMP = """
  const capabilities = MediaStreamTrack.prototype.getCapabilities;
  MediaStreamTrack.prototype.getCapabilities = function () {
    return { ...capabilities.call(this), ...(this.kind === "video" ? { torch: true } : {}) };
  };
  const apply = MediaStreamTrack.prototype.applyConstraints;
  MediaStreamTrack.prototype.applyConstraints = async function (wanted) {
    const torch = wanted?.advanced?.[0]?.torch;
    if (torch === undefined) return apply.call(this, wanted);
    window.lamp = torch;
  };
"""
"Init script: a camera with a light; `window.lamp` says whether it is on."


@dataclass
class World:
    """The application on a port of its own, with Mareike Ahlers and Jan Petersen from the office."""

    url: str
    app: web.Application
    browser: Browser
    ahlers: Actor
    petersen: Actor
    opened: list[tuple[BrowserContext, Watched]] = field(default_factory=list)

    async def consultation(self, name: str = "Inge Behrens", **changes: Any) -> str:
        """The id of a new one, today in half an hour, of Mareike Ahlers."""
        house = self.app[HOUSE]
        given: dict[str, Any] = {
            "customer": Customer(name, changes.pop("salutation", "Frau"), PHONE_NUMBER),
            "address": Address("Deichstraße", changes.pop("number", "14"), "28777", "Weserau", "Altwieden"),
            "scheduled_at": datetime.now(UTC) + timedelta(minutes=30),
            "consultant_id": self.ahlers.id,
            "office_facts": (OfficeFact("building_type", "terraced", "Bauakte"),),
        }
        row = await house.consultations.create(
            self.ahlers, NewConsultation(**(given | changes)), house.operations
        )
        return row.consultation.id

    async def withdraw(self, consultation: str) -> None:
        """She takes back her consent to stills by word of mouth; Frau Ahlers records it."""
        house = self.app[HOUSE]
        await house.consents.record(
            self.ahlers,
            consultation,
            purpose="stills",
            given=False,
            text_version=house.checklist.consent.version,
            language="de",
            how="oral",
            log=house.operations,
        )

    async def link(self, consultation: str) -> str:
        secret, _ = await self.app[HOUSE].invitations.invite(self.ahlers, consultation)
        return f"/join#{secret}"

    async def page(self, size: dict[str, int], **options: Any) -> Page:
        """A profile of its own; its errors fail the test."""
        context = await open_context(self.browser, size, base_url=self.url, timezone_id=DAYTIME, **options)
        page = await context.new_page()
        self.opened.append((context, Watched(page)))
        return page

    async def phone(self, link: str, *, init: str = "", **options: Any) -> Page:
        page = await self.page(PHONE, **options)
        if init:
            await page.add_init_script(init)
        await page.goto(link)
        return page

    async def signed_in(self, login: str, path: str, size: dict[str, int] = TABLET, **options: Any) -> Page:
        page = await self.page(size, **options)
        answer = await page.context.request.post(
            "/api/v1/sign-in", data={"login": login, "password": PASSWORD}, headers={"Origin": self.url}
        )
        assert answer.ok, await answer.text()
        await page.goto(path)
        return page

    async def consultant_end(self, consultation: str) -> ConsultantEnd:
        """Joins the call as the consultant, from a page of ours that does nothing else."""
        page = await self.signed_in("ahlers", "/consultant")
        # Only the cockpit may use the microphone; its own seat in the call is not taken.
        nothing = {"content_type": "text/javascript", "body": ""}
        for script in ("main", "head-start"):
            await page.route(f"**/consultant/{script}.js*", lambda route: route.fulfill(**nothing))
        await page.goto(f"/consultant/consultations/{consultation}")
        await page.evaluate(STAND_IN, consultation)
        return ConsultantEnd(page)

    async def close_pages(self) -> None:
        """Ends a test: what its pages complained about fails it."""
        opened, self.opened = self.opened, []
        for context, _ in opened:
            await context.close()
        errors = [error for _, watched in opened for error in watched.errors]
        assert not errors, errors

    def accept(self, *errors: str) -> None:
        """What a test provoked is no fault of the pages."""
        for _, watched in self.opened:
            watched.errors[:] = [one for one in watched.errors if not any(error in one for error in errors)]


@dataclass(frozen=True)
class ConsultantEnd:
    page: Page

    async def say(self, kind: str, payload: dict[str, Any]) -> None:
        await self.page.evaluate("([kind, payload]) => end.socket.signal(kind, payload)", [kind, payload])

    async def heard(self, kind: str, **wanted: Any) -> dict[str, Any]:
        """The first signal of this kind with these values; waits for it."""
        found = await self.page.wait_for_function(
            """([kind, wanted]) => end.signals.find((one) => one.kind === kind &&
                 Object.entries(wanted).every(([name, value]) => one.payload[name] === value))""",
            arg=[kind, wanted],
        )
        payload: dict[str, Any] = (await found.json_value())["payload"]
        return payload

    async def news(self, kind: str, **wanted: Any) -> None:
        """Waits until the application has published this to the room."""
        await self.page.wait_for_function(
            """([kind, wanted]) => end.events.some((one) => one.kind === kind &&
                 Object.entries(wanted).every(([name, value]) => one.payload[name] === value))""",
            arg=[kind, wanted],
        )

    async def sees_picture(self) -> None:
        await self.page.wait_for_function("() => end.video.videoWidth > 0 && end.frames > 3")

    async def frames(self) -> int:
        return int(await self.page.evaluate("() => end.frames"))


async def start_camera(page: Page, *, stills: bool = True) -> None:
    """Answers the question and taps the big button."""
    await page.get_by_role("button", name="Ja" if stills else "Nein", exact=True).click()
    await page.get_by_role("button", name="Kamera starten").click()
    await expect(page.get_by_role("heading", name="Frau Ahlers kommt gleich")).to_be_visible()


@asynccontextmanager
async def world(data: Path, browser: Browser) -> AsyncIterator[World]:
    port = free_port()
    settings = Settings(
        data=data,
        port=port,
        workers=1,
        utility_name="Stadtentwässerung Weserau",
        utility_phone=PHONE_NUMBER,
        time_zone=DAYTIME_ZONE,
    )
    app = create_app(settings, passwords=Argon2Passwords())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        ahlers = await _user(app, "Mareike Ahlers", "consultant", "Frau")
        petersen = await _user(app, "Jan Petersen", "office", "Herr")
        yield World(f"http://127.0.0.1:{port}", app, browser, ahlers, petersen)
    finally:
        await runner.cleanup()


async def _user(app: web.Application, name: str, role: str, salutation: str) -> Actor:
    utility = app[PARTS].utility
    user = await app[HOUSE].users.add(
        utility.id,
        login=name.split()[-1].lower(),
        name=name,
        role=role,
        password=PASSWORD,
        salutation=salutation,
    )
    return Actor(user.id, utility.id, user.name, Role(role), "de")
