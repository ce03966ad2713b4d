"""Runs of days without contact, derived from the ledger (docs/decisions.md, "An urge, a run, a day").

A day is the person's local date. Day 0 is the day of last contact, or of the first message where that is unknown. A
finished day without contact is held; one with necessary contact is neutral; the running day counts for nothing yet.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.core.events import EventKind
from bot.core.ledger import Ledger

WINDOW_DAYS = 90
"""The headline looks back at most so far."""
MILESTONES = (1, 3, 7, 14, 30, 60, 90)
AFTER_MILESTONES = 100
"""After the last milestone every so many days."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """The numbers of one person on one day, all in days."""

    day: int
    """Days since the last contact: 0 on its day, whether they were held or neutral."""
    current: int
    best: int
    total: int
    window: int
    """Finished days since day 0, at most `WINDOW_DAYS`; the headline: "`window_held` of the last `window` days"."""
    window_held: int
    since: date
    """The day of the last contact."""
    contacts: int


def day_zero(ledger: Ledger, last_contact_on: date | None) -> date | None:
    """The first day of the count, None where nothing has begun."""
    if last_contact_on is not None:
        return last_contact_on
    began = ledger.last(EventKind.BEGAN)
    return began.day if began else None


def streak(ledger: Ledger, last_contact_on: date | None, today: date) -> Streak:
    """All runs as they stand at the beginning of `today`."""
    zero = day_zero(ledger, last_contact_on) or today
    contact_days = ledger.contact_days
    zero = min([zero, *contact_days])
    told = {last_contact_on} if last_contact_on is not None else set()
    turns = sorted({zero, *(day for day in contact_days | told if day <= today)})
    runs = [_held(ledger, start, end) for start, end in pairwise([*turns, max(today, turns[-1])])]
    window = min(WINDOW_DAYS, max(0, (today - zero).days - 1))
    first = today - window * DAY
    broken = sum(1 for day in contact_days | ledger.neutral_days if first <= day < today)
    return Streak(
        day=max(0, (today - turns[-1]).days),
        current=runs[-1],
        best=max(runs),
        total=sum(runs),
        window=window,
        window_held=window - broken,
        since=turns[-1],
        contacts=len(contact_days),
    )


def _held(ledger: Ledger, start: date, end: date) -> int:
    """The held days strictly between two days."""
    neutral = sum(1 for day in ledger.neutral_days if start < day < end)
    return max(0, (end - start).days - 1 - neutral)


def checking_run(ledger: Ledger, today: date) -> int | None:
    """Finished days since they last looked at the ex's profile, None where they never told of it."""
    last = ledger.last(EventKind.CHECKED)
    return max(0, (today - last.day).days - 1) if last else None


def is_milestone(days: int) -> bool:
    """True for 1, 3, 7, 14, 30, 60, 90 and every hundred after.

    >>> [n for n in range(401) if is_milestone(n)]
    [1, 3, 7, 14, 30, 60, 90, 100, 200, 300, 400]
    """
    return days in MILESTONES or (days > 0 and days % AFTER_MILESTONES == 0)
