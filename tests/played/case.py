"""A worked case as what people know of a house, and how the checklist asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.checklist import Checklist, Item
from tests.cockpit.house import CASES

KINDS = ("room", "drain", "device", "opening")
BUILDING = "building"


@dataclass(frozen=True)
class PlayedCase:
    """`data`: the case file; `checklist`: what is asked, in which order."""

    data: Mapping[str, Any]
    checklist: Checklist

    @classmethod
    def read(cls, name: str) -> PlayedCase:
        data = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
        return cls(data, load_checklist(protocol_templates_dir()))

    def office_facts(self) -> list[dict[str, Any]]:
        """What the office knows before the conversation, as it enters it."""
        return [
            {"item": item, "value": value, "source": "Akte"}
            for item, value in self.data[BUILDING].items()
            if self.checklist.items[item].prefill == "office"
        ]

    def entities(self, kind: str) -> list[Mapping[str, Any]]:
        return list(self.data[f"{kind}s"])

    def entity(self, kind: str, wanted: str) -> Mapping[str, Any]:
        return next(one for one in self.entities(kind) if one["id"] == wanted)

    def answers(
        self, section: str, subject: Mapping[str, Any], scope: str, *, photos: bool = False
    ) -> list[tuple[Item, Any]]:
        """What a section asks about a subject and a person answers, in its order. `photos`: pictures too."""
        items = [
            self.checklist.items[item]
            for one in self.checklist.sections
            if one.id == section
            for item in one.items
            if item in subject
        ]
        return [
            (item, subject[item.id])
            for item in items
            if item.scope == scope and not item.source and item.prefill != "office"
            if photos or item.type != "photo"
        ]

    def suggestion(self, kind: str, label: str) -> str | None:
        """The name that is offered for it; None where it has to be typed."""
        names = [name["de"] for name in self.checklist.scopes[kind].suggestions]
        return next((name for name in names if label.startswith(name)), None)

    def number_of(self, item: str) -> str:
        """The card a question stands on: how a number was found stands with the number."""
        for section in self.checklist.sections:
            if item in section.items and self._asks_for_method(item):
                at = section.items.index(item)
                near = [section.items[i] for i in (at - 1, at + 1) if 0 <= i < len(section.items)]
                return next((one for one in near if self.checklist.items[one].type == "number"), item)
        return item

    def _asks_for_method(self, item: str) -> bool:
        return {"measured", "estimated"} <= set(self.checklist.items[item].options)
