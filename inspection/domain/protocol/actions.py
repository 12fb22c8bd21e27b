"""What is to be done, and what is still to be found out."""

from __future__ import annotations

from datetime import date

from inspection.domain.assessment import MeasureResult
from inspection.domain.checklist import Item
from inspection.domain.protocol.document import MeasureGroup, MeasureRow, OpenPointRow
from inspection.domain.protocol.findings import Context, short_rule
from inspection.domain.protocol.onsite import answer, reasons
from inspection.domain.protocol.wording import due_day

_FOLLOW_UP = 3
"Priority whose window holds for open points without a day of their own."


def measure_rows(context: Context, talk: date | None) -> tuple[MeasureRow, ...]:
    """In the order of the assessment: by urgency."""
    return tuple(_row(context, measure, talk) for measure in context.assessment.measures)


def measure_groups(context: Context, rows: tuple[MeasureRow, ...]) -> tuple[MeasureGroup, ...]:
    """The same rows under their urgency."""
    protocol, wording = context.checklist.protocol, context.wording
    results = context.assessment.measures
    return tuple(
        MeasureGroup(
            title=wording.of(protocol.priorities[priority].title),
            window=wording.of(protocol.priorities[priority].text),
            rows=tuple(row for row, result in zip(rows, results, strict=True) if result.priority == priority),
        )
        for priority in sorted({result.priority for result in results})
    )


def _row(context: Context, result: MeasureResult, talk: date | None) -> MeasureRow:
    checklist, wording = context.checklist, context.wording
    measure = checklist.measures[result.id]
    protocol = checklist.protocol
    rules = list(dict.fromkeys(short_rule(finding.rule) for finding in result.findings))
    due = due_day(result.priority, talk)
    urgency = wording.of(protocol.priorities[result.priority].title)
    source = (wording.pointer([measure.norm]), wording.t("protocol.rule", rule=", ".join(rules)))
    return MeasureRow(
        title=wording.of(measure.text),
        detail=wording.of(measure.detail),
        places=wording.join([context.names[finding.subject] for finding in result.findings]),
        responsible=wording.of(protocol.responsible[measure.responsible]),
        due=wording.day(due) if due else urgency,
        due_short=wording.short_day(due) if due else urgency,
        dated=bool(due),
        cost=measure.cost,
        source=" · ".join(filter(None, source)),
    )


def open_points(context: Context, talk: date | None) -> tuple[OpenPointRow, ...]:
    """Everything unknown, whether a rule reads it or not; what only a visit shows is for the utility."""
    checklist, wording = context.checklist, context.wording
    due = _follow_up(context) or due_day(_FOLLOW_UP, talk)
    on_site = reasons(context.facts.case.meta)
    return tuple(
        OpenPointRow(
            subject=context.names[point.subject],
            question=wording.of(checklist.items[point.item].text),
            who=wording.of(
                checklist.protocol.responsible[
                    "utility" if (point.subject, point.item) in on_site else _who(checklist.items[point.item])
                ]
            ),
            due=wording.short_day(due)
            if due
            else wording.of(checklist.protocol.priorities[_FOLLOW_UP].title),
            on_site=answer(wording, on_site[point.subject, point.item])
            if (point.subject, point.item) in on_site
            else "",
        )
        for point in context.assessment.open_points
    )


def _who(item: Item) -> str:
    """The utility where its own data are missing; what sits inside a device is a plumber's matter."""
    if item.prefill == "office":
        return "utility"
    return "plumber" if item.scope == "device" and item.type != "photo" else "owner"


def _follow_up(context: Context) -> date | None:
    given = context.facts.case.meta.get("follow_up_due")
    try:
        return date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        return None
