"""One mapping of a template file: reads its fields, notes what is wrong and where, and goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from inspection.adapters.template_nodes import Problems, fields_below, scalar, scalars_below
from inspection.domain.checklist import Text
from inspection.domain.errors import ExpressionError
from inspection.domain.expression_parser import parse
from inspection.domain.expressions import Expression, nearest
from inspection.domain.languages import LANGUAGES

NOTHING = Expression("false", {"literal": False})
ALWAYS = Expression("always", {"literal": True})


@dataclass(frozen=True)
class Binding:
    """An id in a list, with or without a condition: `- x` or `- {item: x, when: "…"}`."""

    name: str
    when: Expression
    line: int
    entry: Entry


class Entry:
    """One mapping of a template file, read field by field."""

    def __init__(self, node: yaml.Node | None, file: str, problems: Problems, what: str = "") -> None:
        self.file = file
        self.problems = problems
        self.line = node.start_mark.line + 1 if node else 1
        self.what = what
        self.node = node
        self.values: dict[str, yaml.Node] = {}
        self.lines: dict[str, int] = {}
        self.asked: set[str] = set()
        if node is not None and not isinstance(node, yaml.MappingNode):
            self.wrong(self.line, f"{what or 'this'} is not a mapping", "write it as `field: value`")
        elif isinstance(node, yaml.MappingNode):
            self._read(node)

    def _read(self, node: yaml.MappingNode) -> None:
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            line = key.start_mark.line + 1
            if not name:
                self.wrong(line, "a field without a name", "write it as `field: value`")
            elif name in self.values:
                self.wrong(line, f"duplicate field '{name}'", f"it is already in line {self.lines[name]}")
            else:
                self.values[name], self.lines[name] = value, line

    def wrong(self, line: int, wrong: str, right: str) -> None:
        self.problems.add(self.file, line, wrong, right)

    def line_of(self, name: str) -> int:
        """Line of a field, or of the entry where the field is missing."""
        return self.lines.get(name, self.line)

    def line_naming(self, word: str) -> int:
        """Line of the first scalar within that begins with a word; of the entry where none does."""
        return next((line for text, line in scalars_below(self.node) if text.startswith(word)), self.line)

    def line_within(self, field: str, word: str | None = None) -> int:
        """Line of a field somewhere below, or of a key or text in it."""
        found = next(fields_below(self.node, field), None)
        if found is None:
            return self.line
        key, value = found
        words = (line for text, line in scalars_below(value, keys=True) if text == word)
        return next(words, key.start_mark.line + 1)

    def has(self, name: str) -> bool:
        self.asked.add(name)
        return name in self.values

    def names(self) -> Iterator[str]:
        """All fields; for mappings whose keys are ids."""
        self.asked.update(self.values)
        return iter(tuple(self.values))

    def done(self) -> None:
        """Note fields that nobody asked for."""
        for name in self.values:
            if name not in self.asked:
                self.wrong(self.lines[name], f"unknown field '{name}'", nearest(name, sorted(self.asked)))

    def _node(self, name: str, required: bool) -> yaml.Node | None:
        self.asked.add(name)
        node = self.values.get(name)
        if node is None and required:
            self.wrong(self.line, f"{self.what or 'the file'} lacks '{name}'", f"add `{name}:`")
        return node

    def _scalar(self, name: str, kinds: tuple[type, ...], right: str, required: bool) -> Any:
        node = self._node(name, required)
        if node is None:
            return None
        value = scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.wrong(self.lines[name], f"'{name}' has the wrong type", right)
            return None
        return value

    def string(self, name: str) -> str:
        return self._scalar(name, (str,), "a text belongs here", True) or ""

    def optional_string(self, name: str) -> str | None:
        value: str | None = self._scalar(name, (str,), "a text belongs here", False)
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        value: int | None = self._scalar(name, (int,), "a whole number belongs here", default is None)
        return (default or 0) if value is None else value

    def number(self, name: str) -> float:
        value: float | None = self._scalar(name, (int, float), "a number belongs here", True)
        return 0 if value is None else value

    def boolean(self, name: str, default: bool | None = None) -> bool:
        value: bool | None = self._scalar(name, (bool,), "true or false belongs here", default is None)
        return bool(default) if value is None else value

    def choice(self, name: str, allowed: Sequence[str], what: str = "") -> str:
        """One of some words; `what` names them in the problem."""
        value = self.string(name)
        return value if self.is_known(value, allowed, name, what) else (allowed[0] if allowed else "")

    def optional_choice(self, name: str, allowed: Sequence[str]) -> str | None:
        return self.choice(name, allowed) if self.has(name) else None

    def is_known(self, value: str, allowed: Sequence[str], name: str, what: str = "") -> bool:
        """Whether a value is one of those allowed; an empty one was complained about before."""
        if not value or value in allowed:
            return bool(value)
        self.wrong(self.line_of(name), f"unknown {what or name} '{value}'", nearest(value, allowed))
        return False

    def strings(self, name: str, required: bool = True) -> tuple[str, ...]:
        return tuple(text for text, _ in self.lined_strings(name, required))

    def lined_strings(self, name: str, required: bool = True) -> tuple[tuple[str, int], ...]:
        """Texts of a list, each with its line."""
        found = []
        for node in self.nodes(name, required):
            value = scalar(node) if isinstance(node, yaml.ScalarNode) else None
            if isinstance(value, str):
                found.append((value, node.start_mark.line + 1))
            else:
                self.wrong(
                    node.start_mark.line + 1, f"'{name}' has an entry of the wrong type", "texts belong here"
                )
        return tuple(found)

    def nodes(self, name: str, required: bool = True) -> Sequence[yaml.Node]:
        """The entries of a list."""
        node = self._node(name, required)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(self.lines[name], f"'{name}' has the wrong type", "a list belongs here")
            return ()
        entries: list[yaml.Node] = node.value
        return entries

    def entries(self, name: str, what: str, required: bool = True) -> list[Entry]:
        """The mappings of a list."""
        return [Entry(node, self.file, self.problems, what) for node in self.nodes(name, required)]

    def entry(self, name: str, what: str = "", required: bool = True) -> Entry:
        """A mapping within; empty where it is missing."""
        return Entry(self._node(name, required), self.file, self.problems, what or f"'{name}'")

    def text(self, name: str) -> Text:
        """A text in every language."""
        return self._words(name, self._node(name, True))

    def text_list(self, name: str) -> tuple[Text, ...]:
        """A list of texts, each in every language."""
        return tuple(self._words(name, node) for node in self.nodes(name))

    def _words(self, name: str, node: yaml.Node | None) -> Text:
        inner = Entry(node, self.file, self.problems, f"'{name}'")
        words = dict.fromkeys(LANGUAGES, "")
        for language in LANGUAGES if node is not None else ():
            if language in inner.values:
                words[language] = inner.string(language).strip()
                if not words[language]:
                    inner.wrong(inner.lines[language], f"'{name}' is empty in '{language}'", "write the text")
            elif isinstance(node, yaml.MappingNode):
                inner.asked.add(language)
                inner.wrong(inner.line, f"'{name}' lacks the language '{language}'", f"add `{language}:`")
        inner.done()
        return words

    def bindings(self, name: str) -> list[Binding]:
        """Ids of a list, each with its condition."""
        found = []
        for node in self.nodes(name):
            line = node.start_mark.line + 1
            if isinstance(node, yaml.ScalarNode):
                found.append(
                    Binding(str(node.value), ALWAYS, line, Entry(None, self.file, self.problems, "a binding"))
                )
                continue
            inner = Entry(node, self.file, self.problems, "a binding")
            found.append(Binding(inner.string("item"), inner.expression("when"), line, inner))
            inner.done()
        return found

    def texts(self, name: str) -> Mapping[str, Text]:
        """Id → text in every language."""
        inner = self.entry(name)
        return {key: inner.text(key) for key in inner.names()}

    def norm(self) -> Text:
        """Pointer to a standard: one text where all languages read the same, else a text per language."""
        if isinstance(self.values.get("norm"), yaml.MappingNode):
            return self.text("norm")
        return dict.fromkeys(LANGUAGES, self.string("norm"))

    def numbers(self, name: str) -> Mapping[str, int]:
        """Id → whole number."""
        inner = self.entry(name)
        return {key: inner.integer(key) for key in inner.names()}

    def expression(self, name: str, default: Expression = NOTHING, required: bool = True) -> Expression:
        """A condition, parsed."""
        source = self.string(name) if required else self.optional_string(name)
        return self.parsed(source, self.line_of(name)) if source else default

    def parsed(self, source: str, line: int) -> Expression:
        """A condition's text, parsed; NOTHING and a problem where it is wrong."""
        try:
            return parse(source)
        except ExpressionError as error:
            self.wrong(line, error.wrong, error.right)
            return NOTHING
