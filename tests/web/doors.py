"""Knocks at every door as everybody: what `docs/doors.md` says is compared with what comes back.

Each knock gets a consultation of its own, in the state in which the door could open.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp

from inspection.domain.operations import Author, Operation
from inspection.domain.paper import Paper, PaperPage
from inspection.domain.photo import Photo, PictureSize
from inspection.domain.protocol_version import ProtocolVersion
from inspection.services.papers import file_key, page_key
from inspection.services.photos import stored_key
from inspection.services.protocol_rendering import pdf_key
from tests.support.site import PASSWORD, Answer, Person, Site, operation

ROLES = (
    "nobody",
    "customer",
    "other customer",
    "guest",
    "consultant",
    "other consultant",
    "consultant elsewhere",
    "office",
    "admin",
)
CUSTOMERS = ("customer", "other customer")
PASSING = ("nobody", "customer", "guest")
"Each knock is another person's."
LOGINS = {
    "consultant": "ahlers",
    "other consultant": "brandt",
    "consultant elsewhere": "fremd",
    "office": "buero",
    "admin": "leitung",
}
API = "/api/v1"
PIXEL = b"\xff\xd8\xff\xe0 twelve bytes and more"
PHOTO = "photo-1"


@dataclass
class Knock:
    """One request at one door, by one role."""

    role: str
    person: Person
    consultation: str
    secret: str = ""
    upload: str = ""
    run: str = ""
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes | None = None
    query: str = ""
    paper: str = "none"


Prepare = Callable[["World", Knock], Awaitable[Knock]]


class World:
    """People of all roles around one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.people: dict[str, Person] = {}

    async def open(self) -> None:
        for role, login in LOGINS.items():
            utility = await self.site.other_utility() if role == "consultant elsewhere" else None
            kind = role if role in ("office", "admin") else "consultant"
            self.people[role] = await self.site.user(login, kind, utility)
        consultant = self.people["consultant"]
        self.people["other customer"] = await self.site.person()
        await self._exchange(self.people["other customer"], await consultant.new_consultation("Other"))

    async def knock(self, role: str, prepare: Prepare | None) -> Knock:
        consultation = await self.people["consultant"].new_consultation()
        if role in PASSING:
            person = await self.site.person()
            if role == "customer":
                await self._exchange(person, consultation)
            if role == "guest":
                secret = await self.guest_secret(consultation)
                assert (await person.post("/guest/exchange", {"secret": secret})).status == 200
        else:
            person = self.people[role]
        knock = Knock(role, person, consultation)
        return knock if prepare is None else await prepare(self, knock)

    async def tidy(self, knock: Knock) -> None:
        """A door may have handed out a cookie, or taken one away."""
        jar = knock.person.session.cookie_jar
        if knock.role in LOGINS:
            jar.clear(lambda cookie: cookie.key in ("kb_customer", "kb_guest"))
            if not any(cookie.key == "kb_session" for cookie in jar):
                await knock.person.sign_in(LOGINS[knock.role])
        elif knock.role in CUSTOMERS:
            jar.clear(lambda cookie: cookie.key in ("kb_session", "kb_guest"))
        if knock.role in PASSING:
            await knock.person.session.close()

    async def _exchange(self, person: Person, consultation: str) -> None:
        secret = await self.people["consultant"].invite(consultation)
        assert (await person.post("/invitation/exchange", {"secret": secret})).status == 200

    async def guest_secret(self, consultation: str) -> str:
        path = f"/consultations/{consultation}/guest-invitations"
        made = await self.people["consultant"].post(path, {"kind": "interpreter"})
        assert made.status == 201, made.text
        return str(made.json["url"].partition("#")[2])

    # States in which a door could open

    async def started(self, knock: Knock) -> Knock:
        await self._do(knock, "start")
        return knock

    async def finished(self, knock: Knock) -> Knock:
        await self.started(knock)
        await self._do(knock, "finish")
        return knock

    async def rendered(self, knock: Knock) -> Knock:
        """In review, with a PDF, which no worker had to make."""
        await self.finished(knock)
        house, pdf = self.site.house, b"%PDF-1.7"
        digest = hashlib.sha256(pdf).hexdigest()
        async with house.storage.write() as tx:
            consultation = await tx.consultations.get((await self.site.utility()).id, knock.consultation)
            assert consultation is not None
            version = await tx.protocols.latest(consultation.id, consultation.language)
            assert isinstance(version, ProtocolVersion)
            await tx.protocols.put(
                replace(version, state="ready", pdf_sha256=digest, bytes=len(pdf), pages=1)
            )
        path = house.store.path(pdf_key(consultation, digest))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)
        return knock

    async def photographed(self, knock: Knock) -> Knock:
        """With a photo that is ready in one size."""
        house, utility = self.site.house, await self.site.utility()
        digest = hashlib.sha256(PIXEL).hexdigest()
        size = PictureSize(digest, len(PIXEL), 1, 1, "image/jpeg")
        now = house.clock.now()
        photo = Photo(
            PHOTO, utility.id, knock.consultation, 1, "ready", "image/jpeg", len(PIXEL), digest, now,
            sizes={"thumb": size, "screen": size},
        )  # fmt: skip
        async with house.storage.write() as tx:
            await tx.photos.add(photo)
        path = house.store.path(stored_key(photo, size))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PIXEL)
        return knock

    async def with_paper(self, knock: Knock) -> Knock:
        """With a paper of one page, which no worker had to draw."""
        house, utility = self.site.house, await self.site.utility()
        digest, now = hashlib.sha256(PIXEL).hexdigest(), house.clock.now()
        knock.paper = str(uuid.uuid4())
        paper = Paper(
            knock.paper, utility.id, knock.consultation, "map", "Karte.jpg", "image/jpeg", len(PIXEL),
            digest, "ready", now, "u", "Ahlers", digest, None, (PaperPage(digest, len(PIXEL), 1, 1),),
        )  # fmt: skip
        async with house.storage.write() as tx:
            await tx.papers.add(paper)
        for key in (file_key(paper), page_key(paper, 1)):
            path = house.store.path(key)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(PIXEL)
        return knock

    async def sending_paper(self, knock: Knock) -> Knock:
        knock.query = "?name=Plan.pdf&kind=plan"
        knock.headers = {"Content-Type": "application/octet-stream"}
        knock.data = b"%PDF-1.7 and more"
        return knock

    async def positioned(self, knock: Knock) -> Knock:
        """With the customer's yes, where it is a customer."""
        knock.body = {
            "lat": 53,
            "lon": 8,
            "accuracy_m": 9,
            "taken_at": self.site.house.clock.now().isoformat(),
        }
        if knock.role in CUSTOMERS:
            asked = await knock.person.get("/customer/position")
            welcome = await knock.person.get("/customer/consultation")
            consent = {
                "purpose": "position", "given": True, "text_version": asked.json["text_version"],
                "language": "de", "how": "click",
            }  # fmt: skip
            path = f"/consultations/{welcome.json['consultation']['id']}/consent"
            assert (await knock.person.post(path, consent)).status == 201
        return knock

    async def redacting(self, knock: Knock) -> Knock:
        """In the call, with a photo."""
        await self.started(knock)
        await self.photographed(knock)
        await self._log_photo(knock.consultation)
        knock.body = {"id": str(uuid.uuid4()), "boxes": [{"x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2}]}
        return knock

    async def photographed_for_guest(self, knock: Knock) -> Knock:
        """With consent, a guest who has been in the call, and a photo since then."""
        await self.started(knock)
        await self._do(knock, "consent", self.consent("oral"))
        async with self.site.house.storage.read() as tx:
            token = next((c.value for c in knock.person.session.cookie_jar if c.key == "kb_guest"), "")
            session = await tx.guests.session(self.site.house.tokens.digest(token))
        if session is not None:
            await self.site.house.guests.note(f"g-{session.invitation_id}", True)
        await self.photographed(knock)
        await self._log_photo(knock.consultation)
        return knock

    async def _log_photo(self, consultation: str) -> None:
        """What the server writes when a picture has arrived."""
        house = self.site.house
        async with house.storage.write() as tx:
            found = await tx.consultations.get((await self.site.utility()).id, consultation)
            assert found is not None
            exists = Operation(str(uuid.uuid4()), 0, f"photo:{PHOTO}", "exists", True, house.clock.now())
            await house.operations.append_in(tx, found, [exists], Author("c", "Ilse Behrens", "customer"))

    async def may_photograph(self, knock: Knock) -> Knock:
        """In the call, with consent to stills; the request is one to begin an upload."""
        await self.started(knock)
        await self._do(knock, "consent", self.consent("oral"))
        metadata = {
            "photo_id": str(uuid.uuid4()),
            "item": "room_photo",
            "entity": "building",
            "sha256": hashlib.sha256(PIXEL).hexdigest(),
            "type": "image/jpeg",
            "consultation": knock.consultation,
        }
        pairs = (f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())
        knock.headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(PIXEL)),
            "Upload-Metadata": ",".join(pairs),
        }
        return knock

    async def uploading(self, knock: Knock) -> Knock:
        """With an upload that the customer's consultation has begun."""
        await self.may_photograph(knock)
        consultant = self.people["consultant"]
        begun = await consultant.call("POST", f"{API}/uploads", headers=knock.headers)
        assert begun.status == 201, begun.text
        knock.upload = begun.headers["Location"].rpartition("/")[2]
        knock.headers = {"Tus-Resumable": "1.0.0"}
        return knock

    async def patching(self, knock: Knock) -> Knock:
        await self.uploading(knock)
        knock.headers |= {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        knock.data = PIXEL
        return knock

    async def with_tus(self, knock: Knock) -> Knock:
        knock.headers = {"Tus-Resumable": "1.0.0"}
        return knock

    def consent(self, how: str) -> dict[str, Any]:
        version = self.site.house.checklist.consent.version
        return {"purpose": "stills", "given": True, "text_version": version, "language": "de", "how": how}

    async def consenting(self, knock: Knock) -> Knock:
        knock.body = self.consent("click" if knock.role in CUSTOMERS else "oral")
        return await self.started(knock)

    async def _do(self, knock: Knock, step: str, body: Any = None) -> None:
        answer = await self.people["consultant"].post(f"/consultations/{knock.consultation}/{step}", body)
        assert answer.status < 300, answer.text


async def _path(world: World, knock: Knock) -> Knock:
    knock.query = "?path=sewer_backflow"
    return knock


async def _credentials(world: World, knock: Knock) -> Knock:
    knock.body = {"login": LOGINS.get(knock.role, "ahlers"), "password": PASSWORD}
    return knock


async def _secret(world: World, knock: Knock) -> Knock:
    knock.body = {"secret": await world.people["consultant"].invite(knock.consultation)}
    return knock


async def _guest_secret(world: World, knock: Knock) -> Knock:
    knock.body = {"secret": await world.guest_secret(knock.consultation)}
    return knock


async def _guest(world: World, knock: Knock) -> Knock:
    knock.body = {"kind": "family", "name": "Herr Kaya"}
    return knock


async def _new(world: World, knock: Knock) -> Knock:
    knock.body = {"customer": {"name": "Ilse Behrens"}}
    return knock


async def _answer(world: World, knock: Knock) -> Knock:
    knock.body = {"operations": [operation("building", "building_units", 1)]}
    return knock


async def _measured(world: World, knock: Knock) -> Knock:
    knock.body = {"batch": "a-batch-1"}
    return knock


SECTION = """m={kind} 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=mid:{kind}
a=sendrecv
a=rtcp-mux
a=rtpmap:96 {codec}
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=setup:actpass
a=fingerprint:sha-256 {fingerprint}
"""
KINDS = (("audio", "opus/48000/2"), ("video", "VP8/90000"))
OFFER = "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\na=group:BUNDLE audio video\n" + "".join(
    SECTION.format(kind=kind, codec=codec, fingerprint=":".join(["AB"] * 32)) for kind, codec in KINDS
)
"Of voice and picture, by a phone that is nowhere."
CHECKS = {
    "camera": "ok",
    "microphone": "ok",
    "speaker": "heard",
    "light": "ok",
    "in_app": False,
    "device": "Android",
}


async def _offering(world: World, knock: Knock) -> Knock:
    knock.body = {"way": "direct", "sdp": OFFER}
    return knock


async def _testing(world: World, knock: Knock) -> Knock:
    """With a run of the customer's own, if he is one."""
    if knock.role in CUSTOMERS:
        body = {"way": "direct", "sdp": OFFER}
        begun = await knock.person.post("/customer/connection-test/runs", body)
        assert begun.status == 201, begun.text
        knock.run = begun.json["id"]
    return knock


async def _tested(world: World, knock: Knock) -> Knock:
    knock.body = {"checks": CHECKS, "failed": ["direct"]}
    return knock


PREPARED: Mapping[str, Prepare] = {
    "POST /api/v1/sign-in": _credentials,
    "POST /api/v1/consultations": _new,
    "POST /api/v1/consultations/{id}/finish": World.started,
    "POST /api/v1/consultations/{id}/release": World.rendered,
    "POST /api/v1/consultations/{id}/operations": _answer,
    "POST /api/v1/consultations/{id}/consent": World.consenting,
    "POST /api/v1/consultations/{id}/guest-invitations": _guest,
    "POST /api/v1/guest/exchange": _guest_secret,
    "GET /api/v1/guest/photos/{photo}": World.photographed_for_guest,
    "POST /api/v1/invitation/exchange": _secret,
    "POST /api/v1/customer/connection-test": _tested,
    "POST /api/v1/customer/connection-test/runs": _offering,
    "GET /api/v1/customer/connection-test/runs/{run}": _testing,
    "DELETE /api/v1/customer/connection-test/runs/{run}": _testing,
    "OPTIONS /api/v1/uploads": World.with_tus,
    "POST /api/v1/uploads": World.may_photograph,
    "HEAD /api/v1/uploads/{upload}": World.uploading,
    "PATCH /api/v1/uploads/{upload}": World.patching,
    "DELETE /api/v1/uploads/{upload}": World.uploading,
    "GET /api/v1/consultations/{id}/photos/{photo}/{size}": World.photographed,
    "GET /api/v1/consultations/{id}/what-if": _path,
    "POST /api/v1/consultations/{id}/papers": World.sending_paper,
    "GET /api/v1/consultations/{id}/papers/{paper}/pages/{page}": World.with_paper,
    "GET /api/v1/consultations/{id}/papers/{paper}/file": World.with_paper,
    "DELETE /api/v1/consultations/{id}/papers/{paper}": World.with_paper,
    "POST /api/v1/customer/position": World.positioned,
    "POST /api/v1/consultations/{id}/photos/{photo}/redactions": World.redacting,
    "GET /api/v1/customer/result": World.started,
    "GET /api/v1/consultations/{id}/protocol.pdf": World.rendered,
    "POST /api/v1/consultations/{id}/call-log": _measured,
}
"What a door needs so that it can open at all."


async def answer_to(world: World, door: str, role: str) -> str:
    """`200`, `401 not_signed_in`, `302 /sign-in`."""
    method, path = door.split(" ")
    knock = await world.knock(role, PREPARED.get(door))
    names = {
        "id": knock.consultation,
        "upload": knock.upload,
        "run": knock.run or "none",
        "photo": PHOTO,
        "paper": knock.paper,
        "page": "1",
        "size": "thumb",
        "path": "shared/base.css",
    }
    answer = await knock.person.call(
        method, path.format(**names) + knock.query, knock.body, headers=knock.headers, data=knock.data
    )
    await world.tidy(knock)
    return _in_words(answer)


def _in_words(answer: Answer) -> str:
    if answer.status == 302:
        return f"302 {answer.headers['Location'].partition('?')[0]}"
    return f"{answer.status} {answer.code}" if answer.code else str(answer.status)


# The call's socket

CANDIDATE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0}
SAMPLES: Mapping[str, dict[str, Any]] = {
    "signal": {"kind": "hint", "payload": {}},
    "description": {"description": {"type": "offer", "sdp": "v=0\r\n"}},
    "candidate": {"candidate": CANDIDATE},
}
PASSED_ON = "passed on"


async def replies_to(world: World, role: str, messages: tuple[str, ...]) -> dict[str, str]:
    """What each message leads to, said by this role, with somebody in the seat opposite."""
    knock = await world.knock(role, None)
    opposite = "consultant" if role == "customer" else "customer"
    other = world.people.get(opposite) or (await world.knock("customer", None)).person
    if opposite == "customer":
        await world._exchange(other, knock.consultation)
    url = f"{world.site.url}{API}/consultations/{knock.consultation}/call"
    replies = {}
    async with other.session.ws_connect(url, origin=world.site.url) as opposite_socket:
        await opposite_socket.send_json({"type": "join", "role": opposite})
        await _until(opposite_socket, "welcome")
        for message in messages:
            try:
                async with knock.person.session.ws_connect(url, origin=world.site.url) as socket:
                    replies[message] = await _reply(socket, opposite_socket, message, role)
            except aiohttp.WSServerHandshakeError as refused:
                replies[message] = str(refused.status)
    await world.tidy(knock)
    return replies


async def _reply(
    socket: aiohttp.ClientWebSocketResponse,
    opposite: aiohttp.ClientWebSocketResponse,
    message: str,
    who: str,
) -> str:
    type_, _, role = message.partition(" as ")
    if type_ == "join":
        await socket.send_json({"type": "join", **({"role": role} if role else {})})
        first: dict[str, Any] = await socket.receive_json(timeout=5)
        return f"is {first['role']}" if first["type"] == "welcome" else str(first["code"])
    await socket.send_json({"type": "join"})
    await _until(socket, "welcome")
    to = {"to": "customer"} if who == "guest" and type_ in SAMPLES else {}  # has two opposite
    await socket.send_json({"type": type_, **SAMPLES.get(type_, {}), **to})
    if type_ == "leave":
        await _until(opposite, "participant-left")
        return "is out"
    await socket.send_json({"type": "ping"})  # its answer comes after whatever this message led to
    reply = await _until(socket, "error", "pong", "ice-servers")
    if reply["type"] != "pong" or type_ == "ping":
        return str(reply.get("code") or reply["type"])
    await _until(opposite, type_)
    return PASSED_ON


async def _until(socket: aiohttp.ClientWebSocketResponse, *types: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = await socket.receive_json(timeout=5)
        if message["type"] in types:
            return message
