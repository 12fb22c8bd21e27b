"""What a screen reader hears: no table but real ones, no page numbers in the text, figures where they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from tests.protocol.conftest import Printed

CASE = "case_1_terraced_no_valve"


@pytest.fixture
def pdf(printed: Callable[[str, str], Printed]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(printed(CASE, "de").path) as opened:
        yield opened


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_what_only_stands_side_by_side_is_no_table(pdf: pikepdf.Pdf) -> None:
    kinds = Counter(str(element.S) for element in elements(pdf.Root.StructTreeRoot))
    assert kinds["/Table"] > 10
    cells = [e for e in elements(pdf.Root.StructTreeRoot) if e.S in ("/TD", "/TH", "/TR")]
    for cell in cells:
        above = cell
        while above.S != "/Table":
            above = above.P
        assert any(below.S == "/TH" for below in elements(above))


def test_a_header_says_what_it_heads(pdf: pikepdf.Pdf) -> None:
    scopes = Counter(str(e.A.Scope) for e in elements(pdf.Root.StructTreeRoot) if e.S == "/TH")
    assert set(scopes) == {"/Row", "/Column"}


def test_number_and_page_at_the_foot_are_not_read_out(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages[1:]:
        foot = page.obj.Contents.read_bytes().decode("latin-1")
        last = re.findall(r"/(\w+)\s+(?:<<.*?>>\s+BDC|BMC)", foot, re.S)[-2:]
        assert last == ["Artifact", "Artifact"]
        owners = page_owners(pdf, int(page.obj.StructParents))
        assert sum(owner is None for owner in owners) == 2


def page_owners(pdf: pikepdf.Pdf, key: int) -> list[pikepdf.Object | None]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return list(dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))[key])


def test_a_figure_lies_on_its_page(pdf: pikepdf.Pdf) -> None:
    for figure in (e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure"):
        left, bottom, right, top = (float(value) for value in figure.A.BBox)
        assert 0 <= left < right <= 596
        assert 0 <= bottom < top <= 842


def test_the_cross_section_is_where_its_text_says(pdf: pikepdf.Pdf) -> None:
    """On the second page, in the middle: WeasyPrint itself counts from the top and in pixels."""
    house = max(
        (e for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Figure" and e.Pg == pdf.pages[1].obj),
        key=lambda e: float(e.A.BBox[2]) - float(e.A.BBox[0]),
    )
    left, _, right, top = (float(value) for value in house.A.BBox)
    assert right - left > 400
    assert top < 700
