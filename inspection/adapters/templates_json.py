"""The checklist as the browser reads it: `GET /api/v1/checklist`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspection.domain.checklist import Checklist, Item, Note, Text


def checklist_to_json(checklist: Checklist, labels: Mapping[str, Text] | None = None) -> dict[str, Any]:
    """Plain JSON: texts in every language, conditions as trees; rules only as far as pages show them.

    `labels`: item → short name, where the question is too long; None leaves them out.
    """
    protocol = checklist.protocol
    return {
        "version": checklist.version,
        "ruleset_version": checklist.ruleset_version,
        "templates": _texts(checklist.templates),
        "sections": [
            {"id": one.id, "title": dict(one.title), "scope": one.scope, "items": list(one.items)}
            for one in checklist.sections
        ],
        "scopes": {
            kind.id: {
                "name": dict(kind.name),
                "plural": dict(kind.plural),
                "required_refs": list(kind.required_refs),
                "suggestions": [dict(text) for text in kind.suggestions],
            }
            for kind in checklist.scopes.values()
        },
        "items": {item.id: _item(item, (labels or {}).get(item.id)) for item in checklist.items.values()},
        "paths": [
            {"id": path.id, "name": dict(path.name), "short": dict(path.short), "template": path.template}
            for path in checklist.paths
        ],
        "levels": {level.id: dict(level.name) for level in checklist.levels.values()},
        "likelihoods": _texts(protocol.likelihoods),
        "consequences": _texts(protocol.consequences),
        "priorities": {
            str(number): {"name": dict(note.title), "text": dict(note.text)}
            for number, note in protocol.priorities.items()
        },
        "responsible": _texts(protocol.responsible),
        "cost_classes": _texts(protocol.cost_classes),
        "measures": {
            measure.id: {
                "text": dict(measure.text),
                "detail": dict(measure.detail),
                "responsible": measure.responsible,
                "cost": measure.cost,
                "norm": _norm(measure.norm_text),
            }
            for measure in checklist.measures.values()
        },
        "rules": {rule.id: {"path": rule.path, "reason": dict(rule.reason)} for rule in checklist.rules},
        "safety": [_note(note) for note in checklist.safety],
        "tolerance_cm": dict(checklist.conventions.tolerance_cm),
    }


def _item(item: Item, label: Text | None) -> dict[str, Any]:
    limits = item.range
    return {
        "id": item.id,
        "scope": item.scope,
        "type": item.type,
        "templates": list(item.templates),
        "text": dict(item.text),
        "label": dict(label) if label else None,
        "help": dict(item.help),
        "options": [{"id": option, "text": dict(text)} for option, text in item.options.items()],
        "unit": item.unit,
        "range": {"min": limits.min, "max": limits.max, "step": limits.step} if limits else None,
        "photo": item.photo,
        "prefill": item.prefill,
        "source": item.source,
        "ref": item.ref,
        "norm": _norm(item.norm_text),
        "hint": dict(item.hint) if item.hint else None,
        "views": [
            {
                "id": view.id,
                "when": view.when.tree,
                "say": dict(view.say),
                "aim": dict(view.aim),
                "light": dict(view.light),
            }
            for view in item.views
        ],
        "visible_when": item.visible_when.tree,
    }


def _norm(norm: Text) -> dict[str, str] | None:
    return None if norm["de"] == "-" else dict(norm)


def _note(note: Note) -> dict[str, Any]:
    return {"id": note.id, "title": dict(note.title), "text": dict(note.text)}


def _texts(texts: Mapping[Any, Text]) -> dict[str, dict[str, str]]:
    return {str(key): dict(text) for key, text in texts.items()}
