"""What a rule has before it: the manuscript, its texts, the keys asked for, and the day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from bot.library.manuscript import Manuscript
from bot.library.pieces import PROSE, Piece, pieces_of
from bot.library.problems import Problem
from bot.library.vocabulary import Vocabulary


@dataclass(frozen=True)
class Desk:
    """One check. `today` is None where nobody asks for dates."""

    manuscript: Manuscript
    vocabulary: Vocabulary
    today: date | None = None
    release: bool = False

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every text that people read."""
        return pieces_of(self.manuscript)

    @cached_property
    def prose(self) -> tuple[Piece, ...]:
        """Those of them that are sentences."""
        return tuple(piece for piece in self.pieces if piece.kind in PROSE)


Rule: TypeAlias = Callable[[Desk], Iterator[Problem]]
