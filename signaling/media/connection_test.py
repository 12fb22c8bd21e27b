"""The connection test's end on the server: receives a phone's real picture and sound for some seconds, counts
what arrives and sends a tone back. Nothing is kept of what is seen and heard.

An owner has one run at a time; a run ends by itself after `MOST_S`, whatever the phone does.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import time
from collections import deque
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCIceServer,
    RTCPeerConnection,
    RTCRtpReceiver,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError

from signaling.ice import IceServer
from signaling.media.sound import Sound
from signaling.media.tracks import SoundTrack

log = logging.getLogger(__name__)

MOST_S = 15.0  # of one run
MOST_RUNS = 6  # at once: each decodes a picture
KEPT_S = 120.0  # the numbers of a run that has ended
ANSWER_S = 8.0  # to find our own addresses
LOOK_EVERY_S = 0.5
WINDOW_S = 3.0  # what was received before has not found its speed yet
MOST_SECTIONS = 3  # voice, picture, data
MOST_CANDIDATES = 40


class OfferUnfitError(Exception):
    """No offer of voice and picture that could be answered."""


class BusyError(Exception):
    """As many runs as there may be; `wait_s` until one must be over."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


@dataclass(frozen=True)
class Received:
    connected: bool = False
    kbits: float = 0.0
    "in the last seconds, kbit/s"
    fps: float = 0.0
    loss: float | None = None
    "share of the packets that should have come"
    round_trip_ms: float | None = None


@dataclass(frozen=True)
class _Look:
    at: float
    bytes_: int
    packets: int
    lost: int
    round_trip_s: float | None


class TestPeer:
    """One run."""

    def __init__(self, servers: Sequence[IceServer]) -> None:
        ice = [RTCIceServer(list(one.urls), one.username, one.credential) for one in servers]
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=ice))
        self._tone = SoundTrack(Sound())
        self._frames: deque[float] = deque(maxlen=400)
        self._looks: deque[_Look] = deque(maxlen=int(MOST_S / LOOK_EVERY_S) + 2)
        self._tasks: set[asyncio.Task[None]] = set()
        self._received = Received()
        self._pc.on("track", lambda track: self._do(self._take(track)))

    @property
    def received(self) -> Received:
        return self._received

    async def answer(self, sdp: str) -> str:
        """Raises OfferUnfitError."""
        offer = _fit(sdp)
        try:
            self._pc.addTransceiver(self._tone, "sendrecv")
            picture = self._pc.addTransceiver("video", "recvonly")
            # Without retransmission in a stream of its own: what is lost shall be seen.
            known = RTCRtpReceiver.getCapabilities("video")
            picture.setCodecPreferences(
                [codec for codec in (known.codecs if known else []) if codec.mimeType != "video/rtx"]
            )
            async with asyncio.timeout(ANSWER_S):
                await self._pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
                await self._pc.setLocalDescription(await self._pc.createAnswer())
        except Exception as unfit:  # the library raises what it comes across
            log.info("an offer could not be answered: %r", unfit)
            raise OfferUnfitError from unfit
        self._do(self._look_on())
        return str(self._pc.localDescription.sdp)

    async def close(self) -> None:
        """The last numbers stay readable."""
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tone.stop()
        await self._pc.close()

    async def _take(self, track: MediaStreamTrack) -> None:
        with contextlib.suppress(MediaStreamError):
            while True:
                await track.recv()
                if track.kind == "video":
                    self._frames.append(time.monotonic())

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if self._pc.connectionState == "connected":
                self._looks.append(await self._look())
                self._received = self._judge()

    async def _look(self) -> _Look:
        bytes_ = packets = lost = 0
        round_trip: float | None = None
        for stats in (await self._pc.getStats()).values():
            if stats.type == "transport":
                bytes_ += stats.bytesReceived
            elif stats.type == "inbound-rtp":
                packets += stats.packetsReceived
                lost += max(0, stats.packetsLost)
            elif stats.type == "remote-inbound-rtp" and stats.roundTripTime:
                round_trip = max(round_trip or 0.0, stats.roundTripTime)
        return _Look(time.monotonic(), bytes_, packets, lost, round_trip)

    def _judge(self) -> Received:
        last = self._looks[-1]
        first = next(look for look in self._looks if look is last or look.at >= last.at - WINDOW_S)
        seconds = last.at - first.at
        if seconds <= 0:
            return Received(connected=True)
        expected = last.packets + last.lost
        frames = sum(1 for at in self._frames if at >= first.at)
        return Received(
            connected=True,
            kbits=round((last.bytes_ - first.bytes_) * 8 / 1000 / seconds, 1),
            fps=round(frames / seconds, 1),
            loss=round(last.lost / expected, 4) if expected else None,
            round_trip_ms=round(last.round_trip_s * 1000, 1) if last.round_trip_s is not None else None,
        )

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@dataclass
class _Run:
    owner: str
    began: float
    peer: TestPeer
    ending: asyncio.TimerHandle | None = None
    ended: bool = False


class TestPeers:
    """All runs of this server."""

    def __init__(self, *, most: int = MOST_RUNS, most_s: float = MOST_S) -> None:
        self._most = most
        self._most_s = most_s
        self._runs: dict[str, _Run] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> int:
        return sum(1 for run in self._runs.values() if not run.ended)

    async def begin(self, owner: str, run_id: str, sdp: str, servers: Sequence[IceServer] = ()) -> str:
        """The answer. An earlier run of the same owner ends. Raises BusyError or OfferUnfitError."""
        now = time.monotonic()
        self._runs = {
            name: run for name, run in self._runs.items() if not run.ended or now - run.began < KEPT_S
        }
        for name, run in tuple(self._runs.items()):
            if run.owner == owner and not run.ended:
                await self.end(owner, name)
        live = [run for run in self._runs.values() if not run.ended]
        if len(live) >= self._most:
            oldest = min(run.began for run in live)
            raise BusyError(max(1, round(oldest + self._most_s - now)))
        run = self._runs[run_id] = _Run(owner, now, TestPeer(servers))
        try:
            answer = await run.peer.answer(sdp)
        except BaseException:
            self._runs.pop(run_id, None)
            await run.peer.close()
            raise
        run.ending = asyncio.get_running_loop().call_later(self._most_s, self._time_is_up, owner, run_id)
        return answer

    def received(self, owner: str, run_id: str) -> Received | None:
        """None: no such run, or somebody else's."""
        run = self._runs.get(run_id)
        return run.peer.received if run is not None and run.owner == owner else None

    async def end(self, owner: str, run_id: str) -> Received | None:
        """Its last numbers, which can be asked for a while longer."""
        run = self._runs.get(run_id)
        if run is None or run.owner != owner:
            return None
        if not run.ended:
            run.ended = True
            if run.ending is not None:
                run.ending.cancel()
            await run.peer.close()
        return run.peer.received

    async def close(self) -> None:
        await asyncio.gather(*(self.end(run.owner, name) for name, run in tuple(self._runs.items())))
        self._runs.clear()

    def _time_is_up(self, owner: str, run_id: str) -> None:
        async def end() -> None:
            await self.end(owner, run_id)

        task = asyncio.create_task(end())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _fit(sdp: str) -> str:
    """Bounded, and without names that only the phone's own network could resolve. Raises OfferUnfitError."""
    lines = sdp.splitlines()
    sections = [line for line in lines if line.startswith("m=")]
    candidates = [line for line in lines if line.startswith("a=candidate:")]
    kinds = {line[2:].partition(" ")[0] for line in sections}
    if not lines or lines[0] != "v=0" or "audio" not in kinds or "video" not in kinds:
        raise OfferUnfitError
    if len(sections) > MOST_SECTIONS or len(candidates) > MOST_CANDIDATES:
        raise OfferUnfitError
    hidden = re.compile(r"a=candidate:(?:\S+ ){4}\S+\.local ")  # mDNS
    return "".join(f"{line}\r\n" for line in lines if not hidden.match(line))
