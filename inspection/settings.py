"""Settings from `KELLERBLICK_*` variables; a secret may also come from the file that `…_FILE` names.

Anything half set, misspelt or of the wrong kind stops the start and is named.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

PREFIX = "KELLERBLICK_"
FILE = "_FILE"
TURN_URL = re.compile(r"turns?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(\?transport=(udp|tcp))?")
"RFC 7065 3.1. A browser throws away the whole list when it does not understand one of them."


class SettingsError(Exception):
    """One line naming the variable and what would be right; shown to whoever starts the server."""


@dataclass(frozen=True)
class Settings:
    host: str = "127.0.0.1"
    port: int = 8080
    data: Path = Path("data")
    "Folder of the database, the photos and the PDFs."
    database_url: str = ""
    "SQLAlchemy URL; empty: SQLite in `data`."
    public_url: str | None = None
    "Scheme and host as browsers see them."
    behind_proxy: bool = False
    time_zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    utility_name: str = "Kellerblick"
    utility_phone: str = ""
    "Name and phone of the utility made at the first start; later the database says."
    demo: bool = False
    workers: int = 2
    "Processes that scale photos and render protocols."
    tls_port: int | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    stun_urls: tuple[str, ...] = ()
    turn_urls: tuple[str, ...] = ()
    turn_secret: str = ""
    ice_policy: str = "all"
    "`all` or `relay`, for utilities that say nothing else."
    log_level: str = "INFO"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{(self.data / 'kellerblick.db').absolute()}"

    @property
    def files(self) -> Path:
        return self.data / "files"


def load(environment: Mapping[str, str]) -> Settings:
    """Raises SettingsError."""
    given = {
        name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)
    }
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name.endswith(FILE) and name.removesuffix(FILE) in SECRETS:
            secret = name.removesuffix(FILE)
            if secret in given:
                raise SettingsError(f"{PREFIX}{secret} and {PREFIX}{name}: set only one of them")
            values[secret.lower()] = _read_secret(name, value)
        elif name in PARSERS:
            values[name.lower()] = _parse(name, value)
        else:
            raise SettingsError(f"{PREFIX}{name} is unknown{_nearest(name)}")
    settings = Settings(**values)
    _check_whole(settings)
    return settings


def _parse(name: str, value: str) -> Any:
    try:
        return PARSERS[name](value)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise SettingsError(f"{PREFIX}{name}={value!r}: {error}") from None


def _read_secret(name: str, value: str) -> str:
    try:
        secret = Path(value).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{PREFIX}{name}={value!r} cannot be read: {error}") from None
    if not secret:
        raise SettingsError(f"{PREFIX}{name}={value!r} is empty")
    return secret


def _check_whole(settings: Settings) -> None:
    """Options that only work together: name the one that is missing."""
    for names in WHOLE:
        missing = [name for name in names if not getattr(settings, name.lower())]
        if missing and len(missing) < len(names):
            there = next(name for name in names if name not in missing)
            raise SettingsError(f"{PREFIX}{missing[0]} is missing: {PREFIX}{there} needs it")
    if settings.ice_policy == "relay" and not settings.turn_urls:
        raise SettingsError(f"{PREFIX}TURN_URLS is missing: {PREFIX}ICE_POLICY=relay needs it")


def _nearest(name: str) -> str:
    close = difflib.get_close_matches(name, [*PARSERS, *(secret + FILE for secret in SECRETS)], 1)
    return f"; did you mean {PREFIX}{close[0]}?" if close else ""


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 <= int(value) <= 65535:
        raise ValueError("a number from 0 to 65535 is needed")
    return int(value)


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 64:
        raise ValueError("a number from 1 to 64 is needed")
    return int(value)


def _switch(value: str) -> bool:
    try:
        return {"yes": True, "no": False}[value.lower()]
    except KeyError:
        raise ValueError("yes or no is needed") from None


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise ValueError("something like https://beratung.example.org is needed, without a path")
    return f"{parts.scheme}://{parts.netloc}"


def _list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _turn_urls(value: str) -> tuple[str, ...]:
    urls = _list(value)
    if wrong := next((url for url in urls if not TURN_URL.fullmatch(url)), None):
        raise ValueError(f"{wrong}: turn:HOST:PORT?transport=udp, …=tcp or turns:HOST:PORT is needed")
    return urls


def _policy(value: str) -> str:
    if value not in ("all", "relay"):
        raise ValueError("all or relay is needed")
    return value


def _level(value: str) -> str:
    if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("DEBUG, INFO, WARNING or ERROR is needed")
    return value.upper()


PARSERS: Mapping[str, Callable[[str], object]] = {
    "HOST": str,
    "PORT": _port,
    "DATA": Path,
    "DATABASE_URL": str,
    "PUBLIC_URL": _url,
    "BEHIND_PROXY": _switch,
    "TIME_ZONE": ZoneInfo,
    "UTILITY_NAME": str,
    "UTILITY_PHONE": str,
    "DEMO": _switch,
    "WORKERS": _count,
    "TLS_PORT": _port,
    "TLS_CERTIFICATE": Path,
    "TLS_KEY": Path,
    "STUN_URLS": _list,
    "TURN_URLS": _turn_urls,
    "TURN_SECRET": str,
    "ICE_POLICY": _policy,
    "LOG_LEVEL": _level,
}
SECRETS = ("DATABASE_URL", "TURN_SECRET")
WHOLE = (("TLS_CERTIFICATE", "TLS_KEY", "TLS_PORT"), ("TURN_URLS", "TURN_SECRET"))
