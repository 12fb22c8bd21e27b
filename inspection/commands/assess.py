"""`kellerblick assess CASE.yaml`: what a case file's answers mean, as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from inspection.adapters.case_file import load_case
from inspection.adapters.templates_yaml import load_checklist
from inspection.bundled import protocol_templates_dir
from inspection.domain.assess import assess
from inspection.domain.assessment import assessment_to_dict, assessment_to_json
from inspection.domain.errors import CaseError, TemplateError

HELP = "Assess a case file: consequence, findings, paths, overall, measures as JSON."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", type=Path, metavar="CASE.yaml", help="case file")
    parser.add_argument(
        "--reasons", action="store_true", help="add the answers behind each finding, and the open points"
    )
    parser.add_argument(
        "--templates",
        type=Path,
        default=None,
        metavar="FOLDER",
        help="template folder (default: the bundled one)",
    )


def run(args: argparse.Namespace) -> int:
    """0 with JSON on standard output; 2 with one line that names what is wrong with the case."""
    try:
        checklist = load_checklist(args.templates or protocol_templates_dir())
    except TemplateError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        case = load_case(args.case, checklist)
    except CaseError as error:
        print(f"{args.case}: {error}".replace("\n", " "), file=sys.stderr)
        return 2
    assessment = assess(checklist, case)
    data = assessment_to_json(assessment) if args.reasons else assessment_to_dict(assessment)
    print(json.dumps(data, ensure_ascii=False, indent=2))
    return 0
