"""What the protocol says, in the reader's language. The layout adds nothing but labels from `texts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspection.domain.cross_section import CrossSection
from inspection.domain.plan import FloorDrawing


@dataclass(frozen=True)
class Utility:
    """Who gives the advice; all from the utility's settings, an empty field prints as not stated."""

    name: str = ""
    contact: str = ""
    "How to ask back: telephone, mail; one line."
    privacy_contact: str = ""
    liability: str = ""
    "A liability clause the utility's lawyers wrote; empty prints none."
    timezone: str = "Europe/Berlin"
    "IANA name; times in a case are instants, the protocol prints what the clock on the wall showed."


@dataclass(frozen=True)
class Level:
    """A class of risk with its word; the sign is drawn from `id`."""

    id: str
    word: str
    unclear: bool = False


@dataclass(frozen=True)
class Fact:
    """One line: what was asked and what was found."""

    label: str
    value: str
    open: bool = False
    "Unknown or not answered."


@dataclass(frozen=True)
class Picture:
    """A still. `available` is False where the file is missing: it is named all the same."""

    id: str
    number: int
    title: str
    caption: str
    taken: str
    subject: str
    available: bool
    facts: str = ""
    "Where it was taken, in which direction, how; what is not known is not in it."
    drawn: object = None
    "What `photo.drawing` says, unchecked: see `protocol/drawing.py`."

    @property
    def alt(self) -> str:
        """What a screen reader says."""
        return f"{self.title}: {self.caption}"


@dataclass(frozen=True)
class Reason:
    """One finding in words."""

    text: str
    level: Level
    path: str
    pointers: str
    "Norms and the rule, as a pointer only."


@dataclass(frozen=True)
class SubjectView:
    """The building, a room, a drain, a device or an opening, with all that was found."""

    anchor: str
    kind: str
    "Kind in words: `Raum`, `Ablaufstelle`."
    title: str
    number: int | None
    "In the cross-section."
    level: Level | None
    "Worst finding; None without one."
    facts: tuple[Fact, ...]
    pictures: tuple[Picture, ...]
    more_pictures: str
    "Numbers of pictures that are only in the photo documentation."
    reasons: tuple[Reason, ...]
    compact: bool = False
    "Many short facts; without a finding nothing needs to be said."


@dataclass(frozen=True)
class Chapter:
    """Findings of one place."""

    title: str
    subjects: tuple[SubjectView, ...]
    head: SubjectView | None = None
    "The room itself, above what is in it."


@dataclass(frozen=True)
class PathRow:
    """One path of hazard."""

    name: str
    level: Level
    summary: str
    reasons: tuple[str, ...]
    by_hand: bool = False
    "The level was set by a person; summary and reasons say so first, with the computed one."


@dataclass(frozen=True)
class MeasureRow:
    """Something to do."""

    title: str
    detail: str
    places: str
    responsible: str
    due: str
    "A date, or the urgency in words where the day of the talk is not known."
    due_short: str
    "The same for a narrow column."
    dated: bool
    cost: str
    source: str


@dataclass(frozen=True)
class MeasureGroup:
    """Measures of one urgency."""

    title: str
    window: str
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True)
class OpenPointRow:
    """Something unknown, and who clears it up."""

    subject: str
    question: str
    who: str
    due: str
    on_site: str = ""
    "Why only a visit shows it; empty where it can be told from afar."


@dataclass(frozen=True)
class Paragraph:
    """A text with its heading."""

    title: str
    text: str


@dataclass(frozen=True)
class LegendEntry:
    """A number of the cross-section, named."""

    number: int
    text: str
    level: str | None


@dataclass(frozen=True)
class Glance:
    """The result on one page."""

    subtitle: str
    overall: Level
    note: str
    paths: tuple[PathRow, ...]
    section: CrossSection
    section_alt: str
    legend: tuple[LegendEntry, ...]
    steps: tuple[MeasureRow, ...]
    open_points: int


@dataclass(frozen=True)
class PlanRow:
    """A number of the plan, named, with where it is found."""

    kind: str
    number: int
    level: str | None
    kind_word: str
    name: str
    where: str
    height: str
    pictures: str


@dataclass(frozen=True)
class PlanView:
    """The sketch plan, a drawing per floor."""

    floors: tuple[FloorDrawing, ...]
    titles: Mapping[str, str]
    alts: Mapping[str, str]
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Stay:
    """A stop on the way through the house."""

    place: str
    arrived: str
    minutes: str
    channel: str


@dataclass(frozen=True)
class AnswerGroup:
    """All answers about one subject, as asked."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Document:
    """The whole protocol. Picklable: it travels to the worker that renders it."""

    language: str
    texts: Mapping[str, str]
    "Labels of the layout, by id."
    phrases: Mapping[str, str]
    "Standing phrases of the trade."
    title: str
    protocol_no: str
    running: str
    "Number and version, on every page."
    created: str
    "Date-time of the talk for the file's metadata, empty where it is not known; no clock is read."
    utility: str
    utility_line: str
    "The utility on the cover."
    sections: Mapping[str, str]
    "Section id → heading."
    address: tuple[str, ...]
    cover: tuple[Fact, ...]
    scope_note: str
    glance: Glance
    basics: tuple[Fact, ...]
    way: tuple[Stay, ...]
    plan: PlanView | None
    "None where nothing was drawn; the section is left out then."
    chapters: tuple[Chapter, ...]
    measures: tuple[MeasureGroup, ...]
    costs: tuple[str, ...]
    "Cost classes with their spans."
    open_points: tuple[OpenPointRow, ...]
    maintenance: tuple[Paragraph, ...]
    behaviour: tuple[Paragraph, ...]
    pictures: tuple[Picture, ...]
    pictures_allowed: bool
    legal: tuple[Paragraph, ...]
    confirmation: tuple[Paragraph, ...]
    answers: tuple[AnswerGroup, ...]
    versions: tuple[Fact, ...]
    case_data: str
    "The case as a file inside the PDF, see `case_data.py`."

    def t(self, key: str, **params: object) -> str:
        """A label of the layout. Raises KeyError for an unknown one."""
        return self.texts[key].format_map(params)
