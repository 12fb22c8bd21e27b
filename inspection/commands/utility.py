"""`kellerblick utility`: what the utility itself has chosen, and choosing it."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspection.settings import Settings

HELP = "Show or change what the utility has chosen itself."
DEFAULT = "default"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ice-policy",
        choices=("all", "relay", DEFAULT),
        help="media directly where possible, by TURN alone, or as KELLERBLICK_ICE_POLICY says",
    )
    parser.add_argument(
        "--redaction-originals",
        choices=("destroy", "lock"),
        help="what becomes of a picture as it was before parts of it were blacked out; locked, it is kept "
        "where no page leads and erased with the picture",
    )
    for name, what in (("visit", "at the house"), ("travel", "on the way there and back")):
        parser.add_argument(
            f"--{name}-minutes",
            type=int,
            metavar="MINUTES",
            help=f"what a visit takes {what}; the end of a consultation compares itself with it",
        )
    parser.add_argument("--data", help="data folder (KELLERBLICK_DATA)")


def run(args: argparse.Namespace) -> int:
    from inspection import start_problems
    from inspection.services.efforts import MOST_MINUTES, EffortSettingError
    from inspection.settings import SettingsError, load

    try:
        settings = load({**os.environ, **({"KELLERBLICK_DATA": args.data} if args.data else {})})
    except SettingsError as error:
        print(f"kellerblick utility: {error}", file=sys.stderr)
        return 2
    try:
        print(asyncio.run(_choose(settings, args)))
    except EffortSettingError:
        print(f"kellerblick utility: minutes are between 0 and {MOST_MINUTES}", file=sys.stderr)
        return 2
    except Exception as error:
        line = start_problems.line(error, settings, os.environ)
        if line is None:
            raise
        print(f"kellerblick utility: {line}", file=sys.stderr)
        return 1
    return 0


async def _choose(settings: Settings, args: argparse.Namespace) -> str:
    """What holds now, in a line."""
    from inspection.app import build, prepare

    house = build(settings)
    try:
        await prepare(house)
        utility = await house.users.ensure_utility(settings.utility_name, settings.utility_phone)
        if args.ice_policy is not None:
            choice = None if args.ice_policy == DEFAULT else args.ice_policy
            await house.media_policy.choose(utility.id, choice)
        if args.redaction_originals is not None:
            await house.redactions.choose(utility.id, args.redaction_originals)
        await house.efforts.choose(
            utility.id, visit_minutes=args.visit_minutes, travel_minutes=args.travel_minutes
        )
        visit, travel = await house.efforts.visit_of(utility.id)
        parts = (
            f"visit-minutes {'not set' if visit is None else visit}",
            f"travel-minutes {'not set' if travel is None else travel}",
            f"redaction-originals {await house.redactions.originals_of(utility.id)}",
            f"ice-policy {await house.media_policy.of(utility.id)}",
        )
        return f"{utility.name}: {', '.join(parts)}"
    finally:
        await house.close()
