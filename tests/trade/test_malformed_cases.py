"""A malformed case is refused with one line that names file, entity, item and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspection.adapters.case_file import load_case
from inspection.cli import main
from inspection.domain.assess import assess
from inspection.domain.case import CaseError, parse_case
from inspection.domain.checklist import Checklist

ReadCase = Callable[[str], dict[str, Any]]
BASE = "case_0_small_base"

# where, what is put there, entity, item and right of the refusal
WRONG: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("building", {"sewer_sytem": "combined"}, "building", "sewer_sytem", "did you mean 'sewer_system'?"),
    ("building", {"drain_type": "wc"}, "building", "drain_type", "belongs to scope 'drain', not 'building'"),
    ("building", {"sewer_system": "combind"}, "building", "sewer_system", "did you mean 'combined'?"),
    ("building", {"org_insurance": True}, "building", "org_insurance", "True is not an option"),
    ("building", {"sewer_system": ["combined"]}, "building", "sewer_system", "is not an option"),
    ("building", {"damage_history": "none"}, "building", "damage_history", "a list like [none] belongs here"),
    ("building", {"damage_history": ["flood"]}, "building", "damage_history", "'flood' is not an option"),
    ("building", {"damage_history": ["none", "unknown"]}, "building", "damage_history", "excludes all other"),
    ("building", {"damage_history": ["roof_gutter"] * 2}, "building", "damage_history", "each option once"),
    ("building", {"map_depth_cm": "8"}, "building", "map_depth_cm", "'8' is not a number in cm"),
    ("building", {"map_depth_cm": True}, "building", "map_depth_cm", "True is not a number in cm"),
    ("building", {"map_depth_cm": float("nan")}, "building", "map_depth_cm", "nan is not a number in cm"),
    ("building", {"map_depth_cm": -1}, "building", "map_depth_cm", "0 to 500 cm is possible"),
    ("building", {"site_photo": "p02.jpg"}, "building", "site_photo", "write it like 'photo:p01'"),
    ("building", {"site_photo": ["photo:p02", 3]}, "building", "site_photo", "3 is not a photo"),
    ("building", {"closing_remarks": 5}, "building", "closing_remarks", "a text of at most 4000 characters"),
    ("rooms", {"room_use": "bedrom_living"}, "r1", "room_use", "did you mean 'bedroom_living'?"),
    ("rooms", {"room": "r2"}, "r1", "room", "unknown item"),
    ("rooms", {"label": 7}, "r1", "label", "a text of at most 80 characters"),
    ("rooms", {"id": "r 1"}, "rooms", "id", "1 to 40 letters, digits, _ or -"),
    ("rooms", {"id": None}, "rooms", "id", "None is not an id"),
    ("rooms", {"id": "d1"}, "d1", "id", "already taken by a room"),
    ("rooms", {"id": "building"}, "building", "id", "already taken by a building"),
    ("drains", {"room": "r9"}, "d1", "room", "'r9' is not the id of a room; known: r1, r2"),
    ("drains", {"drain_device": "v9"}, "d1", "drain_device", "'v9' is not the id of a device"),
    ("drains", {"drain_device": "r1"}, "d1", "drain_device", "'r1' is not the id of a device"),
    ("case", {"templates": ["backflow", "rain"]}, "case", "templates", "unknown template 'rain'"),
    ("case", {"templates": []}, "case", "templates", "a list is needed, like [backflow, heavy_rain]"),
    ("case", {"templates": "backflow"}, "case", "templates", "a list is needed"),
    ("case", {"templates": ["backflow", "backflow"]}, "case", "templates", "each template once"),
    ("case", {"room": []}, "case", "room", "did you mean 'rooms'?"),
    ("case", {"rooms": {"id": "r1"}}, "case", "rooms", "a list belongs here"),
    ("case", {"rooms": ["r1"]}, "rooms", "entry 1", "a mapping with id, label and answers belongs here"),
    ("case", {"building": []}, "building", "building", "a mapping of items and answers belongs here"),
    ("case", {"title": 5}, "case", "title", "5 is not a text"),
    ("case", {"settings": {"backflow": 3}}, "settings", "backflow", "known: default_backflow_level_cm"),
    ("case", {"settings": {"default_backflow_level_cm": "3"}}, "settings", "default_backflow_level_cm", "cm"),
    ("case", {"meta": {"protocol_nr": "x"}}, "meta", "protocol_nr", "did you mean 'protocol_no'?"),
    ("case", {"meta": {"status": "done"}}, "meta", "status", "one of draft, in_review, released"),
    ("case", {"meta": {"attendee_role": "boss"}}, "meta", "attendee_role", "one of owner, tenant"),
    ("case", {"meta": {"started_at": "yesterday"}}, "meta", "started_at", "a time like"),
    ("case", {"meta": {"follow_up_due": 2026}}, "meta", "follow_up_due", "a day like"),
    ("case", {"meta": {"protocol_version": "1"}}, "meta", "protocol_version", "a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "change", "entity", "item", "right"), WRONG, ids=[f"{w[0]}-{w[1]}"[:60] for w in WRONG]
)
def test_what_is_wrong_is_named(
    checklist: Checklist,
    read_worked_case: ReadCase,
    where: str,
    change: dict[str, Any],
    entity: str,
    item: str,
    right: str,
) -> None:
    data = read_worked_case(BASE)
    target = data if where == "case" else data[where] if where == "building" else data[where][0]
    target.update(change)
    with pytest.raises(CaseError) as caught:
        parse_case(data, checklist)
    assert (caught.value.entity, caught.value.item) == (entity, item)
    assert right in caught.value.right


@pytest.mark.parametrize("data", [None, [], "case", 5])
def test_something_else_than_a_case_is_refused(checklist: Checklist, data: object) -> None:
    with pytest.raises(CaseError):
        parse_case(data, checklist)


def test_the_command_prints_one_line_and_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("templates: [backflow]\ndrains: [{id: d1, drain_type: wce}]\n", encoding="utf-8")
    assert main(["assess", str(file)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"{file}: d1: drain_type: 'wce' is not an option; did you mean 'wc'?\n"


FILES = {
    "no file": (None, "file: path: there is no such file"),
    "empty": (b"", "case: file: a mapping with case, title"),
    "not YAML": (b"a: [1\nb: 2\n", "file: line 2: not YAML"),
    "not UTF-8": (b"title: \xff\n", "file: encoding: not UTF-8"),
    "twice": (b"templates: [backflow]\nbuilding:\n  sewer_system: combined\n  sewer_system: separate\n",
              "file: line 4: 'sewer_system' stands there twice"),
    "aliases": (b"a: &a [1]\nb: [*a, *a]\n", "file: line 1: an alias points here"),
    "endless": (b"a: &a [*a]\n", "file: line 1: an alias points here"),
    "a mapping as key": (b"? {a: b}\n: c\n", "file: line 1: a key that is not a text"),
    "control characters": (b"a: \x01\n", "not YAML"),
    "deep": (b"[" * 20_000, "not YAML"),
    "tag": (b"a: !!python/object/apply:os.system [echo]\n", "a: unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_named_too(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, right = FILES[name]
    file = tmp_path / "case.yaml"
    if content is not None:
        file.write_bytes(content)
    assert main(["assess", str(file)]) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert right in printed


def test_yes_and_no_need_no_quotes(checklist: Checklist, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("templates: [backflow]\nbuilding: {bf_wc_above_bl: no, org_emergency_prepared: yes}\n")
    assert load_case(file, checklist).building == {"bf_wc_above_bl": "no", "org_emergency_prepared": "yes"}


def test_anything_may_be_missing(checklist: Checklist) -> None:
    case = parse_case(
        {
            "templates": ["heavy_rain", "backflow"],
            "rooms": [{"id": "r1"}],
            "drains": [{"id": "d1"}],
            "devices": [{"id": "v1"}],
            "openings": [{"id": "o1", "op_type": None, "op_photo": ["photo:a", "photo:b"]}],
        },
        checklist,
    )
    assert case.templates == ("backflow", "heavy_rain")
    assert case.openings[0].answers == {"op_photo": ("photo:a", "photo:b")}
    assert assess(checklist, case).overall.unclear
