"""Fits the model of words and pieces (`bot.understanding.words_model`).

Owns which pieces are kept and how weights become bytes. Called by `training.heads`.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from bot.understanding.ngrams import BUCKETS, Buckets, Floats, pieces, weighted
from bot.understanding.outputs import LABELS
from bot.understanding.words_model import WordsModel
from training.data import Examples
from training.linear import fit

SEEN_AT_LEAST = 2
"""Texts in which a piece must occur; what occurs once teaches its one text by heart."""
PENALTY = 1e-5
ROUNDS = 60
_STEPS = 127


def fit_words(examples: Examples) -> WordsModel:
    """The model of these examples; the same examples give the same weights to rounding."""
    seen_in = np.zeros(BUCKETS)
    for text in examples.texts:
        seen_in[pieces(text)[0]] += 1
    kept = np.flatnonzero(seen_in >= SEEN_AT_LEAST).astype(np.uint32)
    rarity = np.log((1 + len(examples.texts)) / (1 + seen_in[kept])) + 1
    # Stored in half precision; what is learnt must be what is read.
    rarity = rarity.astype(np.float16).astype(np.float32)
    matrix = _matrix(examples.texts, kept, rarity)
    linear = fit(matrix, examples.targets, label_count=len(LABELS), penalty=PENALTY, rounds=ROUNDS)
    scale = np.abs(linear.weights).max(axis=0).clip(min=1e-9) / _STEPS
    small = np.round(linear.weights / scale).astype(np.int8)
    return WordsModel(kept, rarity, small, scale.astype(np.float32), linear.bias)


def _matrix(texts: Sequence[str], kept: Buckets, rarity: Floats) -> csr_matrix:
    rows = [weighted(text, kept, rarity) for text in texts]
    return csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([places for places, _ in rows]),
            np.cumsum([0, *(len(places) for places, _ in rows)]),
        ),
        shape=(len(texts), len(kept)),
    )
