"""The project's own checklist, and the worked cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspection.adapters.case_file import read_case_file
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.checklist import Checklist

CASES = Path(__file__).resolve().parents[1] / "cases"


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return load_checklist(protocol_templates_dir())


@pytest.fixture(scope="session")
def read_worked_case() -> Callable[[str], dict[str, Any]]:
    """A fresh copy of a worked case's data by its name."""

    def read(name: str) -> dict[str, Any]:
        data = read_case_file(CASES / f"{name}.yaml")
        assert isinstance(data, dict)
        return data

    return read
