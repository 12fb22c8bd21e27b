"""Who may import whom: the arrows of docs/architecture.md, held."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("inspection", "signaling")

# Module prefix → what it may import. "stdlib" is the standard library; a name is a module and all below it.
# The longest prefix that fits a module counts.
ARROWS: dict[str, tuple[str, ...]] = {
    "inspection": ("stdlib",),
    "inspection.domain": ("stdlib", "inspection.domain"),
    "inspection.services": ("stdlib", "inspection.domain", "inspection.services"),
    "inspection.adapters": ("stdlib", "third-party", "inspection.domain", "inspection.services.ports"),
    "inspection.web": ("stdlib", "third-party", "inspection.domain", "inspection.services"),
    "inspection.app": ("stdlib", "third-party", "inspection", "signaling"),
    "inspection.worker": ("stdlib", "third-party", "inspection"),
    "inspection.cli": ("stdlib", "inspection"),
    "inspection.call": (
        "stdlib",
        "third-party",
        "inspection.domain",
        "inspection.services",
        "inspection.web",
        "signaling",
    ),
    "inspection.measuring": ("stdlib", "inspection.domain", "signaling"),
    "inspection.server": ("stdlib", "third-party", "inspection.settings", "inspection.web.runner"),
    "inspection.start_problems": (
        "stdlib",
        "third-party",
        "inspection.adapters",
        "inspection.bundled",
        "inspection.domain",
        "inspection.server",
        "inspection.services.media_policy",
        "inspection.settings",
    ),
    "inspection.settings": ("stdlib", "inspection.domain"),
    "inspection.commands": ("stdlib", "third-party", "inspection", "signaling"),
    "signaling": ("stdlib", "signaling", "aiohttp", "aiortc", "redis"),
    "signaling.media": ("stdlib", "signaling", "aiohttp", "aiortc", "av", "numpy", "PIL"),
}
IMPORT = re.compile(
    r"""^(?:(?:import|export)\b[^;"'()=]*?\bfrom|import)\s*["']([^"']+)["']""",
    re.MULTILINE,
)
# A part may always import its own neighbours.
OWN_PARTS = ("inspection.adapters", "inspection.web", "inspection.commands")


def modules() -> Iterator[tuple[str, Path]]:
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield node.lineno, full if _is_module(full) else str(node.module)


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def below(module: str, prefix: str) -> bool:
    return module == prefix or module.startswith(prefix + ".")


def rule_for(module: str) -> str:
    return max((prefix for prefix in ARROWS if below(module, prefix)), key=len)


def allowed(module: str, imported: str) -> bool:
    rule = rule_for(module)
    top = imported.split(".")[0]
    if top in OURS:
        own = any(below(module, part) and below(imported, part) for part in OWN_PARTS)
        named = any(below(imported, prefix) for prefix in ARROWS[rule] if prefix.split(".")[0] in OURS)
        return own or named or imported == "inspection"
    if top in sys.stdlib_module_names:
        return "stdlib" in ARROWS[rule]
    return "third-party" in ARROWS[rule] or top in ARROWS[rule]


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda value: str(value))
def test_a_module_imports_only_what_its_part_may(module: str, path: Path) -> None:
    may = ", ".join(ARROWS[rule_for(module)])
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {module} may not import {name} (may: {may})"
        for line, name in imports(path)
        if not allowed(module, name)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "imported"),
    [
        ("inspection.domain.assess", "inspection.services.operations"),
        ("inspection.domain.assess", "yaml"),
        ("inspection.services.operations", "inspection.adapters.clock"),
        ("inspection.services.operations", "sqlalchemy"),
        ("inspection.adapters.clock", "inspection.services.operations"),
        ("inspection.web.api", "inspection.adapters.database"),
        ("signaling.rooms", "inspection.domain.errors"),
        ("signaling.rooms", "sqlalchemy"),
    ],
)
def test_the_rules_refuse_a_wrong_arrow(module: str, imported: str) -> None:
    assert not allowed(module, imported)


def browser_files() -> list[Path]:
    folder = ROOT / "static"
    return [path for path in sorted(folder.rglob("*.js")) if "vendor" not in path.parts]


@pytest.mark.parametrize("path", browser_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_shared_browser_code_knows_no_page(path: Path) -> None:
    """`static/shared/` is used by every page; a page never reaches into another page."""
    part = path.relative_to(ROOT / "static").parts[0]
    for target in IMPORT.findall(path.read_text(encoding="utf-8")):
        if target.startswith("."):
            reached = (path.parent / target).resolve().relative_to(ROOT / "static").parts[0]
            assert reached in {part, "shared"}, f"{path.name} imports {target}"
        else:
            assert target.split("/")[0] == "lit-html", f"{path.name} imports {target}"
