"""Words and pieces of words as numbers: what can be said of a text without any encoder.

Owns which pieces are taken and how they are hashed; a change here makes every stored weight worthless, so training
and running share this file. Cheap, typo-tolerant, and all that is left where the encoder's weights are missing.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

WORD_BUCKETS = 1 << 16
PIECE_BUCKETS = 1 << 17
BUCKETS = WORD_BUCKETS + PIECE_BUCKETS
PIECE_SIZES = range(2, 6)
LONGEST_TOKEN = 30
LOOKED_AT = 3_000
"""Characters; what stands further on changes the sum little and costs time."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]")
Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]
Buckets = npt.NDArray[np.uint32]


def pieces(text: str) -> tuple[Indices, Floats]:
    """The buckets of a plain text, ascending, and how often each was hit (damped: 1 + ln n)."""
    counts: dict[int, int] = {}
    tokens = _TOKEN.findall(text[:LOOKED_AT].replace("'", ""))
    for bucket in _word_buckets(tokens):
        counts[bucket] = counts.get(bucket, 0) + 1
    for bucket in _piece_buckets(tokens):
        counts[bucket] = counts.get(bucket, 0) + 1
    order = sorted(counts)
    return (
        np.array(order, dtype=np.int64),
        np.array([1.0 + math.log(counts[bucket]) for bucket in order], dtype=np.float32),
    )


def weighted(text: str, learnt: Buckets, rarity: Floats) -> tuple[Indices, Floats]:
    """Where the pieces of a plain text stand in `learnt` (ascending buckets), and what each weighs.

    Pieces that were never learnt are left out; the words, and the pieces of words, each have length one.
    """
    buckets, counts = pieces(text)
    rows = np.searchsorted(learnt, buckets).clip(max=len(learnt) - 1)
    known = learnt[rows] == buckets
    rows, values = rows[known], counts[known]
    values = values * rarity[rows]
    is_word = buckets[known] < WORD_BUCKETS
    for part in (is_word, ~is_word):
        length = float(np.sqrt((values[part] ** 2).sum()))
        if length > 0.0:
            values[part] /= length
    return rows, values


@lru_cache(maxsize=4096)
def word_bucket(word: str) -> int:
    """The bucket of a single word."""
    return crc32(word.encode("utf-8", "ignore")) % WORD_BUCKETS


def _word_buckets(tokens: Sequence[str]) -> list[int]:
    marked = ["<", *tokens, ">"]
    single = [word_bucket(token) for token in tokens]
    pairs = [
        crc32(f"{left} {right}".encode("utf-8", "ignore")) % WORD_BUCKETS
        for left, right in pairwise(marked)
    ]
    return single + pairs


def _piece_buckets(tokens: Sequence[str]) -> list[int]:
    found: list[int] = []
    for token in tokens:
        found += _pieces_of(token[:LONGEST_TOKEN])
    return found


# The same few thousand words make up most of what people write.
@lru_cache(maxsize=4096)
def _pieces_of(token: str) -> tuple[int, ...]:
    padded = f" {token} ".encode("utf-8", "ignore")
    return tuple(
        WORD_BUCKETS + crc32(padded[at : at + size]) % PIECE_BUCKETS
        for size in PIECE_SIZES
        for at in range(max(1, len(padded) - size + 1))
    )
