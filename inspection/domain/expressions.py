"""Conditions of the checklist: text, JSON tree, value.

    or_expr    := and_expr ("or" and_expr)*
    and_expr   := not_expr ("and" not_expr)*
    not_expr   := "not" not_expr | comparison
    comparison := primary [("==" | "!=" | "<" | "<=" | ">" | ">=") primary | ["not"] "in" list]
    primary    := name | 'text' | number | "true" | "false" | list | "(" or_expr ")" | function "(" … ")"

The tree is plain JSON, so that the browser evaluates the same thing (`static/shared/expressions.js`, same
vectors): `{"literal": v}`, `{"name": n}`, `{"op": o, "args": […]}`, `{"call": f, "args": […]}`.
A comparison with null is false, whatever the operator.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from inspection.domain.errors import ExpressionError

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

ARGUMENT_WORDS = {"name": "the id of an item", "list": "a list like ['a','b']", "text": "a text like 'a'"}
MISTAKEN_OPERATORS = {
    "=": "==",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "<>": "!=",
    "=>": ">=",
}
WORDS = ("and", "or", "not", "in", "true", "false")

TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<op>==|!=|<=|>=|<>|=>|&&|\|\||[<>=!&|()\[\],]))"
)


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


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    position: int


def parse(source: str) -> Expression:
    """Parse a condition; `always` is another word for true. Raises ExpressionError."""
    if source.strip() == "always":
        return Expression(source, {"literal": True})
    parser = _Parser(source)
    tree = parser.or_expr()
    parser.expect_end()
    return Expression(source, tree)


def nearest(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    """`did you mean 'x'?`, or the list of what is known where nothing is near."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return "known: " + (", ".join(names) if len(names) <= 20 else ", ".join(names[:20]) + ", …")


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(self._tokenise())
        self.index = 0

    def _tokenise(self) -> Iterator[Token]:
        position = 0
        end = len(self.source.rstrip())
        while position < end:
            match = TOKEN.match(self.source, position)
            if match is None or match.lastgroup is None:
                rest = self.source[position:].lstrip()
                right = "close the text with '" if rest.startswith("'") else "see the grammar in README.md"
                raise ExpressionError(f"unexpected {rest[:1]!r}", right, position)
            text = match.group(match.lastgroup)
            start = match.start(match.lastgroup)
            if text in MISTAKEN_OPERATORS:
                right = f"did you mean '{MISTAKEN_OPERATORS[text]}'?"
                raise ExpressionError(f"unknown operator '{text}'", right, start)
            kind = match.lastgroup
            if kind == "name" and text in WORDS:
                kind = "word"
            yield Token(kind, text, start)
            position = match.end()

    def peek(self) -> Token:
        if self.index < len(self.tokens):
            return self.tokens[self.index]
        return Token("end", "", len(self.source))

    def take(self) -> Token:
        token = self.peek()
        self.index += 1
        return token

    def accept(self, text: str) -> bool:
        token = self.peek()
        if token.text == text and token.kind in ("op", "word"):
            self.index += 1
            return True
        return False

    def expect(self, text: str) -> None:
        token = self.peek()
        if not self.accept(text):
            raise ExpressionError(f"unexpected {_shown(token)}", f"'{text}' is missing here", token.position)

    def expect_end(self) -> None:
        token = self.peek()
        if token.kind == "end":
            return
        operators = (*COMPARISONS, "in", "not in", "and", "or")
        wrong = f"unknown operator '{token.text}'" if token.kind == "name" else f"unexpected {_shown(token)}"
        raise ExpressionError(wrong, "allowed here: " + " ".join(operators), token.position)

    def or_expr(self) -> Tree:
        return self._joined("or", self.and_expr)

    def and_expr(self) -> Tree:
        return self._joined("and", self.not_expr)

    def _joined(self, word: str, part: Any) -> Tree:
        parts = [part()]
        while self.accept(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else {"op": word, "args": parts}

    def not_expr(self) -> Tree:
        if self.accept("not"):
            return {"op": "not", "args": [self.not_expr()]}
        return self.comparison()

    def comparison(self) -> Tree:
        left = self.primary()
        token = self.peek()
        if token.kind == "op" and token.text in COMPARISONS:
            self.take()
            return {"op": token.text, "args": [left, self.primary()]}
        operator = None
        if self.accept("in"):
            operator = "in"
        elif token.text == "not" and token.kind == "word":
            self.take()
            self.expect("in")
            operator = "not in"
        if operator is None:
            return left
        opened = self.peek()
        right = self.primary()
        if not isinstance(right.get("literal"), list):
            raise ExpressionError(f"'{operator}' needs a list", "write it like ['a','b']", opened.position)
        return {"op": operator, "args": [left, right]}

    def primary(self) -> Tree:
        token = self.take()
        if token.kind == "text":
            return {"literal": token.text[1:-1]}
        if token.kind == "number":
            return {"literal": _number(token.text)}
        if token.kind == "word" and token.text in ("true", "false"):
            return {"literal": token.text == "true"}
        if token.kind == "name":
            return self.call(token) if self.accept("(") else {"name": token.text}
        if token.text == "(" and token.kind == "op":
            inner = self.or_expr()
            self.expect(")")
            return inner
        if token.text == "[" and token.kind == "op":
            return {"literal": self.list_items()}
        raise ExpressionError(
            f"unexpected {_shown(token)}",
            "a name, a text, a number, a list or a bracket belongs here",
            token.position,
        )

    def list_items(self) -> list[str | int | float]:
        items: list[str | int | float] = []
        while True:
            token = self.take()
            if token.kind == "text":
                items.append(token.text[1:-1])
            elif token.kind == "number":
                items.append(_number(token.text))
            else:
                raise ExpressionError(
                    f"unexpected {_shown(token)} in a list", "write it like ['a','b']", token.position
                )
            if self.accept("]"):
                return items
            self.expect(",")

    def call(self, function: Token) -> Tree:
        kinds = FUNCTIONS.get(function.text)
        if kinds is None:
            raise ExpressionError(
                f"unknown function '{function.text}'", nearest(function.text, FUNCTIONS), function.position
            )
        args: list[Tree] = []
        for number, kind in enumerate(kinds):
            if number:
                self.expect(",")
            start = self.peek()
            arg = self.primary()
            if not _is_kind(arg, kind):
                right = f"argument {number + 1} is {ARGUMENT_WORDS[kind]}"
                raise ExpressionError(f"wrong argument for '{function.text}'", right, start.position)
            args.append(arg)
        self.expect(")")
        return {"call": function.text, "args": args}


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _shown(token: Token) -> str:
    return "end of the condition" if token.kind == "end" else f"'{token.text}'"


def _is_kind(arg: Tree, kind: str) -> bool:
    if kind == "name":
        return "name" in arg
    literal = arg.get("literal")
    return isinstance(literal, list) if kind == "list" else isinstance(literal, str)


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
    if op == "and":
        return all(evaluate(arg, scope) is True for arg in args)
    if op == "or":
        return any(evaluate(arg, scope) is True for arg in args)
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
