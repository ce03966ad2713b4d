"""The person's own numbers, as far as there are enough of them to be said in a line."""

from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from bot.core.events import Event, EventKind
from bot.core.ledger import Ledger
from bot.core.streak import streak
from bot.core.turn import Scene

LETTERS_FROM = 5
"""From so many judged letters on their base rate is quoted."""
WAVES_FROM = 3
RATED_HOURS = 3
AT_LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCount:
    """Letters that were looked at again, and how many of them they still wanted to send."""

    judged: int
    still_send: int
    sealed: int


def letter_count(ledger: Ledger) -> LetterCount:
    """Each letter counts once, with its first fate: what daylight said of it."""
    first: dict[str, str] = {}
    for event in ledger.of(EventKind.LETTER_FATE):
        first.setdefault(event.ref, event.name)
    return LetterCount(
        judged=len(first),
        still_send=sum(1 for fate in first.values() if fate == "still_send"),
        sealed=len(ledger.of(EventKind.LETTER_SEALED)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One hold: what they felt before it, what they thought would be left, and what was."""

    at: datetime
    before: int | None
    forecast: int | None
    after: int


def waves(ledger: Ledger) -> tuple[Wave, ...]:
    """Every urge that was rated afterwards, by time; the latest rating of each stage counts."""
    first = {e.ref: e.value for e in ledger.of(EventKind.RATED) if e.name == "first"}
    forecast = {e.ref: e.value for e in ledger.of(EventKind.FORECAST)}
    after: dict[str, Event] = {e.ref: e for e in ledger.of(EventKind.RATED) if e.name == "after"}
    return tuple(
        Wave(at=e.at, before=first.get(ref), forecast=forecast.get(ref), after=e.value)
        for ref, e in sorted(after.items(), key=lambda item: item[1].at)
        if e.value is not None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastCount:
    """How often a wave fell further than they thought."""

    waves: int
    lower: int


def forecast_count(ledger: Ledger) -> ForecastCount:
    """Over all waves with a forecast."""
    told = [(wave.forecast, wave.after) for wave in waves(ledger) if wave.forecast is not None]
    return ForecastCount(waves=len(told), lower=sum(1 for said, was in told if was < said))


def mean_ratings(ledger: Ledger) -> tuple[float, float, int] | None:
    """Mean rating before and after, and over how many urges that were rated twice; None where none was."""
    pairs = [(wave.before, wave.after) for wave in waves(ledger) if wave.before is not None]
    if not pairs:
        return None
    return fmean(b for b, _ in pairs), fmean(a for _, a in pairs), len(pairs)


def own_numbers(scene: Scene) -> dict[str, int]:
    """What a reframe may say of them: only numbers that mean something, so mostly those from two up."""
    ledger = scene.person.ledger
    run = streak(ledger, scene.about.last_contact_on, scene.local.date())
    letters = letter_count(ledger)
    outcomes = [unsent for _, unsent in ledger.outcomes(scene.now)]
    found = {
        "held_days": run.window_held,
        "window_days": run.window,
        "best_run": run.best,
        "urges": len(outcomes),
        "unsent": sum(1 for unsent in outcomes if unsent),
    }
    found = {name: number for name, number in found.items() if number >= AT_LEAST}
    if letters.judged >= LETTERS_FROM:
        found |= {"letters": letters.judged, "still_send": letters.still_send}
    if scene.about.zone is not None:
        found["hour"] = scene.local.hour
    return found
