"""Which known question a message asks.

Owns the comparison with the examples of content, which are handed in: each topic is the middle of its examples'
vectors. Called by the reader; without an encoder there are no vectors and no topics.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

FILE = "topics.npz"
_STEPS = 127
_LEAST_SIZE = 1e-3
"""Directions in which examples differ by less than this share of the most are noise, and not stretched to the full."""

Floats = npt.NDArray[np.float32]
Vectors = Callable[[Sequence[str]], Floats]


class Topics:
    """Topics by their middles. Immutable."""

    def __init__(
        self, names: Sequence[str], middles: Floats, nearest_from: float, stored: "StoredVectors"
    ) -> None:
        """`middles` have a row of length one for each name; below a cosine of `nearest_from` nothing is near enough.

        `stored` spreads a vector as it spread the middles.
        """
        self._names = tuple(names)
        self._stored = stored
        self._middles = middles
        self._from = nearest_from

    @classmethod
    def of(
        cls,
        examples: Mapping[str, Sequence[str]],
        stored: "StoredVectors",
        vectors: Vectors,
        nearest_from: float,
    ) -> "Topics":
        """Topics with the ways in which people ask about them, as plain texts; `vectors` makes those not stored."""
        named = {name: asks for name, asks in examples.items() if asks}
        texts = [text for asks in named.values() for text in asks]
        missing = [text for text in texts if text not in stored]
        made = dict(zip(missing, vectors(missing), strict=True)) if missing else {}
        middles = [
            _unit(
                np.mean([stored.spread(made.get(text, stored.get(text))) for text in asks], axis=0)
            )
            for asks in named.values()
        ]
        table = np.stack(middles) if middles else np.zeros((0, 1), dtype=np.float32)
        return cls(tuple(named), table, nearest_from, stored)

    @classmethod
    def none(cls) -> "Topics":
        """No topics: nothing is ever near."""
        return cls((), np.zeros((0, 1), dtype=np.float32), 1.0, StoredVectors.none())

    def nearest(self, vector: Floats | None) -> str | None:
        """The topic that a message's vector is nearest to, None where none is near, or nothing is known."""
        if vector is None or not self._names:
            return None
        near = self._middles @ self._stored.spread(vector)
        best = int(np.argmax(near))
        return self._names[best] if float(near[best]) >= self._from else None


class StoredVectors:
    """Vectors of examples that training has seen, a byte a number. Immutable.

    All questions mean "question" to the tuned encoder, so their vectors lie close together. `spread` takes away what
    they share and stretches what tells them apart.
    """

    def __init__(
        self,
        keys: npt.NDArray[np.uint32],
        rows: npt.NDArray[np.int8],
        middle: Floats,
        stretch: Floats,
    ) -> None:
        """`keys` as made by `key_of`; `middle` of all examples, `stretch` by (vector, spread vector)."""
        self._middle = middle
        self._stretch = stretch
        self._places = {int(key): place for place, key in enumerate(keys)}
        self._rows = rows

    @classmethod
    def load(cls, path: Path) -> "StoredVectors":
        """What training stored; empty where there is nothing."""
        if not path.is_file():
            return cls.none()
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                stored["keys"],
                stored["rows"],
                stored["middle"],
                stored["stretch"].astype(np.float32),
            )

    @classmethod
    def none(cls) -> "StoredVectors":
        """No example, and nothing to spread by."""
        return cls(
            np.zeros(0, dtype=np.uint32),
            np.zeros((0, 1), dtype=np.int8),
            np.zeros(1, dtype=np.float32),
            np.ones((1, 1), dtype=np.float32),
        )

    @staticmethod
    def save(path: Path, texts: Sequence[str], vectors: Floats) -> None:
        """Stores the directions of vectors by their plain texts."""
        rows = vectors / np.abs(vectors).max(axis=1, keepdims=True)
        keys = np.array([key_of(text) for text in texts], dtype=np.uint32)
        units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        middle = units.mean(axis=0)
        away = (units - middle).astype(np.float64)
        sizes, directions = np.linalg.eigh(away.T @ away / len(away))
        stretch = directions / np.sqrt(sizes.clip(min=0.0) + _LEAST_SIZE * sizes.max())
        stretch /= np.abs(stretch).max()
        np.savez(
            path,
            keys=keys,
            rows=np.round(rows * _STEPS).astype(np.int8),
            middle=middle.astype(np.float32),
            stretch=stretch.astype(np.float16),
        )

    def spread(self, vector: Floats) -> Floats:
        """The vector as it tells one question from another, of length one."""
        away = np.asarray(_unit(vector) - self._middle, dtype=np.float32)
        return _unit(np.asarray(away @ self._stretch, dtype=np.float32))

    def __contains__(self, text: str) -> bool:
        """True for a plain text whose vector is stored."""
        return key_of(text) in self._places

    def get(self, text: str) -> Floats:
        """The stored vector of a plain text, of any length; empty where it is not stored."""
        place = self._places.get(key_of(text))
        if place is None:
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._rows[place], dtype=np.float32)


def key_of(text: str) -> int:
    """A short key by which a text is known again."""
    return crc32(text.encode("utf-8", "ignore"))


def _unit(vector: Floats) -> Floats:
    length = float(np.sqrt((vector**2).sum()))
    return np.asarray(vector / length if length > 0.0 else vector, dtype=np.float32)
