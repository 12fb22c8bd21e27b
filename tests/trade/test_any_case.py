"""Whatever the answers: an assessment comes out, it explains itself, and it adds up."""

from __future__ import annotations

import json

import pytest

from inspection.domain.assess import Assessment, assess
from inspection.domain.assessment import assessment_to_json
from inspection.domain.case import parse_case
from inspection.domain.checklist import NOT_ASSESSED, Checklist

from .random_cases import random_case

SEEDS = range(300)


@pytest.fixture(scope="module")
def results(checklist: Checklist) -> list[Assessment]:
    return [assess(checklist, parse_case(random_case(checklist, seed), checklist)) for seed in SEEDS]


def test_every_finding_has_reasons_and_measures(results: list[Assessment]) -> None:
    for finding in (finding for result in results for finding in result.findings):
        assert finding.because, finding
        assert finding.measures, finding


def test_a_path_is_as_bad_as_its_worst_finding(results: list[Assessment], checklist: Checklist) -> None:
    for result in results:
        for path, found in result.paths.items():
            own = [finding for finding in result.findings if finding.path == path]
            if found.level == NOT_ASSESSED:
                assert not own
                continue
            ranks = [checklist.level_rank(finding.level) for finding in own]
            assert checklist.level_rank(found.level) == max(ranks, default=0)
            assert found.unclear == any(finding.unclear for finding in own)


def test_the_whole_is_as_bad_as_its_worst_path(results: list[Assessment], checklist: Checklist) -> None:
    for result in results:
        assessed = [found for found in result.paths.values() if found.level != NOT_ASSESSED]
        assert checklist.level_rank(result.overall.level) == max(
            checklist.level_rank(one.level) for one in assessed
        )
        assert result.overall.unclear == any(one.unclear for one in assessed)


def test_a_level_comes_from_the_matrix_or_the_rule(results: list[Assessment], checklist: Checklist) -> None:
    for finding in (finding for result in results for finding in result.findings):
        if finding.likelihood is None or finding.consequence is None:
            assert finding.level == checklist.rule(finding.rule).level
        else:
            assert finding.level == checklist.matrix[finding.likelihood][finding.consequence - 1]


def test_it_is_json(results: list[Assessment]) -> None:
    for result in results:
        assert json.loads(json.dumps(assessment_to_json(result)))["overall"]["level"] == result.overall.level


def test_without_answers_nothing_is_certain(checklist: Checklist) -> None:
    """Taking all answers away never turns a risk into an all-clear."""
    for seed in SEEDS:
        data = random_case(checklist, seed)
        bare = {
            kind: [{"id": one["id"]} for one in data[kind]]
            for kind in ("rooms", "drains", "devices", "openings")
        }
        result = assess(checklist, parse_case({"templates": data["templates"], **bare}, checklist))
        assert result.overall.unclear
        assert result.overall.level != checklist.lowest_level
