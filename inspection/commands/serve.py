"""`kellerblick serve`: the server, with settings from KELLERBLICK_* variables."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys

log = logging.getLogger(__name__)

HELP = "Run the server. Settings come from KELLERBLICK_* variables, secrets also from files (…_FILE)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (KELLERBLICK_HOST)")
    parser.add_argument("--port", help="port (KELLERBLICK_PORT)")
    parser.add_argument("--data", help="folder for database, photos and PDFs (KELLERBLICK_DATA)")


def run(args: argparse.Namespace) -> int:
    from inspection import start_problems
    from inspection.adapters.database.errors import DatabaseError
    from inspection.adapters.libraries import missing_packages
    from inspection.app import create_app
    from inspection.server import configure_logging
    from inspection.server import run as run_server
    from inspection.settings import SettingsError, load

    given = {
        f"KELLERBLICK_{name.upper()}": value
        for name in ("host", "port", "data")
        if (value := getattr(args, name)) is not None
    }
    try:
        settings = load({**os.environ, **given})
    except SettingsError as error:
        print(f"kellerblick serve: {error}", file=sys.stderr)
        return 2
    configure_logging(settings.log_level)

    def ready() -> None:
        print(f"Kellerblick  http://{settings.host}:{settings.port}", flush=True)

    try:
        if packages := missing_packages():
            raise start_problems.MissingLibraryError(packages)
        asyncio.run(run_server(create_app(settings), settings, ready))
    except Exception as error:
        line = start_problems.line(error, settings, os.environ)
        if isinstance(error, DatabaseError):
            log.error("%s", error)
        if line is None and not isinstance(error, OSError):
            raise
        print(f"kellerblick serve: {line or error}", file=sys.stderr)
        return 1
    return 0
