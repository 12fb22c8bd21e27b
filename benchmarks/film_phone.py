"""`python -m benchmarks.film_phone FILM`: the customer's end of a call as a film, encoded beforehand.

For cases that measure the tablet. A phone in a browser encodes on the same two processors, which no phone
does to a tablet, and where they do not suffice it sends 540 lines instead of 720. Here what is sent is 720p
in VP8, at the frames and bits of the ladder's best step, with sound, compass and tilt.
The join link comes by standard input; the call ends when that closes.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

import av
from aiohttp import ClientSession, CookieJar
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import Packet
from av.video.frame import PictureType

from signaling.media.call_socket import CallSocket
from signaling.media.peer import Peer
from signaling.media.sound import Sound
from signaling.media.tracks import VIDEO_CLOCK, SoundTrack
from signaling.media.virtual_customer import SENSED_EVERY_S
from signaling.messages import (
    Candidate,
    Description,
    ParticipantBack,
    ParticipantJoined,
    ParticipantLeft,
    Role,
    Signal,
    Welcome,
)
from tests.support.site import Person

FPS = 15  # static/shared/ladder.js: p720
BITS_PER_S = 1_500_000


class PlayedPhone:
    """In the customer's seat: sends film and sound, tells where the camera looks, and hears nobody."""

    def __init__(self, session: ClientSession, call_url: str, origin: str, packets: list[bytes]) -> None:
        self._socket = CallSocket(session, call_url, Role.CUSTOMER, headers={"Origin": origin})
        self._peer = Peer(self._socket, lambda: [SoundTrack(Sound()), FilmTrack(packets)], lambda track: None)

    async def run(self) -> None:
        looks = asyncio.create_task(self._turn_about())
        try:
            async for message in self._socket.messages():
                match message:
                    case Welcome() | ParticipantJoined() | ParticipantBack():
                        await self._peer.meet()
                    case ParticipantLeft():
                        await self._peer.part()
                    case Description() | Candidate():
                        await self._peer.hear(message)
        finally:
            looks.cancel()
            await self._peer.close()

    async def _turn_about(self) -> None:
        """Compass and tilt as often as a phone tells them."""
        for degree in itertools.cycle(range(0, 360, 4)):
            await asyncio.sleep(SENSED_EVERY_S)
            if self._socket.other is not None and self._socket.is_joined:
                looks = {"heading": float(degree), "tilt": 5.0, "roll": 0.0, "uncertain": False}
                await self._socket.send(Signal("sensors", looks, Role.CONSULTANT))


class FilmTrack(MediaStreamTrack):
    """A film over and over; each round begins with a key frame, so that none has to be asked for."""

    kind = "video"

    def __init__(self, packets: list[bytes]) -> None:
        super().__init__()
        self._packets = itertools.cycle(packets)
        self._count = 0
        self._began = time.monotonic()

    async def recv(self) -> Packet:  # type: ignore[override]
        """The next frame, encoded, when its time has come."""
        if self.readyState != "live":
            raise MediaStreamError
        at = self._count / FPS
        self._count += 1
        await asyncio.sleep(max(0.0, self._began + at - time.monotonic()))
        packet = Packet(next(self._packets))
        packet.pts = int(at * VIDEO_CLOCK)
        packet.time_base = Fraction(1, VIDEO_CLOCK)
        return packet


def encoded(film: Path) -> list[bytes]:
    """VP8, a frame each, the first of them a key frame."""
    return list(_encode(film))


def _encode(film: Path) -> Iterator[bytes]:
    with av.open(str(film)) as source:
        frames = [frame.reformat(format="yuv420p") for frame in source.decode(video=0)]
    codec = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height = frames[0].width, frames[0].height
    codec.pix_fmt, codec.time_base, codec.bit_rate = "yuv420p", Fraction(1, FPS), BITS_PER_S
    constant = {name: str(BITS_PER_S) for name in ("minrate", "maxrate", "bufsize")}
    codec.options = constant | {"deadline": "realtime", "lag-in-frames": "0", "auto-alt-ref": "0"}
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, codec.time_base
        frame.pict_type = PictureType.NONE  # each was a picture by itself
        yield from map(bytes, codec.encode(frame))
    yield from map(bytes, codec.encode(None))


async def _take_part(packets: list[bytes]) -> None:
    """Joins by the link on standard input; leaves when that closes."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    link = urlsplit((await reader.readline()).decode().strip())
    origin = f"{link.scheme}://{link.netloc}"
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        answer = await Person(session, origin).post("/invitation/exchange", {"secret": link.fragment})
        assert answer.status == 200, answer.text
        url = (
            f"{origin.replace('http', 'ws', 1)}/api/v1/consultations/{answer.json['consultation']['id']}/call"
        )
        call = asyncio.create_task(PlayedPhone(session, f"{url}?as=customer", origin, packets).run())
        await reader.read()
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await call


if __name__ == "__main__":
    asyncio.run(_take_part(encoded(Path(sys.argv[1]))))
