"""The room stepper says where the customer is and how long, the same on each tablet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Locator, expect

from tests.cockpit.house import Client
from tests.cockpit.tablet import Tablet, Tablets

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


def step(tablet: Tablet, name: str) -> Locator:
    return tablet.page.locator(".room[data-room]", has_text=name)


async def here(tablet: Tablet, name: str) -> None:
    await expect(tablet.page.locator(".room.now")).to_contain_text(name)


async def with_rooms(ahlers: Client, *names: str, begun: bool = True) -> str:
    """A consultation with rooms r1, r2 …, in the call where `begun`."""
    consultation = await ahlers.consultation()
    for number, name in enumerate(names, 1):
        await ahlers.write(
            consultation, (f"room:r{number}", "exists", True), (f"room:r{number}", "label", name)
        )
    if begun:
        await ahlers.post(f"/consultations/{consultation}/start")
    return consultation


async def stays(client: Client, consultation: str) -> list[str]:
    """Places of the stays that stand, in the order they were told."""
    log = await client.answers(consultation)
    return [
        str(place)
        for (target, field), place in log.items()
        if target.startswith("visit:") and field == "place" and log[target, "exists"]
    ]


async def test_a_tap_says_where_she_is_on_every_tablet_and_after_a_reload(
    ahlers: Client, desk: Tablets
) -> None:
    consultation = await with_rooms(ahlers, "Waschküche", "Heizungsraum")
    tablet = await desk.open("ahlers", consultation)
    other = await desk.open("brandt", consultation)
    await step(tablet, "Außen").click()
    await step(tablet, "Waschküche").click()
    await step(tablet, "Waschküche").click()
    await here(tablet, "Waschküche")
    await here(other, "Waschküche")
    await tablet.all_sent()
    assert await stays(ahlers, consultation) == ["outside", "r1"]
    await tablet.page.reload()
    await here(tablet, "Waschküche")

    await step(tablet, "Heizungsraum").click()  # the wrong one
    await here(other, "Heizungsraum")
    await tablet.page.get_by_role("button", name="Rückgängig").first.click()
    await here(tablet, "Waschküche")
    await here(other, "Waschküche")


async def test_a_room_added_on_the_way_is_where_she_is(ahlers: Client, desk: Tablets) -> None:
    consultation = await with_rooms(ahlers, "Waschküche")
    tablet = await desk.open("ahlers", consultation)
    await tablet.page.get_by_role("button", name="Raum hinzufügen").click()
    await tablet.page.get_by_role("button", name="Heizungsraum", exact=True).click()
    await here(tablet, "Heizungsraum")
    await tablet.go("rooms")
    await tablet.add("Flur")  # from the checklist: nobody went there
    await here(tablet, "Heizungsraum")


@pytest.mark.long
async def test_minutes_are_shown_and_the_talk_over_nothing_is_recorded(ahlers: Client, desk: Tablets) -> None:
    consultation = await with_rooms(ahlers, "Waschküche", "Heizungsraum", begun=False)
    tablet = await desk.open("ahlers", consultation)
    await step(tablet, "Waschküche").click()  # before the talk: only its questions
    await expect(tablet.page.locator(".entity-name h2")).to_have_text("Waschküche")
    await expect(tablet.page.locator(".room.now")).to_have_count(0)
    await ahlers.post(f"/consultations/{consultation}/start")
    for place, minutes in (("outside", 9), ("r1", 6.5)):
        await ahlers.write(
            consultation,
            (f"visit:v-{place}", "exists", True),
            (f"visit:v-{place}", "place", place),
            ago=timedelta(minutes=minutes),
        )
    await here(tablet, "Waschküche · 6 min")
    await expect(step(tablet, "Außen")).to_contain_text("2 min")
    await ahlers.post(f"/consultations/{consultation}/finish")
    await expect(tablet.page.locator(".room.now")).to_have_count(0)
    await step(tablet, "Heizungsraum").click()
    await expect(tablet.page.locator(".entity-name h2")).to_have_text("Heizungsraum")
    await tablet.all_sent()
    assert await stays(ahlers, consultation) == ["outside", "r1"]
