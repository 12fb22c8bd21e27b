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
    parser.add_argument("--data", help="data folder (KELLERBLICK_DATA)")


def run(args: argparse.Namespace) -> int:
    from inspection import start_problems
    from inspection.settings import SettingsError, load

    try:
        settings = load({**os.environ, **({"KELLERBLICK_DATA": args.data} if args.data else {})})
    except SettingsError as error:
        print(f"kellerblick utility: {error}", file=sys.stderr)
        return 2
    try:
        name, policy, kept = asyncio.run(_choose(settings, args.ice_policy, args.redaction_originals))
    except Exception as error:
        line = start_problems.line(error, settings, os.environ)
        if line is None:
            raise
        print(f"kellerblick utility: {line}", file=sys.stderr)
        return 1
    print(f"{name}: redaction-originals {kept}, ice-policy {policy}")
    return 0


async def _choose(
    settings: Settings, choice: str | None, redaction_originals: str | None
) -> tuple[str, str, str]:
    from inspection.app import build, prepare

    house = build(settings)
    try:
        await prepare(house)
        utility = await house.users.ensure_utility(settings.utility_name, settings.utility_phone)
        if choice is not None:
            await house.media_policy.choose(utility.id, None if choice == DEFAULT else choice)
        if redaction_originals is not None:
            await house.redactions.choose(utility.id, redaction_originals)
        policy = await house.media_policy.of(utility.id)
        return utility.name, policy, await house.redactions.originals_of(utility.id)
    finally:
        await house.close()
