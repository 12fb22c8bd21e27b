"""How long the talk took by phase, as one line of the basics; nothing where nobody recorded it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from inspection.domain.effort import phases
from inspection.domain.protocol.document import Fact
from inspection.domain.protocol.findings import Context


def durations(context: Context) -> Iterator[Fact]:
    """`Eröffnung 5 min · Außen 12 min · Innen 24 min (Waschküche 14, Heizungsraum 10) · Abschluss 8 min`."""
    wording, meta = context.wording, context.facts.case.meta
    stays = meta.get("visits")
    if not isinstance(stays, list):
        return
    spent = phases(stays, _moment(meta.get("started_at")), _moment(meta.get("ended_at")))
    if spent is None:
        return
    rooms = [
        wording.t("protocol.basics.room", name=context.names[room], minutes=f"{minutes:.0f}")
        for room, minutes in spent.rooms
        if room in context.names and minutes >= 0.5  # less would read as 0
    ]
    parts = [
        _phase(context, "opening", spent.opening),
        _phase(context, "outside", spent.outside),
        wording.t("protocol.basics.inside", minutes=f"{spent.inside:.0f}", rooms=", ".join(rooms))
        if rooms
        else "",
        _phase(context, "closing", spent.closing),
    ]
    yield Fact(wording.t("protocol.basics.phases"), " · ".join(filter(None, parts)) or wording.absent)


def _phase(context: Context, phase: str, minutes: float) -> str:
    wording = context.wording
    name = wording.t(f"protocol.basics.{phase}")
    shown = f"{minutes:.0f}"
    return "" if shown == "0" else wording.t("protocol.basics.phase", name=name, minutes=shown)


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
