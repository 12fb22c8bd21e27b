"""A pre-check of a protocol: what PDF/A-3a and PDF/UA-1 ask, as far as a program of this size can tell.

It finds marks that are missing or broken. That it finds nothing does not mean that a file conforms to either
standard, and nothing in this project says so: that takes a validator, and for PDF/UA a person too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_XMP_CREATED = "{http://ns.adobe.com/xap/1.0/}CreateDate"
_RELATIONSHIPS = ("/Source", "/Data", "/Alternative", "/Supplement")
_ACTIVE = ("/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch")
_PAINTING = {"Tj", "TJ", "'", '"', "f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "EI"}


def problems(path: Path) -> list[str]:
    """What is wrong, one line each; empty where nothing was found."""
    with pikepdf.open(path) as pdf:
        return [problem for check in CHECKS for problem in check(pdf)]


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream):
        yield "metadata: none"
        return
    if "/Filter" in stream:
        yield "metadata: compressed"
    root = ElementTree.fromstring(stream.read_bytes())
    if len(root.findall(f"{_RDF}RDF")) != 1:
        yield "metadata: not one rdf:RDF"
    if (_property(root, f"{_PDFA}part"), _property(root, f"{_PDFA}conformance")) != ("3", "A"):
        yield "metadata: not marked PDF/A-3a"
    if _property(root, f"{_PDFUA}part") != "1":
        yield "metadata: not marked PDF/UA-1"
    if _PDFUA.strip("{}") not in [schema.text for schema in root.iter(_SCHEMA)]:
        yield "metadata: the PDF/UA mark has no extension schema"
    title = "".join(text for element in root.iter(_DC_TITLE) for text in element.itertext())
    if not title.strip() or title.strip() != str(pdf.docinfo.get("/Title", "")):
        yield "metadata: title missing or unlike the document's"
    created = (_property(root, _XMP_CREATED) or "")[:19]
    if re.sub(r"\D", "", created) != re.sub(r"\D", "", str(pdf.docinfo.get("/CreationDate", ""))[:16]):
        yield "metadata: date unlike the document's"


def _property(root: ElementTree.Element, name: str) -> str | None:
    """As an element or as an attribute: RDF allows both."""
    for element in root.iter():
        if name in element.attrib:
            return element.attrib[name]
        if element.tag == name:
            return element.text
    return None


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = pdf.Root.get("/OutputIntents", Array())
    profiles = [intent.get("/DestOutputProfile") for intent in intents if intent.get("/S") == "/GTS_PDFA1"]
    if len(profiles) != 1 or not isinstance(profiles[0], Stream):
        yield "output intent: not one with a profile"
    elif profiles[0].read_bytes()[36:40] != b"acsp" or int(profiles[0].get("/N", 0)) != 3:
        yield "output intent: not an RGB profile"
    for image in _of_subtype(pdf, "/Image"):
        if image.get("/ColorSpace") == "/DeviceCMYK":
            yield "colours: a picture in CMYK"
        if image.get("/Interpolate", False):
            yield "picture: /Interpolate is true"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in _of_type(pdf, "/Font"):
        name = str(font.get("/BaseFont", "?"))
        described = font.get("/DescendantFonts", [font])[0]
        descriptor = described.get("/FontDescriptor", Dictionary())
        if not any(isinstance(descriptor.get(key), Stream) for key in ("/FontFile2", "/FontFile3")):
            yield f"font: {name} is not embedded"
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
            yield f"font: {name} has no map to Unicode"
        if "+Noto-Sans-Protocol-" not in name:
            yield f"font: {name} is not one of ours"


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "structure: not marked as tagged"
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", str(root.get("/Lang", ""))):
        yield "language: not stated"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "title: not shown by a viewer"
    if "/ID" not in pdf.trailer:
        yield "file: no identifier"
    if pdf.is_encrypted:
        yield "file: encrypted"
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, Stream)):
            yield from (f"file: active content {key}" for key in _ACTIVE if key in thing)
            if str(thing.get("/S", "")) in _ACTIVE:
                yield f"file: active content {thing['/S']}"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        yield "structure: none"
        return
    elements = list(_elements(tree))
    levels = [int(str(e.S)[2:]) for e in elements if re.fullmatch(r"/H[1-6]", str(e.S))]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "headings: not one first of level 1"
    if any(after > before + 1 for before, after in itertools.pairwise(levels)):
        yield "headings: a level is left out"
    for element in elements:
        if element.S == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "figure: no text that stands for it"
        if element.S == "/Table" and not any(below.S == "/TH" for below in _elements(element)):
            yield "table: no header"
        if element.S == "/TH" and element.get("/A", Dictionary()).get("/Scope") is None:
            yield "table: a header without scope"
    yield from _contents(pdf, tree, {element.objgen for element in elements})


def _contents(pdf: pikepdf.Pdf, tree: Object, known: set[tuple[int, int]]) -> Iterator[str]:
    """Everything painted belongs to an element of the tree, or is said to be no part of the text."""
    numbers = list(tree.get("/ParentTree", Dictionary()).get("/Nums", []))
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for number, page in enumerate(pdf.pages, 1):
        if page.obj.get("/Tabs") != "/S":
            yield f"page {number}: tab order is not that of the structure"
        own = owners.get(int(page.obj.get("/StructParents", -1)), [])
        for problem in sorted(set(_loose(page, own, known))):
            yield f"page {number}: {problem}"


def _loose(page: pikepdf.Page, own: Object, known: set[tuple[int, int]]) -> Iterator[str]:
    marks = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in ("BDC", "BMC"):
            marks += 1
            content = operands[1].get("/MCID") if word == "BDC" and operands[0] != "/Artifact" else None
            if content is not None and (len(own) <= content or own[int(content)].objgen not in known):
                yield "contents without a place in the structure"
        elif word == "EMC":
            marks -= 1
        elif word in _PAINTING and not marks:
            yield "something painted is not marked"
        if word == "TJ" and any(_has_no_glyph(part) for part in operands[0]):
            yield "a character without a glyph"


def _has_no_glyph(part: Object) -> bool:
    if not isinstance(part, pikepdf.String):
        return False
    raw = bytes(part)
    return any(raw[place : place + 2] == b"\0\0" for place in range(0, len(raw), 2))


def _attachments(pdf: pikepdf.Pdf) -> Iterator[str]:
    associated = [file.objgen for file in pdf.Root.get("/AF", Array())]
    names = pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary()).get("/Names", [])
    files = list(names)[1::2]
    if not files:
        yield "attachment: none"
    for file in files:
        if associated.count(file.objgen) != 1:
            yield "attachment: not associated exactly once"
        if str(file.get("/AFRelationship", "")) not in _RELATIONSHIPS:
            yield "attachment: no relationship"
        if not str(file.get("/Desc", "")):
            yield "attachment: no description"
        if "/F" not in file or "/UF" not in file or "/" not in str(file.EF.F.get("/Subtype", ""))[1:]:
            yield "attachment: no name or media type"


def _elements(node: Object) -> Iterator[Object]:
    """The structure elements below, in reading order."""
    kids = node.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and isinstance(kid.get("/S"), Name):
            yield kid
            yield from _elements(kid)


def _of_type(pdf: pikepdf.Pdf, kind: str) -> list[Object]:
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == kind and "/Subtype" in o
            and not str(o.Subtype).startswith("/CIDFont")]  # fmt: skip


def _of_subtype(pdf: pikepdf.Pdf, kind: str) -> list[Object]:
    return [o for o in pdf.objects if isinstance(o, Stream) and o.get("/Subtype") == kind]


CHECKS: tuple[Callable[[pikepdf.Pdf], Iterator[str]], ...] = (
    _metadata,
    _colours,
    _fonts,
    _document,
    _structure,
    _attachments,
)
