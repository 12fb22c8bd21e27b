"""Which measures a rule recommends for a subject: its own, and what its selectors pick."""

from __future__ import annotations

from collections.abc import Iterator

from inspection.domain.checklist import Checklist, Rule, Selector
from inspection.domain.expressions import Scope, holds


def recommended(checklist: Checklist, rule: Rule, scope: Scope) -> tuple[str, ...]:
    """Measure ids in the rule's order, each once."""
    found: dict[str, None] = {}
    for entry in rule.measures:
        if entry.condition is not None and not holds(entry.condition, scope):
            continue
        selector = checklist.selectors.get(entry.id)
        if selector is None:
            found[entry.id] = None
        else:
            found.update(dict.fromkeys(select(selector, scope)))
    return tuple(found)


def select(selector: Selector, scope: Scope) -> Iterator[str]:
    """The first choice whose condition holds, then its additions."""
    chosen = next((choice.measure for choice in selector.choices if holds(choice.when, scope)), None)
    if chosen is None:
        return
    yield chosen
    for addition in selector.additions:
        if chosen in addition.chosen and holds(addition.when, scope):
            yield addition.measure
