"""call/weak-still: a photo of 3 MB goes up a line of 2 Mbit/s in the middle of a call.

From the first request of the upload to the answer that it is safe, beside a bare connection that carries as
many bytes up another such line, in turns. Meanwhile, and for a moment after, the picture moves and the voice
is heard.
"""

from __future__ import annotations

import asyncio
import base64
import io
import itertools
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from playwright.async_api import Page, Request, expect

from benchmarks.call_weak import LOOK_S, voice
from benchmarks.link_call import PATIENCE_S, LinkCall, link_call
from benchmarks.report import Result
from benchmarks.weak_link import PROFILES, WeakLink

BYTES = 3_000_000
LINE = "2000-up"
ROUNDS = 5
SETTLES_S = 20.0
AFTER_S = 2.0
SECTION, ITEM = "outside", "street_ref_point"
# The phone's camera gives this picture from now on.
CAMERA = """async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
  const picture = new Blob([bytes], { type: "image/jpeg" });
  ImageCapture.prototype.takePhoto = async () => picture;
}"""
# At the far end of the link: so many bytes to that address, and wait for the answer.
BARE = """
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as line:
    line.sendall(bytes(int(sys.argv[3])))
    line.shutdown(socket.SHUT_WR)
    line.recv(1)
"""


@dataclass(frozen=True)
class Upload:
    seconds: float
    bare: float
    gap: float
    "The longest time without a new frame."
    played: float
    "Of the voice, in the worst second."


@cache
def _uploads() -> list[Upload]:
    uploads = asyncio.run(_measure())
    for upload in uploads:
        print(f"call/weak-still: {upload}", file=sys.stderr)
    return uploads


async def _measure() -> list[Upload]:
    async with WeakLink(PROFILES[LINE]) as beside, link_call(PROFILES[LINE]) as call:
        picture = await asyncio.to_thread(photo)
        await call.phone.evaluate(CAMERA, base64.b64encode(picture).decode())
        await call.tablet.go(SECTION)
        uploads = []
        for _ in range(ROUNDS):
            bare = await _bare(beside, len(picture))
            await asyncio.sleep(SETTLES_S)
            await call.calm()
            uploads.append(await _once(call, bare))
        assert await call.untouched(), "a page was loaded again"
        return uploads


def photo() -> bytes:
    """A JPEG of 12 MP and 3 MB, as a phone makes it."""
    from PIL import Image

    noise = Image.effect_noise((1008, 756), 60).resize((4032, 3024), Image.Resampling.BICUBIC).convert("RGB")
    for quality in range(92, 20, -4):
        file = io.BytesIO()
        noise.save(file, "JPEG", quality=quality)
        if file.tell() <= BYTES:
            return file.getvalue() + bytes(BYTES - file.tell())  # what follows the end is nobody's picture
    raise AssertionError("the noise is too fine")


async def _bare(link: WeakLink, size: int) -> float:
    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65536):
            pass
        writer.write(b".")
        writer.close()

    server = await asyncio.start_server(take, link.host, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        began = time.monotonic()
        sender = await asyncio.create_subprocess_exec(
            link.inside(sys.executable), "-c", BARE, link.host, str(port), str(size)
        )
        assert await asyncio.wait_for(sender.wait(), PATIENCE_S) == 0
        return time.monotonic() - began


async def _once(call: LinkCall, bare: float) -> Upload:
    page = call.tablet.page
    wire = Wire(call.phone)
    pictures = call.tablet.item(ITEM).locator("button.thumb img")
    before = await pictures.count()
    camera = call.tablet.item(ITEM).locator(".photo-missing, .thumb.add").first
    await expect(camera).to_be_enabled()
    began = time.monotonic()
    await camera.click()
    heard, played = await voice(page), []
    safe = asyncio.create_task(asyncio.wait_for(wire.safe.wait(), PATIENCE_S))
    until = None
    while until is None or time.monotonic() < until:
        await asyncio.sleep(2 * LOOK_S)
        now = await voice(page)
        played.append(now.played_since(heard))
        heard = now
        if safe.done() and until is None:
            until = wire.ended_at + AFTER_S
    lasted = time.monotonic() - began
    frames = [0.0, *await call.frames_since(began), lasted]
    await expect(pictures).to_have_count(before + 1, timeout=PATIENCE_S * 1000)
    gap = max(later - earlier for earlier, later in itertools.pairwise(frames))
    return Upload(wire.ended_at - wire.began_at, bare, gap, min(played))


class Wire:
    """When the upload's first request left the phone, and when the last one was answered."""

    def __init__(self, phone: Page) -> None:
        self.began_at = self.ended_at = 0.0
        self.safe = asyncio.Event()
        self._phone = phone
        phone.on("request", self._leaves)
        phone.on("requestfinished", self._answered)

    def _leaves(self, request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/uploads"):
            self.began_at = time.monotonic()

    async def _answered(self, request: Request) -> None:
        if request.method != "PATCH" or self.safe.is_set():
            return
        ended_at = time.monotonic()
        response = await request.response()
        if response and await response.header_value("kellerblick-photo"):
            self.ended_at = ended_at
            self._phone.remove_listener("request", self._leaves)
            self._phone.remove_listener("requestfinished", self._answered)
            self.safe.set()


def measure_time() -> Result:
    """The median, or half the worst where that is more."""
    uploads = _uploads()
    seconds = [one.seconds for one in uploads]
    figure = max(statistics.median(seconds), max(seconds) / 2)
    return Result("call/weak-still", figure, "s", statistics.median(one.bare for one in uploads), "<= 1.3")


def measure_picture() -> Result:
    return Result("call/weak-still-picture", max(one.gap for one in _uploads()), "s", None, "<= 1 s")


def measure_voice() -> Result:
    return Result("call/weak-still-voice", min(one.played for one in _uploads()) * 100, "%", None, ">= 50 %")


CASES: dict[str, Callable[[], Result]] = {
    "call/weak-still": measure_time,
    "call/weak-still-picture": measure_picture,
    "call/weak-still-voice": measure_voice,
}


if __name__ == "__main__":
    for measure in CASES.values():
        print(measure())
