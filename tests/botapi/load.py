"""Many people at once, each with a script: as fast as answers come, or at a steady rate.

For benchmarks and fault tests. It runs on the server's own event loop and is driven by what the bot
sends, without polling. Called in-process or through the control API.
"""

import asyncio
import math
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from tests.botapi.cloud import Cloud
from tests.botapi.people import Person


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person does, and for how many visible reactions they wait.

    `say` types the value, `tap` presses the newest button of that label, `tap_data` the newest
    whose data starts so, `forge` one that was never there, under the newest message.
    """

    do: Literal["say", "tap", "tap_data", "forge"]
    value: str
    answers: int = 1


@dataclass(slots=True)
class Report:
    """What came of a load.

    Latencies run from the update to the first visible reaction, in seconds.
    """

    done: int = 0
    seconds: float = 0.0
    missed: int = 0
    """Taps for which there was no such button."""
    unanswered: int = 0
    """Steps still waiting when time was up."""
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Steps answered in a second."""
        return self.done / self.seconds if self.seconds else 0.0

    def percentile_ms(self, share: float) -> float:
        """What this share (0 to 1) of latencies stayed within, in milliseconds; nan without any."""
        ordered = sorted(self.latencies)
        if not ordered:
            return math.nan
        return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] * 1000

    def json(self) -> dict[str, Any]:
        """For the control API; without the single latencies."""
        shown = asdict(self)
        del shown["latencies"]
        percentiles = {f"p{int(s * 100)}_ms": self.percentile_ms(s) for s in (0.5, 0.9, 0.99)}
        return shown | {"per_second": self.per_second} | percentiles


@dataclass(slots=True)
class _Actor:
    """A person on their way through the script."""

    person: Person
    steps: deque[Step]
    wanted: int = 0
    since: float | None = None


class Load:
    """One run.

    `per_second` None means as fast as answers come; `parallel` is how many people are busy at once.
    """

    def __init__(
        self,
        cloud: Cloud,
        *,
        chats: Sequence[int],
        script: Sequence[Step],
        rounds: int = 1,
        per_second: float | None = None,
        parallel: int | None = None,
    ) -> None:
        """Everybody in `chats` goes through `script` as often as `rounds` says."""
        self._cloud = cloud
        self._actors = {
            chat_id: _Actor(Person(cloud, cloud.chats.make(chat_id)), deque(list(script) * rounds))
            for chat_id in chats
        }
        self._idle = deque(self._actors.values())
        self._per_second = per_second
        self._parallel = parallel or len(self._actors)
        self._left = len(self._actors)
        self._report = Report()
        self._woken = asyncio.Event()

    async def run(self, timeout_s: float = 600.0) -> Report:
        """Runs to the end, or until time is up; then what waits is counted as unanswered."""
        clock, report = self._cloud.clock, self._report
        stop = self._cloud.record.follow(self._answered)
        started = clock.steady()
        try:
            async with asyncio.timeout(timeout_s):
                await (self._steadily() if self._per_second else self._busily())
        except TimeoutError:
            report.unanswered = sum(actor.wanted > 0 for actor in self._actors.values())
        finally:
            stop()
        report.seconds = clock.steady() - started
        return report

    async def _busily(self) -> None:
        """Keeps `parallel` people busy; one who is done makes room for the next."""
        for _ in range(min(self._parallel, len(self._idle))):
            self._act(self._idle.popleft())
        while self._left:
            await self._woken.wait()
            self._woken.clear()

    async def _steadily(self) -> None:
        """One step at each beat, by whoever waited longest; late where nobody is free."""
        assert self._per_second
        loop = asyncio.get_running_loop()
        beat = loop.time()
        while self._left:
            while not self._idle and self._left:
                await self._woken.wait()
                self._woken.clear()
            await asyncio.sleep(max(0.0, beat - loop.time()))
            beat += 1 / self._per_second
            if self._idle:
                self._act(self._idle.popleft())

    def _act(self, actor: _Actor) -> None:
        """The next step that can be taken, else the end of this person's script."""
        while actor.steps:
            step = actor.steps.popleft()
            actor.wanted, actor.since = step.answers, self._cloud.clock.steady()
            if _taken(actor.person, step):
                return
            self._report.missed += 1
        actor.wanted = 0
        self._left -= 1
        self._woken.set()
        if not self._per_second and self._idle:
            self._act(self._idle.popleft())

    def _answered(self, chat_id: int) -> None:
        actor = self._actors.get(chat_id)
        if actor is None or not actor.wanted:
            return
        if actor.since is not None:
            self._report.latencies.append(self._cloud.clock.steady() - actor.since)
            actor.since = None
        actor.wanted -= 1
        if not actor.wanted:
            self._report.done += 1
            asyncio.get_running_loop().call_soon(self._next, actor)

    def _next(self, actor: _Actor) -> None:
        if self._per_second and actor.steps:
            self._idle.append(actor)
            self._woken.set()
        else:
            self._act(actor)


def _taken(person: Person, step: Step) -> bool:
    """Does it; False where there is no such button."""
    if step.do == "say":
        person.say(step.value)
        return True
    if step.do == "forge":
        person.forge(step.value, person.last.id)
        return True
    for message in reversed(person.heard):
        for button in message.buttons:
            data = button.get("callback_data", "")
            wanted = (
                button["text"] == step.value if step.do == "tap" else data.startswith(step.value)
            )
            if data and wanted:
                person.forge(data, message.id)
                return True
    return False
