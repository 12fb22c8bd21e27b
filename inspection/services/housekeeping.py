"""Nothing is kept longer than it serves: cleaned when the server starts and every hour after that.

What a consultation consists of (answers, pictures, protocols) is not touched: that is the utility's to keep.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from inspection.domain.job import ERASE_FILES
from inspection.services.jobs import Jobs
from inspection.services.ports import Clock, Storage

log = logging.getLogger(__name__)

INTERVAL_S = 3600
ATTEMPTS_KEPT = timedelta(days=30)
INVITATIONS_KEPT = timedelta(days=90)
"After they expired; so long their link says that it has expired, afterwards that nobody knows it."
JOBS_KEPT = timedelta(days=30)
"Finished ones, for whoever looks for a fault."
CALL_LOG_KEPT = timedelta(days=90)
"Long enough to ask what a call was like, once somebody complains."


class Housekeeping:
    def __init__(
        self, storage: Storage, clock: Clock, jobs: Jobs, *more: Callable[[], Awaitable[object]]
    ) -> None:
        """`more`: what else is to be cleaned each time."""
        self._storage = storage
        self._clock = clock
        self._jobs = jobs
        self._all = (self.clean, *more)

    async def keep(self) -> None:
        """Until cancelled."""
        while True:
            for clean in self._all:
                try:
                    await clean()
                except Exception:
                    log.exception("not everything was cleaned")  # the disk or the database, for a moment
            await asyncio.sleep(INTERVAL_S)

    async def clean(self) -> None:
        """Forget what has ended, and try again to erase what could not be erased."""
        now = self._clock.now()
        async with self._storage.write() as tx:
            await tx.sessions.forget_ended(now)
            await tx.sessions.forget_attempts(now - ATTEMPTS_KEPT)
            await tx.invitations.forget_sessions(now)
            await tx.invitations.forget_expired(now - INVITATIONS_KEPT)
            await tx.guests.forget(now, now - INVITATIONS_KEPT)
            again = await tx.jobs.again(ERASE_FILES, now)
            await tx.jobs.forget_finished(now - JOBS_KEPT)
            await tx.call_log.forget(now - CALL_LOG_KEPT)
        if again:
            log.warning("files that could not be erased are tried again: %d jobs", again)
            self._jobs.wake()
