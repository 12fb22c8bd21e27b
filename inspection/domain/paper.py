"""Papers beside a consultation: map extract, house-connection drawing, plans. Limits, states, kinds."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from inspection.domain.errors import RefusalError
from inspection.domain.photo import sniff_content_type

MAX_PAPER_BYTES = 20 * 1000 * 1000  # 20 MB
MAX_PAPERS = 30  # of one consultation
MAX_PAGES = 40  # of one paper
NAME_CHARACTERS = 120
SNIFFED_BYTES = 12
PDF = "application/pdf"

PaperKind = Literal["connection", "map", "plan", "request", "other"]
KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
"House-connection file, map extract, plan or drawing, the customer's own request, anything else."

EXTENSIONS = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}

PaperState = Literal["received", "ready", "failed"]
"`received`: safe on disk, its pages are not drawn yet; `failed`: cannot be shown, see `failure`."


class PaperError(RefusalError):
    """`paper_type`, `paper_too_large`, `paper_too_many`, `paper_name`; of one that cannot be shown:
    `paper_unreadable`, `paper_locked` (a PDF that asks for a password), `paper_too_many_pages`,
    `paper_no_reader` (the program that draws a PDF's pages is not installed).
    """

    code = "paper_unreadable"


@dataclass(frozen=True)
class PaperPage:
    """One page as a picture (JPEG)."""

    sha256: str
    bytes: int
    width: int
    height: int


@dataclass(frozen=True)
class Paper:
    id: str
    utility_id: str
    consultation_id: str
    kind: PaperKind
    name: str
    "As the file was called, or as somebody called it."
    mime: str
    bytes: int
    sha256_received: str
    state: PaperState
    created_at: datetime
    by_id: str
    by_name: str
    sha256_stored: str | None = None
    "Of the file that is kept; a picture's without its metadata."
    failure: str | None = None
    "Code of why the state is `failed`."
    pages: Sequence[PaperPage] = ()


def sniff_paper_type(head: bytes) -> str | None:
    """The content type the first bytes of a file claim; None for what is no paper."""
    return PDF if head.startswith(b"%PDF-") else sniff_content_type(head)


def paper_name(text: str) -> str:
    """A file's name as it is shown: no folders, no control or direction characters, at most 120 characters.

    Raises PaperError `paper_name` when nothing is left.
    """
    last = text.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    name = " ".join(shown.split())[:NAME_CHARACTERS].strip()
    if not name:
        raise PaperError("paper_name")
    return name
