"""Puts the parts together, and is the only place that knows them all."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from inspection import bundled
from inspection.adapters import process_identity
from inspection.adapters.catalogues import Catalogues
from inspection.adapters.child_process import ChildProcesses
from inspection.adapters.clock import SystemClock
from inspection.adapters.database.engine import create_engine
from inspection.adapters.database.migrate import upgrade
from inspection.adapters.database.storage import DatabaseStorage
from inspection.adapters.passwords import Argon2Passwords
from inspection.adapters.photos_disk import PhotosDisk
from inspection.adapters.protocol_wording import load_labels
from inspection.adapters.templates_yaml import checklist_to_json, load_checklist
from inspection.adapters.tokens import SystemTokens
from inspection.adapters.worker_pool import WorkerPool
from inspection.call import RoomPublisher, RoomSeats, authorizer, counting, watch_sessions
from inspection.domain.checklist import Checklist
from inspection.domain.job import (
    DRAW_PAPER,
    ERASE_FILES,
    PRERENDER_PROTOCOL,
    REDACT_PHOTO,
    RENDER_PROTOCOL,
    SCALE_PHOTO,
)
from inspection.measuring import MediaTestPeers
from inspection.services.assessments import Assessments
from inspection.services.call_log import CallLogs
from inspection.services.connection_tests import ConnectionTests
from inspection.services.consents import Consents
from inspection.services.consultations import Consultations
from inspection.services.efforts import Efforts
from inspection.services.guest_pictures import GuestPictures
from inspection.services.guests import Guests
from inspection.services.housekeeping import Housekeeping
from inspection.services.invitations import Invitations
from inspection.services.jobs import Jobs
from inspection.services.media_policy import MediaPolicy
from inspection.services.open_sessions import OpenSessions
from inspection.services.operations import Operations
from inspection.services.papers import Papers
from inspection.services.photo_erasure import PhotoErasure
from inspection.services.photos import Photos
from inspection.services.ports import Passwords
from inspection.services.positions import Positions
from inspection.services.protocol_rendering import ProtocolRendering
from inspection.services.protocols import Protocols
from inspection.services.redactions import Redactions
from inspection.services.results import Results
from inspection.services.sign_in import SignIn
from inspection.services.uploads import Uploads
from inspection.services.users import Users
from inspection.services.virtual_customer import VirtualCustomers
from inspection.settings import Settings
from inspection.web import checklist as checklist_api
from inspection.web import health, pages, routes, security, static_files
from inspection.web.call_log import CALL_LOGS
from inspection.web.call_metrics import CALL_METRICS, CallMetrics
from inspection.web.connection_tests import CONNECTION_TESTS
from inspection.web.efforts import EFFORTS
from inspection.web.errors import errors_middleware
from inspection.web.guests import GUESTS, GuestParts
from inspection.web.media import MEDIA, Media
from inspection.web.papers import PAPERS
from inspection.web.parts import PARTS, DemoUser, Parts, SiteSettings
from inspection.web.positions import POSITIONS
from inspection.web.results import RESULTS
from inspection.web.sessions import SIGNED_OUT
from inspection.web.virtual_customer import VIRTUAL_CUSTOMERS
from inspection.worker import serve as serve_worker
from signaling import Rooms, attach_rooms, close_session, ice_provider, websocket_handler

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1024 * 1024  # 1 MiB; uploads are read as they come and have a limit of their own


@dataclass(frozen=True)
class House:
    """All that is built, for commands and tests that go beside HTTP."""

    settings: Settings
    engine: AsyncEngine
    storage: DatabaseStorage
    checklist: Checklist
    clock: SystemClock
    tokens: SystemTokens
    users: Users
    sign_in: SignIn
    consultations: Consultations
    operations: Operations
    invitations: Invitations
    guests: Guests
    consents: Consents
    jobs: Jobs
    protocols: Protocols
    photos: Photos
    uploads: Uploads
    erasure: PhotoErasure
    papers: Papers
    positions: Positions
    redactions: Redactions
    store: PhotosDisk
    workers: WorkerPool
    rooms: Rooms
    media_policy: MediaPolicy
    efforts: Efforts
    connection_tests: ConnectionTests
    close: Callable[[], Awaitable[None]]
    "The last thing to call."


HOUSE = web.AppKey("house", House)


def build(settings: Settings, *, passwords: Passwords | None = None) -> House:
    """Everything but the web; reads the checklist, touches neither database nor network yet."""
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = create_engine(settings.database)
    storage, clock, tokens = DatabaseStorage(engine), SystemClock(), SystemTokens()
    hashing = passwords or Argon2Passwords()
    templates = bundled.protocol_templates_dir()
    checklist = load_checklist(templates)
    ice = ice_provider(
        stun_urls=settings.stun_urls,
        turn_urls=settings.turn_urls,
        turn_secret=settings.turn_secret,
        now=time.time,
    )
    rooms = Rooms(ice=ice)
    publisher, seats = RoomPublisher(rooms), RoomSeats(rooms)
    store = PhotosDisk(settings.files)
    workers = WorkerPool(serve_worker, settings.workers)
    jobs = Jobs(
        storage,
        clock,
        tokens,
        owner=process_identity.own_identity(),
        is_alive=process_identity.is_alive,
        runners=settings.workers,
    )
    rendering = ProtocolRendering(
        storage, store, workers, clock, publisher, checklist, templates, settings.time_zone
    )
    protocols = Protocols(storage, store, jobs, clock, rendering)
    operations = Operations(storage, clock, publisher, checklist, Assessments(checklist), protocols)
    photos = Photos(storage, store, workers, jobs, operations, clock, publisher)
    uploads = Uploads(storage, store, photos, checklist, clock, tokens)
    erasure = PhotoErasure(storage, store, jobs, operations, clock, tokens)
    redactions = Redactions(storage, store, workers, jobs, operations, erasure, clock, tokens, publisher)
    jobs.register(ERASE_FILES, erasure)
    jobs.register(REDACT_PHOTO, redactions)
    jobs.register(SCALE_PHOTO, photos)
    papers = Papers(storage, store, workers, jobs, clock, tokens, publisher)
    jobs.register(DRAW_PAPER, papers)
    jobs.register(RENDER_PROTOCOL, rendering)
    jobs.register(PRERENDER_PROTOCOL, rendering)

    policy = MediaPolicy(storage, settings.ice_policy, has_relay=bool(settings.turn_urls))
    test_peers = MediaTestPeers(ice, has_relay=bool(settings.turn_urls))

    async def close() -> None:
        await test_peers.close()
        if isinstance(hashing, Argon2Passwords):
            hashing.close()
        await storage.close()

    return House(
        settings=settings,
        engine=engine,
        storage=storage,
        checklist=checklist,
        clock=clock,
        tokens=tokens,
        users=Users(storage, clock, tokens, hashing),
        sign_in=SignIn(storage, clock, tokens, hashing),
        consultations=Consultations(
            storage, clock, tokens, publisher, checklist, protocols, settings.time_zone, erasure
        ),
        operations=operations,
        invitations=Invitations(storage, clock, tokens, seats),
        guests=Guests(storage, clock, tokens, seats),
        consents=Consents(storage, clock, tokens, publisher, checklist, protocols, uploads, erasure),
        jobs=jobs,
        protocols=protocols,
        photos=photos,
        uploads=uploads,
        erasure=erasure,
        papers=papers,
        positions=Positions(storage, clock, publisher, protocols),
        redactions=redactions,
        store=store,
        workers=workers,
        rooms=rooms,
        media_policy=policy,
        efforts=Efforts(storage, clock),
        connection_tests=ConnectionTests(storage, clock, tokens, publisher, policy, test_peers),
        close=close,
    )


async def prepare(house: House) -> None:
    """Bring database and folders into the state this version needs."""
    await upgrade(house.engine)
    house.store.prepare()


def create_app(
    settings: Settings, *, demo_users: tuple[DemoUser, ...] = (), passwords: Passwords | None = None
) -> web.Application:
    """The whole application. It prepares the database when it starts and closes everything when it ends."""
    house = build(settings, passwords=passwords)
    app = web.Application(
        middlewares=[health.metrics_middleware, errors_middleware, security.origin_middleware],
        client_max_size=MAX_BODY_BYTES,
    )
    app[HOUSE] = house
    app[CONNECTION_TESTS] = house.connection_tests
    app[GUESTS] = GuestParts(house.guests, GuestPictures(house.storage, house.store))
    app[PAPERS], app[POSITIONS] = house.papers, house.positions
    app[MEDIA] = Media(house.uploads, house.photos, house.redactions, house.protocols)
    files = app[pages.STATIC] = static_files.StaticFiles(bundled.static_dir())
    app[pages.ENVIRONMENT] = pages.make_environment(bundled.pages_dir())
    metrics = app[health.METRICS] = health.Metrics()
    calls = app[CALL_METRICS] = CallMetrics(metrics.registry)
    app[EFFORTS] = house.efforts
    app[CALL_LOGS] = CallLogs(house.storage, house.clock)
    app[health.CHECKS] = {"database": house.storage.is_reachable, "disk": _disk_check(house)}
    labels = load_labels(bundled.protocol_templates_dir())
    app[RESULTS] = Results(house.operations, house.checklist, labels)
    checklist_api.prepare(app, checklist_to_json(house.checklist, labels))
    app.on_response_prepare.append(security.add_headers)
    routes.add_routes(app)
    app.router.add_get(static_files.URL + "{path:.+}", files.get)
    app.router.add_get(
        f"{routes.API}/consultations/{{id}}/call",
        websocket_handler(
            house.rooms,
            authorizer(house.consultations, house.media_policy, house.guests),
            counting(calls, house.guests),
            origin_allowed=lambda _: True,  # checked for all
        ),
    )
    attach_rooms(app, house.rooms)
    app[SIGNED_OUT] = lambda session_id: close_session(app, session_id)
    if settings.demo:
        own_url = f"http://127.0.0.1:{settings.port}"
        app[VIRTUAL_CUSTOMERS] = VirtualCustomers(house.storage, house.invitations, ChildProcesses(), own_url)
        app.on_shutdown.append(_send_virtual_customers_away)

    async def running(app: web.Application) -> AsyncIterator[None]:
        try:
            await prepare(house)
            utility = await house.users.ensure_utility(settings.utility_name, settings.utility_phone)
            await house.media_policy.check(utility.id)
        except BaseException:
            await house.close()  # nobody else will: what did not start is not ended
            raise
        app[PARTS] = Parts(
            sign_in=house.sign_in,
            consultations=house.consultations,
            operations=house.operations,
            invitations=house.invitations,
            consents=house.consents,
            utility=utility,
            consent_text=_consent_text(house.checklist),
            texts=Catalogues.load(bundled.locale_dir()),
            site=SiteSettings(settings.public_url, settings.behind_proxy, settings.demo),
            demo_users=demo_users,
        )
        await house.workers.start()
        await house.jobs.start()
        housekeeping = Housekeeping(house.storage, house.clock, house.jobs, house.uploads.clean)
        cleaning = asyncio.create_task(housekeeping.keep())
        yield
        cleaning.cancel()
        await house.jobs.stop()
        await house.workers.stop()
        await house.close()

    app.cleanup_ctx.append(running)
    watch_sessions(app, OpenSessions(house.storage, house.clock))
    return app


async def _send_virtual_customers_away(app: web.Application) -> None:
    await app[VIRTUAL_CUSTOMERS].stop_all()


def _consent_text(checklist: Checklist) -> Mapping[str, Any]:
    consent = checklist.consent
    return {
        "text_version": consent.version,
        "title": dict(consent.title),
        "text": dict(consent.text),
        "oral": dict(consent.oral),
        "taken": dict(consent.taken),
        "position": {"text_version": consent.position_version, "text": dict(consent.position)},
    }


def _disk_check(house: House) -> health.Check:
    async def can_write() -> bool:
        probe = house.settings.data / f".probe-{os.getpid()}"
        try:
            probe.write_bytes(b"1")
            probe.unlink()
        except OSError as error:
            log.error("the data folder cannot be written: %s", error)
            return False
        return True

    return can_write
