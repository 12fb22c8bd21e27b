"""What a screen shows of the camera with the marks, measured in the pixels of its screenshots."""

from __future__ import annotations

from playwright.async_api import Page

from tests.support.marked_camera import middle, pixels

RING, ORANGE = (142, 211, 247), (240, 160, 0)  # tokens.css, live-marks.css
WITHIN = 0.01  # of the picture's width
CLOSE = 4  # of a colour that nobody has compressed
LOSSY = 90  # of one that a camera, a codec and a screen have passed on


class Screen:
    """What one of the two shows of the picture."""

    def __init__(self, page: Page, video: str, fit: str) -> None:
        self.page = page
        self.video = video
        self.fit = fit

    async def shape(self, size: tuple[int, int]) -> None:
        await self.page.set_viewport_size({"width": size[0], "height": size[1]})
        await self.painted()

    async def painted(self) -> None:
        await self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    async def where(self, colour: tuple[int, int, int], within: int) -> tuple[float, float]:
        """Middle of a colour on the picture, px on the page."""
        await self.painted()
        box = await self.page.locator(self.video).bounding_box()
        assert box is not None
        found = middle(pixels(await self.page.screenshot(clip=box)), colour, within)
        assert found is not None, f"nothing is {colour}"
        return box["x"] + found[0], box["y"] + found[1]

    async def size(self) -> tuple[float, float]:
        """Of the whole picture on this screen, px."""
        width, height = await self.page.evaluate(
            """([selector, fit]) => {
              const video = document.querySelector(selector);
              const across = video.clientWidth / video.videoWidth;
              const scales = [across, video.clientHeight / video.videoHeight];
              const scale = fit === "contain" ? Math.min(...scales) : Math.max(...scales);
              return [video.videoWidth * scale, video.videoHeight * scale];
            }""",
            [self.video, self.fit],
        )
        return float(width), float(height)

    async def is_at(self, mark: tuple[float, float], colour: tuple[int, int, int], what: str) -> None:
        away = await self.away(mark, colour)
        assert away <= WITHIN, f"{what}: {away:.2%} of the picture's width away from {mark}"

    async def away(self, mark: tuple[float, float], colour: tuple[int, int, int]) -> float:
        """How far a colour's middle lies from the mark, as a part of the picture's width."""
        found = await self.where(colour, CLOSE)
        return max(abs(found[0] - mark[0]), abs(found[1] - mark[1])) / (await self.size())[0]
