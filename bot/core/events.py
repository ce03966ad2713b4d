"""Facts with a time. Everything that is shown about a person is derived from these, nothing is stored twice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class EventKind(StrEnum):
    """What can have happened. The comment says what `ref`, `name` and `value` hold, where they hold anything."""

    BEGAN = "began"
    URGE = "urge"  # ref: the urge; name: its motive
    RATED = "rated"  # ref: the urge or letter; name: first, after, letter; value: 0 to 10
    FORECAST = "forecast"  # ref: the urge; value: what they think it will be when the timer ends
    HELD = "held"  # ref: the urge, or empty for one that was told of afterwards
    TRIGGER = "trigger"  # ref: the urge or contact; name: what set it off
    HELPED = "helped"  # ref: the urge; name: what helped
    SHOWN = "shown"  # ref: the urge; name: the id of the reframe
    CHOSEN = "chosen"  # ref: the urge; name: "theme:T" or "help:breathe"; chance: its probability
    USED = "used"  # ref: the urge; name: the help that was used
    CONTACT = "contact"  # name: wrote, called, replied, met, reacted; `at` may be back-dated
    ANSWER_OF_EX = "answer_of_ex"  # ref: the contact; name: kindly, coldly, not_yet, untold
    NECESSARY = "necessary"  # name: children, home, money, court, work, things, safety
    EX_CONTACT = "ex_contact"  # name: practical, hello, about_us
    EX_OPEN = "ex_open"
    CHECKED = "checked"
    LETTER_SEALED = "letter_sealed"  # ref: the letter
    LETTER_FATE = "letter_fate"  # ref: the letter; name: burnt, shut, read, still_send
    UNASKED = "unasked"  # ref: the day or slip it belongs to; name: its DueKind
    ANSWERED = "answered"  # ref: the day of the check-in; name: steady, shaky, tempted, wrote
    MILESTONE = "milestone"  # value: days
    MOOD = "mood"  # name: low
    STATS_SEEN = "stats_seen"
    UNDONE = "undone"  # ref: the id of the event that was a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One fact.

    `at` is aware UTC, `offset_min` the wall clock's distance from UTC where the person was then, so that a past day
    stays the day in which it was lived. `chance` is the probability with which a choice was made.
    """

    id: str
    kind: EventKind
    at: datetime
    offset_min: int = 0
    ref: str = ""
    name: str = ""
    value: int | None = None
    chance: float | None = None

    @property
    def local(self) -> datetime:
        """Wall time, without a zone."""
        return (self.at + timedelta(minutes=self.offset_min)).replace(tzinfo=None)

    @property
    def day(self) -> date:
        """The person's date on which it happened."""
        return self.local.date()
