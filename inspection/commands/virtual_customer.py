"""`kellerblick virtual-customer URL`: a customer made of software joins by a link, as a phone would."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import logging
import re
import signal
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from aiohttp import ClientSession

    from inspection.adapters.tus_client import TusClient
    from signaling.media.virtual_customer import Progress, Still

HELP = "Join a consultation by its link with a generated basement, sound and sharp stills."

API = "/api/v1"
OPEN_STATES = frozenset({"requested", "scheduled", "in_call", "paused"})

SUBJECTS_BY_WORD: tuple[tuple[str, str], ...] = (
    (r"typenschild|nameplate|type plate", "type_plate"),
    (r"verschluss|klappe|valve|dev_", "valve"),
    (r"waschmaschine|washing", "washing_machine"),
    (r"kellerabgang|kellertreppe|kellerniedergang|stairs", "cellar_stairs"),
    (r"bodenablauf|floor drain", "floor_drain"),
    (r"ausguss|spüle|waschbecken|sink", "sink"),
    (r"lichtschacht|light well", "light_well"),
    (r"tür|schwelle|door|threshold", "threshold"),
    (r"fenster|window", "garden_window"),
    (r"hofablauf|gully|rinne", "gully"),
    (r"fallrohr|dachrinne|downpipe|gutter|rd_", "downpipe"),
    (r"zähler|elektro|meter", "meter_cupboard"),
    (r"heiz|technik|boiler|heating", "boiler_room"),
    (r"waschküche|waschkeller|laundry", "laundry"),
    (r"street_ref_point|bordstein|kerb", "kerb"),
    (r"site_photo|flow_path|terrain", "street"),
    (r"drain_", "floor_drain"),
    (r"op_", "light_well"),
    (r"room_", "laundry"),
)
"What the customer points the camera at when a picture is asked for: the first word found in label or item."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", help="the join link with its #secret; - reads it from standard input")
    parser.add_argument("--upright", action="store_true", help="hold the phone upright (720x1280)")
    parser.add_argument("--fps", type=int, default=15, choices=range(5, 31), metavar="5..30")
    parser.add_argument("--clock", action="store_true", help="show the time in the picture, for measuring")
    parser.add_argument("--no-stills", action="store_true", help="refuse stills when asked for consent")
    parser.add_argument("--ca", type=Path, help="certificate authority of the server, a PEM file")


def run(args: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.WARNING, format="virtual customer: %(levelname)s %(message)s")
    try:
        reason = asyncio.run(_run(args))
    except JoinError as error:
        print(f"kellerblick virtual-customer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    print(f"the call is over: {reason}")
    return 0


class JoinError(Exception):
    """One line that says why nobody could join."""


async def _run(args: argparse.Namespace) -> str:
    """Take part until the call ends, a signal comes, or standard input closes (with `-`)."""
    loop = asyncio.get_running_loop()
    link, closed = args.url, loop.create_future()
    if link == "-":
        reader = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        link = (await reader.readline()).decode().strip()
        closed = asyncio.ensure_future(reader.read())
    call = asyncio.create_task(_take_part(args, link))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, call.cancel)
    await asyncio.wait({call, closed}, return_when=asyncio.FIRST_COMPLETED)
    closed.cancel()
    if not call.done():
        call.cancel()
    try:
        return await call
    except asyncio.CancelledError:
        return "sent away"


async def _take_part(args: argparse.Namespace, link: str) -> str:
    from aiohttp import ClientSession, CookieJar, TCPConnector

    from inspection.adapters.tus_client import TusClient
    from signaling.media.virtual_customer import VirtualCustomer

    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.fragment:
        raise JoinError("the link must look like http://127.0.0.1:8080/join#secret")
    origin = f"{parts.scheme}://{parts.netloc}"
    headers = {"Origin": origin}
    trust = ssl.create_default_context(cafile=args.ca) if args.ca else True
    async with ClientSession(
        cookie_jar=CookieJar(unsafe=True),  # a demo's host is an IP address
        connector=TCPConnector(ssl=trust),
        headers=headers,
    ) as session:
        visit = await _post(session, f"{origin}{API}/invitation/exchange", {"secret": parts.fragment})
        consultation = visit["consultation"]["id"]
        await _consent(session, origin, visit, not args.no_stills)
        tus = TusClient(session, f"{origin}{API}/uploads", headers)
        customer = VirtualCustomer(
            session,
            f"{origin.replace('http', 'ws', 1)}{API}/consultations/{consultation}/call?as=customer",
            lambda still, progress: _upload(tus, still, progress),
            aim=subject_of,
            is_over=_is_over,
            headers=headers,
            upright=args.upright,
            fps=args.fps,
            clock=args.clock,
        )
        return await customer.run()


async def _consent(session: ClientSession, origin: str, visit: Mapping[str, Any], given: bool) -> None:
    """Answer before the camera opens, as the page does."""
    consultation, consent = visit["consultation"], visit["consent"]
    if consent["given"] is given:
        return
    await _post(
        session,
        f"{origin}{API}/consultations/{consultation['id']}/consent",
        {
            "purpose": "stills",
            "given": given,
            "text_version": consent["text_version"],
            "language": consultation["language"],
            "how": "click",
        },
    )


async def _post(session: ClientSession, url: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Raises JoinError with the server's own words."""
    from aiohttp import ClientError

    try:
        async with session.post(url, json=body) as response:
            answer: dict[str, Any] = await response.json()
    except (ClientError, ValueError) as error:
        raise JoinError(str(error)) from None
    if response.status >= 400:
        raise JoinError(answer.get("error", {}).get("text") or f"the server answers {response.status}")
    return answer


async def _upload(tus: TusClient, still: Still, progress: Progress) -> None:
    from inspection.adapters.tus_client import UploadRefusedError
    from signaling.media.virtual_customer import StillNotDelivered

    metadata = {
        "photo_id": str(still.request.get("photo_id", "")),
        "item": str(still.request.get("item", "")),
        "entity": str(still.request.get("entity", "")),
        "sha256": hashlib.sha256(still.jpeg).hexdigest(),
        "room": str(still.request.get("room") or ""),
        "taken_at": still.taken_at.isoformat(timespec="seconds"),
        "type": "image/jpeg",
    }
    try:
        await tus.send(still.jpeg, metadata, progress)
    except UploadRefusedError as refusal:
        raise StillNotDelivered("consent" if refusal.code == "consent_missing" else refusal.code) from None


def subject_of(request: Mapping[str, Any]) -> str | None:
    """The thing in the generated house that a still-request means; None: whatever is seen."""
    words = f"{request.get('label') or ''} {request.get('item') or ''}".lower()
    return next((subject for word, subject in SUBJECTS_BY_WORD if re.search(word, words)), None)


def _is_over(kind: str, payload: Any) -> bool:
    """Whether a room event means that the consultant has finished."""
    return kind == "consultation" and isinstance(payload, dict) and payload.get("state") not in OPEN_STATES
