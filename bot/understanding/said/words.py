"""The words of one language by which values are recognised: ``content/<language>/said.yaml``, typed.

Names what stands in the file; what the words mean is for the parsers of this package. Made by `load_words`, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

FILE = "said.yaml"
Phrases: TypeAlias = tuple[str, ...]
PLAIN_WISHES = frozenset(
    {
        "stop_mornings",
        "start_mornings",
        "stop_evenings",
        "fewer",
        "resume",
        "stop_all",
        "start_all",
        "discreet",
        "full_messages",
    }
)
"""Wishes without a value."""
WISHES = PLAIN_WISHES | {
    "morning_at",
    "evening_at",
    "days",
    "days_without",
    "pause_until",
    "quiet",
    "tone",
    "hard_date",
}
"""Everything that can be wished for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """How numbers are said."""

    words: Mapping[str, float]
    amounts: Mapping[str, float]
    and_a_half: Phrases
    either: Phrases
    out_of: Phrases
    minus: Phrases
    percent: Phrases
    ish: Phrases
    counted: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """How people say yes and no."""

    yes: Phrases
    no: Phrases
    around: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWords:
    """How times of day are said."""

    before: Phrases
    am: Phrases
    pm: Phrases
    night: Phrases
    half: Phrases
    quarter: Phrases
    past: Phrases
    to: Phrases
    minutes: Phrases
    oclock: Phrases
    noon: Phrases
    midnight: Phrases
    after: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """How days and spans are said. `named` counts days from today; `parts` are clock times as text."""

    months: tuple[Phrases, ...]
    weekdays: tuple[Phrases, ...]
    plurals: Phrases
    ordinals: Phrases
    of: Phrases
    on: Phrases
    named: Mapping[str, float]
    months_before: Phrases
    last: Phrases
    this: Phrases
    next: Phrases
    ago: Phrases
    inside: Phrases
    from_now: Phrases
    lasting: Phrases
    weekend: Phrases
    day: Phrases
    week: Phrases
    fortnight: Phrases
    month: Phrases
    year: Phrases
    hour: Phrases
    minute: Phrases
    second: Phrases
    just_now: Phrases
    holidays: Mapping[str, str]
    parts: Mapping[str, str]
    last_night: Phrases
    story: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """What stands around the name of a place, and what is none."""

    articles: Phrases
    before: Phrases
    after: Phrases
    inside: Phrases
    never: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekWords:
    """How several days of the week are said at once."""

    weekdays: Phrases
    weekends: Phrases
    every: Phrases
    joins: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionWords:
    """Days that hurt."""

    birthday: Phrases
    anniversary: Phrases
    whose: Phrases
    not_ex: Phrases
    hard: Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidWords:
    """Everything in the file."""

    fillers: Phrases
    numbers: NumberWords
    answers: AnswerWords
    clock: ClockWords
    days: DayWords
    places: PlaceWords
    tones: Mapping[str, Phrases]
    week: WeekWords
    occasions: OccasionWords
    polite: Phrases
    parts: Mapping[str, str]
    wishes: Mapping[str, Phrases]
