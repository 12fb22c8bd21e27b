"""A live consultation exports to the case file it would be: same answers, same assessment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.assess import assess
from inspection.domain.assessment import assessment_to_dict
from inspection.domain.case import parse_case
from inspection.domain.case_export import ExportedPhoto, export_case
from inspection.domain.checklist import BUILDING, ENTITY_SCOPES
from inspection.domain.consent import Consent
from inspection.domain.consultation import Address, Consultation, Customer, State
from inspection.domain.operation_rules import check
from inspection.domain.operations import Author, LoggedOperation, Operation, apply, empty_state

CHECKLIST = load_checklist(protocol_templates_dir())
CASES = sorted((Path(__file__).parents[1] / "cases").glob("case_*.yaml"))
NOW = datetime(2026, 3, 11, 9, 2, tzinfo=UTC)
AHLERS = Author("u1", "Marlene Ahlers", "user")
CONSULTATION = Consultation(
    id="c1",
    utility_id="u",
    number="RB-2026-000117",
    state=State.IN_CALL,
    templates=("backflow", "heavy_rain"),
    checklist_version=CHECKLIST.version,
    ruleset_version=CHECKLIST.ruleset_version,
    customer=Customer("Jutta Beispiel", "Frau", "0421 5550117"),
    address=Address("Musterstieg", "14", "28203", "Bremen"),
    language="de",
    created_at=NOW,
    updated_at=NOW,
    started_at=NOW,
)
CONSENT = Consent("c1", "stills", True, "2026-11", "de", "click", NOW)


class Log:
    """Writes like a client, checked like on the server; photos like the server itself."""

    def __init__(self) -> None:
        self.state = empty_state()

    def write(self, target: str, field: str, value: Any) -> None:
        operation = Operation(f"op{self.state['seq']}", self.state["seq"], target, field, value, NOW)
        if not target.startswith("photo:"):
            check(CHECKLIST, self.state, operation)
        apply(self.state, LoggedOperation(operation, self.state["seq"] + 1, AHLERS))

    def answer(self, target: str, item: str, value: Any) -> None:
        if CHECKLIST.item(item).type == "photo":
            for photo in value if isinstance(value, list) else [value]:
                self.write(photo, "exists", True)
                self.write(photo, "item", item)
                self.write(photo, "entity", target.partition(":")[2] or BUILDING)
        elif CHECKLIST.item(item).source != "consent":
            self.write(target, item, value)


def log_of(case: dict[str, Any]) -> Log:
    """The operations that a consultant would have made to reach a case."""
    log = Log()
    for kind in ("room", "device", "drain", "opening"):
        for entity in case.get(f"{kind}s") or ():
            target = f"{kind}:{entity['id']}"
            log.write(target, "exists", True)
            for field, value in entity.items():
                if field in ("label", "room"):
                    log.write(target, field, value)
                elif field != "id":
                    log.answer(target, field, value)
    for item, value in case[BUILDING].items():
        log.answer(BUILDING, item, value)
    return log


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_worked_case_comes_back_with_the_same_assessment(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    consultation = replace(CONSULTATION, templates=tuple(case["templates"]))
    consent = replace(CONSENT, given=case[BUILDING]["consult_media_consent"] == "yes")
    exported = export_case(CHECKLIST, consultation, log_of(case).state, consents=[consent])
    for kind in ENTITY_SCOPES:
        assert exported[f"{kind}s"] == (case.get(f"{kind}s") or []), kind
    assert exported[BUILDING] == {item: case[BUILDING][item] for item in exported[BUILDING]}
    result = assessment_to_dict(assess(CHECKLIST, parse_case(exported, CHECKLIST)))
    assert result == {key: case["expected"][key] for key in result}


def test_what_was_removed_and_what_points_to_it_is_left_out() -> None:
    log = Log()
    for target in ("room:r1", "device:v1", "drain:d1"):
        log.write(target, "exists", True)
    log.write("drain:d1", "room", "r1")
    log.write("drain:d1", "drain_device", "v1")
    log.write("room:r1", "exists", False)
    log.write("device:v1", "exists", False)
    exported = export_case(CHECKLIST, CONSULTATION, log.state)
    assert (exported["rooms"], exported["devices"]) == ([], [])
    assert exported["drains"] == [{"id": "d1", "label": ""}]
    parse_case(exported, CHECKLIST)
    log.write("room:r1", "exists", True)
    assert export_case(CHECKLIST, CONSULTATION, log.state)["drains"][0]["room"] == "r1"


def test_no_answer_is_no_answer() -> None:
    log = Log()
    log.write(BUILDING, "damage_history", [])
    log.write(BUILDING, "building_units", 2)
    log.write(BUILDING, "building_units", None)
    assert export_case(CHECKLIST, CONSULTATION, log.state)[BUILDING] == {}


def test_several_photos_of_an_item_are_a_list_and_removed_ones_are_gone() -> None:
    log = Log()
    log.answer(BUILDING, "site_photo", ["photo:a", "photo:b", "photo:c"])
    log.write("photo:b", "exists", False)
    log.write("photo:c", "caption", "Plinthe")
    photos = [ExportedPhoto("a", "0" * 64, NOW), ExportedPhoto("c", "1" * 64, None)]
    exported = export_case(CHECKLIST, CONSULTATION, log.state, photos=photos)
    assert exported[BUILDING]["site_photo"] == ["photo:a", "photo:c"]
    bound = {"item": "site_photo", "entity": BUILDING}
    assert exported["meta"]["photos"] == [
        {"id": "a", **bound, "taken_at": "2026-03-11T09:02:00Z", "sha256": "0" * 64},
        {"id": "c", **bound, "caption": "Plinthe", "sha256": "1" * 64},
    ]
    parse_case(exported, CHECKLIST)


def test_consent_is_shown_from_its_record() -> None:
    state = empty_state()
    withdrawn = replace(CONSENT, given=False, how="oral")
    for consents, shown in (([], None), ([CONSENT], "yes"), ([CONSENT, withdrawn], "no")):
        exported = export_case(CHECKLIST, CONSULTATION, state, consents=consents)
        assert exported[BUILDING].get("consult_media_consent") == shown
    assert exported["meta"]["consents"]["stills"]["withdrawn_at"] == "2026-03-11T09:02:00+00:00"


def test_releasing_does_not_change_what_is_rendered() -> None:
    reviewed = replace(CONSULTATION, state=State.IN_REVIEW, ended_at=NOW)
    before = export_case(CHECKLIST, reviewed, empty_state())
    assert export_case(CHECKLIST, reviewed.release("u1", NOW), empty_state()) == before


def test_the_utilitys_settings_reach_the_rules() -> None:
    exported = export_case(
        CHECKLIST, CONSULTATION, empty_state(), settings={"default_backflow_level_cm": 10, "logo": "x"}
    )
    assert parse_case(exported, CHECKLIST).settings.default_backflow_level_cm == 10
