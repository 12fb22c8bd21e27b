"""A whole consultation through the real cockpit: what a worked case knows of the house, tapped in.

Everything goes through what a person sees: sections, suggested names, chips, the keypad, and where there is a
phone in the call, its camera.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.async_api import Locator, expect

from inspection.domain.checklist import Item
from tests.cockpit.tablet import Tablet
from tests.played.case import BUILDING, PlayedCase
from tests.played.hand import Hand
from tests.whole.words import DE

KEYS = {"-": "±", "<": "delete"}


class Player:
    """Plays parts of a case on one tablet. Several players of one consultation share `names`."""

    def __init__(self, case: PlayedCase, hand: Hand, names: dict[str, str], *, photos: bool = False) -> None:
        """`names`: id in the case → the name it bears on the tablets, filled while playing.
        `photos`: pictures are taken with the phone that is in the call."""
        self.photos = photos
        self.case = case
        self.hand = hand
        self.names = names

    @property
    def tablet(self) -> Tablet:
        return self.hand.tablet

    # Parts of a consultation

    async def consent(self) -> None:
        """Read out, and she says yes."""
        await self._to("opening")
        await self.hand.tap(
            self.tablet.item("consult_media_consent").get_by_role("button", name="Text vorlesen")
        )
        await self.hand.tap(self.tablet.page.get_by_role("button", name="Ja, erteilt"))
        await expect(self.tablet.item("consult_media_consent")).to_contain_text("Erteilt")

    async def building(self, *sections: str) -> None:
        """The questions about the house."""
        for section in sections:
            answers = self.case.answers(section, self.case.data[BUILDING], BUILDING, photos=self.photos)
            if not answers:
                continue
            await self._to(section)
            general = self.tablet.page.locator(".entities .chip", has_text="Allgemein")
            if await general.count() and await general.get_attribute("aria-pressed") != "true":
                await self.hand.tap(general)
            for item, value in answers:
                await self.answer(item, value)

    async def entities(self, kind: str) -> None:
        """All things of a kind, each added and described."""
        for one in self.case.entities(kind):
            if one["id"] not in self.names:
                await self._to(self._section_of(kind))
                await self.hand.tap(self.tablet.page.locator(".chip.add"))
                await self.describe(kind, one)

    async def describe(self, kind: str, one: Mapping[str, Any]) -> None:
        """From the form that asks for a name to the last question about it."""
        form = self.tablet.page.locator(".adding")
        if "room" in one:
            room = form.locator(
                "label", has=self.tablet.page.get_by_text(self.names[one["room"]], exact=True)
            )
            if not await room.locator("input").is_checked():
                await self.hand.tap(room)
        await self._name(form, kind, one["label"])
        heading = self.tablet.page.locator(".entity-name h2")
        await expect(heading).to_be_visible()
        self.names[one["id"]] = await heading.inner_text()
        section = self._section_of(kind)
        for item, value in self.case.answers(section, one, kind, photos=self.photos):
            await self.answer(item, value)

    async def whole(self) -> None:
        """All that is asked, from her consent to the last question, on this tablet."""
        await self.consent()
        await self.building("opening", "outside")
        await self.entities("room")
        await self.building("drains")
        await self.entities("drain")
        await self.entities("device")
        await self.building("openings")
        await self.entities("opening")
        await self.building("groundwater", "roof_yard", "provision")

    async def finish(self) -> None:
        """Ends the conversation."""
        page = self.tablet.page
        await self.hand.tap(page.get_by_role("banner").get_by_role("button", name=DE.finish))
        await self.hand.tap(page.get_by_role("button", name=DE.make_protocol))
        await expect(page.get_by_role("link", name=DE.open_protocol)).to_be_visible()

    # One answer

    async def answer(self, item: Item, value: Any) -> None:
        """Taps it in, unless it stands there already."""
        if item.type == "photo":
            await self._photo(item)
        elif item.type == "number":
            await self._number(item, value)
        elif item.type == "reference":
            await self._reference(item, value)
        else:
            for option in value if isinstance(value, list) else [value]:
                await self._option(item, str(option))

    async def _option(self, item: Item, option: str) -> None:
        card = await self._card(self.case.number_of(item.id))
        text = item.options[option]["de"]
        chip = card.locator("label").filter(has=self.tablet.page.get_by_text(text, exact=True))
        if not await chip.locator("input").is_checked():
            await self.hand.tap(chip)
        await expect(chip.locator("input")).to_be_checked()

    async def _number(self, item: Item, value: int) -> None:
        card = await self._card(item.id)
        box = card.get_by_role("textbox")
        await self.hand.tap(box)
        for key in str(value):
            await self.hand.tap(card.locator(f'[data-key="{KEYS.get(key, key)}"]'))
        await expect(box).to_have_value(str(value).replace("-", "−"))

    async def _photo(self, item: Item) -> None:
        """One tap; the picture is there when the phone has sent it."""
        card = await self._card(item.id)
        pictures = card.locator("button.thumb img")
        before = await pictures.count()
        await self.hand.tap(card.locator(".photo-missing, .thumb.add").first)
        await expect(pictures).to_have_count(before + 1)

    async def _reference(self, item: Item, wanted: str) -> None:
        """A device that is there is a chip; one that is not is added from here, and described."""
        card = await self._card(item.id)
        if wanted in self.names:
            await self.hand.tap(
                card.locator("label", has=self.tablet.page.get_by_text(self.names[wanted], exact=True))
            )
            return
        kind = str(item.ref)
        where = self.tablet.page.locator(".entity-name h2")
        name = await where.inner_text()
        section = self.case.checklist.items[item.id].section
        await self.hand.tap(card.get_by_role("button", name="Neu anlegen"))
        await self.describe(kind, self.case.entity(kind, wanted))
        await self._to(section)
        if await where.inner_text() != name:
            await self.hand.tap(self._entity(name))

    # Where it is tapped

    async def _to(self, section: str) -> None:
        tab = self.tablet.section(section)
        if await tab.get_attribute("aria-current") != "true":
            await self.hand.tap(tab)
        await expect(tab).to_have_attribute("aria-current", "true")

    async def _card(self, item: str) -> Locator:
        """The question, unfolded."""
        card = self.tablet.item(item)
        await expect(card).to_be_visible()
        if await card.get_attribute("aria-expanded") == "false":
            await self.hand.tap(card)
            await expect(card).not_to_have_attribute("aria-expanded", "false")
        return card

    def _entity(self, name: str) -> Locator:
        return self.tablet.page.locator(".entities .chip", has=self.tablet.page.get_by_text(name, exact=True))

    async def _name(self, form: Locator, kind: str, label: str) -> None:
        """The suggested name, else one of our own."""
        offered = self.case.suggestion(kind, label)
        if offered is None:
            await self.hand.write(form.get_by_label("Eigener Name"), label)
            await self.hand.tap(form.get_by_role("button", name="Hinzufügen", exact=True))
        else:
            await self.hand.tap(form.get_by_role("button", name=offered).first)

    def _section_of(self, kind: str) -> str:
        return next(one.id for one in self.case.checklist.sections if one.scope == kind)
