"""A real Firefox with a made-up camera, driven by WebDriver BiDi (W3C) over its WebSocket.

async with firefox(folder) as browser:
    page = await browser.open(url)
    await page.tap("Kamera starten")
    await page.until("document.querySelector('video')?.videoWidth > 0")
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.support.browsers import PHONE, WITHIN_MS

FIREFOX = "firefox-esr"
START_TIMEOUT_S = 60

PREFERENCES: dict[str, Any] = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,  # no mDNS on a machine without a network
    "media.peerconnection.ice.loopback": True,
    "media.autoplay.default": 0,
    "intl.accept_languages": "de-DE, de",
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
}

FIND = """(words) => {
  const shown = (one) => one.getClientRects().length > 0;
  const name = (one) => one.getAttribute("aria-label") ?? one.textContent;
  const named = (one) => name(one).replace(/\\s+/g, " ").trim() === words;
  return [...document.querySelectorAll("button, a")].find((one) => shown(one) && named(one)) ?? null;
}"""


class FirefoxPage:
    """One tab. What goes wrong in it lies in `errors`."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self._browser = browser
        self._context = context
        self.errors = browser.errors

    async def ask(self, expression: str) -> Any:
        """The value of an expression, a promise's too; JSON values only."""
        source = f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))"
        answer = await self._evaluate(source)
        return json.loads(answer["value"])

    async def until(self, condition: str, within_ms: int = WITHIN_MS) -> None:
        """Looks at every frame of the page, until the condition holds. Raises AssertionError in time."""
        source = f"""new Promise((resolve) => {{
            const end = performance.now() + {within_ms};
            const look = async () => {{
              if (await ({condition})) resolve(true);
              else if (performance.now() > end) resolve(false);
              else setTimeout(look, 50);
            }};
            look();
        }})"""
        if not (await self._evaluate(source))["value"]:
            words = await self.ask("document.body.innerText")
            raise AssertionError(f"not within {within_ms} ms: {condition}\nThe page says:\n{words}")

    async def tap(self, words: str) -> None:
        """A finger on the button or link with these words; waits until it is there."""
        await self.until(f"({FIND})({json.dumps(words)}) !== null")
        box = await self.ask(
            f"((one) => {{ one.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            f" const {{x, y, width, height}} = one.getBoundingClientRect();"
            f" return {{x: Math.round(x + width / 2), y: Math.round(y + height / 2)}}; }})"
            f"(({FIND})({json.dumps(words)}))"
        )
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}}
        actions = [{"type": "pointerMove", **box}, {"type": "pointerDown", "button": 0}]
        await self._browser.command(
            "input.performActions",
            context=self._context,
            actions=[finger | {"actions": [*actions, {"type": "pointerUp", "button": 0}]}],
        )

    async def screenshot(self) -> str:
        """A PNG in base64."""
        answer = await self._browser.command("browsingContext.captureScreenshot", context=self._context)
        return str(answer["data"])

    async def _evaluate(self, source: str) -> dict[str, Any]:
        answer = await self._browser.command(
            "script.evaluate",
            expression=source,
            target={"context": self._context},
            awaitPromise=True,
            userActivation=False,
        )
        if answer["type"] == "exception":
            raise AssertionError(answer["exceptionDetails"]["text"])
        result: dict[str, Any] = answer["result"]
        return result


class Firefox:
    """One process with a profile of its own."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._reader = asyncio.create_task(self._read())
        self.errors: list[str] = []

    async def command(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        return await asyncio.wait_for(self._waiting[number], WITHIN_MS / 1000 + 10)

    async def open(self, url: str, size: dict[str, int] = PHONE) -> FirefoxPage:
        context = (await self.command("browsingContext.create", type="tab"))["context"]
        await self.command("browsingContext.setViewport", context=context, viewport=size)
        await self.command("browsingContext.navigate", context=context, url=url, wait="complete")
        return FirefoxPage(self, context)

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if said.get("method") == "log.entryAdded" and said["params"]["level"] == "error":
                self.errors.append(said["params"]["text"])
            waiting = self._waiting.pop(said["id"], None) if said.get("id") else None
            if waiting is None or waiting.done():
                continue
            if said["type"] == "success":
                waiting.set_result(said["result"])
            else:
                waiting.set_exception(AssertionError(f"{said['error']}: {said['message']}"))

    async def close(self) -> None:
        with suppress(AssertionError, TimeoutError, ConnectionError):
            await self.command("browser.close")
        self._reader.cancel()


@asynccontextmanager
async def firefox(folder: Path, program: str = FIREFOX) -> AsyncIterator[Firefox]:
    """`folder`: an empty one, for the profile."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        program, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port=0",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"},
    )  # fmt: skip
    reader: asyncio.Task[None] | None = None
    try:
        assert process.stderr is not None
        address = await asyncio.wait_for(_address(process.stderr), START_TIMEOUT_S)
        reader = asyncio.create_task(_drain(process.stderr))
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{address}/session", max_msg_size=0) as socket,
        ):
            browser = Firefox(socket)
            await browser.command("session.new", capabilities={})
            await browser.command("session.subscribe", events=["log.entryAdded"])
            try:
                yield browser
            finally:
                await browser.close()
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 10)
        if process.returncode is None:
            process.kill()
            await process.wait()
        if reader is not None:
            await reader


async def _address(output: asyncio.StreamReader) -> str:
    said = []
    async for raw in output:
        said.append(raw.decode(errors="replace"))
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", said[-1]):
            return found[1]
    raise AssertionError("Firefox did not start:\n" + "".join(said))


async def _drain(output: asyncio.StreamReader) -> None:
    """What is not read would fill the pipe and stop the browser."""
    async for _ in output:
        pass
