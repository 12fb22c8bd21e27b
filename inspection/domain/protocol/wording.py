"""Numbers, days, heights and answers in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from inspection.domain.checklist import UNKNOWN, Item, Section, Text
from inspection.domain.cross_section import signed
from inspection.domain.expressions import Value

_FIRST_SENTENCE = re.compile(r"^.*?(?<!\b[A-ZÄÖÜa-z])[.!?](?=\s+[A-ZÄÖÜ]|$)", re.S)
_WINDOW_DAYS = {1: 28}
_WINDOW_MONTHS = {2: 3, 3: 12}


@dataclass(frozen=True)
class ItemLabel:
    """A short name for an item where the full question would be too long."""

    label: str
    value: str = "{value}"
    "How its value reads, e.g. `{value} über Gelände`."
    signed: bool = False
    "A height relative to the reference point: always with its sign."
    method: str | None = None
    "Item that says how the height was found; printed behind it."


@dataclass(frozen=True)
class Wording:
    """Everything in words that the protocol needs beside the checklist, in one language."""

    language: str
    texts: Mapping[str, str]
    labels: Mapping[str, ItemLabel]
    pointers: Mapping[str, str]
    "General words in the norms' column, translated."
    sections: Mapping[str, str]
    "Section id → heading, where the title for the talk does not suit the protocol."
    phrases: Mapping[str, str] = field(default_factory=dict)
    "The checklist's own standing phrases in this language."

    def t(self, key: str, **params: object) -> str:
        """A text of the catalogue. Raises KeyError for an unknown one."""
        return self.texts[key].format_map(params)

    def of(self, text: Text) -> str:
        """A text of the checklist in this language."""
        return text.get(self.language) or text["de"]

    @property
    def absent(self) -> str:
        """Printed where the metadata say nothing."""
        return self.phrase("not_given")

    def phrase(self, key: str) -> str:
        """Raises KeyError for a phrase the checklist does not have."""
        return self.phrases[key]

    def label(self, item: Item) -> str:
        short = self.labels.get(item.id)
        return short.label if short else self.of(item.text).rstrip("?.: ")

    def section(self, section: Section) -> str:
        return self.sections.get(section.id) or self.of(section.title)

    def number(self, value: float) -> str:
        text = f"{abs(value):g}".replace(".", self.t("protocol.decimal"))
        return f"−{text}" if value < 0 else text

    def height(self, cm: float) -> str:
        """With its sign, and the unit: `−210 cm`."""
        return f"{signed(cm).replace('.', self.t('protocol.decimal'))} cm"

    def answer(self, item: Item, value: Value, names: Mapping[str, str]) -> str:
        """A given answer; `names`: entity id → label, for references."""
        short = self.labels.get(item.id)
        if isinstance(value, (tuple, list)):
            return ", ".join(self._option(item, option) for option in value)
        if isinstance(value, bool) or value is None:
            return ""
        if isinstance(value, (int, float)):
            text = self._quantity(item, value, short)
        elif item.type == "reference":
            text = names.get(str(value), str(value))
        else:
            text = self._option(item, str(value))
        return short.value.format(value=text) if short else text

    def _quantity(self, item: Item, value: float, short: ItemLabel | None) -> str:
        if item.unit == "cm":
            return self.height(value) if short and short.signed else f"{self.number(value)} cm"
        unit = {"m2": " m²", "months": f" {self.t('protocol.unit.months')}"}.get(item.unit or "", "")
        if item.unit == "months" and value == 1:
            unit = f" {self.t('protocol.unit.month')}"
        return self.number(value) + unit

    def _option(self, item: Item, option: Any) -> str:
        text = item.options.get(option)
        return self.of(text) if text else str(option)

    def is_open(self, value: Value) -> bool:
        """Nobody knows, or nobody said."""
        return value is None or value == UNKNOWN or value in ((), (UNKNOWN,), "")

    def moment(self, value: object, timezone: str) -> datetime | None:
        """An ISO time as the utility's clock showed it."""
        if not isinstance(value, str):
            return None
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            return None
        if at.tzinfo is None:
            return at
        try:
            return at.astimezone(ZoneInfo(timezone))
        except (ZoneInfoNotFoundError, ValueError):
            return at

    def day(self, at: date) -> str:
        """`11. März 2026`."""
        month = self.t("protocol.months").split("|")[at.month - 1]
        return self.t("protocol.day", day=at.day, month=month, year=at.year)

    def clock(self, at: datetime) -> str:
        return self.t("protocol.clock", time=f"{at:%H:%M}")

    def short_day(self, at: date) -> str:
        """`11.03.2026`."""
        month = self.t("protocol.months").split("|")[at.month - 1]
        return self.t("protocol.day_short", day=at.day, month=month[:3], number=at.month, year=at.year)

    def pointer(self, norms: Sequence[str], most: int = 3) -> str:
        """`DIN EN 12056-4, DIN 1986-100`: each once, without the notes in brackets."""
        found: list[str] = []
        for part in (part for norm in norms for part in re.sub(r"\([^)]*\)", "", norm).split(";")):
            name = part.strip()
            name = self.pointers.get(name, name)
            if name and (name[0].isupper() or name[0] == "§" or name in self.pointers.values()):
                found.append(name)
        return ", ".join(list(dict.fromkeys(found))[:most])

    def join(self, names: Sequence[str], most: int = 4) -> str:
        """Names once each, the rest counted."""
        unique = list(dict.fromkeys(names))
        if len(unique) <= most:
            return ", ".join(unique)
        return self.t("protocol.and_more", names=", ".join(unique[:most]), count=len(unique) - most)


def first_sentence(text: str) -> str:
    """The first sentence of a reason, for a table's narrow column."""
    found = _FIRST_SENTENCE.match(text)
    return found.group() if found else text


def due_day(priority: int, talk: date | None) -> date | None:
    """End of the window of an urgency; None where the day of the talk is not known, or nothing presses."""
    if talk is None:
        return None
    if priority in _WINDOW_DAYS:
        return talk + timedelta(days=_WINDOW_DAYS[priority])
    months = _WINDOW_MONTHS.get(priority)
    return add_months(talk, months) if months else None


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
