"""Expressions in what people type that tell of something: why they want to write, what they say in passing.

Owns how a table of expressions is applied; the tables belong to their writers and are handed in. Called by the reader.
"""

import re
from collections.abc import Mapping, Sequence


class Cues:
    """Names with the expressions that tell of them, in their order. Immutable."""

    def __init__(
        self, expressions: Mapping[str, Sequence[str]], looked_at: int | None = None
    ) -> None:
        """Regular expressions, searched anywhere in plain text, or in its first `looked_at` characters.

        Raises re.error for one that cannot be read.
        """
        self._looked_at = looked_at
        self._expressions = tuple(
            (name, tuple(re.compile(one) for one in found)) for name, found in expressions.items()
        )

    def found(self, text: str) -> tuple[str, ...]:
        """The names that a plain text tells of: those with most expressions first, then what came first in it."""
        text = text[: self._looked_at]
        hits: list[tuple[int, int, int, str]] = []
        for rank, (name, expressions) in enumerate(self._expressions):
            places = [match.start() for one in expressions if (match := one.search(text))]
            if places:
                hits.append((-len(places), min(places), rank, name))
        return tuple(name for *_, name in sorted(hits))
