"""Conditions of the checklist: JSON tree and value. `expression_parser.py` makes the tree from text.

The tree is plain JSON, so that the browser evaluates the same thing (`static/shared/expressions.js`, same
vectors): `{"literal": v}`, `{"name": n}`, `{"op": o, "args": […]}`, `{"call": f, "args": […]}`.
A comparison with null is false, whatever the operator.
"""

from __future__ import annotations

import difflib
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class Expression:
    """A condition as written and as parsed."""

    source: str
    tree: Tree

    @cached_property
    def node(self) -> Node:
        """The tree made ready, at its first use."""
        return compiled(self.tree)


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


@dataclass(frozen=True, slots=True)
class Node:
    """A tree made ready to be asked of many subjects: its words are looked at once, not each time."""

    kind: str
    "An operator, or `name`, `call`, `literal`."
    value: Callable[[Scope], Value]
    parts: tuple[Node, ...] = ()

    def leaves(self) -> Iterator[Node]:
        """All names and function calls, left to right."""
        if self.kind in ("name", "call"):
            yield self
        for part in self.parts:
            yield from part.leaves()


def holds(expression: Expression, scope: Scope) -> bool:
    """Whether a condition is true for the subject behind `scope`."""
    return expression.node.value(scope) is True


def compiled(tree: Tree) -> Node:
    """Closures instead of words; `and` and `or` stop at the part that decides."""
    if "name" in tree:
        return Node("name", operator.methodcaller("lookup", tree["name"]))
    if "literal" in tree:
        literal: Value = tree["literal"]
        return Node("literal", lambda _: literal)
    if "call" in tree:
        return Node("call", _call(tree["call"], tree["args"]))
    op: str = tree["op"]
    parts = tuple(compiled(arg) for arg in tree["args"])
    values = tuple(part.value for part in parts)
    if op == "and":
        return Node(op, _all(values), parts)
    if op == "or":
        return Node(op, _any(values), parts)
    if op == "not":
        return Node(op, lambda scope: values[0](scope) is not True, parts)
    left, right = tree["args"]
    if "name" in left and right.get("literal") is not None:
        return Node(op, _name_comparison(op, left["name"], right["literal"]), parts)
    return Node(op, _comparison(op, *values), parts)


def _all(values: Sequence[Callable[[Scope], Value]]) -> Callable[[Scope], bool]:
    def value(scope: Scope) -> bool:
        for part in values:  # noqa: SIM110 (all() with a generator takes twice as long)
            if part(scope) is not True:
                return False
        return True

    return value


def _any(values: Sequence[Callable[[Scope], Value]]) -> Callable[[Scope], bool]:
    def value(scope: Scope) -> bool:
        for part in values:  # noqa: SIM110 (as above)
            if part(scope) is True:
                return True
        return False

    return value


def _call(function: str, args: Sequence[Tree]) -> Callable[[Scope], bool]:
    if function == "has_any":
        item, options = args[0]["name"], args[1]["literal"]
        return lambda scope: _has_any(scope.lookup(item), options)
    if function == "unanswered":
        return operator.methodcaller("unanswered", args[0]["name"])
    return operator.methodcaller(function, args[0]["literal"])  # the others are questions of the same name


def _has_any(chosen: Value, options: Sequence[str]) -> bool:
    return isinstance(chosen, (list, tuple)) and any(option in chosen for option in options)


def _comparison(
    op: str, first: Callable[[Scope], Value], second: Callable[[Scope], Value]
) -> Callable[[Scope], bool]:
    compare = _COMPARE[op]

    def value(scope: Scope) -> bool:
        left, right = first(scope), second(scope)
        return left is not None and right is not None and compare(left, right)

    return value


def _name_comparison(op: str, name: str, right: Any) -> Callable[[Scope], bool]:
    """What most conditions consist of, in one step."""
    compare = _COMPARE[op]

    def value(scope: Scope) -> bool:
        left = scope.lookup(name)
        return left is not None and compare(left, right)

    return value


def _of_numbers(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda left, right: _is_number(left) and _is_number(right) and compare(left, right)


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
    "<": _of_numbers(operator.lt),
    "<=": _of_numbers(operator.le),
    ">": _of_numbers(operator.gt),
    ">=": _of_numbers(operator.ge),
}


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


def carriers(node: Node, scope: Scope) -> Iterator[Node]:
    """The names and calls that made a condition come out as it did: of an `or` that holds only the parts
    that hold, of an `and` that fails only the parts that fail."""
    if node.kind in ("and", "or"):
        outcome = node.value(scope) is True
        decisive = outcome if node.kind == "or" else not outcome
        for part in node.parts:
            if not decisive or (part.value(scope) is True) is outcome:
                yield from carriers(part, scope)
    elif node.kind == "not":
        yield from carriers(node.parts[0], scope)
    else:
        yield from node.leaves()
