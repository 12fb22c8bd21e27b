"""Worker processes: warm, limited, and replaced when they die."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from inspection import worker
from inspection.adapters.worker_pool import WorkerPool
from inspection.services.ports import WorkerLostError, WorkerRefusedError
from tests.photos.pictures import bomb, photo


def odd_tasks(connection: Connection) -> None:
    """A worker process whose tasks go wrong in every way. Runs in the child."""

    def misbehave(arguments: Any, progress: worker.Progress) -> dict[str, Any]:
        match arguments["way"]:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "hang":
                time.sleep(60)
            case "crash":
                raise RuntimeError("a mistake of ours")
            case "eat":
                return {"bytes": len(bytearray(worker.MEMORY_LIMIT_BYTES))}
            case "tell":
                for step in range(3):
                    progress(step / 2, f"step {step}")
        return {"pid": os.getpid()}

    worker.TASKS = {"misbehave": misbehave}
    worker.serve(connection)


@pytest.fixture
async def odd_pool() -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(odd_tasks, size=1)
    await pool.start()
    yield pool
    await pool.stop()


@pytest.mark.parametrize("way", ["die", "hang", "crash", "eat"])
async def test_a_task_gone_wrong_is_named_and_the_next_one_runs(odd_pool: WorkerPool, way: str) -> None:
    with pytest.raises(WorkerLostError):
        await odd_pool.run("misbehave", {"way": way}, timeout_s=1 if way == "hang" else 30)
    result = await odd_pool.run("misbehave", {"way": "well"}, timeout_s=30)
    assert result["pid"] != os.getpid()


async def test_progress_arrives_in_order_before_the_result(odd_pool: WorkerPool) -> None:
    told: list[tuple[float, str]] = []
    await odd_pool.run(
        "misbehave", {"way": "tell"}, timeout_s=30, progress=lambda done, step: told.append((done, step))
    )
    assert told == [(0.0, "step 0"), (0.5, "step 1"), (1.0, "step 2")]


async def test_a_cancelled_task_leaves_no_answer_for_the_next(odd_pool: WorkerPool) -> None:
    await odd_pool.warm()
    hanging = asyncio.create_task(odd_pool.run("misbehave", {"way": "hang"}, timeout_s=30))
    await asyncio.sleep(0)
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    assert "pid" in await odd_pool.run("misbehave", {"way": "well"}, timeout_s=30)


async def test_real_tasks_scale_and_refuse(tmp_path: Path) -> None:
    pool = WorkerPool(worker.serve, size=1)
    await pool.start()
    try:
        source = tmp_path / "in"
        source.write_bytes(photo())
        arguments = {"path": str(source), "out_dir": str(tmp_path)}
        result = await pool.run("scale_photo", arguments, timeout_s=30)
        assert result["original"]["width"] == 1200
        source.write_bytes(bomb())
        with pytest.raises(WorkerRefusedError, match="photo_too_many_pixels"):
            await pool.run("scale_photo", arguments, timeout_s=30)
    finally:
        await pool.stop()
