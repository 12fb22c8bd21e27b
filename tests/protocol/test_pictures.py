"""Pictures at their findings: small, upright, without position; what is missing is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

from inspection.adapters.protocol_photos import print_copy
from inspection.domain.protocol_document import Document
from tests.protocol.conftest import Printed

CASE = "case_1_terraced_no_valve"


def sizes(path: Path) -> list[tuple[int, int]]:
    """Width and height of each picture in the file, once."""
    with pikepdf.open(path) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        return sorted((int(image.Width), int(image.Height)) for image in found)


def test_all_pictures_are_printed_once_small_and_upright(printed: Callable[[str, str], Printed]) -> None:
    assert sizes(printed(CASE, "de").path) == sorted([(1000, 750)] * 8 + [(1000, 1333)])


def test_no_metadata_travels_along(printed: Callable[[str, str], Printed]) -> None:
    with pikepdf.open(printed(CASE, "de").path) as pdf:
        for stream in (
            o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"
        ):
            assert b"Exif" not in stream.read_raw_bytes()


def test_a_picture_stands_at_its_finding(printed: Callable[[str, str], Printed]) -> None:
    protocol = printed(CASE, "de")
    for page in range(3, protocol.pages):
        text = protocol.flat(page)
        if "Zur Rückstauebene 210 cm darunter" in text or (
            "Bodenablauf Waschküche, Nahaufnahme" in text and "bf_01" in text
        ):
            assert "Bild 4: Bodenablauf Waschküche, Nahaufnahme" in text
            return
    raise AssertionError("the finding of the floor drain was not found")


def test_what_is_missing_or_broken_is_named(
    print_case: Callable[..., Printed],
    worked_case: Callable[[str], dict[str, Any]],
    photos: Path,
    tmp_path: Path,
) -> None:
    broken = tmp_path / "p02.jpg"
    broken.write_bytes((photos / "p02.jpg").read_bytes()[:2000])
    stranger = tmp_path / "p03.jpg"
    stranger.write_text("no picture")
    files = {"p01": photos / "p01.jpg", "p02": broken, "p03": stranger, "p04": tmp_path / "gone.jpg"}
    protocol = print_case(worked_case(CASE), "de", files)
    assert sizes(protocol.path) == [(1000, 750)]
    assert protocol.flat().count("Bild liegt nicht vor") == 2 * 8  # at the finding and in the documentation
    assert "Bild 9: Kellerfenster Garten, Öffnung mit Zollstock" in protocol.flat()


def test_without_consent_nothing_is_shown(printed: Callable[[str, str], Printed]) -> None:
    protocol = printed("case_0_small_base", "de")
    assert sizes(protocol.path) == []
    assert "Ohne Einwilligung wurden keine Bilder gespeichert." in protocol.flat()


def test_withdrawn_consent_removes_all(
    document_of: Callable[..., Document], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    data = worked_case(CASE)
    assert len(document_of(data, "de", ("p01",)).pictures) == 9
    data["meta"]["consents"]["stills"]["withdrawn_at"] = "2026-04-01T08:00:00+02:00"
    document = document_of(data, "de", ("p01",))
    assert document.pictures == ()
    assert "Widerrufen. Alle Bilder wurden entfernt." in [fact.value for fact in document.basics]


def test_captions_times_and_further_pictures_come_from_the_record(
    document_of: Callable[..., Document], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    data = worked_case(CASE)
    data["meta"]["photos"] = [
        {
            "id": "p05",
            "item": "drain_photo",
            "entity": "d1",
            "taken_at": "2026-03-11T08:26:00Z",
            "caption": "Rost",
        },
        {"id": "p10", "item": "drain_protection", "entity": "d1", "taken_at": "2026-03-11T08:27:00Z"},
        {"id": "p11", "item": "drain_protection", "entity": "drain:d1", "caption": " "},
        {"id": "p12", "entity": "gone"},
    ]
    document = document_of(data)
    drain = next(s for chapter in document.chapters for s in chapter.subjects if s.anchor == "drain-d1")
    told = [(picture.title, picture.taken, picture.caption) for picture in drain.pictures]
    assert told == [
        ("Bild 5", "09:26 Uhr", "Rost"),
        ("Bild 6", "09:27 Uhr", "Bodenablauf Waschküche, Rückstausicherung"),
    ]
    assert drain.more_pictures == "7"
    assert [picture.id for picture in document.pictures][:3] == ["p01", "p02", "p12"], (
        "loose ones: the building's"
    )


def test_a_small_clean_picture_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "p01.jpg"
    Image.new("RGB", (640, 480), "teal").save(path, quality=70)
    assert print_copy(path) == path.read_bytes()


def test_a_picture_too_large_to_decode_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p01.png"
    Image.new("1", (9000, 9000)).save(path)
    assert print_copy(path) is None
