"""Case files: YAML that a person writes, read so that the rules can trust it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from inspection.adapters.template_nodes import LOADER, scalar
from inspection.domain.case import Case, parse_case
from inspection.domain.checklist import Checklist
from inspection.domain.errors import CaseError

MAX_BYTES = 1_000_000
"A case of a large house has 20 kB."


def load_case(path: Path, checklist: Checklist) -> Case:
    """The case of a file. Raises CaseError, which names entity, item and what would be right."""
    return parse_case(read_case_file(path), checklist)


def read_case_file(path: Path) -> object:
    """The file's data, unchecked. Raises CaseError where it cannot be read or is not YAML."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CaseError("file", "size", f"at most {MAX_BYTES} bytes are possible")
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
        return None if node is None else _plain(node, set())
    except FileNotFoundError:
        raise CaseError("file", "path", "there is no such file; give the path of a case file") from None
    except UnicodeDecodeError:
        raise CaseError("file", "encoding", "not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise CaseError("file", "path", f"cannot be read ({error.strerror})") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CaseError(
            "file", f"line {line}", f"not YAML ({error.problem}); mend it or the line before"
        ) from None
    except (yaml.YAMLError, RecursionError):
        raise CaseError("file", "contents", "not YAML that can be read; see the worked cases") from None


def _plain(node: yaml.Node, seen: set[int]) -> Any:
    """Plain data. Each key once, and no aliases of lists or mappings, which could swell a small file."""
    line = f"line {node.start_mark.line + 1}"
    if isinstance(node, yaml.ScalarNode):
        return scalar(node)
    if id(node) in seen:
        raise CaseError("file", line, "an alias points here; write the values out")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(entry, seen) for entry in node.value]
    data: dict[Any, Any] = {}
    for key_node, value in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise CaseError("file", line, "a key that is not a text; write `item: answer`")
        key = key_node.value
        if key in data:
            raise CaseError(
                "file", f"line {key_node.start_mark.line + 1}", f"'{key}' stands there twice; keep one"
            )
        data[key] = _plain(value, seen)
    return data
