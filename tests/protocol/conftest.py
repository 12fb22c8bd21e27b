"""Worked cases, pictures for them, and each protocol rendered once."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from inspection.adapters.case_file import read_case_file
from inspection.adapters.catalogues import Catalogues
from inspection.adapters.protocol_pdf import Look, RenderedProtocol, render_protocol
from inspection.adapters.protocol_wording import load_wording
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import locale_dir, protocol_templates_dir, static_dir
from inspection.domain.assess import assess
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.protocol_document import Document, Utility, Wording, build_document

CASES = Path(__file__).resolve().parents[1] / "cases"
NAMES = sorted(path.stem for path in CASES.glob("case_*.yaml"))
ORIENTATION, GPS, LATITUDE = 0x0112, 0x8825, 2
UTILITY = Utility(
    name="Stadtentwässerung Weserau", contact="0421 555 01 17", privacy_contact="ds@weserau.example"
)


@dataclass(frozen=True)
class Printed:
    """A rendered protocol, and ways to look into it."""

    path: Path
    pages: int

    def text(self, page: int | None = None) -> str:
        """Text as `pdftotext` reads it, of one page or of all, without the hyphens at line ends."""
        pages = [] if page is None else ["-f", str(page), "-l", str(page)]
        return output_of("pdftotext", *pages, str(self.path), "-").replace("\u2010\n", "").replace("-\n", "")

    def flat(self, page: int | None = None) -> str:
        """The same with every run of white space as one blank."""
        return " ".join(self.text(page).split())


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return load_checklist(protocol_templates_dir())


@pytest.fixture(scope="session")
def look() -> Look:
    return Look.of(protocol_templates_dir(), static_dir())


@pytest.fixture(scope="session")
def wording() -> Callable[[str], Wording]:
    catalogues = Catalogues.load(locale_dir())

    @cache
    def read(language: str) -> Wording:
        return load_wording(language, catalogues, protocol_templates_dir())

    return read


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """p01.jpg … p12.jpg, larger than printed, one turned by its metadata, all with a position in it."""
    folder = tmp_path_factory.mktemp("photos")
    for number in range(1, 13):
        image = Image.new("RGB", (1600, 1200), (60 + 10 * number, 110, 200 - 10 * number))
        ImageDraw.Draw(image).ellipse((400, 200, 1200, 1000), outline="white", width=30)
        exif = Image.Exif()
        exif[ORIENTATION] = 6 if number == 5 else 1
        exif.get_ifd(GPS)[LATITUDE] = (53.0, 4.0, 33.0)
        image.save(folder / f"p{number:02}.jpg", quality=85, exif=exif)
    return folder


@pytest.fixture(scope="session")
def worked_case() -> Callable[[str], dict[str, Any]]:
    """A fresh copy of a worked case's data."""

    def read(name: str) -> dict[str, Any]:
        data = read_case_file(CASES / f"{name}.yaml")
        assert isinstance(data, dict)
        return data

    return read


@pytest.fixture(scope="session")
def document_of(checklist: Checklist, wording: Callable[[str], Wording]) -> Callable[..., Document]:
    """data, language, ids of the pictures at hand, utility → what the protocol says."""

    def build(
        data: Mapping[str, Any],
        language: str = "de",
        at_hand: tuple[str, ...] = (),
        utility: Utility | None = UTILITY,
    ) -> Document:
        case = parse_case(data, checklist)
        return build_document(checklist, case, assess(checklist, case), at_hand, wording(language), utility)

    return build


@pytest.fixture(scope="session")
def print_case(
    document_of: Callable[..., Document], look: Look, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Printed]:
    """Render some case's data."""

    def render(
        data: Mapping[str, Any],
        language: str = "de",
        files: Mapping[str, Path] | None = None,
        utility: Utility | None = UTILITY,
    ) -> Printed:
        document = document_of(data, language, tuple(files or {}), utility)
        rendered: RenderedProtocol = render_protocol(document, files or {}, look)
        path = tmp_path_factory.mktemp("protocol") / "protocol.pdf"
        path.write_bytes(rendered.pdf)
        return Printed(path, rendered.pages)

    return render


@pytest.fixture(scope="session")
def printed(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]], photos: Path
) -> Callable[[str, str], Printed]:
    """A worked case with its pictures, rendered once for all tests."""
    files = {path.stem: path for path in photos.glob("*.jpg")}

    @cache
    def render(name: str, language: str) -> Printed:
        return print_case(worked_case(name), language, files)

    return render
