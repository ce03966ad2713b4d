"""From rules and probabilities to one level of danger and its kind.

Owns which of several signs counts. The rules and the model are asked together and the higher level decides, so that
what the one misses the other may see. Called by the reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.labels import Label, Level, Risk
from bot.understanding.calibration import Calibration

RISK_LABELS = {Label.CRISIS: Risk.CRISIS, Label.DANGER: Risk.DANGER, Label.THREAT: Risk.THREAT}
LABEL_OF_RISK = {
    Risk.CRISIS: Label.CRISIS,
    Risk.DANGER: Label.DANGER,
    Risk.THREAT: Label.THREAT,
    Risk.EX_AT_RISK: Label.DANGER,
}
# Where it is unclear which, crisis comes first (docs/safety.md, 1).
ORDER = (Risk.CRISIS, Risk.EX_AT_RISK, Risk.DANGER, Risk.THREAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """What was seen. `risk` is None exactly where `level` is NONE."""

    level: Level
    risk: Risk | None


NOTHING = Danger(level=Level.NONE, risk=None)
AFTER_DRINKING = 2.0
"""How much more a chance of danger counts on a night with drink (docs/safety.md, 8): thresholds are halved."""
LONG_CHARS = 400
IN_LONG_TEXTS = 0.4
"""How much a chance counts in a long text: a story of a breakup has many sad lines, and looks like danger to the model
more often than it holds any. What the rules find there counts in full."""


def counted(chance: float, *, drank: bool, length: int) -> float:
    """What a chance of danger counts, 0..1, in a text of so many characters."""
    if length > LONG_CHARS:
        chance *= IN_LONG_TEXTS
    return min(1.0, AFTER_DRINKING * chance) if drank else chance


def model_levels(chances: Mapping[Risk, float], calibration: Calibration) -> dict[Risk, Level]:
    """The level of each risk by its probability alone."""
    levels = {}
    for risk, chance in chances.items():
        if chance >= calibration.act_from[risk]:
            levels[risk] = Level.ACT
        elif chance >= calibration.check_from[risk]:
            levels[risk] = Level.CHECK
    return levels


def seen(
    by_rules: Mapping[Risk, Level],
    by_model: Mapping[Risk, Level],
    chances: Mapping[Risk, float],
    top: Label,
) -> Danger:
    """The highest level that anything found, and the likeliest kind among those that reach it.

    `top` is the likeliest label; where it is a danger itself nothing may leave it without a check.
    """
    levels = {
        risk: max(by_rules.get(risk, Level.NONE), by_model.get(risk, Level.NONE)) for risk in Risk
    }
    if top in RISK_LABELS and not any(levels.values()):
        levels[RISK_LABELS[top]] = Level.CHECK
    highest = max(levels.values())
    if highest is Level.NONE:
        return NOTHING
    reached = [risk for risk in ORDER if levels[risk] is highest]
    return Danger(level=highest, risk=_likeliest(reached, by_rules, chances))


def _likeliest(
    reached: list[Risk], by_rules: Mapping[Risk, Level], chances: Mapping[Risk, float]
) -> Risk:
    if reached[0] is Risk.CRISIS and Risk.CRISIS in by_rules:
        return Risk.CRISIS
    best = max(chances.get(risk, 0.0) for risk in reached)
    # Nearly the same is unclear, and then the order decides.
    return next(risk for risk in reached if chances.get(risk, 0.0) >= best / 2)
