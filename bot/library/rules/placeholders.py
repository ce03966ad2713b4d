"""Placeholders: what stands in braces can be filled, and what a line must tell is in it."""

from collections.abc import Iterator
from string import Formatter

from bot.library.pieces import Piece, PieceKind
from bot.library.problems import Problem
from bot.library.rules.desk import Desk

NAMES = frozenset({"them", "their"})
"""Known in every sentence."""
NUMBERS = frozenset(
    {
        "held_days",
        "window_days",
        "urges",
        "unsent",
        "letters",
        "still_send",
        "best_run",
        "hour",
    }
)
"""The person's own, for reframes alone (`bot.core.numbers`)."""
UNFILLED = frozenset({PieceKind.ACT, PieceKind.LABEL, PieceKind.COMMAND})
"""Shown as they are written."""


def placeholders_of(text: str) -> frozenset[str]:
    """The names in braces. Raises ValueError for braces that are no placeholder.

    >>> sorted(placeholders_of("{urges} urges, {unsent} unsent"))
    ['unsent', 'urges']
    """
    found = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            if not name.isidentifier() or form or conversion:
                raise ValueError(name)
            found.add(name)
    return frozenset(found)


def _allowed(desk: Desk, piece: Piece) -> frozenset[str]:
    if piece.kind in UNFILLED:
        return frozenset()
    if piece.kind is PieceKind.REFRAME:
        return NAMES | NUMBERS
    if piece.kind is PieceKind.LINE:
        line = desk.vocabulary.lines[piece.group]
        return NAMES | line.placeholders | line.optional
    return NAMES


def unknown(desk: Desk) -> Iterator[Problem]:
    """A placeholder that nobody fills would stop the answer, or stand in it with its braces."""
    for piece in desk.pieces:
        if "{" not in piece.text and "}" not in piece.text:
            continue
        if piece.kind is PieceKind.LINE and piece.group not in desk.vocabulary.lines:
            continue
        allowed = _allowed(desk, piece)
        listed = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "none"
        try:
            names = placeholders_of(piece.text)
        except ValueError:
            remedy = f"write a placeholder as {{name}}; allowed here: {listed}"
            yield Problem(piece.file, piece.line, "these braces are no placeholder", remedy)
            continue
        for name in sorted(names - allowed):
            reason = f"{{{name}}} is not known here"
            yield Problem(piece.file, piece.line, reason, f"allowed here: {listed}")


def missing(desk: Desk) -> Iterator[Problem]:
    """A line without its number or name leaves out what it is said for."""
    for piece in desk.pieces:
        line = desk.vocabulary.lines.get(piece.group)
        if piece.kind is not PieceKind.LINE or line is None:
            continue
        for name in sorted(line.placeholders):
            if f"{{{name}}}" not in piece.text:
                yield Problem(
                    piece.file, piece.line, f"{{{name}}} is not in this variant", "put it in"
                )
