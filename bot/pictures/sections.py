"""The parts that a picture can have, with their words and numbers filled in, and without a single pixel.

`selection` makes them of a person's numbers, the cards draw them.
"""

from dataclasses import dataclass
from typing import TypeAlias

from bot.core.stats import Day, DayKind, RatedWave
from bot.pictures.labels import Part


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The headline, the runs, and the last 30 days. `headline` is empty where there is nothing to count yet."""

    caption: str
    headline: tuple[Part, ...]
    figures: tuple[Figure, ...]
    title: str
    weekdays: tuple[str, ...]
    calendar: tuple[Day, ...]
    legend: tuple[tuple[DayKind, str], ...]
    """The kinds of day that occur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urges:
    """How many urges there were, and how many of them stayed unsent."""

    title: str
    note: str
    headline: tuple[Part, ...]
    caption: str
    unsent: int
    unknown: int
    sent: int
    unknown_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Urges by weekday and hour: 7 rows of 24."""

    title: str
    note: str
    weekdays: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waves:
    """How strong urges were before and after, and what was expected; the last ones one by one."""

    title: str
    note: str
    average: str
    before: Figure
    after: Figure
    forecast: str
    lower: Figure | None
    waves: tuple[RatedWave, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letters: sealed, decided on, still wanted to send."""

    title: str
    note: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `share` is its length, 0 to 1."""

    label: str
    share: float
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A few things with their counts, the largest first: what sets it off, what helped."""

    title: str
    note: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Nothing yet: what will be here."""

    title: str
    days: str
    urges: str
    hours: str
    ratings: str
    letters: str


Section: TypeAlias = Run | Urges | Hours | Waves | Letters | Bars | Empty
