"""One person as `decide` sees them: a snapshot that the store loads before a turn and replaces after it.

`About`, `Talk` and `Care` are stored together, encrypted with the person's own key; the ledger, the kept words and
the appointments are rows of their own. Nothing here does anything: the flows read it and make the next one.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.core.labels import Flag, Label, Risk
from bot.core.learning import Experience
from bot.core.ledger import Ledger
from bot.core.messages import Appointment, Button, KeptKind
from bot.core.reading import HardDate

MORNING_AT = time(8, 30)
QUIET_FROM = time(22, 0)
QUIET_TO = time(7, 30)
EVERY_DAY = frozenset(range(7))


class Tone(StrEnum):
    """How the bot may sound; ANY lets it choose."""

    ANY = "any"
    PLAIN = "plain"
    WARM = "warm"
    BLUNT = "blunt"


class Mode(StrEnum):
    """Something that stands until the person ends it, and decides which words may be used (docs/safety.md)."""

    AFRAID = "afraid"
    THEIR_NO = "their_no"
    ORDER = "order"
    UNDER_18 = "under_18"
    AFTER_THREAT = "after_threat"
    THEY_DIED = "they_died"
    I_LEFT = "i_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What they told us about themselves, and what they chose."""

    ex_name: str | None = None
    last_contact_on: date | None = None
    zone: str | None = None
    """IANA name, or an offset such as "+05:30" until a city is known. None: not known."""
    country: str | None = None
    adult: bool | None = None
    careful_answered: bool = False
    tone: Tone = Tone.ANY
    morning_at: time | None = MORNING_AT
    """None: no mornings."""
    evening_at: time | None = None
    days: frozenset[int] = EVERY_DAY
    """Days of the week on which unasked messages may come, Monday is 0."""
    quiet_from: time = QUIET_FROM
    quiet_to: time = QUIET_TO
    risky_hours: bool = True
    weekly_letter: bool = False
    full_messages: bool = False
    """Unasked messages may say what they are about; by default they are discreet."""
    whole_morning: bool = False
    """The check-in comes as one message instead of a discreet line with a button."""
    show_count: bool = False
    """The morning counts the days; only where they want it."""
    stopped: bool = False
    """No unasked message at all, until they say otherwise."""
    paused_until: date | None = None
    hard_dates: tuple[HardDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The question that typed words would answer now."""

    what: str
    ref: str = ""
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge:
    """An urge that is open: until held, contact, or an hour without a word."""

    id: str
    opened_at: datetime
    last_word_at: datetime
    motives: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()
    rating: int | None = None
    rated_after: int | None = None
    angles: int = 0
    themes: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    """Helps that were used in it: hold, letter, breathe, angle."""
    asked_rating: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A running timer. `forecast` is what they think the urge will be when it ends."""

    urge: str
    started_at: datetime
    ends_at: datetime
    until_morning: bool = False
    forecast: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """An unsent letter that is being written. `parts` are their words, until it is sealed or thrown away."""

    id: str
    urge: str
    started_at: datetime
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip whose story is not yet told: what the morning may still ask. `contact` is the id of its event."""

    contact: str
    at: datetime
    answered: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was last understood, without its words: to answer it later, or to put it right."""

    label: Label
    options: tuple[Label, ...] = ()
    motives: tuple[str, ...] = ()
    flags: frozenset[Flag] = frozenset()
    topic: str | None = None
    at: datetime
    chosen: bool = False
    """They said it themselves, with a tap: it counts for what is unclear in the same conversation."""
    opened: str = ""
    """The id of the event that it led to, which is taken back where it was misunderstood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """How to take the last change of settings back: the settings as they were, or one event."""

    ref: str
    about: About | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Where the conversation stands."""

    asking: Asking | None = None
    urge: Urge | None = None
    hold: Hold | None = None
    writing: Writing | None = None
    slip: Slip | None = None
    understood: Understood | None = None
    undo: Undo | None = None
    buttons: tuple[Button, ...] = ()
    """The choices on screen: typing one of them is the same as pressing it."""
    heard: dict[str, int] = field(default_factory=dict)
    """Which variants of a line were said: bit n is set for variant n."""
    last_opener: str = ""
    drank_at: datetime | None = None
    """When they last told of drink."""
    setup_step: int | None = None
    greeted: bool = False
    """They were told once that this is a bot, and where its limits are."""
    setup_offered: bool = False
    zone_asked: int = 0
    danger_asked: bool = False
    """They were asked once whether they are afraid, after telling calmly of earlier violence."""
    last_word_at: datetime | None = None
    unanswered_check_ins: int = 0
    """Check-ins in a row without any answer."""
    goodbye_said: bool = False
    graduation_offered_on: date | None = None
    more_than_a_bot_said_on: date | None = None
    dates_asked_on: date | None = None
    """The last day on which a reason, or whom they could ring, was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The safety pause: while it stands every message gets its flow, and no appointment is kept."""

    risk: Risk
    since: datetime
    last_sign_at: datetime
    asked_safer: bool = False
    safer: bool = False
    """They said so before two hours had passed; it ends when they have."""
    confirmed: bool = False
    """They said themselves that it is so. Until then they can say at any step that they meant something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """What is known of danger. The only things about safety that are kept, and only while they stand."""

    modes: frozenset[Mode] = frozenset()
    pause: Pause | None = None
    gentle_until: datetime | None = None
    """No run, rating, letter or count, only N and T, until then (72 h after a crisis or threat)."""
    soft_until: datetime | None = None
    """No dry or blunt tone until then."""
    resting_until: datetime | None = None
    """Letters and timers rest until then."""
    asked_at: dict[str, datetime] = field(default_factory=dict)
    """When a question of each kind of risk was last answered with no."""
    pattern_asked_on: date | None = None
    hello_wanted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """Something that they wrote to meet again: a reason, a plan, a note, whom to ring. Letters stay shut elsewhere."""

    id: str
    what: KeptKind
    body: str
    cue: str = ""
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Everything that `decide` may know of one person. `id` is random, and ours."""

    id: str
    about: About = field(default_factory=About)
    talk: Talk = field(default_factory=Talk)
    care: Care = field(default_factory=Care)
    ledger: Ledger = field(default_factory=Ledger)
    own: tuple[OwnWords, ...] = ()
    booked: tuple[Appointment, ...] = ()
    common: Experience = field(default_factory=Experience)
    """What helped everyone; shared by all, not part of what is stored of them."""

    def own_of(self, *kinds: KeptKind) -> tuple[OwnWords, ...]:
        """Their kept words of these kinds, oldest first."""
        return tuple(words for words in self.own if words.what in kinds)

    def in_mode(self, *modes: Mode) -> bool:
        """True where at least one of these stands."""
        return not self.care.modes.isdisjoint(modes)
