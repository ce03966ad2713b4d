"""The models asked together.

Owns how the logits of the encoder's heads and of the words are added; their weights come from the calibration.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.understanding.calibration import Calibration
from bot.understanding.encoder import Encoder
from bot.understanding.outputs import LABELS, OUTPUTS, Floats, Scores
from bot.understanding.words_model import WordsModel

FILE = "heads.npz"


class Heads:
    """Linear heads on the encoder's vectors: a column for each label and flag. Immutable."""

    def __init__(self, weights: Floats, bias: Floats) -> None:
        """`weights` by (vector, output)."""
        self._weights = weights
        self._bias = bias

    @classmethod
    def load(cls, path: Path) -> "Heads":
        """What training stored. Raises OSError, KeyError or ValueError for a file that is none."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))

    def save(self, path: Path) -> None:
        """Stores the weights."""
        np.savez(path, weights=self._weights, bias=self._bias)

    def logits(self, vectors: Floats) -> Floats:
        """By (vector, output)."""
        return np.asarray(vectors @ self._weights + self._bias, dtype=np.float32)


class Blend:
    """The encoder's heads and the words, weighed; or the words alone where there is no encoder."""

    def __init__(
        self,
        words: WordsModel,
        calibration: Calibration,
        encoder: Encoder | None = None,
        heads: Heads | None = None,
    ) -> None:
        """`heads` belong to `encoder`; both or none."""
        self._words = words
        self._calibration = calibration
        self._encoder = encoder
        self._heads = heads

    def scores(self, texts: Sequence[str]) -> Scores:
        """Calibrated logits of plain texts."""
        words = self._words.scores(texts)
        logits = np.zeros((len(texts), OUTPUTS), dtype=np.float32)
        logits[:, : len(LABELS)] = words.labels
        logits[:, len(LABELS) :] = words.flags
        logits *= self._calibration.words_weight
        vectors = None
        if self._encoder is not None and self._heads is not None:
            vectors = self._encoder.vectors(texts)
            logits += self._calibration.encoder_weight * self._heads.logits(vectors)
        return Scores(
            labels=logits[:, : len(LABELS)], flags=logits[:, len(LABELS) :], vectors=vectors
        )
