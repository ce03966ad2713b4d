"""The one APScheduler of a process: what is due every second, a sign of life, housekeeping every hour."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

DUE_S = 1
BEAT_S = 5
SWEEP_S = 3600
FIRST_SWEEP_S = 120
"""After a start, so that a process that is restarted every hour keeps house, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do again and again; a run that takes longer than `every_s` delays the next instead of joining it."""

    name: str
    every_s: int
    run: Callable[[], Awaitable[object]]
    first_after_s: int | None = None
    """None: after `every_s`."""


def scheduler_for(jobs: list[Job], now: datetime) -> AsyncIOScheduler:
    """A scheduler with these jobs, not started; `now` is aware.

    A run that is late is made up for once, however late it is.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    for job in jobs:
        first = job.every_s if job.first_after_s is None else job.first_after_s
        scheduler.add_job(
            job.run,
            "interval",
            seconds=job.every_s,
            id=job.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=now + timedelta(seconds=first),
        )
    return scheduler
