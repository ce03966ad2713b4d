"""Chooses the numbers of `bot.understanding.calibration` on the development messages.

Owns what is aimed at: probabilities that mean what they say, few messages asked about, danger noticed first. Called by
`training.heads`. What is chosen here on a thousand messages is measured on others (docs/understanding.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.core.labels import Flag, Level, Risk
from bot.understanding.calibration import Calibration
from bot.understanding.dangers import RISK_LABELS
from bot.understanding.outputs import FLAGS, LABELS, Floats, sigmoid, softmax

ANSWERED_RIGHT = 0.945
"""Of the messages that are answered at once; the goal on unseen messages is 0.94."""
ANSWERED_AT_LEAST = 0.82
"""Of all messages, whatever that costs; the goal is 0.78."""
CHECKED_AT_MOST = 0.045
"""Of the ordinary messages, rules included; the goal on unseen messages is 0.05."""
ACTED_AT_MOST = 0.006
"""The same for acting at once; the goal is 0.01."""
FLAG_FLOORS = {Flag.EX_AT_RISK: 0.2, Flag.PAST_ABUSE: 0.2, Flag.NO_FROM_EX: 0.2}
"""Flags that protect somebody: a lower threshold than the best balance is taken, down to these."""
_GRID = (
    0.02,
    0.03,
    0.04,
    0.05,
    0.065,
    0.08,
    0.1,
    0.125,
    0.15,
    0.2,
    0.25,
    0.3,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    0.95,
    0.98,
)
_LEAST_FLAGS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The development messages: logits of the two models, what people marked, what the rules found."""

    encoder: Floats | None
    words: Floats
    labels: npt.NDArray[np.int64]
    flags: Floats
    by_rules: Sequence[Mapping[Risk, Level]]


def calibrate(marked: Marked, topic_from: float) -> Calibration:
    """The numbers that do best on these messages. Without encoder logits: those of the words alone."""
    encoder_weight, words_weight = _weights(marked)
    logits = words_weight * marked.words
    if marked.encoder is not None:
        logits = logits + encoder_weight * marked.encoder
    chances = softmax(logits[:, : len(LABELS)])
    flags = sigmoid(logits[:, len(LABELS) :])
    by_risk = risk_chances(chances, flags)
    risky = _risky(marked)
    check_from = _levels_from(by_risk, risky, marked, Level.CHECK, CHECKED_AT_MOST)
    act_from = _levels_from(by_risk, risky, marked, Level.ACT, ACTED_AT_MOST)
    checked = _seen(by_risk, check_from) | _by_rules(marked, Level.CHECK)
    return Calibration(
        encoder_weight=encoder_weight,
        words_weight=words_weight,
        ask_below=_ask_below(chances, marked.labels, checked),
        check_from=check_from,
        act_from={risk: max(act_from[risk], check_from[risk]) for risk in Risk},
        flag_from={
            flag: _flag_from(flags[:, column], marked.flags[:, column], FLAG_FLOORS.get(flag))
            for column, flag in enumerate(FLAGS)
        },
        topic_from=topic_from,
    )


def risk_chances(chances: Floats, flags: Floats) -> dict[Risk, Floats]:
    """The probability of each risk, by message."""
    found = {risk: chances[:, LABELS.index(label)] for label, risk in RISK_LABELS.items()}
    found[Risk.EX_AT_RISK] = flags[:, FLAGS.index(Flag.EX_AT_RISK)]
    return found


def _weights(marked: Marked) -> tuple[float, float]:
    """The weights of the two models under which the true labels are likeliest."""
    rows = np.arange(len(marked.labels))
    words = marked.words[:, : len(LABELS)]
    encoder = None if marked.encoder is None else marked.encoder[:, : len(LABELS)]

    def loss(weights: npt.NDArray[np.float64]) -> float:
        logits = weights[1] * words + (0.0 if encoder is None else weights[0] * encoder)
        return float(-np.log(softmax(logits)[rows, marked.labels] + 1e-9).mean())

    start = np.array([0.0 if encoder is None else 0.8, 1.0 if encoder is None else 0.3])
    best = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-6}).x
    return (0.0 if encoder is None else round(float(best[0]), 3)), round(float(best[1]), 3)


def _risky(marked: Marked) -> dict[Risk, npt.NDArray[np.bool_]]:
    found = {risk: marked.labels == LABELS.index(label) for label, risk in RISK_LABELS.items()}
    found[Risk.EX_AT_RISK] = marked.flags[:, FLAGS.index(Flag.EX_AT_RISK)] > 0
    return found


def _by_rules(marked: Marked, level: Level) -> npt.NDArray[np.bool_]:
    return np.array([any(found >= level for found in one.values()) for one in marked.by_rules])


def _seen(by_risk: Mapping[Risk, Floats], since: Mapping[Risk, float]) -> npt.NDArray[np.bool_]:
    return np.asarray(
        np.logical_or.reduce([chances >= since[risk] for risk, chances in by_risk.items()])
    )


def _levels_from(
    by_risk: Mapping[Risk, Floats],
    risky: Mapping[Risk, npt.NDArray[np.bool_]],
    marked: Marked,
    level: Level,
    at_most: float,
) -> dict[Risk, float]:
    """Thresholds that notice most people at risk while at most this share of ordinary messages is noticed.

    Goes down from thresholds that find nobody: each step lowers the one that gains most for what it costs.
    """
    ordinary = ~np.logical_or.reduce(list(risky.values()))
    any_risk = ~ordinary
    rules = _by_rules(marked, level)
    places = dict.fromkeys(Risk, len(_GRID) - 1)
    current = {risk: _GRID[place] for risk, place in places.items()}
    while True:
        seen = rules | _seen(by_risk, current)
        steps = []
        for risk in Risk:
            for place in range(places[risk] - 1, -1, -1):
                tried = current | {risk: _GRID[place]}
                then = rules | _seen(by_risk, tried)
                share = float(then[ordinary].mean())
                if share > at_most:
                    break
                # Crisis counts twice: nobody there may be missed.
                gain = int(then[any_risk].sum() - seen[any_risk].sum())
                gain += int((then & risky[Risk.CRISIS]).sum() - (seen & risky[Risk.CRISIS]).sum())
                cost = share - float(seen[ordinary].mean())
                if gain > 0:
                    steps.append((gain / (cost + 0.5 / ordinary.sum()), -place, risk))
        if not steps:
            return current
        _, place, risk = max(steps)
        places[risk] = -place
        current[risk] = _GRID[-place]


def _ask_below(
    chances: Floats, labels: npt.NDArray[np.int64], checked: npt.NDArray[np.bool_]
) -> float:
    """The lowest confidence at which what is answered is right often enough, and enough is answered."""
    sure = chances.max(axis=1)
    right = chances.argmax(axis=1) == labels
    chosen = 0.3
    for threshold in np.arange(0.3, 0.96, 0.01):
        answered = checked | (sure >= threshold)
        if answered.mean() < ANSWERED_AT_LEAST:
            break
        chosen = round(float(threshold), 2)
        if right[answered].mean() >= ANSWERED_RIGHT:
            break
    return chosen


def _flag_from(chances: Floats, marked: Floats, floor: float | None) -> float:
    """The threshold with the best balance of precision and recall (F1; F2 where the flag protects somebody)."""
    if marked.sum() < _LEAST_FLAGS:
        return 0.5
    beta2 = 1.0 if floor is None else 4.0
    best, best_score = 0.5, -1.0
    for threshold in np.arange(floor or 0.2, 0.91, 0.02):
        said = chances >= threshold
        hits = float((said & (marked > 0)).sum())
        score = (1 + beta2) * hits / (beta2 * float(marked.sum()) + float(said.sum()) + 1e-9)
        if score > best_score + 1e-9:
            best, best_score = round(float(threshold), 2), score
    return best


def label_accuracy(logits: Floats, labels: npt.NDArray[np.int64]) -> float:
    """The share of messages whose likeliest label is the marked one."""
    return float((logits[:, : len(LABELS)].argmax(axis=1) == labels).mean())
