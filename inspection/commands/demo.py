"""`kellerblick demo`: an example utility, ready to be tried: three links and a QR code."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import io
import os
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import web

    from inspection.app import House
    from inspection.services.demo_seed import DemoSeed
    from inspection.settings import Settings

HELP = "Start an example utility with users, appointments and a virtual customer (PORT, DATA)."

TLS_OFFSET = 363  # 8080 → 8443
PHOTO_SIZE = (1600, 1200)  # px; enough for print, and quick to draw


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default=os.environ.get("PORT", "8080"), help="port (PORT, default 8080)")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(os.environ.get("DATA") or "data"),
        help="folder (DATA, default ./data)",
    )
    parser.add_argument(
        "--today-only",
        action="store_true",
        default=bool(os.environ.get("TODAY_ONLY")),
        help="leave the protocols of the days before unfinished: quicker (TODAY_ONLY=1)",
    )


def run(args: argparse.Namespace) -> int:
    if not args.port.isdigit() or not 1 <= int(args.port) <= 65535 - TLS_OFFSET:
        return _fail(f"PORT={args.port}: a number from 1 to {65535 - TLS_OFFSET} is needed")
    from inspection import start_problems
    from inspection.adapters.libraries import missing_packages
    from inspection.server import ListenError
    from inspection.settings import Settings

    port = int(args.port)
    try:
        for wanted in (port, port + TLS_OFFSET):
            if not _is_free(wanted):  # before anything is made in a folder
                raise ListenError(wanted, OSError(errno.EADDRINUSE, "in use"))
        if packages := missing_packages():
            raise start_problems.MissingLibraryError(packages)
        return _serve(port, args.data, today_only=args.today_only)
    except Exception as error:
        names = start_problems.Names(port=f"PORT={_free_near(port)}", host="", folder="DATA")
        line = start_problems.line(error, Settings(data=args.data), os.environ, names)
        if line is None and not isinstance(error, OSError):
            raise
        return _fail(line or str(error))


def _fail(words: str) -> int:
    print(f"kellerblick demo: {words}", file=sys.stderr)
    return 1


def _serve(port: int, data: Path, *, today_only: bool) -> int:
    from inspection.adapters.local_ca import ensure_certificate, lan_address
    from inspection.app import HOUSE, create_app
    from inspection.server import configure_logging
    from inspection.server import run as run_server
    from inspection.services.demo_people import (
        PASSWORD,
        TRAVEL_MINUTES,
        USERS,
        UTILITY,
        UTILITY_PHONE,
        VISIT_MINUTES,
    )
    from inspection.settings import Settings
    from inspection.web.parts import DemoUser
    from inspection.web.trust import TRUST, Trust

    configure_logging("WARNING")
    address = lan_address()
    certificate = ensure_certificate(data / "tls", (address,) if address else ())
    secure_url = f"https://{address or '127.0.0.1'}:{port + TLS_OFFSET}"
    settings = Settings(
        host="0.0.0.0",  # noqa: S104 - a phone on the same network is to reach it
        port=port,
        data=data,
        public_url=secure_url if address else None,
        utility_name=UTILITY,
        utility_phone=UTILITY_PHONE,
        demo=True,
        tls_port=port + TLS_OFFSET,
        tls_certificate=certificate.certificate,
        tls_key=certificate.key,
    )
    users = tuple(DemoUser(user.login, PASSWORD, user.name, user.role.value) for user in USERS)
    app = create_app(settings, demo_users=users)
    links = Links(settings, str(address) if address else None, ca_is_new=certificate.ca_is_new)
    app[TRUST] = Trust(certificate.ca, secure_url)

    async def seeding(app: web.Application) -> AsyncIterator[None]:
        house = app[HOUSE]
        seed = seed_of(house, settings)
        utility = await house.users.ensure_utility(UTILITY, UTILITY_PHONE)
        if await house.efforts.visit_of(utility.id) == (None, None):
            minutes = {"visit_minutes": VISIT_MINUTES, "travel_minutes": TRAVEL_MINUTES}
            await house.efforts.choose(utility.id, **minutes)
        links.secret = await seed.today(utility.id)
        past = asyncio.create_task(asyncio.sleep(0) if today_only else seed.past())
        yield
        past.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await past

    app.cleanup_ctx.append(seeding)
    asyncio.run(run_server(app, settings, links.show))
    return 0


def seed_of(house: House, settings: Settings) -> DemoSeed:
    """The seed over this house's parts; what writes the past goes by a clock that can be set."""
    from inspection.adapters.case_file import read_case_file
    from inspection.adapters.clock import SettableClock
    from inspection.bundled import demo_cases_dir
    from inspection.call import RoomPublisher
    from inspection.services.assessments import Assessments
    from inspection.services.consents import Consents
    from inspection.services.consultations import Consultations
    from inspection.services.demo_people import PAST
    from inspection.services.demo_seed import DemoSeed, SeedServices
    from inspection.services.operations import Operations

    clock, publisher = SettableClock(), RoomPublisher(house.rooms)
    services = SeedServices(
        storage=house.storage,
        users=house.users,
        consultations=Consultations(
            house.storage,
            clock,
            house.tokens,
            publisher,
            house.checklist,
            house.protocols,
            settings.time_zone,
            house.erasure,
        ),
        operations=Operations(
            house.storage, clock, publisher, house.checklist, Assessments(house.checklist), house.protocols
        ),
        consents=Consents(
            house.storage,
            clock,
            house.tokens,
            publisher,
            house.checklist,
            house.protocols,
            house.uploads,
            house.erasure,
        ),
        invitations=house.invitations,
        uploads=house.uploads,
        protocols=house.protocols,
        checklist=house.checklist,
        clock=clock,
        real_clock=house.clock,
        zone=settings.time_zone,
    )
    cases: dict[str, Any] = {
        past.case: read_case_file(demo_cases_dir() / f"{past.case}.yaml") for past in PAST
    }
    return DemoSeed(services, cases, draw)


async def draw(subject: str) -> bytes:
    """A photograph of something in the generated house, in a thread."""
    return await asyncio.to_thread(_draw, subject)


@lru_cache(maxsize=32)
def _draw(subject: str) -> bytes:
    from signaling.media.canvas import Region
    from signaling.media.scene import ROOMS, SUBJECTS, render

    seen = SUBJECTS[subject]
    height = min(seen.width * 0.75, 3000.0)
    width = height / 0.75
    left = min(max(seen.x - width / 2, 0.0), 4032 - width)
    top = min(max(seen.y - height / 2, 0.0), 3024 - height)
    file = io.BytesIO()
    picture = render(ROOMS[seen.room], Region(left, top, width, height), PHOTO_SIZE)
    picture.save(file, "JPEG", quality=88)
    return file.getvalue()


@dataclass
class Links:
    """What the newcomer is told."""

    settings: Settings
    address: str | None
    ca_is_new: bool
    secret: str = field(default="", repr=False)

    def show(self) -> None:
        """Three links, one per line; then what a phone needs."""
        from inspection.services.demo_people import PASSWORD, USERS

        here = f"http://127.0.0.1:{self.settings.port}"
        lines = [
            "",
            f"consultant  {here}/consultant",
            f"customer  {here}/join#{self.secret}",
            f"office  {here}/office",
            "",
            f"Sign in as {USERS[0].login} (consultant) or {USERS[2].login} (office), password {PASSWORD}.",
            'No phone at hand? Open the consultation and press "Virtuelle Kundin starten".',
        ]
        if self.address is None:
            lines += ["This machine is on no network: a phone cannot reach it."]
        else:
            phone = f"https://{self.address}:{self.settings.tls_port}/join#{self.secret}"
            lines += ["", "With a phone on the same network:", f"phone  {phone}"]
            lines += [f"first  http://{self.address}:{self.settings.port}/trust (once: trust this demo)"]
            if not self.ca_is_new:
                lines[-1] += ", if this phone has not been here before"
            lines += [_qr_code(phone)]
        lines += [f"Data: {self.settings.data.resolve()}   End: Ctrl+C"]
        print("\n".join(lines), flush=True)


def _qr_code(text: str) -> str:
    import segno

    out = io.StringIO()
    segno.make(text, error="l").terminal(out, compact=True, border=2)
    return out.getvalue().rstrip("\n")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - as the server will
        except OSError as error:
            return error.errno not in (errno.EADDRINUSE, errno.EACCES)
    return True


def _free_near(port: int) -> int:
    near = range(port + 1, min(port + 200, 65536 - TLS_OFFSET))
    return next((one for one in near if _is_free(one) and _is_free(one + TLS_OFFSET)), 0)
