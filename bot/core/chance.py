"""Where the pure core gets its randomness from: it is handed in, so that the same turn can be made again."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """Random draws, seeded by what is being answered."""

    def choice(self, options: Sequence[T]) -> T:
        """One of them, all alike. Raises IndexError where there is none."""
        ...

    def token(self) -> str:
        """Eight characters that nobody guesses, for the name of an urge, a letter, an event."""
        ...

    def uniform(self) -> float:
        """From 0 up to but not including 1."""
        ...

    def beta(self, successes: float, failures: float) -> float:
        """A draw from the beta distribution; both parameters over 0."""
        ...
