"""protocol/render and protocol/render-memory: a protocol of 20 pages with 30 photos of 12 MP.

The photos were scaled when they arrived, so neither side scales any. A warm worker, as the server has it,
stands beside a warm Chromium that prints the same HTML with the same fonts and pictures; they take turns.
Ours also judges the case, builds the document and tags the PDF; Chromium's is plain.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
import os
import statistics
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from benchmarks.memory import peak_of, tree
from benchmarks.report import Result
from inspection import worker
from inspection.adapters.case_file import read_case_file
from inspection.adapters.catalogues import Catalogues
from inspection.adapters.photo_scaling import scale_photo
from inspection.adapters.protocol_pdf import HtmlPage, Look, html_page
from inspection.adapters.protocol_wording import load_wording
from inspection.adapters.templates_yaml import load_checklist
from inspection.adapters.worker_pool import WorkerPool
from inspection.bundled import locale_dir, protocol_templates_dir, static_dir
from inspection.domain.assess import assess
from inspection.domain.case import parse_case
from inspection.domain.protocol_document import build_document

TIME = "protocol/render"
MEMORY = "protocol/render-memory"
CASE_FILE = Path(__file__).resolve().parent.parent / "tests" / "cases" / "case_1_terraced_no_valve.yaml"
PAGES = 20
PHOTOS = 30
PHONE = (4000, 3000)  # 12 MP
ROUNDS = 7
TIMEOUT_S = 120
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)

Print = Callable[[], Awaitable[int]]
"Makes the PDF once; returns its pages."


@dataclass(frozen=True)
class Sides:
    """Both, ready to print, and the processes to watch."""

    ours: Print
    our_pid: int
    theirs: Print
    their_pid: int


def measure_time() -> Result:
    ours, theirs = asyncio.run(_times())
    return Result(TIME, ours, "s", theirs, "<= 3")


def measure_memory() -> Result:
    ours, theirs = asyncio.run(_peaks())
    return Result(MEMORY, ours, "MiB", theirs, "<= 0.5")


async def _times() -> tuple[float, float]:
    """Medians, in seconds."""
    ours, theirs = [], []
    async with _sides() as sides:
        for _ in range(ROUNDS):
            ours.append(await _seconds(sides.ours))
            theirs.append(await _seconds(sides.theirs))
    return statistics.median(ours), statistics.median(theirs)


async def _seconds(make: Print) -> float:
    start = time.perf_counter()
    await make()
    return time.perf_counter() - start


async def _peaks() -> tuple[float, float]:
    """Medians, in MiB."""
    ours, theirs = [], []
    async with _sides() as sides:
        for _ in range(ROUNDS):
            ours.append(await _peak(sides.ours, sides.our_pid))
            theirs.append(await _peak(sides.theirs, sides.their_pid))
    return statistics.median(ours), statistics.median(theirs)


async def _peak(make: Print, pid: int) -> float:
    with peak_of(pid) as peak:
        await make()
    return peak.mib


@contextlib.asynccontextmanager
async def _sides() -> AsyncIterator[Sides]:
    case, photos = _case(), _photos()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        async with (
            _worker(case, photos, folder) as (ours, our_pid),
            _chromium(_as_file(case, photos, folder), folder) as (theirs, their_pid),
        ):
            pages = await ours(), await theirs()  # both are warm now
            assert pages[0] >= PAGES, f"{pages[0]} pages are too few"
            assert abs(pages[0] - pages[1]) <= 3, f"not the same document: {pages} pages"
            yield Sides(ours, our_pid, theirs, their_pid)


@contextlib.asynccontextmanager
async def _worker(
    case: Mapping[str, Any], photos: Mapping[str, Path], folder: Path
) -> AsyncIterator[tuple[Print, int]]:
    pool = WorkerPool(worker.serve, 1)
    await pool.start()
    process = multiprocessing.active_children()[-1]
    arguments = {
        "case": case,
        "language": "de",
        "utility": {"name": "Stadtentwässerung Weserau", "contact": "0421 555 01 17"},
        "photos": {photo: {"path": str(path), "sha256": photo} for photo, path in photos.items()},
        "templates": str(protocol_templates_dir()),
        "out_dir": str(folder),
        "unless": None,
    }

    async def make() -> int:
        result = await pool.run("render_protocol", arguments, timeout_s=TIMEOUT_S)
        pages: int = result["pages"]
        return pages

    try:
        await pool.warm()
        assert process.pid is not None
        yield make, process.pid
    finally:
        await pool.stop()


@contextlib.asynccontextmanager
async def _chromium(page_file: Path, folder: Path) -> AsyncIterator[tuple[Print, int]]:
    from playwright.async_api import async_playwright

    profile = folder / "profile"
    process = await asyncio.create_subprocess_exec(
        *(CHROMIUM, *ARGUMENTS, f"--user-data-dir={profile}"), stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        port = await _port(profile / "DevToolsActivePort", process)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")

            async def make() -> int:
                for pid in tree(
                    process.pid
                ):  # a worker gives way to calls; on a busy machine that would tell
                    os.setpriority(os.PRIO_PROCESS, pid, worker.NICENESS)
                page = await browser.new_page()
                await page.goto(page_file.as_uri())
                await page.evaluate("document.fonts.ready.then(() => true)")
                pdf = await page.pdf(prefer_css_page_size=True, print_background=True)
                await page.close()
                return pdf.count(b"/Type /Page\n")

            yield make, process.pid
            await browser.close()
    finally:
        process.terminate()
        await process.wait()


async def _port(told: Path, process: Process) -> int:
    """Chromium writes down which one it took."""
    until = time.monotonic() + 30
    while not (told.exists() and told.read_text()):
        assert process.returncode is None, "Chromium ended"
        assert time.monotonic() < until, "Chromium did not start"
        await asyncio.sleep(0.05)
    return int(told.read_text().splitlines()[0])


def _as_file(case: Mapping[str, Any], photos: Mapping[str, Path], folder: Path) -> Path:
    """The page that the worker prints, for a browser: styles in it, files by their addresses."""
    checklist = load_checklist(protocol_templates_dir())
    parsed = parse_case(case, checklist)
    wording = load_wording("de", Catalogues.load(locale_dir()), protocol_templates_dir())
    document = build_document(checklist, parsed, assess(checklist, parsed), tuple(photos), wording)
    page: HtmlPage = html_page(document, photos, Look.of(protocol_templates_dir(), static_dir()))
    html = page.html.replace("</head>", f"<style>{page.css}</style></head>")
    for url, path in page.fonts.paths.items():
        html = html.replace(f'"{url}"', f'"{path.as_uri()}"')
    for photo, path in photos.items():
        html = html.replace(f'"photo:{photo}"', f'"{path.as_uri()}"')
    target = folder / "protocol.html"
    target.write_text(html, encoding="utf-8")
    return target


def _case() -> dict[str, Any]:
    """A worked case, with further pictures at its entities and at the house."""
    data: Any = json.loads(json.dumps(read_case_file(CASE_FILE)))
    data["meta"]["photos"] = [
        {"id": f"x{number:02}", "entity": ("building", "r1", "r2", "d1", "d2", "o1")[number % 6]}
        for number in range(PHOTOS - 9)
    ]
    assert isinstance(data, dict)
    return data


@cache
def _photos() -> Mapping[str, Path]:
    """Picture id → print copy, scaled from 12 MP by the code that does so on arrival."""
    folder = Path(_kept().name)
    scene = Image.effect_noise((PHONE[0] // 8, PHONE[1] // 8), 60).resize(PHONE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(PHONE, 12)
    walls = Image.merge("RGB", (ImageChops.add(scene, grain, 2), scene, ImageChops.blend(scene, grain, 0.3)))
    copies = {}
    for number in range(PHOTOS):
        photo = f"p{number + 1:02}" if number < 9 else f"x{number - 9:02}"
        picture = ImageChops.offset(walls, 131 * number, 57 * number)
        ImageDraw.Draw(picture).ellipse((800, 600, 3200, 2400), outline="white", width=40)
        upload = folder / "upload.jpg"
        picture.save(upload, quality=90)
        out = folder / photo
        out.mkdir()
        copies[photo] = Path(scale_photo(upload, out).copies["print"].path)
    return copies


@cache
def _kept() -> tempfile.TemporaryDirectory[str]:
    """For both figures; removed when the run ends."""
    return tempfile.TemporaryDirectory(prefix="bench-")
