"""Which help helps: Thompson sampling for one person over a prior from everyone (docs/design.md, 1; evidence.md, 20).

An arm is a theme of reframes ("theme:T") or a help ("help:breathe"). It succeeded in an urge when nothing was sent
within 24 h and the rating fell by two; without a rating after, silence teaches nothing. Safety content is no arm.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.chance import Chance
from bot.core.events import EventKind
from bot.core.ledger import Ledger

FLOOR = 0.1
"""Each arm on offer keeps at least this chance."""
DRAWS = 60
"""Posterior draws by which the chance of each arm is estimated: +-0.06, and under a millisecond for five arms."""
FALLEN_BY = 2
PRIOR_WEIGHT = 4.0
"""How many urges of this person the experience of everyone is worth."""
EVEN = 0.5
SAME_WEIGHT = 1.0
OTHER_WEIGHT = 0.5
"""What an urge of another motive or strength is worth for this one."""
BANDS = ((4, "low"), (7, "mid"), (10, "high"))


def band(rating: int | None) -> str:
    """The strength of an urge in three steps; "mid" where it was not rated.

    >>> [band(n) for n in (0, 4, 5, 7, 8, 10, None)]
    ['low', 'low', 'mid', 'mid', 'high', 'high', 'mid']
    """
    if rating is None:
        return "mid"
    return next(name for top, name in BANDS if rating <= top)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often an arm was tried and how often it succeeded; weights, so not always whole."""

    tried: float = 0.0
    succeeded: float = 0.0

    def adding(self, *, success: bool, weight: float = 1.0) -> "Tally":
        """One urge more."""
        return Tally(self.tried + weight, self.succeeded + (weight if success else 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One arm in one urge that is over: what it was tried on, and what came of it."""

    arm: str
    motive: str
    strength: str
    success: bool
    chance: float
    at: datetime
    unsent: bool
    fell_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """What happened to everyone, by arm and context: {("help:hold", "closure", "high"): Tally(...)}.

    The empty motive stands for all motives together.
    """

    tallies: Mapping[tuple[str, str, str], Tally] = field(default_factory=dict)

    @classmethod
    def of(cls, past: Iterable[Trial]) -> "Experience":
        """The trials of everybody, counted."""
        counted: dict[tuple[str, str, str], Tally] = {}
        for trial in past:
            for motive in {trial.motive, ""}:
                key = trial.arm, motive, trial.strength
                counted[key] = counted.get(key, Tally()).adding(success=trial.success)
        return cls(tallies=counted)

    def rate(self, arm: str, motive: str, strength: str) -> float:
        """The share of successes, drawn towards that of all motives, and that towards one half."""
        general = self.tallies.get((arm, "", strength), Tally())
        overall = (general.succeeded + PRIOR_WEIGHT * EVEN) / (general.tried + PRIOR_WEIGHT)
        special = self.tallies.get((arm, motive, strength), Tally()) if motive else Tally()
        return (special.succeeded + PRIOR_WEIGHT * overall) / (special.tried + PRIOR_WEIGHT)


def trials(ledger: Ledger, now: datetime) -> tuple[Trial, ...]:
    """Every choice of this person whose outcome is known, by time."""
    urges = {urge.ref: (urge, unsent) for urge, unsent in ledger.outcomes(now)}
    first = {e.ref: e.value for e in ledger.of(EventKind.RATED) if e.name == "first"}
    after = {e.ref: e.value for e in ledger.of(EventKind.RATED) if e.name == "after"}
    used = {(e.ref, f"help:{e.name}") for e in ledger.of(EventKind.USED)}
    found = []
    for choice in ledger.of(EventKind.CHOSEN):
        urge, unsent = urges.get(choice.ref, (None, None))
        before, left = first.get(choice.ref), after.get(choice.ref)
        if urge is None or unsent is None or before is None or left is None:
            continue
        if choice.name.startswith("help:") and (choice.ref, choice.name) not in used:
            continue
        fell_by = before - left
        found.append(
            Trial(
                arm=choice.name,
                motive=urge.name,
                strength=band(before),
                success=unsent and fell_by >= FALLEN_BY,
                chance=choice.chance or 1.0,
                at=choice.at,
                unsent=unsent,
                fell_by=fell_by,
            )
        )
    return tuple(found)


def choose_arm(
    arms: Sequence[str],
    past: Sequence[Trial],
    common: Experience,
    *,
    motive: str,
    strength: str,
    pick: Chance,
) -> tuple[str, float]:
    """One of the arms and the probability with which it was chosen. Raises IndexError where there is none."""
    if len(arms) <= 1:
        return arms[0], 1.0
    beliefs = [_belief(arm, past, common, motive, strength) for arm in arms]
    wins = [0] * len(arms)
    for _ in range(DRAWS):
        draws = [pick.beta(good, bad) for good, bad in beliefs]
        wins[draws.index(max(draws))] += 1
    spare = 1.0 - FLOOR * len(arms)
    chances = [FLOOR + spare * won / DRAWS for won in wins]
    left = pick.uniform()
    for arm, chance in zip(arms, chances, strict=True):
        left -= chance
        if left < 0:
            return arm, chance
    return arms[-1], chances[-1]


def _belief(
    arm: str, past: Sequence[Trial], common: Experience, motive: str, strength: str
) -> tuple[float, float]:
    """The parameters of the beta distribution: everyone's rate, then this person's own urges."""
    rate = common.rate(arm, motive, strength)
    tally = Tally()
    for trial in past:
        if trial.arm == arm:
            same = trial.strength == strength and trial.motive == motive
            tally = tally.adding(
                success=trial.success, weight=SAME_WEIGHT if same else OTHER_WEIGHT
            )
    good = PRIOR_WEIGHT * rate + tally.succeeded
    bad = PRIOR_WEIGHT * (1 - rate) + tally.tried - tally.succeeded
    return max(good, 0.01), max(bad, 0.01)
