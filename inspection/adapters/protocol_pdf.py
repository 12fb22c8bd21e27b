"""The protocol as PDF, by WeasyPrint. Same document and pictures, same bytes: no clock, no network."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import jinja2
from PIL import Image

from inspection.adapters.protocol_fonts import FontSet, fonts_for, replacements
from inspection.adapters.protocol_marks import case_attachment, finish
from inspection.adapters.protocol_photos import print_copy
from inspection.domain.cross_section import signed
from inspection.domain.protocol.document import Document
from inspection.domain.protocol.drawing import Drawing, drawing

Progress = Callable[[float], None]
"Told a rising fraction from 0 to 1."

VARIANT = "pdf/a-3a"
_SCALED, _LAID_OUT = 0.35, 0.85
_TAGS = re.compile(r"<[^>]*>")
_UNPRINTABLE = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF])
"Characters that no page can show and no PDF/A may hold; typed or pasted by mistake."


@dataclass(frozen=True)
class Look:
    """Where the layout lies."""

    templates: Path
    "Folder of `protocol.html.jinja` and its like."
    fonts: Path
    "Folder of the vendored fonts, one folder per package."

    @classmethod
    def of(cls, protocol_templates: Path, static: Path) -> Look:
        """The layout inside the folders of protocol templates and browser code."""
        return cls(protocol_templates / "pdf", static / "vendor" / "fonts")


@dataclass(frozen=True)
class RenderedProtocol:
    """The file and how long it is."""

    pdf: bytes
    pages: int


@dataclass(frozen=True)
class HtmlPage:
    """What is printed. Pictures are `photo:<id>` in it, font files `font:<name>`."""

    html: str
    css: str
    fonts: FontSet


def render_pdf(
    document: Document, photos: Mapping[str, Path], look: Look, progress: Progress | None = None
) -> bytes:
    """The protocol's bytes. `photos`: picture id → file; missing or broken ones are named in the text."""
    return render_protocol(document, photos, look, progress).pdf


def render_protocol(
    document: Document, photos: Mapping[str, Path], look: Look, progress: Progress | None = None
) -> RenderedProtocol:
    """Like `render_pdf`, with the number of pages. Imports WeasyPrint on the first call (about a second)."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    tell = progress or _silent
    tell(0.0)
    images = _print_copies(document, photos, tell)
    page = html_page(document, images, look)
    fetcher = _fetcher(images, page.fonts)
    configuration = FontConfiguration()
    style = weasyprint.CSS(string=page.css, font_config=configuration, url_fetcher=fetcher)
    laid_out = weasyprint.HTML(string=page.html, url_fetcher=fetcher).render(
        stylesheets=[style], font_config=configuration, pdf_variant=VARIANT
    )
    attachment = case_attachment(document.case_data, document.t("protocol.case_data"), document.created)
    tell(_LAID_OUT)
    with warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile to the garbage collector.
        warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)
        pdf = laid_out.write_pdf(pdf_variant=VARIANT, finisher=finish, attachments=[attachment])
    tell(1.0)
    return RenderedProtocol(pdf=pdf, pages=len(laid_out.pages))


def _silent(_: float) -> None:
    """Nobody asked."""


def _print_copies(document: Document, photos: Mapping[str, Path], tell: Progress) -> dict[str, bytes]:
    copies: dict[str, bytes] = {}
    for place, picture in enumerate(document.pictures, 1):
        path = photos.get(picture.id)
        copy = print_copy(path) if path and picture.available else None
        if copy is not None:
            copies[picture.id] = copy
        tell(round(_SCALED * place / len(document.pictures), 3))
    return copies


def _drawings(document: Document, images: Collection[str]) -> dict[str, Drawing]:
    """Picture id → what was drawn on it, in the picture's own measure."""
    drawings: dict[str, Drawing] = {}
    for picture in document.pictures:
        if picture.drawn and isinstance(images, Mapping) and picture.id in images:
            with Image.open(BytesIO(images[picture.id])) as image:
                found = drawing(picture.drawn, *image.size)
            if found is not None:
                drawings[picture.id] = found
    return drawings


def html_page(document: Document, images: Collection[str], look: Look) -> HtmlPage:
    """The page and the fonts for its characters. `images`: ids of the pictures at hand.

    Filled in twice: the drawing names its families itself.
    """
    template = _environment(look.templates).get_template("protocol.html.jinja")
    drawings = _drawings(document, images)

    def fill(families: str) -> str:
        page = template.render(
            d=document,
            images=images,
            drawings=drawings,
            families=families,
            words=_words(document),
            signed=signed,
        )
        return page.translate(_UNPRINTABLE)

    text = html.unescape(_TAGS.sub(" ", fill("")))
    printable = replacements(text, look.fonts)
    fonts = fonts_for(text.translate(printable), look.fonts)
    return HtmlPage(fill(fonts.families).translate(printable), _css(fonts, look), fonts)


@cache
def _environment(templates: Path) -> jinja2.Environment:
    """Compiled once for the life of a worker; a changed template is read again."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
    return environment


def _words(document: Document) -> dict[str, str]:
    keys = ("street", "sewer", "ground_floor", "groundwater", "height_unknown", "edge")
    return {key: document.t(f"protocol.section.{key}") for key in keys}


def _css(fonts: FontSet, look: Look) -> str:
    style = (look.templates / "protocol.css").read_text(encoding="utf-8")
    return f"{fonts.css}\n{style.replace('var(--families)', fonts.families)}"


def _fetcher(images: Mapping[str, bytes], fonts: FontSet) -> Any:
    """Serves the given pictures and the chosen fonts, and refuses everything else: no network, no files."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            scheme, _, name = url.partition(":")
            if scheme == "photo" and name in images:
                return URLFetcherResponse(url, body=images[name], headers={"Content-Type": "image/jpeg"})
            if url in fonts.paths:
                return URLFetcherResponse(url, body=fonts.paths[url].read_bytes())
            raise ValueError(f"not part of the protocol: {url[:60]}")

    return Fetcher()
