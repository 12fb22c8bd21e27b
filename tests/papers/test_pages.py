"""A paper becomes pictures of its pages, whatever its file is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from inspection.adapters.paper_pages import LARGE_PAGE_PX, PAGE_PX, make_pages
from inspection.domain.paper import MAX_PAGES, PaperError, paper_name
from tests.support.papers import GPS, jpeg_with_position, pdf, sheet


def test_each_page_of_a_pdf_becomes_a_picture(tmp_path: Path) -> None:
    (tmp_path / "paper").write_bytes(pdf(3))
    files = make_pages(tmp_path / "paper", tmp_path)
    assert files.original is None
    assert len(files.pages) == 3
    for page in files.pages:
        with Image.open(page.path) as image:
            assert image.size == (page.width, page.height)
            assert max(image.size) == PAGE_PX
    assert len({page.sha256 for page in files.pages}) == 3


def test_a_large_plan_gets_more_pixels(tmp_path: Path) -> None:
    sheet("A1", (2384, 1684)).save(tmp_path / "plan.pdf", "PDF", resolution=72)
    [page] = make_pages(tmp_path / "plan.pdf", tmp_path).pages
    assert max(page.width, page.height) == LARGE_PAGE_PX


def test_a_picture_keeps_nothing_of_where_it_was_taken(tmp_path: Path) -> None:
    data = jpeg_with_position()
    (tmp_path / "paper").write_bytes(data)
    with Image.open(tmp_path / "paper") as image:
        assert image.getexif().get_ifd(GPS)
    files = make_pages(tmp_path / "paper", tmp_path)
    assert files.original is not None
    for kept in (files.original, *files.pages):
        with Image.open(kept.path) as image:
            assert not image.getexif().get_ifd(GPS)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 and nothing of what belongs into one", "paper_unreadable"),
        (pdf(1)[:400], "paper_unreadable"),
        (pdf(1, password="geheim"), "paper_locked"),
        (pdf(MAX_PAGES + 1), "paper_too_many_pages"),
        (b"\xff\xd8\xff\xe0 no picture at all", "paper_unreadable"),
        (b"GIF89a................", "paper_unreadable"),
    ],
    ids=["empty", "cut", "locked", "long", "broken-picture", "other"],
)
def test_what_cannot_be_shown_is_refused_by_name(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "paper").write_bytes(data)
    with pytest.raises(PaperError) as refused:
        make_pages(tmp_path / "paper", tmp_path)
    assert refused.value.code == code


def test_without_poppler_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspection.adapters.paper_pages.INFO", "no-such-program")
    (tmp_path / "paper").write_bytes(pdf(1))
    with pytest.raises(PaperError) as refused:
        make_pages(tmp_path / "paper", tmp_path)
    assert refused.value.code == "paper_no_reader"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Akten\\Plan.pdf", "Plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("Plan\u202efdp.exe\n", "Planfdp.exe"),
        ("  خريطة   القبو.pdf ", "خريطة القبو.pdf"),
        ("x" * 500, "x" * 120),
    ],
)
def test_a_name_is_only_a_name(given: str, shown: str) -> None:
    assert paper_name(given) == shown


@pytest.mark.parametrize("given", ["", "  ", "\u200b", "akten/"])
def test_a_name_of_nothing_is_refused(given: str) -> None:
    with pytest.raises(PaperError) as refused:
        paper_name(given)
    assert refused.value.code == "paper_name"
