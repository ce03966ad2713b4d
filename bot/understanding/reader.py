"""A message read: rules, model, expressions and what was just asked, put together.

Owns the order in which they count: danger first, then the answer to a question, then the likeliest label. Called by
`bot.understanding.load_reader`, which gives it its parts; it does no I/O and keeps nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bot.core.labels import Flag, Label, Level, Risk
from bot.core.reading import Context, Reading, Said
from bot.understanding.asked import Answers
from bot.understanding.calibration import Calibration
from bot.understanding.cues import Cues
from bot.understanding.dangers import (
    LABEL_OF_RISK,
    NOTHING,
    RISK_LABELS,
    Danger,
    counted,
    model_levels,
    seen,
)
from bot.understanding.languages import is_foreign
from bot.understanding.outputs import FLAGS, LABELS, Floats, Model, sigmoid, softmax
from bot.understanding.plain import plain
from bot.understanding.rules import SafetyRules
from bot.understanding.topics import Topics

SaidParser: TypeAlias = Callable[[str, Context], Said]
OPTIONS = 4
SURE = 0.99
"""The confidence of an answer that was understood by its question."""
UNSURE_AT_MOST = 0.3
"""What the confidence in a text of another language, or of one too long to be read whole, is worth at most."""
MOST_CHARS = 6_000
"""More than Telegram lets anybody send at once."""
WORDLESS_AT_MOST = 0.2
"""The same where there is no letter and no digit at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a reader is made of."""

    model: Model
    calibration: Calibration
    rules: SafetyRules
    answers: Answers
    motives: Cues
    signs: Cues
    topics: Topics
    is_known: Callable[[str], bool]
    said: SaidParser


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """One message with what the model says of it: probabilities by label and by flag."""

    text: str
    original: str
    context: Context
    labels: Floats
    flags: Floats
    vector: Floats | None


class MessageReader:
    """Reads messages. Immutable; may be called from any thread; never raises for any text."""

    def __init__(self, parts: Parts) -> None:
        """Everything it needs is handed in."""
        self._parts = parts

    def read(self, text: str, context: Context) -> Reading:
        """One message, read once."""
        return self.read_many([(text, context)])[0]

    def read_many(self, messages: Sequence[tuple[str, Context]]) -> list[Reading]:
        """Several messages at once, each as if it were alone; cheaper than one by one."""
        if not messages:
            return []
        texts = [plain(text) for text, _ in messages]
        scores = self._parts.model.scores(texts)
        labels, flags = softmax(scores.labels), sigmoid(scores.flags)
        return [
            self._reading(
                _Looked(
                    text=texts[row],
                    original=original,
                    context=context,
                    labels=labels[row],
                    flags=flags[row],
                    vector=None if scores.vectors is None else scores.vectors[row],
                )
            )
            for row, (original, context) in enumerate(messages)
        ]

    def is_urgent(self, text: str) -> bool:
        """True where the rules alone see a sign of danger; takes well under a millisecond."""
        return bool(self._parts.rules.levels(text))

    def _reading(self, looked: _Looked) -> Reading:
        parts = self._parts
        meant = self._meant(looked)
        said = parts.said(looked.original, looked.context)
        danger = self._danger(looked, answered=meant is not None)
        order = [LABELS[index] for index in np.argsort(-looked.labels, kind="stable")]
        if meant is not None and danger.level is Level.NONE:
            first, sure, foreign = meant, SURE, False
        else:
            first = _label(order, danger)
            foreign = is_foreign(looked.text, parts.is_known)
            sure = _bounded(float(looked.labels[LABELS.index(first)]), looked.text, foreign=foreign)
        options = (first, *(label for label in order if label is not first))[:OPTIONS]
        asks_something = Label.QUESTION in options[:2]
        return Reading(
            label=first,
            confidence=sure,
            ask=danger.level is Level.NONE and sure < parts.calibration.ask_below,
            options=options,
            safety=danger.level,
            risk=danger.risk,
            flags=self._flags(looked.flags, first, danger),
            motives=parts.motives.found(looked.text),
            signs=frozenset(parts.signs.found(looked.text)),
            topic=parts.topics.nearest(looked.vector) if asks_something else None,
            foreign=foreign,
            said=said,
        )

    def _meant(self, looked: _Looked) -> Label | None:
        """What a short answer means by its question; None where it is no such answer."""
        return self._parts.answers.meant(looked.text, looked.context.asked)

    def _danger(self, looked: _Looked, *, answered: bool) -> Danger:
        by_rules = self._parts.rules.levels(looked.text)
        if answered and not by_rules:
            # "7", "done" or "no" alone mean nothing to a model that does not know the question.
            return NOTHING
        chances = {
            risk: float(looked.labels[LABELS.index(label)]) for label, risk in RISK_LABELS.items()
        }
        chances[Risk.EX_AT_RISK] = float(looked.flags[FLAGS.index(Flag.EX_AT_RISK)])
        drank = looked.context.drank or self._has(Flag.ALCOHOL, looked.flags)
        weighed = {
            risk: counted(chance, drank=drank, length=len(looked.text))
            for risk, chance in chances.items()
        }
        by_model = model_levels(weighed, self._parts.calibration)
        top = LABELS[int(np.argmax(looked.labels))]
        return seen(by_rules, by_model, chances, top)

    def _has(self, flag: Flag, flags: Floats) -> bool:
        return float(flags[FLAGS.index(flag)]) >= self._parts.calibration.flag_from[flag]

    def _flags(self, flags: Floats, label: Label, danger: Danger) -> frozenset[Flag]:
        found = {flag for flag in FLAGS if self._has(flag, flags)}
        if danger.risk is Risk.EX_AT_RISK:
            found.add(Flag.EX_AT_RISK)
        if label is not Label.URGE:
            # A pretext is an urge by definition (docs/intents.md).
            found.discard(Flag.PRETEXT)
        return frozenset(found)


def _label(order: list[Label], danger: Danger) -> Label:
    """The likeliest label that goes with the danger that was seen."""
    if danger.level is Level.ACT and danger.risk is not None and order[0] not in RISK_LABELS:
        return LABEL_OF_RISK[danger.risk]
    if danger.level is Level.NONE:
        return next(label for label in order if label not in RISK_LABELS)
    return order[0]


def _bounded(sure: float, text: str, *, foreign: bool) -> float:
    if not any(char.isalnum() for char in text):
        return min(sure, WORDLESS_AT_MOST)
    if foreign or len(text) > MOST_CHARS:
        return min(sure, UNSURE_AT_MOST)
    return sure
