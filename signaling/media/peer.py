"""The virtual customer's end of the connection: aiortc under the rules of PROTOCOL.md.

aiortc can neither roll back nor restart ICE. So this peer never gives way (the server seats it as the
impolite one), and a connection that is lost is replaced by a new one with a new id.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence

from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCIceServer,
    RTCIceTransportPolicy,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.codecs import vpx
from aiortc.sdp import candidate_from_sdp

from signaling.ice import IceServer
from signaling.media.call_socket import CallSocket
from signaling.messages import Candidate, Description, DescriptionType, ServerMessage, SessionDescription

log = logging.getLogger(__name__)

RENEW_AFTER_S = 12.0  # without a connection after an offer
VIDEO_BITRATE = (600_000, 1_500_000, 2_500_000)  # least, first, most: bit/s
MakeTracks = Callable[[], Sequence[MediaStreamTrack]]


class Peer:
    """One connection at a time, towards whoever sits opposite. Calls come from one task."""

    def __init__(
        self, socket: CallSocket, make_tracks: MakeTracks, on_track: Callable[[MediaStreamTrack], None]
    ) -> None:
        self._socket = socket
        self._make_tracks = make_tracks
        self._on_track = on_track
        self._pc: RTCPeerConnection | None = None
        self._id = ""
        self._remote_id: str | None = None
        self._remote_instance: str | None = None
        self._early: list[Candidate] = []
        self._watch: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        raise_video_bitrate()

    @property
    def state(self) -> str:
        """RTCPeerConnectionState, or `alone`."""
        return str(self._pc.connectionState) if self._pc else "alone"

    async def meet(self) -> None:
        """Somebody may be opposite: offer, unless this very page is connected already."""
        async with self._lock:
            other = self._socket.other
            if other is None:
                return
            if (
                self._pc is None
                or self._remote_instance != other.instance
                or self.state in ("failed", "closed")
            ):
                await self._open()
                await self._offer()
            elif self._pc.signalingState == "have-local-offer":
                await self._describe_ourselves()  # perhaps it was never heard

    async def part(self) -> None:
        """Nobody is opposite any more."""
        async with self._lock:
            if self._socket.other is None:
                await self._drop()

    async def hear(self, message: ServerMessage) -> None:
        """A description or a candidate."""
        async with self._lock:
            if isinstance(message, Description):
                await self._describe(message)
            elif isinstance(message, Candidate):
                await self._candidate(message)

    async def close(self) -> None:
        """End it for good."""
        async with self._lock:
            await self._drop()

    # One connection

    async def _open(self) -> RTCPeerConnection:
        await self._drop()
        welcome, other = self._socket.welcome, self._socket.other
        servers = [_ice_server(server) for server in welcome.ice_servers] if welcome else []
        policy = RTCIceTransportPolicy(welcome.ice_transport_policy if welcome else "all")
        pc = RTCPeerConnection(RTCConfiguration(iceServers=servers, iceTransportPolicy=policy))
        self._pc, self._id = pc, secrets.token_urlsafe(9)
        self._remote_instance = other.instance if other else None
        for track in self._make_tracks():
            pc.addTrack(track)
        pc.on("track", self._on_track)

        async def changed() -> None:
            log.info("the connection is %s", pc.connectionState)
            if pc.connectionState == "failed":
                self._later(0.0, pc)

        pc.on("connectionstatechange", changed)
        return pc

    async def _drop(self) -> None:
        if self._watch is not None and self._watch is not asyncio.current_task():
            self._watch.cancel()
        self._watch = None
        pc, self._pc = self._pc, None
        self._remote_id, self._remote_instance, self._id = None, None, ""
        self._early.clear()
        if pc is not None:
            pc.remove_all_listeners()
            for sender in pc.getSenders():
                if sender.track is not None:
                    sender.track.stop()
            await pc.close()

    async def _offer(self) -> None:
        assert self._pc is not None
        await self._pc.setLocalDescription(await self._pc.createOffer())
        await self._describe_ourselves()
        self._later(RENEW_AFTER_S, self._pc)

    async def _describe_ourselves(self) -> None:
        assert self._pc is not None
        local = self._pc.localDescription
        description = SessionDescription(DescriptionType(local.type), local.sdp)
        await self._socket.send(Description(description, self._id, self._remote_id))

    async def _describe(self, message: Description) -> None:
        if message.to_connection and message.to_connection != self._id:
            return
        sender, description = message.connection or "", message.description
        is_offer = description.type_ is DescriptionType.OFFER
        bound = self._remote_id is not None and self._remote_id != sender
        if not is_offer and (self._pc is None or bound):
            return
        if self._pc is not None and not bound and is_offer and self._pc.signalingState != "stable":
            return  # ours goes first
        pc = await self._open() if self._pc is None or bound else self._pc
        if not is_offer and pc.signalingState != "have-local-offer":
            return
        self._remote_id = sender
        try:
            await pc.setRemoteDescription(RTCSessionDescription(description.sdp, description.type_.value))
            for early in self._early:
                await self._add(pc, early)
            self._early.clear()
            if is_offer:
                await pc.setLocalDescription(await pc.createAnswer())
                await self._describe_ourselves()
        except Exception:
            log.exception("a description did not fit")
            self._later(1.0, pc)

    async def _candidate(self, message: Candidate) -> None:
        if message.to_connection and message.to_connection != self._id:
            return
        pc = self._pc
        if pc is None or pc.remoteDescription is None or (message.connection or "") != self._remote_id:
            self._early = [*self._early[-99:], message]
            return
        await self._add(pc, message)

    async def _add(self, pc: RTCPeerConnection, message: Candidate) -> None:
        given = message.candidate
        if (message.connection or "") != self._remote_id or given is None or not given.candidate:
            return
        try:
            candidate = candidate_from_sdp(given.candidate.removeprefix("candidate:"))
            candidate.sdpMid, candidate.sdpMLineIndex = given.sdp_mid, given.sdp_m_line_index
            await pc.addIceCandidate(candidate)
        except (ValueError, AssertionError, IndexError) as unfit:
            log.debug("a candidate did not fit: %s", unfit)

    # Holding it

    def _later(self, seconds: float, pc: RTCPeerConnection) -> None:
        if self._watch is None:
            self._watch = asyncio.create_task(self._renew_unless_connected(seconds, pc))

    async def _renew_unless_connected(self, seconds: float, pc: RTCPeerConnection) -> None:
        await asyncio.sleep(seconds)
        async with self._lock:
            self._watch = None
            if self._pc is not pc or pc.connectionState == "connected" or self._socket.other is None:
                return
            await self._open()
            await self._offer()


def raise_video_bitrate() -> None:
    """Let aiortc's encoder begin sharp: its own start (0.5 Mbit/s) shows a basement as mud for seconds.

    They are constants of its module; there is no option.
    """
    vpx.MIN_BITRATE, vpx.DEFAULT_BITRATE, vpx.MAX_BITRATE = VIDEO_BITRATE


def _ice_server(server: IceServer) -> RTCIceServer:
    return RTCIceServer(urls=list(server.urls), username=server.username, credential=server.credential)
