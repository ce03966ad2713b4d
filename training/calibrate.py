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
from bot.understanding.dangers import RISK_LABELS, counted
from bot.understanding.outputs import FLAGS, LABELS, Floats, sigmoid, softmax

ANSWERED_RIGHT = 0.97
"""Of the talk that is answered at once; the goal on unseen messages of all kinds is 0.94."""
ANSWERED_AT_LEAST = 0.9
"""Of talk, whatever that costs; the goal is 0.78. To be asked is felt as not being heard, and one tap puts a wrong
reading right; beyond this share what is answered hardly gets better by asking more (docs/understanding.md)."""
TALK, POST, NEAR = "talk", "post", "near"
"""Kinds of messages without danger: what people say in a chat, long posts of a forum, and near misses (idioms, denials,
dark humour), which were written to be mistaken."""
CHECKED_AT_MOST = {TALK: 0.04, POST: 0.15, NEAR: 0.25}
"""Of each kind, rules included; the goals on unseen messages are 0.05 for talk and 0.1 for posts."""
ACTED_AT_MOST = {TALK: 0.006, POST: 0.03, NEAR: 0.05}
"""The same for acting at once; the goal for talk is 0.01."""
ACT_AT_LEAST = 0.85
"""Below it the model alone asks: the question names the danger and brings a line too, and a whole screen of rescue
frightens somebody who was misread. What the rules find acts without the model."""
PROTECTING = frozenset({Flag.EX_AT_RISK, Flag.PAST_ABUSE, Flag.NO_FROM_EX, Flag.ALCOHOL})
"""Flags that protect somebody: finding them weighs more than finding only them."""
_GRID = tuple(round(float(1 / (1 + np.exp(-logit))), 3) for logit in np.linspace(-3.9, 3.9, 80))
_LEAST_FLAGS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The development messages: logits of the two models, what people marked, what the rules found."""

    encoder: Floats | None
    words: Floats
    labels: npt.NDArray[np.int64]
    flags: Floats
    kinds: npt.NDArray[np.str_]
    lengths: Sequence[int]
    by_rules: Sequence[Mapping[Risk, Level]]


def calibrate(marked: Marked, topic_from: float) -> Calibration:
    """The numbers that do best on these messages. Without encoder logits: those of the words alone."""
    encoder_weight, words_weight = _weights(marked)
    logits = words_weight * marked.words
    if marked.encoder is not None:
        logits = logits + encoder_weight * marked.encoder
    chances = softmax(logits[:, : len(LABELS)])
    flags = sigmoid(logits[:, len(LABELS) :])
    flag_from = {
        flag: _flag_from(flags[:, column], marked.flags[:, column], protecting=flag in PROTECTING)
        for column, flag in enumerate(FLAGS)
    }
    counts = risk_chances(marked, chances, flags, flag_from)
    check_from = _level_from(counts, marked, Level.CHECK, CHECKED_AT_MOST)
    act_from = max(check_from, ACT_AT_LEAST, _level_from(counts, marked, Level.ACT, ACTED_AT_MOST))
    talk = marked.kinds == TALK
    checked = (counts >= check_from) | _by_rules(marked, Level.CHECK)
    return Calibration(
        encoder_weight=encoder_weight,
        words_weight=words_weight,
        ask_below=_ask_below(chances[talk], marked.labels[talk], checked[talk]),
        check_from=dict.fromkeys(Risk, check_from),
        act_from=dict.fromkeys(Risk, act_from),
        flag_from=flag_from,
        topic_from=topic_from,
    )


def risk_chances(
    marked: Marked, chances: Floats, flags: Floats, flag_from: Mapping[Flag, float]
) -> Floats:
    """What the likeliest risk of each message counts, as the reader counts it."""
    found = [chances[:, LABELS.index(label)] for label in RISK_LABELS]
    found.append(flags[:, FLAGS.index(Flag.EX_AT_RISK)])
    drank = flags[:, FLAGS.index(Flag.ALCOHOL)] >= flag_from[Flag.ALCOHOL]
    likeliest = np.max(np.stack(found), axis=0)
    return np.array(
        [
            counted(float(chance), drank=bool(drunk), length=length)
            for chance, drunk, length in zip(likeliest, drank, marked.lengths, strict=True)
        ],
        dtype=np.float32,
    )


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


def _risky(marked: Marked) -> npt.NDArray[np.bool_]:
    labels = [LABELS.index(label) for label in RISK_LABELS]
    at_risk = marked.flags[:, FLAGS.index(Flag.EX_AT_RISK)] > 0
    return np.asarray(np.isin(marked.labels, labels) | at_risk)


def _by_rules(marked: Marked, level: Level) -> npt.NDArray[np.bool_]:
    return np.array([any(found >= level for found in one.values()) for one in marked.by_rules])


def _level_from(
    counts: Floats, marked: Marked, level: Level, at_most: Mapping[str, float]
) -> float:
    """The lowest threshold at which at most these shares of ordinary messages are noticed, rules included.

    One for all risks: one for each noticed no more on the development messages, and would be chosen on a few dozen.
    """
    ordinary = {kind: ~_risky(marked) & (marked.kinds == kind) for kind in at_most}
    rules = _by_rules(marked, level)
    chosen = _GRID[-1]
    for threshold in reversed(_GRID):
        seen = rules | (counts >= threshold)
        if any(
            seen[rows].mean() > max(at_most[kind], rules[rows].mean())
            for kind, rows in ordinary.items()
            if rows.any()
        ):
            break
        chosen = threshold
    return chosen


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


def _flag_from(chances: Floats, marked: Floats, *, protecting: bool) -> float:
    """The threshold with the best balance of precision and recall (F1; F2 where the flag protects somebody)."""
    if marked.sum() < _LEAST_FLAGS:
        return 0.5
    beta2 = 4.0 if protecting else 1.0
    best, best_score = 0.5, -1.0
    for threshold in np.arange(0.1, 0.91, 0.02):
        said = chances >= threshold
        hits = float((said & (marked > 0)).sum())
        score = (1 + beta2) * hits / (beta2 * float(marked.sum()) + float(said.sum()) + 1e-9)
        if score > best_score + 1e-9:
            best, best_score = round(float(threshold), 2), score
    return best


def label_accuracy(logits: Floats, labels: npt.NDArray[np.int64]) -> float:
    """The share of messages whose likeliest label is the marked one."""
    return float((logits[:, : len(LABELS)].argmax(axis=1) == labels).mean())
