"""The command `kellerblick`: one module of `inspection.commands` per sub-command."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Sequence
from typing import Protocol, cast

from inspection import __version__, commands


class Command(Protocol):
    """What each module in `inspection.commands` offers."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, args: argparse.Namespace) -> int: ...


def command_names() -> list[str]:
    """Sub-commands as typed, e.g. `check-templates`."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))


def load_command(name: str) -> Command:
    """Import one command alone: `assess` must not pay for WeasyPrint."""
    return cast(Command, importlib.import_module(f"inspection.commands.{name.replace('-', '_')}"))


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="kellerblick", description="Kellerblick, advice by live video.")
    parser.add_argument("--version", action="version", version=f"kellerblick {__version__}")
    parser.add_argument(
        "command", choices=command_names(), metavar="command", help=", ".join(command_names())
    )
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    command = load_command(args.command)
    own = argparse.ArgumentParser(prog=f"kellerblick {args.command}", description=command.HELP)
    command.add_arguments(own)
    return command.run(own.parse_args(args.arguments))


if __name__ == "__main__":
    raise SystemExit(main())
