"""Worked cases through the real cockpit by touch, on two tablets, one of them offline for a while."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.cockpit.house import ADDRESS, CASES, CUSTOMER, Client
from tests.cockpit.tablet import Tablet, Tablets
from tests.played.case import PlayedCase
from tests.played.hand import Hand
from tests.played.player import Player

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

LAST_SECTIONS = ("groundwater", "roof_yard", "provision")


@pytest.mark.parametrize("name", ["case_1_terraced_no_valve", "case_2_lifting_station_neglected"])
async def test_a_worked_case_comes_out_as_the_command_says(
    name: str, ahlers: Client, brandt: Client, desk: Tablets
) -> None:
    case = PlayedCase.read(name)
    consultation = await prepared(brandt, case)
    leads = await desk.open("ahlers", consultation)
    helps = await desk.open("brandt", consultation)
    leads.accepted += ["Failed to load resource", "WebSocket connection to"]  # while it is offline
    names: dict[str, str] = {}
    first, second = Player(case, Hand(leads), names), Player(case, Hand(helps), names)

    await first.consent()
    await asyncio.gather(first.building("opening", "outside"), second.building(*LAST_SECTIONS))
    await first.entities("room")

    await leads.context.set_offline(True)
    await first.building("drains")
    await first.entities("drain")
    await expect(leads.page.locator(".top-waiting")).to_contain_text("warten auf den Server")
    room = names[case.entities("drain")[0]["room"]]
    await expect(helps.page.locator(".room[data-room]", has_text=room)).to_be_visible()
    await leads.context.set_offline(False)
    await leads.all_sent()

    await first.entities("device")
    await first.building("openings")
    await first.entities("opening")
    await asyncio.gather(leads.all_sent(), helps.all_sent())

    log = await ahlers.get(f"/consultations/{consultation}/operations?after=0")
    ids = ids_in_the_case(log["operations"], names)
    assert as_the_command_prints(log["assessment"], ids) == printed_by_the_command(name)
    for tablet in (leads, helps):
        await shows(tablet, log["assessment"]["paths"])


async def prepared(office: Client, case: PlayedCase) -> str:
    """What the office knows is entered before the conversation; the consultation."""
    wanted = {
        "customer": CUSTOMER,
        "address": ADDRESS,
        "templates": case.data["templates"],
        "office_facts": case.office_facts(),
    }
    return str((await office.post("/consultations", wanted))["id"])


def ids_in_the_case(operations: list[dict[str, Any]], names: dict[str, str]) -> dict[str, str]:
    """Id that a tablet made → id in the case file: they bear the same name."""
    cases = {name: case for case, name in names.items()}
    assert len(cases) == len(names), "two things with one name"
    return {
        one["target"].partition(":")[2]: cases[one["value"]]
        for one in operations
        if one["field"] == "label" and one["value"] in cases
    }


def as_the_command_prints(assessment: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """The server's assessment without its reasons, about the case file's things."""
    reasons = ("because", "findings")
    return {
        "consequence": {ids[room]: level for room, level in assessment["consequence"].items()},
        "findings": [
            {
                key: ids.get(value, value) if key == "subject" else value
                for key, value in finding.items()
                if key not in reasons
            }
            for finding in assessment["findings"]
        ],
        "paths": assessment["paths"],
        "overall": assessment["overall"],
        "measures": [
            {key: value for key, value in measure.items() if key not in reasons}
            for measure in assessment["measures"]
        ],
    }


def printed_by_the_command(name: str) -> Any:
    command = [Path(sys.executable).with_name("kellerblick"), "assess", CASES / f"{name}.yaml"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


async def shows(tablet: Tablet, paths: dict[str, Any]) -> None:
    for path, result in paths.items():
        await expect(tablet.path(path)).to_have_attribute("data-level", result["level"])
