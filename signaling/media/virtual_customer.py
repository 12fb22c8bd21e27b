"""A customer without a phone: joins a call as a page does, streams the basement, follows hints, takes stills.

What happens to a still is a callable handed in: this package knows nothing of where pictures belong.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from aiohttp import ClientSession
from aiortc import MediaStreamTrack
from aiortc.contrib.media import MediaBlackhole

from signaling.media.attitude import Attitude
from signaling.media.call_socket import CallEnded, CallSocket
from signaling.media.camera import Camera
from signaling.media.peer import Peer
from signaling.media.scene import SUBJECTS, gallery
from signaling.media.sound import Sound
from signaling.media.tracks import CameraTrack, SoundTrack
from signaling.messages import (
    Candidate,
    Description,
    Event,
    ParticipantBack,
    ParticipantJoined,
    ParticipantLeft,
    RelayedSignal,
    Role,
    ServerMessage,
    Signal,
    Welcome,
)

log = logging.getLogger(__name__)

FPS = 15
SETTLE_S = 0.4  # between arriving at a thing and pressing the button
PROGRESS_STEP = 0.1  # told at most so often
SENSED_EVERY_S = 0.5  # it goes by the socket

Progress = Callable[[float], None]
"Told how much of a still has arrived, 0 to 1."


class StillNotDelivered(Exception):  # noqa: N818 - reads as what happened
    """Raised by the callable that takes stills; `reason` is a code for the consultant's page."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Still:
    """A photograph and the request it answers."""

    jpeg: bytes
    taken_at: datetime
    request: Mapping[str, Any]
    "The payload of the `still-request`, as it came."
    looks: Attitude | None = None
    "Where the camera looked."


Deliver = Callable[[Still, Progress], Awaitable[None]]
Aim = Callable[[Mapping[str, Any]], str | None]
"Which subject of scene.py a still-request means; None: photograph what is seen."
IsOver = Callable[[str, Any], bool]
"Whether a room event (kind, payload) means that the call is done."


class VirtualCustomer:
    """`await run()` until the call ends or the task is cancelled."""

    def __init__(
        self,
        session: ClientSession,
        call_url: str,
        deliver: Deliver,
        *,
        aim: Aim | None = None,
        is_over: IsOver | None = None,
        headers: Mapping[str, str] | None = None,
        upright: bool = False,
        fps: int = FPS,
        clock: bool = False,
    ) -> None:
        self.socket = CallSocket(session, call_url, Role.CUSTOMER, headers=headers)
        self.camera = Camera(upright=upright, clock=clock)
        self.peer = Peer(self.socket, self._tracks, self._heard)
        self._deliver = deliver
        self._aim: Aim = aim or (lambda request: None)
        self._is_over: IsOver = is_over or (lambda kind, payload: False)
        self._fps = fps
        self._sound = Sound()
        self._started = time.monotonic()
        self._still_turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._sinks: list[MediaBlackhole] = []
        self._sensing = False

    def now(self) -> float:
        """Seconds since the camera was switched on."""
        return time.monotonic() - self._started

    async def run(self) -> str:
        """Take part; the reason why it ended (see CallEnded)."""
        await asyncio.to_thread(gallery().prepare, SUBJECTS["laundry"], True)
        self._started = time.monotonic()
        try:
            async with contextlib.aclosing(self.socket.messages()) as messages:
                async for message in messages:
                    if isinstance(message, Event) and self._is_over(message.kind, message.payload):
                        return "finished"
                    await self._hear(message)
        except CallEnded as end:
            return end.reason
        finally:
            await self._stop()
        return "left"

    async def _stop(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for sink in self._sinks:
            await sink.stop()
        await self.peer.close()

    # --- what comes over the socket ---------------------------------------------------------------

    async def _hear(self, message: ServerMessage) -> None:
        match message:
            case Welcome() | ParticipantJoined() | ParticipantBack():
                await self.peer.meet()
                if self.socket.other is not None:
                    await self._tell_torch()
                    if not self._sensing:
                        self._sensing = True
                        self._do(self._sense())
            case ParticipantLeft():
                await self.peer.part()
            case Description() | Candidate() if message.from_ in (None, Role.CONSULTANT):
                await self.peer.hear(message)
            case RelayedSignal(from_=Role.CONSULTANT, kind=kind, payload=dict() as payload):
                await self._signal(kind, payload)

    async def _signal(self, kind: str, payload: dict[str, Any]) -> None:
        match kind:
            case "hint":
                hint = str(payload.get("hint", ""))
                torch = self.camera.torch
                if self.camera.follow(hint, self.now()):
                    await self._say("hint-seen", {"hint_id": payload.get("hint_id")})
                if self.camera.torch != torch:
                    await self._tell_torch()
            case "hello" | "sensors-ask":
                await self._say("sensors-state", {"state": "on"})
            case "torch":
                self.camera.torch = payload.get("on") is True
                await self._tell_torch()
            case "still-request":
                self._do(self._take_still(payload))

    async def _sense(self) -> None:
        """Compass and tilt, as a phone tells them that may read them."""
        await self._say("sensors-state", {"state": "on"})
        while True:
            if self.socket.other is not None and self.socket.is_joined:
                looks = self.camera.attitude(self.now())
                await self._say("sensors", {**asdict(looks), "uncertain": False})
            await asyncio.sleep(SENSED_EVERY_S)

    async def _tell_torch(self) -> None:
        await self._say("torch-state", {"on": self.camera.torch, "supported": True})

    async def _say(self, kind: str, payload: dict[str, Any]) -> None:
        await self.socket.send(Signal(kind, payload, Role.CONSULTANT))

    # --- stills -----------------------------------------------------------------------------------

    async def _take_still(self, request: dict[str, Any]) -> None:
        async with self._still_turn:
            try:
                await self._state(request, "taking", 0.0)
                subject = self._aim(request)
                if subject is not None:
                    await asyncio.sleep(self.camera.look_at(subject, self.now()) + SETTLE_S)
                taken_at = datetime.now().astimezone()
                looks = self.camera.attitude(self.now())
                jpeg = await asyncio.to_thread(self.camera.still, self.now(), taken_at)
                await self._state(request, "uploading", 0.0)
                await self._deliver(Still(jpeg, taken_at, request, looks), self._progress(request))
                await self._state(request, "done", 1.0)
            except StillNotDelivered as refusal:
                log.warning("a still was not taken: %s", refusal.reason)
                await self._state(request, "failed", 0.0, refusal.reason)
            except Exception:
                log.exception("a still failed")
                await self._state(request, "failed", 0.0, "unexpected")

    def _progress(self, request: dict[str, Any]) -> Progress:
        told = 0.0

        def progress(share: float) -> None:
            nonlocal told
            if share < 1.0 and share >= told + PROGRESS_STEP:
                told = share
                self._do(self._state(request, "uploading", round(share, 2)))

        return progress

    async def _state(
        self, request: dict[str, Any], state: str, progress: float, reason: str | None = None
    ) -> None:
        payload: dict[str, Any] = {
            "request_id": request.get("request_id"),
            "photo_id": request.get("photo_id"),
            "state": state,
            "progress": progress,
        }
        if reason is not None:
            payload["reason"] = reason
        await self._say("still-state", payload)

    # --- media ------------------------------------------------------------------------------------

    def _tracks(self) -> list[MediaStreamTrack]:
        return [SoundTrack(self._sound), CameraTrack(self.camera, self.now, self._fps)]

    def _heard(self, track: MediaStreamTrack) -> None:
        """The consultant's voice: received, so that the statistics are true, and played to nobody."""
        sink = MediaBlackhole()
        sink.addTrack(track)
        self._sinks.append(sink)
        self._do(sink.start())

    def _do(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
