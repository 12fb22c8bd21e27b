"""From a case and its assessment to the protocol, as a document ready to be laid out.

Pure: no clock, no file, no network. The release (who, when) is not part of it: it lives in the seal and in
the record, so that releasing does not render again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from inspection.domain.assessment import Assessment
from inspection.domain.case import Case
from inspection.domain.checklist import Checklist
from inspection.domain.protocol import actions, basics
from inspection.domain.protocol.case_data import case_data
from inspection.domain.protocol.document import Document, Utility
from inspection.domain.protocol.findings import Context, chapters, subject_names
from inspection.domain.protocol.glance import glance
from inspection.domain.protocol.house import numbers
from inspection.domain.protocol.pictures import album
from inspection.domain.protocol.way import plan_view, way
from inspection.domain.protocol.wording import Wording
from inspection.domain.visibility import Facts

__all__ = ["Document", "Utility", "Wording", "build_document"]


def build_document(
    checklist: Checklist,
    case: Case,
    assessment: Assessment,
    photos: Collection[str],
    wording: Wording,
    utility: Utility | None = None,
) -> Document:
    """Everything the protocol says, in the language of `wording`.

    `photos`: ids of the pictures at hand, e.g. `p01`; what the case names beyond them is printed as missing.
    """
    utility = utility or Utility()
    phrases = {key: wording.of(text) for key, text in checklist.protocol.phrases.items()}
    wording = replace(wording, phrases=phrases)
    facts = Facts(checklist, case)
    names = subject_names(facts, wording)
    context = Context(
        facts=facts,
        assessment=assessment,
        wording=wording,
        album=album(facts, photos, wording, names, utility.timezone),
        numbers=numbers(facts, assessment),
        names=names,
    )
    times = basics.talk_times(context, utility)
    talk = times[0].date() if times[0] else None
    address = basics.address_lines(case.meta)
    rows = actions.measure_rows(context, talk)
    protocol = checklist.protocol
    return Document(
        language=wording.language,
        texts=wording.texts,
        phrases=phrases,
        title=wording.of(protocol.title),
        protocol_no=basics.protocol_number(context),
        running=basics.running_line(context),
        created=times[0].isoformat(timespec="seconds") if times[0] and times[0].tzinfo else "",
        utility=utility.name or wording.absent,
        utility_line=utility.name or wording.t("protocol.cover.utility", name=wording.absent),
        sections={key: wording.of(title) for key, title in protocol.sections.items()},
        address=address or (wording.absent,),
        cover=basics.cover(context, utility, times),
        scope_note=basics.scope_note(context),
        glance=glance(context, rows, address[0] if address else ""),
        basics=tuple(basics.basics(context, utility)),
        way=way(context, utility),
        plan=plan_view(context),
        chapters=chapters(context),
        measures=actions.measure_groups(context, rows),
        costs=tuple(f"{key} {wording.of(text)}" for key, text in protocol.cost_classes.items()),
        open_points=actions.open_points(context, talk),
        maintenance=basics.notes(context, protocol.maintenance),
        behaviour=basics.notes(context, protocol.behaviour),
        pictures=context.album.pictures,
        pictures_allowed=context.album.allowed,
        legal=basics.legal(context, utility),
        confirmation=basics.confirmation(context, utility),
        answers=basics.answers(context),
        versions=basics.versions(context),
        case_data=case_data(checklist, case),
    )
