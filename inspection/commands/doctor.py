"""`kellerblick doctor`: whether all that calls, pictures and PDFs need is there, and how to mend it."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspection.adapters.catalogues import Catalogues
    from inspection.adapters.doctor import Finding
    from inspection.settings import Settings

HELP = "Check TLS, TURN, database, disk, fonts, worker and clock, and say how to mend each."
CHECKS = ("tls", "turn", "database", "disk", "libraries", "fonts", "worker", "clock")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        nargs="+",
        choices=CHECKS,
        default=CHECKS,
        help="these checks; tls and turn also from another machine, with the same settings",
    )
    parser.add_argument("--data", help="data folder (KELLERBLICK_DATA)")


def run(args: argparse.Namespace) -> int:
    from inspection.adapters.catalogues import Catalogues
    from inspection.bundled import locale_dir
    from inspection.settings import SettingsError, load
    from inspection.start_problems import terminal_language

    try:
        settings = load({**os.environ, **({"KELLERBLICK_DATA": args.data} if args.data else {})})
    except SettingsError as error:
        print(f"kellerblick doctor: {error}", file=sys.stderr)
        return 2
    texts, language = Catalogues.load(locale_dir()), terminal_language(os.environ)
    return asyncio.run(_examine(settings, args.only, lambda finding: _line(finding, texts, language)))


async def _examine(settings: Settings, only: list[str], line: Callable[[Finding], str]) -> int:
    """Each line as soon as it is known; 1 when something failed."""
    from inspection.adapters.doctor import Status

    status = 0
    for check in CHECKS:
        if check not in only:
            continue
        async for finding in _findings(check, settings):
            print(line(finding), flush=True)
            if finding.status is Status.FAILED:
                status = 1
    return status


def _line(finding: Finding, texts: Catalogues, language: str) -> str:
    status = texts.text(language, f"doctor.status_{finding.status}")
    check = texts.text(language, f"doctor.check_{finding.check}")
    text = texts.text(language, f"doctor.{finding.code}", **finding.params)
    return f"{status:<8} {check:<12} {text}"


async def _findings(check: str, settings: Settings) -> AsyncIterator[Finding]:
    from inspection.adapters import doctor_database, doctor_machine, doctor_tls, doctor_turn
    from inspection.bundled import static_dir

    if check == "tls":
        found = doctor_tls.check(settings.public_url, settings.tls_certificate, settings.tls_key)
        async for finding in found:
            yield finding
    elif check == "turn":
        async for finding in doctor_turn.check(settings.stun_urls, settings.turn_urls, _login(settings)):
            yield finding
    elif check == "database":
        yield await doctor_database.check(settings.database)
    elif check == "disk":
        yield doctor_machine.check_disk(settings.data)
    elif check == "libraries":
        yield doctor_machine.check_libraries()
    elif check == "fonts":
        yield doctor_machine.check_fonts(static_dir())
    elif check == "worker":
        from inspection.worker import serve

        yield await doctor_machine.check_worker(serve, _example())
    else:
        async for finding in doctor_machine.check_clock(settings.public_url):
            yield finding


def _login(settings: Settings) -> Any:
    import time

    from inspection.adapters.turn_probe import Login
    from signaling import turn_credentials

    def login(ttl_s: int) -> Login:
        made = turn_credentials(settings.turn_secret, "doctor", int(time.time()) + ttl_s)
        return Login(made.username, made.password)

    return login


def _example() -> dict[str, Any]:
    """A protocol to render, without pictures."""
    from inspection.adapters.case_file import read_case_file
    from inspection.bundled import demo_cases_dir, protocol_templates_dir

    case = read_case_file(sorted(demo_cases_dir().glob("*.yaml"))[0])
    return {
        "case": case,
        "language": "de",
        "utility": {"name": "Kellerblick"},
        "photos": {},
        "templates": str(protocol_templates_dir()),
        "unless": None,
    }
