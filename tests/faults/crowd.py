"""People whose every message can be accounted for, whatever happens to the bot meanwhile.

Each sends /urge once, presses "I won't send it" once the screen is there, and sends commands at random moments, so that
afterwards each must have the same facts on record and as many messages as somebody whom nothing happened to.
"""

import asyncio
import random
from dataclasses import dataclass

from tests.botapi import BotApi, Person

FIRST = 10_000_001
HELD = "I won't send it"
COMMANDS = ("/help", "/privacy", "/reasons")
EACH = 2 + len(COMMANDS)
"""Updates of one person."""


@dataclass
class Crowd:
    """So many people, busy for so long."""

    api: BotApi
    count: int
    lasts_s: float
    seed: int = 1

    def __post_init__(self) -> None:
        self.people = [self.api.person(FIRST + number) for number in range(self.count)]
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def updates(self) -> int:
        """How many updates come from all of them."""
        return EACH * self.count

    def begin(self) -> None:
        """Everybody starts, within the first tenth of the time."""
        chance = random.Random(self.seed)
        for person in self.people:
            times = sorted(chance.uniform(0, self.lasts_s) for _ in COMMANDS)
            begins_s = min(chance.uniform(0, self.lasts_s / 10), times[0])
            self._tasks.append(asyncio.create_task(self._hold(person, begins_s)))
            self._tasks.append(asyncio.create_task(_ask(person, begins_s, times)))

    async def _hold(self, person: Person, begins_s: float) -> None:
        await asyncio.sleep(begins_s)
        person.say("/urge")
        await self.api.until(lambda: _has(person, HELD), "the screen of an urge", 600.0)
        person.tap(HELD)

    async def ends(self, within_s: float) -> None:
        """Returns when everybody has done everything."""
        async with asyncio.timeout(within_s):
            await asyncio.gather(*self._tasks)

    async def end_early(self) -> None:
        """Everybody goes home."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def are_answered(self, each: int, within_s: float) -> None:
        """Returns once everybody has at least so many messages, and nothing waits for the bot."""

        def all_there() -> bool:
            return len(self.api.updates) == 0 and all(
                len(person.heard) >= each for person in self.people
            )

        def missing() -> list[tuple[int, int]]:
            return [(p.id, len(p.heard)) for p in self.people if len(p.heard) < each]

        try:
            await self.api.until(all_there, "everybody answered", within_s)
        except AssertionError:
            message = f"{len(self.api.updates)} updates wait; too few messages: {missing()}"
            raise AssertionError(message) from None

    def doubled(self, each: int) -> int:
        """How many messages came more often than they should."""
        return sum(max(0, len(person.heard) - each) for person in self.people)


async def _ask(person: Person, begins_s: float, times: list[float]) -> None:
    await asyncio.sleep(begins_s)
    before = begins_s
    for command, at in zip(COMMANDS, times, strict=True):
        await asyncio.sleep(at - before)
        before = at
        person.say(command)


def _has(person: Person, label: str) -> bool:
    return any(label in message.labels for message in person.heard)


async def calm(api: BotApi, chat_id: int) -> int:
    """How many messages somebody gets for all that one of a crowd does, while nothing goes wrong."""
    person = api.person(chat_id)
    person.say("/urge")
    await person.hears(2)
    for command in COMMANDS:
        seen = person.last.id
        person.say(command)
        await person.hears(1, after=seen)
    seen = person.last.id
    person.tap(HELD)
    await person.hears(2, after=seen)
    return len(person.heard)
