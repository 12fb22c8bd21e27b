"""Why the server cannot start, as a code and one line for whoever started it."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass

from alembic.util import CommandError

from inspection import bundled
from inspection.adapters.catalogues import Catalogues
from inspection.adapters.database.errors import DatabaseError
from inspection.adapters.database.trouble import BUSY, FULL, UNREACHABLE, trouble
from inspection.domain.errors import TemplateError
from inspection.server import ListenError
from inspection.services.media_policy import RelayMissingError
from inspection.settings import Settings

UNKNOWN_THERE = frozenset({"28000", "28P01", "3D000"})
"SQLSTATE of a user, a password or a database that PostgreSQL does not know."

DATABASE = {
    BUSY: "start_database_busy",
    FULL: "start_database_full",
    UNREACHABLE: "start_database_unreachable",
}


@dataclass(frozen=True)
class Names:
    """How whoever starts it says what is to be otherwise."""

    port: str = "KELLERBLICK_PORT"
    host: str = "KELLERBLICK_HOST"
    folder: str = "KELLERBLICK_DATA"


SERVE = Names()


class MissingLibraryError(Exception):
    """`packages`: what to install."""

    def __init__(self, packages: list[str]) -> None:
        super().__init__(packages)
        self.packages = packages


def problem(
    error: BaseException, settings: Settings, names: Names = SERVE
) -> tuple[str, dict[str, object]] | None:
    """The stable code and what its text names; None for what is no foreseen problem."""
    if isinstance(error, ListenError):
        if error.is_taken:
            return "start_port_taken", {"port": error.port, "setting": names.port}
        settable = ", ".join(filter(None, (names.port, names.host)))
        return "start_port_refused", {"port": error.port, "settings": settable}
    if isinstance(error, MissingLibraryError):
        return "start_library_missing", {"packages": " ".join(error.packages)}
    if isinstance(error, RelayMissingError):
        return "start_relay_missing", {}
    if found := trouble(error):
        return DATABASE[found], {}
    if isinstance(error, TemplateError):
        folder = bundled.protocol_templates_dir()
        return "start_templates_invalid", {"count": len(error.problems), "folder": folder}
    if isinstance(error, CommandError):
        return "start_database_newer", {}  # its schema is none of ours
    if isinstance(error, DatabaseError):
        return ("start_database_unreachable" if _is_away(error) else "start_database_unusable"), {}
    if isinstance(error, PermissionError | FileExistsError | NotADirectoryError):
        return "start_data_folder", {"folder": settings.data, "setting": names.folder}
    return None


def _is_away(error: DatabaseError) -> bool:
    """No such host, no answer, or not for us: the address and not the database is to be looked at."""
    reason = error.__cause__
    return (
        isinstance(reason, TimeoutError | ConnectionError | socket.gaierror)
        or getattr(reason, "sqlstate", None) in UNKNOWN_THERE
    )


def line(
    error: BaseException, settings: Settings, environment: Mapping[str, str], names: Names = SERVE
) -> str | None:
    """`<code>: <what to do>`, in the language of the terminal."""
    found = problem(error, settings, names)
    if found is None:
        return None
    code, params = found
    text = Catalogues.load(bundled.locale_dir()).text(
        terminal_language(environment), f"errors.{code}", **params
    )
    return f"{code}: {text}"


def terminal_language(environment: Mapping[str, str]) -> str:
    """German where the terminal is German, else English, as all that a server logs."""
    chosen = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return "de" if chosen.lower().startswith("de") else "en"
