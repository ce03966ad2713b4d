"""Coverage: enough for every point, motive, strength and state, also on the fiftieth night.

The reframes about looking at a profile answer another wish and are counted apart.
"""

from collections import Counter
from collections.abc import Iterator

from bot.core.words import SLIP_POINTS, THEIR_NO_POINTS
from bot.library import limits
from bot.library.kinds import CHECKING_FILE, is_for_checking
from bot.library.manuscript import Manuscript
from bot.library.points import POINTS, may_come_first
from bot.library.problems import Problem
from bot.library.rules.desk import Desk


def by_point(manuscript: Manuscript) -> dict[str, int]:
    """How many reframes each point has, in the order of the article."""
    count = Counter(p.entry.point for p in manuscript.reframes if not is_for_checking(p.file))
    return {point: count[point] for point in POINTS}


def points(desk: Desk) -> Iterator[Problem]:
    """The article's every thought is in the library."""
    for point, found in by_point(desk.manuscript).items():
        if found < limits.REFRAMES_PER_POINT:
            reason = f"point {point} has {found} of at least {limits.REFRAMES_PER_POINT} reframes"
            file = desk.manuscript.file(f"reframes/{point[0].lower()}.yaml")
            yield Problem(file, 1, reason, "write the others")


def motives(desk: Desk) -> Iterator[Problem]:
    """Who says why they want to write is answered to that, the first time and at every strength."""
    file = desk.manuscript.file("reframes")
    reframes = [p.entry for p in desk.manuscript.reframes if not is_for_checking(p.file)]
    for motive in desk.manuscript.motives:
        fitting = [entry for entry in reframes if motive.id in entry.motives]
        first = sum(1 for entry in fitting if may_come_first(entry.point))
        if first < limits.FIRST_REFRAMES_PER_MOTIVE:
            reason = (
                f"the motive {motive.id} has {first} of at least"
                f" {limits.FIRST_REFRAMES_PER_MOTIVE} reframes that may come first (N, T, A8)"
            )
            yield Problem(file, 1, reason, "write more, or tag what fits")
        for low, high in limits.RATING_BANDS:
            found = sum(1 for e in fitting if any(n in e.rating for n in range(low, high + 1)))
            if found < limits.REFRAMES_PER_BAND:
                reason = (
                    f"the motive {motive.id} has {found} of at least"
                    f" {limits.REFRAMES_PER_BAND} reframes for a rating of {low} to {high}"
                )
                yield Problem(file, 1, reason, "write more, or widen a range")


def states(desk: Desk) -> Iterator[Problem]:
    """Some people may hear only a part of the library; that part must last them too."""
    manuscript = desk.manuscript
    reframes = [p for p in manuscript.reframes if not is_for_checking(p.file)]
    no = sum(1 for p in reframes if p.entry.their_no and p.entry.point in THEIR_NO_POINTS)
    slip = sum(1 for p in reframes if p.entry.after_slip and p.entry.point in SLIP_POINTS)
    checking = len(manuscript.reframes) - len(reframes)
    safe = sum(1 for p in manuscript.acts if p.entry.is_safe)
    for name, found, least, what in (
        ("reframes", no, limits.THEIR_NO_REFRAMES, "reframes with their_no"),
        ("reframes", slip, limits.AFTER_SLIP_REFRAMES, "reframes with after_slip"),
        (
            f"reframes/{CHECKING_FILE}",
            checking,
            limits.CHECKING_REFRAMES,
            "reframes about looking at a profile",
        ),
        ("acts.yaml", safe, limits.SAFE_ACTS, "acts in, lying or seated, without hazards"),
    ):
        if found < least:
            reason = f"{found} of at least {least} {what}"
            yield Problem(manuscript.file(name), 1, reason, "write the others")
