"""Warm worker processes: each runs one task at a time, says how far it is, and is replaced when it dies."""

from __future__ import annotations

import asyncio
import json
import logging
import multiprocessing
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from inspection.domain.photo import StorageFullError
from inspection.services.ports import ProgressListener, WorkerLostError, WorkerRefusedError

log = logging.getLogger(__name__)

STOP_TIMEOUT_S = 5

Serve = Callable[[Connection], None]
"What a worker process runs until its pipe closes; `inspection.worker.serve`."


class WorkerPool:
    """Runs tasks in `size` processes; a task beyond that waits for a free one."""

    def __init__(self, serve: Serve, size: int) -> None:
        self._serve = serve
        self._size = size
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()  # the last one used is the warmest
        self._workers: set[_Worker] = set()

    async def start(self) -> None:
        """Start all processes; they warm up (imports, fonts) while the server goes on."""
        for _ in range(self._size):
            self._add_worker()

    async def stop(self) -> None:
        """End all processes; running tasks are lost, their jobs stay leased and come again."""
        workers, self._workers = self._workers, set()
        await asyncio.gather(*(worker.stop() for worker in workers))

    async def warm(self) -> None:
        """Wait until every idle worker has warmed up: benchmarks measure from there."""
        await asyncio.gather(*(worker.ready.wait() for worker in self._workers))

    async def run(
        self,
        task: str,
        arguments: Mapping[str, Any],
        *,
        timeout_s: float,
        progress: ProgressListener | None = None,
    ) -> Mapping[str, Any]:
        """Run one task to its result.

        Raises WorkerRefusedError when the input is at fault, WorkerLostError when the process died, overran
        `timeout_s` or failed by a mistake of ours.
        """
        worker = await self._idle.get()
        try:
            async with asyncio.timeout(timeout_s):
                return await worker.run(task, arguments, progress)
        except TimeoutError:
            worker.kill()
            raise WorkerLostError(f"{task} took longer than {timeout_s} s") from None
        except asyncio.CancelledError:
            worker.kill()  # its answer would be taken for the next task's
            raise
        finally:
            self._take_back(worker)

    def _take_back(self, worker: _Worker) -> None:
        if worker not in self._workers:
            return  # stopped meanwhile
        if worker.is_alive:
            self._idle.put_nowait(worker)
        else:
            self._workers.discard(worker)
            worker.kill()
            self._add_worker()

    def _add_worker(self) -> None:
        worker = _Worker(self._serve)
        self._workers.add(worker)
        self._idle.put_nowait(worker)


class _Worker:
    """One process and the server's end of its pipe."""

    def __init__(self, serve: Serve) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would carry the event loop and open sockets
        self._connection, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=serve, args=(theirs,), name="worker", daemon=True
        )
        self._process.start()
        theirs.close()  # else its end would never be noticed
        self._messages: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self.ready = asyncio.Event()
        self.is_alive = True
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._connection.fileno(), self._read)

    def _read(self) -> None:
        try:
            message = json.loads(self._connection.recv_bytes())
        except (EOFError, OSError, ValueError):
            self._close()
            return
        if message["kind"] == "ready":
            self.ready.set()
        else:
            self._messages.put_nowait(message)

    async def run(
        self, task: str, arguments: Mapping[str, Any], progress: ProgressListener | None
    ) -> Mapping[str, Any]:
        try:
            self._connection.send_bytes(json.dumps({"task": task, "arguments": arguments}).encode())
        except OSError as error:
            self._close()
            raise WorkerLostError("the worker had ended") from error
        while (message := await self._messages.get()) is not None:
            match message:
                case {"kind": "progress", "done": done, "step": step}:
                    if progress is not None:
                        progress(done, step)
                case {"kind": "done", "result": result}:
                    return dict(result)
                case {"kind": "refused", "code": StorageFullError.code}:
                    raise StorageFullError
                case {"kind": "refused", "code": code}:
                    raise WorkerRefusedError(code)
                case _:
                    log.error("a worker failed at %s:\n%s", task, message.get("trace"))
                    raise WorkerLostError(f"{task} crashed")
        self._process.join(STOP_TIMEOUT_S)
        raise WorkerLostError(f"the worker died at {task} (exit status {self._process.exitcode})")

    def _close(self) -> None:
        if self.is_alive:
            self.is_alive = False
            self._loop.remove_reader(self._connection.fileno())
            self._connection.close()
            self.ready.set()
            self._messages.put_nowait(None)

    def kill(self) -> None:
        """End it at once; used when its answer no longer counts."""
        self._process.kill()
        self._close()

    async def stop(self) -> None:
        """End it as its pipe's closing does, or harder when it is busy."""
        self._close()
        self._process.terminate()
        await asyncio.to_thread(self._process.join, STOP_TIMEOUT_S)
        if self._process.exitcode is None:
            self._process.kill()
            await asyncio.to_thread(self._process.join)
        self._process.close()
