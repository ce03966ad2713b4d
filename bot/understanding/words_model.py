"""The model that needs no encoder: words and pieces of words, weighed.

Owns how its weights are stored. It stands in where the encoder's weights are missing, and adds its voice where they are
there: it knows rare words and typos that the encoder cuts to pieces.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.understanding.ngrams import weighted, word_bucket
from bot.understanding.outputs import LABELS, OUTPUTS, Floats, Scores

FILE = "words.npz"


class WordsModel:
    """Linear on hashed words and pieces. Immutable."""

    def __init__(
        self,
        buckets: npt.NDArray[np.uint32],
        rarity: Floats,
        weights: npt.NDArray[np.int8],
        scale: Floats,
        bias: Floats,
    ) -> None:
        """`buckets` are those that were learnt, ascending; a row of `rarity` and `weights` for each of them."""
        self._buckets = buckets
        self._rarity = rarity
        self._weights = weights
        self._scale = scale
        self._bias = bias

    @classmethod
    def load(cls, path: Path) -> "WordsModel":
        """The weights that training stored. Raises OSError, KeyError or ValueError for a file that is none."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                stored["buckets"],
                stored["rarity"].astype(np.float32),
                stored["weights"],
                stored["scale"],
                stored["bias"],
            )

    def save(self, path: Path) -> None:
        """Stores the weights; the same weights give the same bytes."""
        np.savez(
            path,
            buckets=self._buckets,
            rarity=self._rarity.astype(np.float16),
            weights=self._weights,
            scale=self._scale,
            bias=self._bias,
        )

    def knows(self, word: str) -> bool:
        """True where a word was met in training (now and then also where it was not: words share buckets)."""
        bucket = word_bucket(word)
        row = int(np.searchsorted(self._buckets, bucket))
        return row < len(self._buckets) and int(self._buckets[row]) == bucket

    def scores(self, texts: Sequence[str]) -> Scores:
        """Logits of plain texts."""
        logits = np.empty((len(texts), OUTPUTS), dtype=np.float32)
        for row, text in enumerate(texts):
            rows, values = weighted(text, self._buckets, self._rarity)
            logits[row] = values @ self._weights[rows].astype(np.float32) * self._scale + self._bias
        return Scores(labels=logits[:, : len(LABELS)], flags=logits[:, len(LABELS) :])
