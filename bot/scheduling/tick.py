"""The one APScheduler of a process: what is due every second, a sign of life, housekeeping every hour."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler

DUE_S = 1
BEAT_S = 5
SWEEP_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to do again and again; a run that takes longer than `every_s` delays the next instead of joining it."""

    name: str
    every_s: int
    run: Callable[[], Awaitable[object]]


def scheduler_for(jobs: list[Job]) -> AsyncIOScheduler:
    """A scheduler with these jobs, not started. A run that is late is made up for once, however late it is."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    for job in jobs:
        scheduler.add_job(
            job.run,
            "interval",
            seconds=job.every_s,
            id=job.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    return scheduler
