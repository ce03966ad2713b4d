"""How texts begin: two that open alike, one after the other, sound like a machine."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bot.library.limits import OPENING_WORDS, YOU_SHARE
from bot.library.pieces import Piece, PieceKind
from bot.library.problems import Problem
from bot.library.rules.desk import Desk

VARIED = frozenset({PieceKind.LINE, PieceKind.SEEN, PieceKind.ANSWER})
"""Kinds whose texts are heard one after the other within a group only."""
FEW = 10
"""In a file of fewer texts a share says nothing."""


def twice_running(desk: Desk) -> Iterator[Problem]:
    """Somebody who hears both thinks that the bot repeats itself, however they go on."""
    for before, piece in pairwise(desk.prose):
        if _same_row(before, piece) and _opening(before) == _opening(piece):
            reason = f'begins like the one before it ("{" ".join(_opening(piece))}")'
            yield Problem(piece.file, piece.line, reason, "begin it differently")


def _same_row(before: Piece, piece: Piece) -> bool:
    if (before.file, before.kind) != (piece.file, piece.kind):
        return False
    long_enough = min(len(before.words), len(piece.words)) >= OPENING_WORDS
    return long_enough and (piece.kind not in VARIED or before.group == piece.group)


def _opening(piece: Piece) -> tuple[str, ...]:
    return piece.words[:OPENING_WORDS]


def too_often_you(desk: Desk) -> Iterator[Problem]:
    """A file in which every fourth reframe begins with "You" points a finger."""
    reframes = [piece for piece in desk.prose if piece.kind is PieceKind.REFRAME]
    every = Counter(piece.file for piece in reframes)
    with_you = Counter(p.file for p in reframes if p.words and p.words[0].split("'")[0] == "you")
    for file, count in with_you.items():
        if every[file] >= FEW and count > every[file] * YOU_SHARE:
            reason = f'{count} of {every[file]} begin with "You"'
            remedy = f"keep it under {YOU_SHARE:.0%}"
            yield Problem(file, 1, reason, remedy, warning=True)
