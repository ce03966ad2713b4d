"""What a model says of texts, before anything is decided: probabilities of labels and of flags.

Owns the order in which labels and flags stand in every matrix; training writes by it, the reader reads by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.core.labels import Flag, Label

Floats = npt.NDArray[np.float32]

LABELS: tuple[Label, ...] = tuple(Label)
FLAGS: tuple[Flag, ...] = tuple(Flag)
OUTPUTS = len(LABELS) + len(FLAGS)
"""Columns of a head: one for each label, then one for each flag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Logits for some texts, a row each: `labels` by (text, label), `flags` by (text, flag)."""

    labels: Floats
    flags: Floats
    vectors: Floats | None = None
    """The encoder's, a row each; None where there is no encoder."""


class Model(Protocol):
    """Texts in, logits out. May be called from any thread; never fails for any text."""

    def scores(self, texts: Sequence[str]) -> Scores:
        """Logits of plain texts (see `bot.understanding.plain`)."""
        ...


def softmax(logits: Floats) -> Floats:
    """Probabilities by row."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(logits: Floats) -> Floats:
    """A probability for each logit."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))), dtype=np.float32)
