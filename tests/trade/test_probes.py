"""Each probe changes one thing in a worked case: a rule fires, or it just does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspection.adapters.case_file import read_case_file
from inspection.domain.assess import assess
from inspection.domain.assessment import assessment_to_dict
from inspection.domain.case import parse_case
from inspection.domain.checklist import Checklist

from .conftest import CASES

PROBES: Any = read_case_file(CASES / "probes.yaml")


def _name(probe: dict[str, Any]) -> str:
    changes = ",".join(f"{item}={value}" for item, value in probe["set"].items())
    return (
        f"{probe['finding']['rule']}-{'' if probe.get('fires', True) else 'not-'}{probe['entity']}-{changes}"
    )


@pytest.mark.parametrize("probe", PROBES, ids=_name)
def test_a_probe(
    probe: dict[str, Any], checklist: Checklist, read_worked_case: Callable[[str], dict[str, Any]]
) -> None:
    data = read_worked_case(probe["base"])
    lists = (data["rooms"], data["drains"], data["devices"], data["openings"])
    entities = {entity["id"]: entity for kind in lists for entity in kind}
    (data["building"] if probe["entity"] == "building" else entities[probe["entity"]]).update(probe["set"])
    result = assessment_to_dict(assess(checklist, parse_case(data, checklist)))
    wanted = probe["finding"]
    found = [one for one in result["findings"] if all(one[key] == wanted[key] for key in ("rule", "subject"))]
    assert found == ([wanted] if probe.get("fires", True) else [])
    assert result["paths"][wanted["path"]] == probe["path_level"]


def test_every_rule_has_a_probe_that_fires_and_one_that_does_not(checklist: Checklist) -> None:
    for fires in (True, False):
        probed = {probe["finding"]["rule"] for probe in PROBES if probe.get("fires", True) is fires}
        assert probed == {rule.id for rule in checklist.rules}
