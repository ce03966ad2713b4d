"""A simulated life: what somebody is sent, day by day, when they write and answer as often as given."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from bot.core import wall
from bot.core.events import EventKind
from bot.core.labels import Label
from bot.core.messages import Button
from bot.core.reading import Context, Reading, Said
from bot.library import ContentLibrary
from tests.talk import Conversation, actions_of

NOON = datetime(2026, 1, 5, 11, 0, tzinfo=UTC)


class UrgeReader:
    """Everything is an urge."""

    def read(self, text: str, context: Context) -> Reading:
        del text, context
        return Reading(label=Label.URGE, confidence=0.9, said=Said())

    def is_urgent(self, text: str) -> bool:
        del text
        return False


class Life:
    """One person with habits."""

    def __init__(
        self,
        library: ContentLibrary,
        *,
        zone: str | None,
        answers: float = 0.7,
        urges_a_day: float = 0.4,
        slips: float = 0.01,
        seed: int = 1,
    ) -> None:
        self.random = random.Random(seed)
        self.answers, self.urges_a_day, self.slips = answers, urges_a_day, slips
        self.talk = Conversation(library=library, reader=UrgeReader(), now=NOON)
        self.began = NOON
        if zone is not None:
            self.talk.presses(Button(label="", action="zone_offset", ref="+01:00"))
            about = self.talk.person.about
            from dataclasses import replace

            self.talk.person = replace(self.talk.person, about=replace(about, zone=zone))
        self.talk.says("hello")
        self.talk.taps("I won't send it")

    def lives(self, *, days: int) -> Mapping[date, list[str]]:
        """The kinds of what came unasked, by local day."""
        end = self.talk.now + timedelta(days=days)
        while self.talk.now < end:
            self._one_step(end)
        return self.sent

    @property
    def sent(self) -> dict[date, list[str]]:
        """What came so far."""
        found: dict[date, list[str]] = {}
        for event in self.talk.person.ledger.of(EventKind.UNASKED):
            found.setdefault(event.day, []).append(event.name)
        return found

    def _one_step(self, end: datetime) -> None:
        """To the next appointment or the next urge, whichever comes first."""
        booked = [a.due_at for a in self.talk.person.booked]
        urge_at = self._next_urge()
        target = min([*booked, urge_at, end])
        for turn in self.talk.waits_until(max(target, self.talk.now + timedelta(seconds=1))):
            self._react(turn)
        if target == urge_at:
            self._urge()

    def _next_urge(self) -> datetime:
        if not self.urges_a_day:
            return datetime.max.replace(tzinfo=UTC)
        hours = self.random.expovariate(self.urges_a_day / 24)
        return self.talk.now + timedelta(hours=min(hours, 5000))

    def _urge(self) -> None:
        self.talk.says("I want to text them")
        if self.random.random() < self.slips:
            self.talk.presses(Button(label="", action="slip_kind", ref="wrote"))
        elif self.talk.person.talk.urge is not None:
            self.talk.presses(Button(label="", action="held", ref=self.talk.person.talk.urge.id))

    def _react(self, turn) -> None:
        day = wall.local(self.talk.now, self.talk.person.about.zone).date().isoformat()
        if "morning_open" in actions_of(turn) and self.random.random() < self.answers:
            answer = self.random.choice(["morning_steady", "morning_shaky", "morning_tempted"])
            self.talk.presses(Button(label="", action=answer, ref=day))
