"""Conditions: from text to tree. A small safe parser; nothing is ever executed.

or_expr    := and_expr ("or" and_expr)*
and_expr   := not_expr ("and" not_expr)*
not_expr   := "not" not_expr | comparison
comparison := primary [("==" | "!=" | "<" | "<=" | ">" | ">=") primary | ["not"] "in" list]
primary    := name | 'text' | number | "true" | "false" | list | "(" or_expr ")" | function "(" … ")"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inspection.domain.errors import ExpressionError
from inspection.domain.expressions import COMPARISONS, FUNCTIONS, Expression, Tree, nearest

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


MAX_CHARACTERS = 2000
"Longer conditions cannot be read by people either."
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    position: int


def parse(source: str) -> Expression:
    """Parse a condition; `always` is another word for true. Raises ExpressionError."""
    if len(source) > MAX_CHARACTERS:
        raise ExpressionError(
            "the condition is too long", f"at most {MAX_CHARACTERS} characters", MAX_CHARACTERS
        )
    if source.strip() == "always":
        return Expression(source, {"literal": True})
    parser = _Parser(source)
    tree = parser.or_expr()
    parser.expect_end()
    return Expression(source, tree)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(self._tokenise())
        self.index = 0
        self.depth = 0

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

    def nested(self, part: Callable[[], Tree]) -> Tree:
        """A part one level deeper; what nests too deep is refused."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(
                "brackets nest too deep", f"at most {MAX_DEPTH} levels", self.peek().position
            )
        tree = part()
        self.depth -= 1
        return tree

    def and_expr(self) -> Tree:
        return self._joined("and", self.not_expr)

    def _joined(self, word: str, part: Callable[[], Tree]) -> Tree:
        parts = [part()]
        while self.accept(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else {"op": word, "args": parts}

    def not_expr(self) -> Tree:
        if self.accept("not"):
            return {"op": "not", "args": [self.nested(self.not_expr)]}
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
            inner = self.nested(self.or_expr)
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
    if token.kind == "text":
        return token.text
    return "end of the condition" if token.kind == "end" else f"'{token.text}'"


def _is_kind(arg: Tree, kind: str) -> bool:
    if kind == "name":
        return "name" in arg
    literal = arg.get("literal")
    return isinstance(literal, list) if kind == "list" else isinstance(literal, str)
