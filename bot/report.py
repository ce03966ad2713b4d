"""`unsent report`: over everybody, what came after each help that was chosen, with intervals, small cells hidden.

Knows ledgers without names; what it prints can be shown to anybody.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from math import sqrt
from statistics import fmean, stdev

from bot.core.learning import Trial, trials
from bot.core.ledger import Ledger

SMALLEST = 10
"""Cells with fewer are hidden: nobody should be found in them."""
Z = 1.96
"""Normal quantile of a 95 % interval."""


def report(ledgers: Iterable[Ledger], now: datetime) -> Iterator[str]:
    """Lines of a table; shares weighted by the inverse probability with which each help was chosen."""
    people = urges = known = unsent = 0
    by_arm: dict[str, list[Trial]] = {}
    for ledger in ledgers:
        people += 1
        for _, outcome in ledger.outcomes(now):
            urges += 1
            known += outcome is not None
            unsent += outcome is True
        for trial in trials(ledger, now):
            by_arm.setdefault(trial.arm, []).append(trial)
    yield f"people: {_hidden(people)}   urges: {_hidden(urges)}   with a known end: {_hidden(known)}"
    if known >= SMALLEST:
        yield f"unsent for 24 hours, of those with a known end: {_share(unsent, known)}"
    yield ""
    yield f"{'help':<16}{'tries':>7}  {'unsent in 24 h':<22}{'change of rating':<22}{'both, weighted':>15}"
    for arm in sorted(by_arm):
        yield _row(arm, by_arm[arm])
    if not by_arm:
        yield "no help was tried with a rating before and after it yet"


def _row(arm: str, of_arm: list[Trial]) -> str:
    count = len(of_arm)
    if count < SMALLEST:
        return f"{arm:<16}{'<' + str(SMALLEST):>7}  hidden"
    kept = _share(sum(trial.unsent for trial in of_arm), count)
    falls = [-trial.fell_by for trial in of_arm]
    half = Z * stdev(falls) / sqrt(count)
    change = f"{fmean(falls):+.1f} ± {half:.1f}"
    weights = [1 / trial.chance for trial in of_arm]
    good = sum(w for w, trial in zip(weights, of_arm, strict=True) if trial.success)
    return f"{arm:<16}{count:>7}  {kept:<22}{change:<22}{good / sum(weights):>14.0%}"


def _hidden(count: int) -> str:
    return str(count) if count >= SMALLEST else f"<{SMALLEST}"


def _share(count: int, of: int) -> str:
    """A share with its 95 % Wilson interval.

    >>> _share(8, 10)
    '80% (49–94%)'
    """
    share = count / of
    centre = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    half = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of)) / (1 + Z * Z / of)
    return f"{share:.0%} ({centre - half:.0%}–{centre + half:.0%})".replace("%–", "–")
