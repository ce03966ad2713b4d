"""Tags: a piece that can never be shown, or only to somebody whom it would hurt.

What may be shown to whom is decided in `bot.core.words`; these rules compare the tags with it.
"""

from collections.abc import Iterator

from bot.core.content import Hours, Never
from bot.core.words import HIGH_RATING, SHARP_POINTS, SLIP_POINTS, THEIR_NO_POINTS
from bot.library.kinds import CHECKING_FILE, is_for_checking
from bot.library.manuscript import Placed
from bot.library.points import OWN
from bot.library.problems import Problem
from bot.library.rules.desk import Desk
from bot.library.schema import ReframeEntry

UNKIND_POINTS = frozenset({"A4", "C6"})
"""What one looks like from outside: never to grief, or after a slip (docs/article-points.md)."""


def empty_ranges(desk: Desk) -> Iterator[Problem]:
    """A range that ends before it begins holds no number: the piece would never be shown."""
    for placed in desk.manuscript.reframes:
        for name in ("rating", "days"):
            span = getattr(placed.entry, name)
            if span.high is not None and span.high < span.low:
                yield placed.problem(f"{name} ends before it begins", "turn it round", name)
    for thought in desk.manuscript.thoughts:
        span = thought.entry.days
        if span.high is not None and span.high < span.low:
            yield thought.problem("days ends before it begins", "turn it round", "days")


def never_shown(desk: Desk) -> Iterator[Problem]:
    """A writer's work that nobody can ever see, because two of its tags exclude each other."""
    for placed in desk.manuscript.reframes:
        entry = placed.entry
        if entry.their_no and entry.point not in THEIR_NO_POINTS:
            allowed = ", ".join(sorted(THEIR_NO_POINTS))
            reason = f"their_no is for {allowed}, not {entry.point}"
            yield placed.problem(reason, "remove it", "their_no")
        if entry.after_slip and entry.point not in SLIP_POINTS:
            allowed = ", ".join(sorted(SLIP_POINTS))
            reason = f"within a day of a slip only {allowed} are said, not {entry.point}"
            yield placed.problem(reason, "remove after_slip", "after_slip")
        if entry.after_slip and Never.SLIP in entry.never:
            reason = "after_slip and never: [slip] exclude each other"
            yield placed.problem(reason, "remove one of them", "after_slip")
        yield from _never_by_point(placed)


def _never_by_point(placed: Placed[ReframeEntry]) -> Iterator[Problem]:
    entry = placed.entry
    if entry.point == OWN and not is_for_checking(placed.file):
        reason = f"point own is for looking at a profile, in {CHECKING_FILE}"
        yield placed.problem(reason, "name a point, or move it there", "point")
    if entry.their_no:
        return
    if entry.point in SHARP_POINTS and entry.hours is Hours.NIGHT:
        reason = f"{entry.point} is never said at night"
        yield placed.problem(reason, "write hours: day", "hours")
    needs_calm = entry.point != "A8" and entry.point[0] in "AC"
    if needs_calm and entry.rating.low >= HIGH_RATING:
        reason = f"{entry.point} is never said at a rating of {HIGH_RATING} or 10"
        yield placed.problem(reason, "let the range begin lower", "rating")


def unkind(desk: Desk) -> Iterator[Problem]:
    """What begging looks like is for a calm hour; in grief or after a slip it is a blow."""
    for placed in desk.manuscript.reframes:
        lacking = {Never.GRIEF, Never.SLIP} - set(placed.entry.never)
        if placed.entry.point in UNKIND_POINTS and lacking:
            names = ", ".join(sorted(lacking))
            reason = f"{placed.entry.point} without never: {names}"
            yield placed.problem(reason, f"add {names} to never", "never")
