"""`kellerblick add-user`: a consultant, office user or admin."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspection.settings import Settings

HELP = "Add a user. The password is asked for, or read from a pipe."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", help="e.g. m.ahlers or an e-mail address")
    parser.add_argument("--name", required=True, help='as customers see it, e.g. "Marlene Ahlers"')
    parser.add_argument("--salutation", default="", help="Frau or Herr; empty: the full name is shown")
    parser.add_argument("--role", default="consultant", help="consultant, office or admin")
    parser.add_argument("--language", default="de", help="de or en")
    parser.add_argument("--data", help="data folder (KELLERBLICK_DATA)")


def run(args: argparse.Namespace) -> int:
    from inspection.adapters.catalogues import Catalogues
    from inspection.bundled import locale_dir
    from inspection.domain.access import UserError
    from inspection.settings import SettingsError, load

    try:
        settings = load({**os.environ, **({"KELLERBLICK_DATA": args.data} if args.data else {})})
        login = asyncio.run(_add(args, settings, _password()))
    except SettingsError as error:
        print(f"kellerblick add-user: {error}", file=sys.stderr)
        return 2
    except UserError as error:
        text = Catalogues.load(locale_dir()).text(args.language, f"errors.{error.code}", **error.params)
        print(f"kellerblick add-user: {text}", file=sys.stderr)
        return 1
    except OSError as error:  # the folder or the database
        print(f"kellerblick add-user: {error}", file=sys.stderr)
        return 1
    print(f"{login} ({args.role})")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return getpass.getpass("password: ")


async def _add(args: argparse.Namespace, settings: Settings, password: str) -> str:
    from inspection.adapters.clock import SystemClock
    from inspection.adapters.database.engine import create_engine
    from inspection.adapters.database.migrate import upgrade
    from inspection.adapters.database.storage import DatabaseStorage
    from inspection.adapters.passwords import Argon2Passwords
    from inspection.adapters.tokens import SystemTokens
    from inspection.services.users import Users

    settings.data.mkdir(parents=True, exist_ok=True)
    engine = create_engine(settings.database)
    try:
        await upgrade(engine)
        users = Users(DatabaseStorage(engine), SystemClock(), SystemTokens(), Argon2Passwords())
        utility = await users.ensure_utility(settings.utility_name, settings.utility_phone)
        user = await users.add(
            utility.id,
            login=args.login,
            name=args.name,
            salutation=args.salutation,
            role=args.role,
            password=password,
            language=args.language,
        )
    finally:
        await engine.dispose()
    return user.login
