"""The composition root: the only place where real things are chosen and put together."""

import asyncio
import logging
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.errors import BotError, StorageError
from bot.core.learning import Experience, Trial, trials
from bot.core.ports import Clock, Painter, Store, Transport
from bot.delivery.animate import Animator
from bot.delivery.carry import Carrier
from bot.delivery.intake import Intake
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker
from bot.library import ContentLibrary, load_library
from bot.metrics import Metrics
from bot.mind import Mind
from bot.pictures import LABELS, painter
from bot.places import load_places
from bot.scheduling.due import DueRound
from bot.scheduling.tick import BEAT_S, DUE_S, FIRST_SWEEP_S, SWEEP_S, Job, scheduler_for
from bot.settings import Settings
from bot.storage import HEADINGS
from bot.understanding import ARTEFACTS, Expressions, MessageReader, load_reader
from bot.understanding.said import SaidParser

log = logging.getLogger(__name__)
LANGUAGE = "en"
READERS = 2
"""Messages read side by side: while the model works on one, Python is free for the words of the other.

A fifth more answers a second than with one; a third would only take the others' cores (measured on two).
"""
STALE_AFTER = timedelta(days=180)
DRAIN_S = 8.0
"""How long what was begun may take when the process is told to stop; Docker waits ten seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What does not change while the process runs: the words and the understanding of words."""

    library: ContentLibrary
    reader: MessageReader
    mind: Mind


def load_knowledge(settings: Settings, clock: Clock) -> Knowledge:
    """Loads content and reader. Raises ContentError for content that cannot be used."""
    library = load_library(settings.content_dir, LANGUAGE)
    places = load_places()
    expressions = Expressions(
        motives=library.motive_expressions,
        signs=library.sign_expressions,
        topics=library.asks,
    )
    content = settings.content_dir / LANGUAGE
    reader = load_reader(ARTEFACTS, content, expressions, SaidParser(places, content))
    threads = ThreadPoolExecutor(READERS, thread_name_prefix="reading")
    mind = Mind(reader, library, places, clock, threads)
    return Knowledge(library=library, reader=reader, mind=mind)


class Service:
    """Inbox to outbox for the people of one transport: what `run` and `chat` have in common."""

    def __init__(  # the parts of a process
        self,
        knowledge: Knowledge,
        store: Store,
        transport: Transport,
        clock: Clock,
        *,
        sends_per_second: int,
        paced: bool = True,
    ) -> None:
        """`paced` False shows a breath as its beginning and end, for those who cannot see an edit."""
        self.metrics = Metrics()
        self.store = store
        self._clock = clock
        self._mind = knowledge.mind
        pace = Pace(sends_per_second, store.reserve)
        animate = Animator(transport, pace).show if paced else None
        paint = painter_for(knowledge.library)
        carrier = Carrier(store, transport, paint, clock, animate=animate)
        self.sender = Sender(store, carrier, clock, pace=pace, count=self.metrics.count)
        self.worker = Worker(
            store,
            knowledge.mind,
            send=self.sender.put,
            answered=self.metrics.answered,
            given_up=lambda received: self.intake.answer_at_risk(received),  # noqa: PLW0108  # made below
        )
        self.intake = Intake(
            store,
            transport,
            knowledge.reader,
            clock,
            answer_stranger=knowledge.mind.answer_stranger,
            wake=self.worker.wake,
            count=self.metrics.received,
        )
        self.due = DueRound(
            store, knowledge.mind, clock, send=self.sender.put, kept=self.metrics.kept
        )
        self._tasks: list[asyncio.Task[None]] = []
        self.died = asyncio.Event()
        """Set where worker or sender ended by an error: the process must end, too."""

    def start(self) -> None:
        """Worker, sender and the tick begin."""
        self._scheduler = scheduler_for(
            [
                Job(name="due", every_s=DUE_S, run=self.due.keep_all),
                Job(name="beat", every_s=BEAT_S, run=self.beat),
                Job(name="sweep", every_s=SWEEP_S, first_after_s=FIRST_SWEEP_S, run=self.sweep),
            ],
            self._clock.now(),
        )
        self._scheduler.start()
        self._tasks = [
            asyncio.create_task(self.worker.run(), name="worker"),
            asyncio.create_task(self.sender.run(), name="sender"),
        ]
        for task in self._tasks:
            task.add_done_callback(self._note_if_dead)

    @property
    def is_running(self) -> bool:
        """True while worker and sender do their work."""
        return bool(self._tasks) and not any(task.done() for task in self._tasks)

    def _note_if_dead(self, task: asyncio.Task[None]) -> None:
        """A loop that ends by an error is a bug, or a database that cannot be used any more."""
        if task.cancelled() or (error := task.exception()) is None:
            return
        log.critical("%s ended", task.get_name(), extra={"reason": type(error).__name__})
        self.died.set()

    def raise_if_dead(self) -> None:
        """Raises the error by which worker or sender ended, without words that it may quote."""
        for task in self._tasks:
            error = task.exception() if task.done() and not task.cancelled() else None
            if isinstance(error, BotError):
                raise error
            if error is not None:
                raise StorageError(
                    f"the {task.get_name()} ended by an error ({type(error).__name__}); start again"
                )

    async def stop(self) -> None:
        """Finishes what was begun: nothing is lost if this takes too long, only later."""
        self._scheduler.shutdown(wait=False)
        began = time.monotonic()
        await self.worker.stop(DRAIN_S)
        await self.sender.stop(max(1.0, DRAIN_S - (time.monotonic() - began)))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def beat(self) -> None:
        """A sign of life for `unsent healthcheck` and the other replicas."""
        await quietly(self.store.beat(self._clock.now()), "sign of life not written")

    async def sweep(self) -> None:
        """Hourly housekeeping: what is kept for 48 hours only, and what helped everyone."""
        await quietly(self.store.sweep(self._clock.now()), "housekeeping failed")
        await quietly(self._learn(), "experience not refreshed")

    async def _learn(self) -> None:
        now = self._clock.now()
        past: list[Trial] = []
        async for ledger in self.store.ledgers():
            past.extend(trials(ledger, now))
        self._mind.experience = Experience.of(past)


async def quietly(work: Coroutine[None, None, None], what: str) -> None:
    """Awaits something that is tried again later anyway; says so where it fails."""
    try:
        await work
    except StorageError as error:
        log.warning(what, extra={"reason": type(error).__name__})


def painter_for(library: ContentLibrary) -> Painter:
    """Draws /stats with content's words."""
    labels = {name: library.variants(f"picture.{name}")[0].text for name in LABELS}
    return painter(labels, {motive.id: motive.label for motive in library.motives.values()})


def export_headings(library: ContentLibrary) -> dict[str, str]:
    """Content's words for the parts of an export."""
    return {name: library.variants(f"export.{name}")[0].text for name in HEADINGS}


def stale_help_lines(library: ContentLibrary, now: datetime) -> int:
    """How many help lines were checked more than 180 days ago."""
    before = (now.astimezone(UTC) - STALE_AFTER).date()
    return sum(1 for line in library.lines_of_help if line.checked_on < before)
