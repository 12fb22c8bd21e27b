"""The case inside the PDF: the rules read it again, and nothing in it is nobody else's business."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.adapters.case_file import load_case
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.assess import assess
from inspection.domain.assessment import Assessment, assessment_to_dict
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.protocol.case_data import FILE_NAME, META, case_data
from inspection.domain.protocol_document import Document
from tests.protocol.conftest import NAMES, Printed

CASE = "case_1_terraced_no_valve"
ORGANISATION = "organisation"


def embedded(protocol: Printed, folder: Path) -> Path:
    """Take the file out, as a plumber's program would."""
    with pikepdf.open(protocol.path) as pdf:
        assert list(pdf.attachments) == [FILE_NAME]
        path = folder / FILE_NAME
        path.write_bytes(pdf.attachments[FILE_NAME].get_file().read_bytes())
    return path


def beside_organisation(assessment: Assessment) -> dict[str, Any]:
    told = assessment_to_dict(assessment)
    findings = [finding for finding in told["findings"] if finding["path"] != ORGANISATION]
    measures = {measure for finding in findings for measure in finding["measures"]}
    return {
        "consequence": told["consequence"],
        "findings": findings,
        "paths": {path: level for path, level in told["paths"].items() if path != ORGANISATION},
        "measures": [measure["id"] for measure in told["measures"] if measure["id"] in measures],
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_rules_say_the_same_again(
    name: str,
    checklist: Checklist,
    printed: Callable[[str, str], Printed],
    worked_case: Callable[[str], dict[str, Any]],
    tmp_path: Path,
) -> None:
    before = assess(checklist, parse_case(worked_case(name), checklist))
    again = assess(checklist, load_case(embedded(printed(name, "de"), tmp_path), checklist))
    assert beside_organisation(again) == beside_organisation(before)
    assert again.paths[ORGANISATION].unclear, "no answer about insurance: not wholly covered"


def test_nothing_private_travels_along(
    printed: Callable[[str, str], Printed],
    print_case: Callable[..., Printed],
    worked_case: Callable[[str], dict[str, Any]],
    tmp_path: Path,
) -> None:
    data = worked_case(CASE)
    data["building"]["closing_remarks"] = "Hund im Hof"
    data["meta"]["measure_ids"] = ["m_insurance"]
    text = embedded(print_case(data), tmp_path).read_text(encoding="utf-8")
    for private in (
        "Jutta",
        "5550117",
        "example.org",
        "Hund",
        "insurance",
        "closing_remarks",
        "owner_name",
        "owner_contact",
    ):
        assert private not in text, private
    assert "Musterstieg" in text, "the building's address is needed"


def test_nothing_of_the_release_travels_along(
    document_of: Callable[..., Document], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    """Releasing must not change what was rendered."""
    data = worked_case(CASE)
    before = document_of(data)
    data["meta"] |= {"status": "in_review", "released_at": None, "released_by": None, "pdf_sha256": "0" * 64}
    assert document_of(data).case_data == before.case_data
    assert not {"status", "released_at", "released_by", "pdf_sha256", "delete_after"} & set(META)


def test_what_travels_is_known_to_the_archive_and_not_personal(checklist: Checklist) -> None:
    assert set(META) <= set(checklist.meta_fields)
    assert not [field for field in META if checklist.meta_fields[field].personal]


def test_captions_of_withdrawn_pictures_stay_at_home(
    document_of: Callable[..., Document], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    data = worked_case(CASE)
    data["meta"]["photos"] = [{"id": "p05", "item": "drain_photo", "entity": "d1", "caption": "Rost"}]
    assert "Rost" in document_of(data).case_data
    data["meta"]["consents"]["stills"]["withdrawn_at"] = "2026-04-01T08:00:00+02:00"
    assert "Rost" not in document_of(data).case_data


def test_its_dates_are_those_of_the_talk(printed: Callable[[str, str], Printed]) -> None:
    with pikepdf.open(printed(CASE, "de").path) as pdf:
        file = pdf.Root.AF[0]
        assert str(file.AFRelationship) == "/Data"
        assert str(file.EF.F.Subtype) == "/application/json"
        assert str(file.EF.F.Params.CreationDate) == "D:20260311080200Z"
        assert str(file.EF.F.Params.ModDate) == "D:20260311080200Z"


def test_the_protocol_says_what_is_in_it(printed: Callable[[str, str], Printed]) -> None:
    text = printed(CASE, "en").flat()
    assert f"{FILE_NAME}: answers and facts about the building" in text


CHECKLIST = load_checklist(protocol_templates_dir())


@given(label=st.text(max_size=80))
def test_any_label_comes_back_as_it_was(label: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = {"templates": ["backflow"], "building": {}, "rooms": [{"id": "r1", "label": label}]}
    text = case_data(CHECKLIST, parse_case(data, CHECKLIST))
    path = tmp_path_factory.getbasetemp() / "any-label.json"
    path.write_text(text, encoding="utf-8", newline="")
    assert load_case(path, CHECKLIST).rooms[0].label == label
    assert json.loads(text)["rooms"][0]["label"] == label
