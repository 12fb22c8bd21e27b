"""Each kind of mistake in a template is named with file and line, and with what would be right."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from inspection.adapters.case_file import read_case_file
from inspection.adapters.templates_yaml import check_templates, load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.cli import main
from inspection.domain.errors import TemplateError

MISTAKES: Any = read_case_file(Path(__file__).with_name("template_mistakes.yaml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the templates to break."""
    copy = tmp_path / "templates"
    shutil.copytree(protocol_templates_dir(), copy, ignore=shutil.ignore_patterns("pdf"))
    return copy


def _break(folder: Path, file: str, before: str, after: str) -> int:
    """Change the first place; the line where it begins."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{file} has no {before!r}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_the_projects_templates_are_in_order() -> None:
    assert check_templates(protocol_templates_dir()) == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_a_mistake_is_named(folder: Path, mistake: dict[str, Any]) -> None:
    changed = _break(folder, mistake["file"], mistake["before"], mistake["after"])
    line = mistake.get("line", changed + mistake.get("off", 0))
    problems = check_templates(folder)
    named = [one for one in problems if mistake["wrong"] in one.wrong and mistake["right"] in one.right]
    assert (mistake["file"], line) in {(one.file, one.line) for one in named}, "\n".join(map(str, problems))


def test_a_circle_in_visibility_is_drawn(folder: Path) -> None:
    _break(
        folder,
        "items/rooms.yaml",
        'visible_when: "room_below_street"',
        "visible_when: \"room_escape == 'no'\"",
    )
    before = "room_use in ['bedroom_living','office_trade','hobby_guest','garage','unknown']"
    line = _break(folder, "items/rooms.yaml", before, "room_moisture == 'damp'")
    found = [one for one in check_templates(folder) if "circle" in one.wrong]
    assert [(one.file, one.line) for one in found] == [("items/rooms.yaml", line)]
    assert "room_escape → room_moisture → room_escape" in found[0].wrong


def test_a_circle_through_rooms_is_found(folder: Path) -> None:
    before = "    templates: [backflow, heavy_rain]\n    type: multi\n"
    text = (folder / "items/rooms.yaml").read_text(encoding="utf-8")
    start = text.index("- id: room_installations")
    assert before in text[start:]
    changed = text[start:].replace("visible_when: always", "visible_when: \"any_room_has('lift')\"", 1)
    (folder / "items/rooms.yaml").write_text(text[:start] + changed, encoding="utf-8")
    wrong = [one.wrong for one in check_templates(folder)]
    assert "visibility turns in a circle: room_installations → room_installations" in wrong


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "rules" / "groundwater.yaml").unlink()
    problems = check_templates(folder)
    assert next((one.file, one.wrong) for one in problems) == (
        "rules/groundwater.yaml",
        "the file is missing",
    )


def test_a_file_that_nothing_reads_is_named(folder: Path) -> None:
    (folder / "rules" / "ground_water.yaml").write_text("rules: []\n", encoding="utf-8")
    (problem,) = check_templates(folder)
    assert problem.file == "rules/ground_water.yaml"
    assert "did you mean 'rules/groundwater.yaml'?" in problem.right


def test_an_empty_folder_does_not_crash(tmp_path: Path) -> None:
    problems = check_templates(tmp_path)
    assert {one.file for one in problems if one.wrong == "the file is missing"} >= {
        "checklist.yaml",
        "risk.yaml",
    }


def test_all_problems_come_at_once_and_sorted(folder: Path) -> None:
    _break(folder, "views.yaml", "for: [room_moisture]", "for: [room_moist]")
    _break(folder, "measures.yaml", "    priority: 2", "    priority: soon")
    _break(folder, "items/rooms.yaml", "type: single", "type: singel")
    with pytest.raises(TemplateError) as caught:
        load_checklist(folder)
    files = [str(problem).split(":")[0] for problem in caught.value.problems]
    assert {"items/rooms.yaml", "measures.yaml", "views.yaml"} <= set(files)
    assert files == sorted(files)


def test_the_command_names_file_and_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = _break(folder, "measures.yaml", "priority: 2", "priority: soon")
    assert main(["check-templates", str(folder)]) == 1
    out = capsys.readouterr().out
    assert (
        f"{folder / 'measures.yaml'}:{line}: 'priority' has the wrong type; a whole number belongs here"
        in out
    )


def test_the_command_is_content_with_our_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-templates"]) == 0
    assert capsys.readouterr().out.endswith(": in order\n")


def test_the_command_says_when_there_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-templates", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
