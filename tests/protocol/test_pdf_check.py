"""The pre-check finds nothing in any protocol, and finds each broken mark. It claims no conformance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from tests.protocol.conftest import NAMES, Printed
from tests.support.pdf_check import problems

CASE = "case_1_terraced_no_valve"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found(name: str, language: str, printed: Callable[[str, str], Printed]) -> None:
    assert problems(printed(name, language).path) == []


def test_nothing_is_found_without_metadata(
    print_case: Callable[..., Printed], worked_case: Callable[[str], dict[str, Any]]
) -> None:
    """No number, no day, no address; nothing of the machine's clock comes in their place."""
    protocol = print_case({**worked_case("case_0_no_basement"), "meta": {}}, utility=None)
    assert problems(protocol.path) == []
    with pikepdf.open(protocol.path) as pdf:
        assert set(attachment(pdf).EF.F.Params.keys()) == {"/CheckSum", "/Size"}


def attachment(pdf: Pdf) -> Object:
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def element(pdf: Pdf, kind: str, number: int = 0) -> Object:
    """A structure element, in the order of the file."""
    found = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == kind and "/P" in o]
    return found[number]


def font(pdf: Pdf) -> Object:
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Subtype") == "/Type0")


def picture(pdf: Pdf) -> Object:
    return next(o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image")


def in_metadata(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        before = pdf.Root.Metadata.read_bytes()
        assert old in before
        pdf.Root.Metadata.write(before.replace(old, new))

    return change


def in_contents(old: bytes, new: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        contents = pdf.pages[2].obj.Contents
        before = contents.read_bytes()
        assert old in before
        contents.write(before.replace(old, new, 1))

    return change


def without(key: str, of: Callable[[Pdf], Object] = lambda pdf: pdf.Root) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        del of(pdf)[key]

    return change


def setting(of: Callable[[Pdf], Object], key: str, value: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        of(pdf)[key] = value

    return change


def twice_associated(pdf: Pdf) -> None:
    pdf.Root.AF.append(attachment(pdf))


def another_profile(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"no profile")


BROKEN: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "no PDF/A mark": (in_metadata(b'pdfaid:part="3"', b""), "metadata: not marked PDF/A-3a"),
    "another level": (in_metadata(b'conformance="A"', b'conformance="B"'), "metadata: not marked PDF/A-3a"),
    "no PDF/UA mark": (in_metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>"), "metadata: not marked PDF/UA-1"),
    "no schema": (
        in_metadata(b"pdfaSchema:namespaceURI>", b"pdfaSchema:prefix>"),
        "metadata: the PDF/UA mark has no extension schema",
    ),
    "another title": (
        in_metadata(b"RB-2026-000117<", b"RB-2026-000118<"),
        "metadata: title missing or unlike the document's",
    ),
    "another date": (in_metadata(b"T09:02:00", b"T09:03:00"), "metadata: date unlike the document's"),
    "no metadata": (without("/Metadata"), "metadata: none"),
    "no output intent": (without("/OutputIntents"), "output intent: not one with a profile"),
    "no profile": (another_profile, "output intent: not an RGB profile"),
    "a font left out": (
        without("/FontFile2", lambda pdf: font(pdf).DescendantFonts[0].FontDescriptor),
        "is not embedded",
    ),
    "letters without meaning": (without("/ToUnicode", font), "has no map to Unicode"),
    "a font of the machine": (
        setting(font, "/BaseFont", Name("/ABCDEF+DejaVu-Sans")),
        "font: /ABCDEF+DejaVu-Sans is not one of ours",
    ),
    "not tagged": (without("/MarkInfo"), "structure: not marked as tagged"),
    "no structure": (without("/StructTreeRoot"), "structure: none"),
    "no language": (without("/Lang"), "language: not stated"),
    "title not shown": (without("/ViewerPreferences"), "title: not shown by a viewer"),
    "a silent figure": (without("/Alt", lambda pdf: element(pdf, "/Figure")), "figure: no text"),
    "a leap in headings": (
        setting(lambda pdf: element(pdf, "/H3"), "/S", Name("/H4")),
        "headings: a level is left out",
    ),
    "two titles": (
        setting(lambda pdf: element(pdf, "/H2"), "/S", Name("/H1")),
        "headings: not one first of level 1",
    ),
    "a header without scope": (
        without("/Scope", lambda pdf: element(pdf, "/TH").A),
        "table: a header without scope",
    ),
    "a layout table": (setting(lambda pdf: element(pdf, "/Sect"), "/S", Name("/Table")), "table: no header"),
    "unmarked contents": (
        in_contents(b"/Artifact", b"EMC /Artifact BMC EMC 0 0 1 1 re f /Artifact"),
        "page 3: something painted is not marked",
    ),
    "contents of nobody": (
        in_contents(b"/MCID 0", b"/MCID 9999"),
        "page 3: contents without a place in the structure",
    ),
    "a letter without a glyph": (
        in_contents(b"[<00", b"[<0000> <00"),
        "page 3: a character without a glyph",
    ),
    "a smoothed picture": (setting(picture, "/Interpolate", True), "picture: /Interpolate is true"),
    "a picture for the press": (
        setting(picture, "/ColorSpace", Name("/DeviceCMYK")),
        "colours: a picture in CMYK",
    ),
    "a script": (
        setting(lambda pdf: pdf.Root, "/OpenAction", Dictionary(S=Name("/JavaScript"), JS=String("1"))),
        "file: active content /OpenAction",
    ),
    "nothing attached": (
        setting(lambda pdf: pdf.Root.Names.EmbeddedFiles, "/Names", Array()),
        "attachment: none",
    ),
    "associated twice": (twice_associated, "attachment: not associated exactly once"),
    "no relationship": (without("/AFRelationship", attachment), "attachment: no relationship"),
    "no media type": (
        without("/Subtype", lambda pdf: attachment(pdf).EF.F),
        "attachment: no name or media type",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_mark_is_found(what: str, printed: Callable[[str, str], Printed], tmp_path: Path) -> None:
    breaking, expected = BROKEN[what]
    copy = tmp_path / "broken.pdf"
    with pikepdf.open(printed(CASE, "de").path) as pdf:
        breaking(pdf)
        pdf.save(copy)
    found = problems(copy)
    assert any(expected in problem for problem in found), found


def test_a_locked_file_is_found(printed: Callable[[str, str], Printed], tmp_path: Path) -> None:
    copy = tmp_path / "locked.pdf"
    with pikepdf.open(printed(CASE, "de").path) as pdf:
        pdf.save(copy, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "file: encrypted" in problems(copy)
