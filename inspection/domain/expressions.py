"""Conditions of the checklist: JSON tree and value. `expression_parser.py` makes the tree from text.

The tree is plain JSON, so that the browser evaluates the same thing (`static/shared/expressions.js`, same
vectors): `{"literal": v}`, `{"name": n}`, `{"op": o, "args": […]}`, `{"call": f, "args": […]}`.
A comparison with null is false, whatever the operator.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Value = str | int | float | bool | Sequence[str] | None
"An answer or derived value: text, number, truth, list of option ids, or null."

Tree = Mapping[str, Any]
"One node; see the module's docstring."

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "has_any": ("name", "list"),
    "any_room_has": ("text",),
    "any_room_moisture": ("list",),
    "template_active": ("text",),
    "unanswered": ("name",),
}
"Each function with the kinds of its arguments."


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition as written and as parsed."""

    source: str
    tree: Tree


class Scope(Protocol):
    """What an expression can ask about its subject."""

    def lookup(self, name: str) -> Value: ...
    def unanswered(self, item: str) -> bool: ...
    def any_room_has(self, installation: str) -> bool: ...
    def any_room_moisture(self, states: Sequence[str]) -> bool: ...
    def template_active(self, name: str) -> bool: ...


def nearest(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    """`did you mean 'x'?`, or the list of what is known where nothing is near."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return "known: " + (", ".join(names) if len(names) <= 20 else ", ".join(names[:20]) + ", …")


def evaluate(tree: Tree, scope: Scope) -> Value:
    """The value of a tree for the subject behind `scope`."""
    if "name" in tree:
        return scope.lookup(tree["name"])
    if "literal" in tree:
        literal: Value = tree["literal"]
        return literal
    args = tree["args"]
    if "call" in tree:
        return _call(tree["call"], args, scope)
    op = tree["op"]
    if op in ("and", "or"):
        decisive = op == "or"
        for arg in args:
            if (evaluate(arg, scope) is True) is decisive:
                return decisive
        return not decisive
    if op == "not":
        return evaluate(args[0], scope) is not True
    return _compare(op, evaluate(args[0], scope), evaluate(args[1], scope))


def holds(expression: Expression, scope: Scope) -> bool:
    """Whether a condition is true for the subject behind `scope`."""
    return evaluate(expression.tree, scope) is True


def _call(function: str, args: Sequence[Tree], scope: Scope) -> bool:
    if function == "has_any":
        chosen = scope.lookup(args[0]["name"])
        return isinstance(chosen, (list, tuple)) and any(option in chosen for option in args[1]["literal"])
    if function == "unanswered":
        return scope.unanswered(args[0]["name"])
    if function == "any_room_has":
        return scope.any_room_has(args[0]["literal"])
    if function == "any_room_moisture":
        return scope.any_room_moisture(args[0]["literal"])
    return scope.template_active(args[0]["literal"])


def _compare(op: str, left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    if op == "==":
        return bool(left == right)
    if op == "!=":
        return bool(left != right)
    if op == "in":
        return left in right
    if op == "not in":
        return left not in right
    if not (_is_number(left) and _is_number(right)):
        return False
    if op == "<":
        return bool(left < right)
    if op == "<=":
        return bool(left <= right)
    if op == ">":
        return bool(left > right)
    return bool(left >= right)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def leaves(tree: Tree) -> Iterator[Tree]:
    """All names and function calls of a tree, left to right."""
    if "name" in tree or "call" in tree:
        yield tree
    else:
        for arg in tree.get("args", ()):
            yield from leaves(arg)


def names_used(tree: Tree) -> tuple[str, ...]:
    """Item ids and derived names that a tree mentions, each once, in order."""
    names: dict[str, None] = {}
    for leaf in leaves(tree):
        if "name" in leaf:
            names[leaf["name"]] = None
        elif FUNCTIONS[leaf["call"]][0] == "name":
            names[leaf["args"][0]["name"]] = None
    return tuple(names)


def carriers(tree: Tree, scope: Scope) -> Iterator[Tree]:
    """The names and calls that made a tree come out as it did: of an `or` that holds only the parts that
    hold, of an `and` that fails only the parts that fail."""
    op = tree.get("op")
    if op in ("and", "or"):
        outcome = evaluate(tree, scope) is True
        decisive = outcome if op == "or" else not outcome
        for arg in tree["args"]:
            if not decisive or (evaluate(arg, scope) is True) is outcome:
                yield from carriers(arg, scope)
    elif op == "not":
        yield from carriers(tree["args"][0], scope)
    else:
        yield from leaves(tree)
