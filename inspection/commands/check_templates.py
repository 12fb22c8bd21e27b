"""`kellerblick check-templates [FOLDER]`: everything that is wrong with a template folder, at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from inspection.adapters.templates_yaml import check_templates
from inspection.bundled import protocol_templates_dir

HELP = "Check a template folder: unknown ids, options, operators, measures, missing languages and more."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=None,
        help="folder with checklist.yaml (default: the bundled one)",
    )


def run(args: argparse.Namespace) -> int:
    """0 where all is in order, 1 with one line per problem, 2 where there is no such folder."""
    folder: Path = args.folder or protocol_templates_dir()
    if not folder.is_dir():
        print(f"{folder}: no such folder; give the folder that holds checklist.yaml", file=sys.stderr)
        return 2
    problems = check_templates(folder)
    for problem in problems:
        print(f"{folder / problem.file}:{problem.line}: {problem.wrong}; {problem.right}")
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", file=sys.stderr)
        return 1
    print(f"{folder}: in order")
    return 0
