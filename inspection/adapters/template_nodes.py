"""YAML as nodes with lines, and the list of what is wrong with them.

Plain scalars are read as YAML 1.2 does: `yes` and `no` are texts, only `true` and `false` are truths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
INTEGER = re.compile(r"[-+]?\d{1,18}")
DECIMAL = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?")
NULLS = ("", "~", "null", "Null", "NULL")
TRUTHS = {"true": True, "True": True, "false": False, "False": False}


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a template, and what would be right."""

    file: str
    line: int
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.wrong}; {self.right}"


@dataclass
class Problems:
    """All problems of a folder."""

    found: set[Problem] = field(default_factory=set)

    def add(self, file: str, line: int, wrong: str, right: str) -> None:
        self.found.add(Problem(file, line, wrong, right))


def scalar(node: yaml.ScalarNode) -> Any:
    """The value of a scalar: text, number, truth or None."""
    if node.style in ("'", '"', "|", ">"):
        return node.value
    value = node.value
    if value in NULLS:
        return None
    if value in TRUTHS:
        return TRUTHS[value]
    if INTEGER.fullmatch(value):
        return int(value)
    return float(value) if DECIMAL.fullmatch(value) else value


def compose(path: Path, name: str, problems: Problems) -> yaml.Node | None:
    """The file's nodes; None, and a problem noted, where it cannot be read."""
    try:
        node: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except FileNotFoundError:
        problems.add(name, 1, "the file is missing", "create it, see README.md")
        return None
    except (OSError, UnicodeDecodeError) as error:
        problems.add(name, 1, f"cannot be read ({error})", "a readable UTF-8 text file is needed")
        return None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(name, line, f"not YAML ({error.problem})", "mend the line or the one before it")
        return None
    except yaml.YAMLError as error:
        problems.add(name, 1, f"not YAML ({error})", "remove characters that are not printable")
        return None
    if node is None:
        problems.add(name, 1, "the file is empty", "see README.md for its fields")
    return node


def scalars_below(node: yaml.Node | None, keys: bool = False) -> Iterator[tuple[str, int]]:
    """All scalars below a node with their lines; the keys of mappings only when asked for."""
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), node.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from scalars_below(inner, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            if keys:
                yield from scalars_below(key)
            yield from scalars_below(inner, keys)


def fields_below(node: yaml.Node | None, name: str) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """All fields of a name below a node: key and value."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == name:
                yield key, value
            yield from fields_below(value, name)
