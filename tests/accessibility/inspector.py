"""Looks at a page as axe does, with a ruler beside it: contrast, names, roles; touch areas; cut-off words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULER = (Path(__file__).parent / "ruler.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"Rules that may find something else in another colour scheme: all others read the document alone."
SCHEMES: tuple[tuple[Literal["light", "dark"], list[str]], ...] = (("light", TAGS), ("dark", COLOURS))
TOUCH_PX = 44
IN_CALL_PX = 56
NARROW = {"width": 320, "height": 568}
ZOOMED = {"width": 590, "height": 410}
"A tablet at 200 % zoom: half the CSS pixels each way (WCAG 2.2, 1.4.4)."
ZOOMED_UPRIGHT = {"width": 410, "height": 590}


@dataclass
class Inspector:
    """Collects what it finds, so that one run names everything."""

    complaints: list[str] = field(default_factory=list)
    zoomed: bool = False
    "Looks at every page at 200 % alone; people go on at the size they had."

    async def look(self, page: Page, state: str, *sizes: dict[str, int]) -> None:
        """At these sizes, then at the one it had again; without sizes only there."""
        own = page.viewport_size
        if self.zoomed and own:
            is_small = (
                min(own["width"], own["height"]) < min(ZOOMED.values()) * 2
            )  # a phone: no narrower than that
            sizes = (NARROW,) if is_small else (ZOOMED, ZOOMED_UPRIGHT)
        for size in sizes:
            await page.set_viewport_size(size)  # type: ignore[arg-type]
            await self._look(page, f"{state}, {size['width']} wide")
        if sizes and own:
            await page.set_viewport_size(own)
        if not self.zoomed:
            await self._look(page, state)

    async def _look(self, page: Page, state: str) -> None:
        """All rules in light, in dark those about colours, then the sizes, which do not depend on colours."""
        for scheme, rules in SCHEMES:
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.complaints += [f"{state}, {scheme}: {one}" for one in await violations(page, rules)]
        scale = 0.5 if self.zoomed else 1  # at 200 % a pixel of the page is two of the glass
        self.complaints += [f"{state}: {one}" for one in await measured(page, scale)]


async def violations(page: Page, rules: list[str]) -> list[str]:
    """What axe finds by these tags or rules: rule, element, and why."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE)
    found: list[dict[str, Any]] = await page.evaluate(
        """async (rules) => {
          const options = { runOnly: rules, resultTypes: ["violations"], iframes: false };
          const { violations } = await axe.run(document, options);
          return violations.flatMap(({ id, nodes }) =>
            nodes.map((node) => ({ id, target: node.target.join(" "), why: node.failureSummary })));
        }""",
        rules,
    )
    return [f"{one['id']} at {one['target']}: {' '.join(one['why'].split())}" for one in found]


async def measured(page: Page, scale: float = 1) -> list[str]:
    """Touch areas that are too small, words that are cut off; `scale`: pixels of the page for one wanted."""
    found: list[str] = await page.evaluate(RULER, {"touch": TOUCH_PX * scale, "inCall": IN_CALL_PX * scale})
    return found
