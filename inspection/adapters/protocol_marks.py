"""What WeasyPrint leaves to do for an archivable and accessible PDF: the last hand on it.

WeasyPrint makes PDF/A-3a. Here come the mark of PDF/UA-1 and repairs of the structure tree. Nothing here
makes a file conform to a standard by itself, and no one claims that it does.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from inspection.domain.protocol.case_data import FILE_NAME

PX = 0.75  # points in a CSS pixel
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"Stands in where the day of the talk is not known, and is taken out again: WeasyPrint wants a date."

_ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"The mark, and its schema: PDF/A wants every property explained that is not one of its own."


def case_attachment(data: str, description: str, created: str) -> Any:
    """The case's data as a file in the PDF. `created`: ISO time of the talk, empty where not known."""
    from weasyprint import Attachment

    at = datetime.fromisoformat(created).astimezone(UTC) if created else NO_DATE
    return Attachment(
        file_obj=io.BytesIO(data.encode()),
        name=FILE_NAME,
        description=description,
        created=at,
        modified=at,
        relationship="Data",
    )


def finish(_: object, pdf: Any) -> None:
    """WeasyPrint's finisher: called with its document and the `pydyf.PDF`."""
    _mark_as_accessible(pdf)
    _associate_once(pdf)
    _drop_unknown_dates(pdf)
    tree = _Tree(pdf)
    tree.make_page_margins_artifacts()
    tree.untable_layout()
    tree.name_header_scopes()
    tree.place_figures()


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _mark_as_accessible(pdf: Any) -> None:
    """Uncompressed, so that an archive's tools find the marks without decoding anything."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    before, end, after = b"\n".join(metadata.stream).rpartition(b"</rdf:RDF>")
    metadata.stream = [before + _ACCESSIBLE + end + after]
    metadata.compress = False


def _associate_once(pdf: Any) -> None:
    """WeasyPrint names each attachment twice, as it finds it by two ways."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _drop_unknown_dates(pdf: Any) -> None:
    for thing in pdf.objects:
        extra = getattr(thing, "extra", {})
        if extra.get("Type") == "/EmbeddedFile":
            dates = extra["Params"]
            for key in ("CreationDate", "ModDate"):
                if dates[key].string == NO_DATE.strftime("D:%Y%m%d%H%M%SZ"):
                    del dates[key]


class _Tree:
    """The structure tree: what a screen reader hears instead of the page."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._root = _object(pdf, pdf.catalog["StructTreeRoot"])
        self._elements = {element.reference: element for element in self._below(self._root)}

    def make_page_margins_artifacts(self) -> None:
        """Number and page at each foot are tagged but hang nowhere: mark them as no part of the text."""
        numbers = _object(self._pdf, self._root["ParentTree"])["Nums"]
        for page, owners in zip(numbers[::2], numbers[1::2], strict=True):
            if not isinstance(owners, list):
                continue  # an annotation, not a page
            stream = _object(self._pdf, self._pdf.page_references[page])["Contents"]
            loose = {mcid for mcid, owner in enumerate(owners) if owner not in self._elements}
            _to_artifacts(_object(self._pdf, stream).stream, loose)
            owners[:] = ["null" if mcid in loose else owner for mcid, owner in enumerate(owners)]

    def untable_layout(self) -> None:
        """A table without a header cell only sets things side by side: not a table to a reader."""
        for table in self._of("/Table"):
            parts = [table, *self._below(table)]
            if not any(part["S"] == "/TH" for part in parts):
                for part in parts:
                    if part["S"] in ("/Table", "/TR", "/TD", "/THead", "/TBody"):
                        part["S"] = "/Div"
                        part.pop("A", None)

    def name_header_scopes(self) -> None:
        """Heads of a column stand in the table's head or span it; all others head their row."""
        for header in self._of("/TH"):
            row = self._elements[header["P"]]
            in_head = self._elements[row["P"]]["S"] == "/THead"
            header["A"]["Scope"] = "/Column" if in_head or "ColSpan" in header["A"] else "/Row"

    def place_figures(self) -> None:
        """Where a figure is: in points from the page's lower edge, not in pixels from the upper one."""
        for figure in self._of("/Figure"):
            left, top, right, bottom = (float(value) * PX for value in figure["A"]["BBox"])
            height = _object(self._pdf, figure["Pg"])["MediaBox"][3]
            figure["A"]["BBox"][:] = [left, height - bottom, right, height - top]

    def _of(self, kind: str) -> list[Any]:
        return [element for element in self._elements.values() if element["S"] == kind]

    def _below(self, element: Any) -> Iterator[Any]:
        for kid in element["K"]:
            if not isinstance(kid, bytes):
                continue  # a piece of the page's contents
            child = _object(self._pdf, kid)
            if child.get("Type") == "/StructElem":
                yield child
                yield from self._below(child)


def _to_artifacts(contents: list[Any], mcids: set[int]) -> None:
    """Change `/Span <</MCID 7>> BDC` to `/Artifact BMC`."""
    for place, word in enumerate(contents):
        if word == b"BDC" and contents[place - 1].get("MCID") in mcids:
            contents[place - 2 : place + 1] = ["/Artifact", "", b"BMC"]
