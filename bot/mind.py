"""Reads what came in and decides on it: reader, places and the pure core behind one face for the worker."""

import asyncio
import random
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from bot.core import wall
from bot.core.content import Library
from bot.core.decide import decide
from bot.core.labels import Asked, Label
from bot.core.learning import Experience
from bot.core.messages import Attachment, Due, Incoming, Location, Words
from bot.core.person import Person
from bot.core.ports import Clock, DueBatch, Reader
from bot.core.reading import Context, Place, Reading, Said
from bot.core.turn import Turn
from bot.core.words import DRINK_FOR

T = TypeVar("T")
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""For tokens: no letters that look alike."""
TOKEN_LENGTH = 8
ASKED_OF = {
    "rating": Asked.RATING,
    "forecast": Asked.RATING,
    "letter_rating": Asked.RATING,
    "after": Asked.TIMER_END,
    "check": Asked.SAFETY_CHECK,
}


class SeededChance:
    """Random draws that come out the same for the same seed, so that a turn can be made again after a crash."""

    def __init__(self, seed: str) -> None:
        """`seed` names what is being answered."""
        self._random = random.Random(seed)  # noqa: S311  # variety and lottery, no secret

    def choice(self, options: Sequence[T]) -> T:
        """One of them."""
        return self._random.choice(options)

    def token(self) -> str:
        """Eight characters; unguessable to others, since the seed holds our random person id."""
        return "".join(self._random.choices(ALPHABET, k=TOKEN_LENGTH))

    def uniform(self) -> float:
        """From 0 up to but not including 1."""
        return self._random.random()

    def beta(self, successes: float, failures: float) -> float:
        """A draw from the beta distribution."""
        return self._random.betavariate(successes, failures)


class PlaceFinder(Protocol):
    """Where somewhere is."""

    def at(self, latitude: float, longitude: float) -> Place | None:
        """The zone and country of a point; None over open sea or for nonsense."""
        ...


class Mind:
    """What `bot.delivery` and `bot.scheduling` ask for decisions."""

    def __init__(
        self,
        reader: Reader,
        library: Library,
        places: PlaceFinder,
        clock: Clock,
        reading_threads: Executor,
    ) -> None:
        """Reading happens in `reading_threads`, away from the event loop."""
        self._reader = reader
        self._library = library
        self._places = places
        self._clock = clock
        self._threads = reading_threads
        self.experience = Experience()
        """What helped everyone; replaced by housekeeping."""

    async def prepare(
        self, person: Person, incoming: Incoming, seed: str
    ) -> Callable[[Person], Turn]:
        """Reads in a thread; the decision that is returned is pure, and reads again only if the question changed."""
        now = self._clock.now()
        context = context_of(person, now)
        reading = await self._read(incoming, context)

        def decision(current: Person) -> Turn:
            again = context_of(current, now)
            fits = replace(again, now=context.now) == context
            read = reading if fits or reading is None else self._read_now(incoming, again)
            return self._decide(current, incoming, read, now, seed)

        return decision

    def keep(self, batch: DueBatch) -> Callable[[Person], Turn]:
        """The decision on what has fallen due."""
        now = self._clock.now()
        names = ",".join(f"{item.kind.value}:{item.ref}" for item in batch.items)
        seed = f"{batch.person_id}:{names}:{batch.items[0].due_at.isoformat()}"
        return lambda person: self._decide(person, Due(items=batch.items), None, now, seed)

    def answer_stranger(self, person: Person, incoming: Incoming, reading: Reading | None) -> Turn:
        """What is said to somebody at risk while nothing can be stored."""
        return self._decide(person, incoming, reading, self._clock.now(), "stranger")

    def _decide(
        self, person: Person, incoming: Incoming, reading: Reading | None, now: datetime, seed: str
    ) -> Turn:
        known = replace(person, common=self.experience)
        return decide(known, incoming, reading, self._library, now, SeededChance(seed))

    async def _read(self, incoming: Incoming, context: Context) -> Reading | None:
        if not isinstance(incoming, Words | Attachment | Location):
            return None
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._read_now, incoming, context)

    def _read_now(self, incoming: Incoming, context: Context) -> Reading | None:
        match incoming:
            case Location():
                place = self._places.at(incoming.latitude, incoming.longitude)
                return Reading(label=Label.OTHER, confidence=1.0, said=Said(place=place))
            case Attachment():
                return self._reader.read(incoming.caption, context) if incoming.caption else None
            case Words():
                return self._read_words(incoming, context)
            case _:
                return None

    def _read_words(self, words: Words, context: Context) -> Reading:
        """The whole is read for what it means, each part alone for safety: the worst of them counts."""
        whole = self._reader.read(words.text, context)
        for part in words.parts:
            alone = self._reader.read(part, context)
            if alone.safety > whole.safety:
                whole = replace(whole, safety=alone.safety, risk=alone.risk, ask=False)
        return whole


def context_of(person: Person, now: datetime) -> Context:
    """What was just asked of this person, and the time on their wall."""
    asking = person.talk.asking
    standing = asking if asking is not None and now <= asking.until else None
    asked = ASKED_OF.get(standing.what) if standing else None
    if asked is None and person.talk.urge is not None:
        asked = Asked.URGE_OPEN
    drank_at = person.talk.drank_at
    return Context(
        now=wall.local(now, person.about.zone),
        asked=asked,
        asking=standing.what if standing else None,
        drank=drank_at is not None and now - drank_at < DRINK_FOR,
    )
