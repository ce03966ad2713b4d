"""A conversation with the real core, content and reader, without a database: what a test says, hears and presses."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.core.decide import decide
from bot.core.messages import (
    Appointment,
    Breath,
    Button,
    Due,
    Incoming,
    Outgoing,
    Say,
    Tap,
    Words,
)
from bot.core.person import OwnWords, Person
from bot.core.ports import Reader
from bot.core.reading import Reading
from bot.core.turn import Turn, rows_of
from bot.library import ContentLibrary
from bot.mind import SeededChance, context_of
from bot.transports.terminal import incoming_of

MONDAY_EVENING = datetime(2026, 3, 9, 20, 0, tzinfo=UTC)


@dataclass
class Conversation:
    """One person, from the first message on."""

    library: ContentLibrary
    reader: Reader
    person: Person = field(default_factory=lambda: Person(id="test"))
    now: datetime = MONDAY_EVENING
    turns: list[Turn] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)

    def says(self, text: str, reading: Reading | None = None) -> Turn:
        """Types it; a lone command is a command."""
        incoming = incoming_of(text, {}) or Words(text=text)
        if isinstance(incoming, Words) and reading is None:
            reading = self.reader.read(text, context_of(self.person, self.now))
        return self.comes(incoming, reading)

    def taps(self, label: str) -> Turn:
        """Presses the newest button with this label."""
        for turn in reversed(self.turns):
            for button in buttons_of(turn):
                if button.label == label:
                    return self.presses(button)
        raise AssertionError(f"no button {label!r}; the last had {labels_of(self.turns[-1])}")

    def presses(self, button: Button) -> Turn:
        """Presses a button, however old."""
        return self.comes(Tap(action=button.action, ref=button.ref))

    def comes(self, incoming: Incoming, reading: Reading | None = None) -> Turn:
        """One turn."""
        seed = f"{len(self.turns)}:{self.now.isoformat()}"
        turn = decide(self.person, incoming, reading, self.library, self.now, SeededChance(seed))
        for words in turn.keep:
            self.kept[words.id] = words.body
        for burnt in turn.burn:
            self.kept.pop(burnt, None)
        self.person = turn.person
        self.turns.append(turn)
        return turn

    def waits(self, **span: float) -> list[Turn]:
        """Lets time pass; what falls due comes at its own time. Returns its turns."""
        until = self.now + timedelta(**span)
        return self.waits_until(until)

    def waits_until(self, until: datetime) -> list[Turn]:
        """Lets time pass up to an instant."""
        came: list[Turn] = []
        while due := self._due_before(until):
            self.now = max(self.now, due[0].due_at)
            came.append(self.comes(Due(items=tuple(due))))
        self.now = until
        return came

    def _due_before(self, until: datetime) -> list[Appointment]:
        booked = sorted(self.person.booked, key=lambda a: a.due_at)
        return [a for a in booked if a.due_at <= until and a.due_at == booked[0].due_at]

    @property
    def own(self) -> tuple[OwnWords, ...]:
        """Their kept words."""
        return self.person.own


def texts_of(turn: Turn) -> list[str]:
    """What was said, message by message."""
    return [text for reply in turn.replies if (text := _text(reply))]


def _text(reply: Outgoing) -> str:
    if isinstance(reply, Breath):
        return reply.after.text
    return getattr(reply, "text", "")


def buttons_of(turn: Turn) -> list[Button]:
    """All its buttons."""
    return [button for reply in turn.replies for row in rows_of(reply) for button in row]


def labels_of(turn: Turn) -> list[str]:
    """What stands on them."""
    return [button.label for button in buttons_of(turn)]


def actions_of(turn: Turn) -> list[str]:
    """What they do."""
    return [button.action for button in buttons_of(turn)]


def said(turn: Turn, *keys: str) -> bool:
    """True where lines with these keys were said, in this order; a key may end in "*"."""
    left = iter(turn.lines)
    return all(any(_matches(key, line) for line in left) for key in keys)


def _matches(key: str, line: str) -> bool:
    return re.fullmatch(re.escape(key).replace(r"\*", ".*"), line) is not None


def only_says(turn: Turn) -> list[Say]:
    """Its plain messages."""
    return [reply for reply in turn.replies if isinstance(reply, Say)]
