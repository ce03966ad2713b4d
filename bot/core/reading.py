"""What a reader found in a message. Made by `bot.understanding`, read by the flows, never stored."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.core.labels import Asked, Flag, Label, Level, Risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere that a person lives by: `zone` is an IANA name or an offset such as "+05:30"."""

    name: str
    zone: str
    country: str | None = None
    """ISO 3166 alpha-2, upper case; None where only an offset is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HardDate:
    """A day of the year that will hurt: `what` is a key of content (birthday, anniversary, ...)."""

    month: int
    day: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A change of settings said in plain words.

    `what` names it (morning_at, evening_at, stop_mornings, start_mornings, stop_evenings, days, fewer, stop_all,
    start_all, pause_until, resume, tone, quiet, hard_date, discreet, full_messages); the other fields hold its
    value, None where it has none of that kind. Of quiet hours one end may be None: it stays as it is. A pause
    without `on` is to be asked how long.
    """

    what: str
    clock: time | None = None
    clock_to: time | None = None
    on: date | None = None
    days: frozenset[int] | None = None
    """Days of the week, Monday is 0."""
    word: str | None = None
    hard_date: HardDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the reader may know besides the words: the question they answer and the time on the person's wall."""

    now: datetime
    """Aware, in the person's zone, or UTC where that is unknown."""
    asked: Asked | None = None
    asking: str | None = None
    """The name of the open question (`Asking.what`); places are only looked up where one asks for them."""
    drank: bool = False
    """True where they told of drink in the last hours: danger is looked for more closely (docs/safety.md, 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The values that a message spells out, for whatever was asked. None: not said.

    Dates and times are wall time of the person who wrote; `at` never lies in the future.
    """

    number: int | None = None
    """A rating from 0 to 10, also from "8/10" or "eight". Out of range: -1."""
    yes: bool | None = None
    clock: time | None = None
    impossible_clock: bool = False
    """True for what was meant as a time and is none, such as "25:99"."""
    on: date | None = None
    """A day, past or future, as written."""
    at: datetime | None = None
    """A past moment without zone, such as "an hour ago" or "last night at 11"."""
    wait: timedelta | None = None
    place: Place | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One message, read once.

    `confidence` is a calibrated probability of `label` (0..1). `ask` is True where the bot should offer `options`
    (up to four, likeliest first) instead of acting. `motives` and `topic` are ids of content.
    """

    label: Label
    confidence: float
    ask: bool = False
    options: tuple[Label, ...] = ()
    safety: Level = Level.NONE
    risk: Risk | None = None
    flags: frozenset[Flag] = frozenset()
    motives: tuple[str, ...] = ()
    signs: frozenset[str] = frozenset()
    """What is told in passing about the person: under_18, i_left, they_died, order, pictures."""
    topic: str | None = None
    foreign: bool = False
    """True where the message is in a language that the reader does not know."""
    said: Said = field(default_factory=Said)
