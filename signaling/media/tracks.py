"""What the virtual customer sends: its camera and its microphone as aiortc tracks, in real time."""

from __future__ import annotations

import asyncio
import fractions
import time
from collections.abc import Callable

import numpy as np
from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from signaling.media.camera import Camera
from signaling.media.sound import RATE, Sound

VIDEO_CLOCK = 90_000  # RFC 7741 3: the RTP clock of VP8
SAMPLES = 960  # 20 ms of sound: an Opus frame
Now = Callable[[], float]
"Seconds since the camera was switched on."


class CameraTrack(MediaStreamTrack):
    """The camera at `fps`; a frame that comes late is left out, not made up for."""

    kind = "video"

    def __init__(self, camera: Camera, now: Now, fps: int) -> None:
        super().__init__()
        self._camera = camera
        self._now = now
        self._period = 1 / fps
        self._next = now()

    async def recv(self) -> VideoFrame:
        """The next frame, when its time has come."""
        if self.readyState != "live":
            raise MediaStreamError
        self._next = max(self._next + self._period, self._now() - self._period)
        await asyncio.sleep(max(0.0, self._next - self._now()))
        t = self._now()
        pixels = await asyncio.to_thread(self._camera.frame, t)
        frame = VideoFrame.from_ndarray(pixels, format="rgb24")
        frame.pts = int(t * VIDEO_CLOCK)
        frame.time_base = fractions.Fraction(1, VIDEO_CLOCK)
        return frame


class SoundTrack(MediaStreamTrack):
    """The basement's sound, 20 ms at a time."""

    kind = "audio"

    def __init__(self, sound: Sound) -> None:
        super().__init__()
        self._sound = sound
        self._start: float | None = None
        self._position = 0

    async def recv(self) -> AudioFrame:
        """The next 20 ms, when their time has come."""
        if self.readyState != "live":
            raise MediaStreamError
        if self._start is None:
            self._start = time.monotonic()
        await asyncio.sleep(max(0.0, self._start + self._position / RATE - time.monotonic()))
        samples = self._sound.samples(self._position, SAMPLES)
        frame = AudioFrame.from_ndarray(samples[np.newaxis, :], format="s16", layout="mono")
        frame.sample_rate = RATE
        frame.pts = self._position
        frame.time_base = fractions.Fraction(1, RATE)
        self._position += SAMPLES
        return frame
