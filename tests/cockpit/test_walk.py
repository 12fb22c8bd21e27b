"""A walk through the house, by stepper and plan, is in the protocol; with a compass and without."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.async_api import expect

from inspection.adapters.catalogues import Catalogues
from inspection.adapters.protocol_pdf import Look, html_page
from inspection.adapters.protocol_wording import load_wording
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import locale_dir, protocol_templates_dir, static_dir
from inspection.domain.assess import assess
from inspection.domain.case import parse_case
from inspection.domain.operations import Author, LoggedOperation, fold, parse_operation
from inspection.domain.protocol_document import build_document
from inspection.domain.record_export import plan
from tests.cockpit.house import PASSWORD, Client, House
from tests.cockpit.tablet import Tablets
from tests.cockpit.test_plan import open_plan
from tests.cockpit.test_stepper import here, step, with_rooms
from tests.photos.pictures import photo
from tests.photos.site import Sending, customer, is_ready, person

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

WITHIN_S = 180  # workers start cold, on a machine that is shared


@pytest.mark.parametrize("compass", [True, False], ids=["compass", "no compass"])
async def test_a_walk_is_in_the_protocol(
    compass: bool, running: House, ahlers: Client, desk: Tablets, tmp_path: Path
) -> None:
    consultation = await with_rooms(ahlers, "Waschküche", "Heizungsraum")
    await ahlers.write(
        consultation,
        ("room:r1", "room_floor_height_cm", -210), ("room:r1", "room_height_method", "measured"),
        ("device:v1", "exists", True), ("device:v1", "label", "Rückstauklappe"),
        ("drain:d1", "exists", True), ("drain:d1", "label", "Bodenablauf"), ("drain:d1", "room", "r1"),
        ("drain:d1", "drain_protection", "backflow_valve"), ("drain:d1", "drain_device", "v1"),
        ("opening:o1", "exists", True), ("opening:o1", "label", "Kellerfenster"),
        ("opening:o1", "room", "r2"),
        ("consultation", "north_deg", 20),
    )  # fmt: skip
    tablet = await desk.open("ahlers", consultation)
    page = await open_plan(tablet)
    await step(tablet, "Außen").tap()
    await step(tablet, "Waschküche").tap()
    await here(tablet, "Waschküche")
    await page.locator("[data-place=r1]").tap()
    await step(tablet, "Heizungsraum").tap()
    await here(tablet, "Heizungsraum")
    await page.get_by_role("button", name="Neben „Waschküche“ zeichnen, mit Tür").tap()
    await expect(page.locator(".plan-door")).to_have_count(1)
    async with person(running.url) as leads:
        await leads.post("/sign-in", {"login": "ahlers", "password": PASSWORD})
        async with customer(leads, consultation) as guest:
            sending = Sending(guest, photo(), item="drain_photo", entity="d1")
            assert await sending.send() < 300, sending.error
            await leads.wait(f"/consultations/{consultation}/photos", is_ready(sending.photo_id), WITHIN_S)
        target = f"photo:{sending.photo_id}"
        if compass:
            await ahlers.write(
                consultation, (target, "room", "r1"), (target, "heading_deg", 214), (target, "tilt_deg", -38)
            )
            await expect(page.locator(".plan-paper .plan-wedge")).to_have_count(1)
        await expect(page.locator(".plan-paper .plan-photo")).to_have_count(1)
        await tablet.all_sent()
        await leads.post(f"/consultations/{consultation}/finish")
        status = await leads.wait(
            f"/consultations/{consultation}/protocol", lambda body: body["state"] == "ready", WITHIN_S
        )
        assert status["pages"]
        async with leads.session.get(
            f"{running.url}/api/v1/consultations/{consultation}/protocol.pdf"
        ) as got:
            assert got.status == 200
            (tmp_path / "protocol.pdf").write_bytes(await got.read())

    text = text_of(tmp_path / "protocol.pdf")
    for wanted in (
        "Lageplan", "Skizze, nicht maßstäblich vermessen", "Straße, Höhe 0", "Weg durchs Haus", "per Video",
        "Rückstauklappe", "Ihr Haus im Schnitt",
    ):  # fmt: skip
        assert wanted in text, wanted
    table = text[text.index("Lageplan") : text.index("Feststellungen Höhen in cm")]
    for wanted in ("Bodenablauf", "Rückstauklappe", "Kellerfenster", "Waschküche, Keller", "−210 cm"):
        assert wanted in table, wanted

    case = case_in(tmp_path / "protocol.pdf")
    log = (await ahlers.get(f"/consultations/{consultation}/operations?after=0"))["operations"]
    case["meta"]["plan"] = plan(
        fold(LoggedOperation(parse_operation(one), one["seq"], Author(**one["by"])) for one in log)
    )
    basement = drawing(case)
    assert basement.count('fill="#8ed3f7"') == (1 if compass else 0), "wedges"
    assert basement.count('rx="9"') == 1, "pictures"
    assert basement.count('<circle r="10"') == 1, "drains"
    assert basement.count('d="M0 -13L13 0L0 13L-13 0Z"') == 1, "devices"
    assert basement.count('x="-9.5"') == 1, "openings"
    assert basement.count("A") >= 1, "the door's swing"


def text_of(pdf: Path) -> str:
    """As `pdftotext` reads it, every run of white space as one blank."""
    return " ".join(
        subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.split()
    )


def case_in(pdf: Path) -> dict[str, Any]:
    """The case that travels in the protocol."""
    with pikepdf.open(pdf) as opened:
        [name] = opened.attachments
        found: dict[str, Any] = json.loads(opened.attachments[name].get_file().read_bytes())
    return found


def drawing(data: dict[str, Any]) -> str:
    """The basement's plan, as it is laid out for the PDF."""
    checklist = load_checklist(protocol_templates_dir())
    wording = load_wording("de", Catalogues.load(locale_dir()), protocol_templates_dir())
    case = parse_case(data, checklist)
    document = build_document(checklist, case, assess(checklist, case), (), wording)
    html = html_page(document, {}, Look.of(protocol_templates_dir(), static_dir())).html
    [found] = re.findall(r'<svg[^>]*class="plan".*?</svg>', html, re.S)
    return str(found)
