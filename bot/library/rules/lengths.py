"""Lengths: one screen at two in the morning, one row of buttons."""

from collections.abc import Iterator

from bot.library import limits
from bot.library.pieces import Piece, PieceKind
from bot.library.problems import Problem
from bot.library.rules.desk import Desk

WORDS = {
    PieceKind.REFRAME: limits.REFRAME_WORDS,
    PieceKind.ACT: limits.ACT_WORDS,
    PieceKind.THOUGHT: limits.THOUGHT_WORDS,
}


def too_long(desk: Desk) -> Iterator[Problem]:
    """Nobody with a thumb over "send" reads two paragraphs; a label cut off misleads."""
    characters = _characters(desk)
    for piece in desk.pieces:
        most = WORDS.get(piece.kind)
        found = len(piece.text.split())
        if most and found > most:
            yield _problem(piece, f"over {most} words ({found})", "cut it or make two of it")
        room = characters.get((piece.kind, piece.file))
        if room and len(piece.text) > room:
            yield _problem(piece, f"over {room} characters ({len(piece.text)})", "cut it")
        units = len(piece.text.encode("utf-16-le")) // 2
        if units > limits.MESSAGE_UNITS:
            reason = f"over {limits.MESSAGE_UNITS:,} UTF-16 units ({units:,})"
            yield _problem(piece, reason, "cut it: Telegram takes no more in one message")


def _characters(desk: Desk) -> dict[tuple[PieceKind, str], int]:
    file = desk.manuscript.file
    return {
        (PieceKind.LABEL, file("buttons.yaml")): limits.BUTTON_CHARACTERS,
        (PieceKind.LABEL, file("motives.yaml")): limits.SHORT_LABEL_CHARACTERS,
        (PieceKind.LABEL, file("questions.yaml")): limits.SHORT_LABEL_CHARACTERS,
        (PieceKind.COMMAND, file("commands.yaml")): limits.COMMAND_CHARACTERS,
    }


def _problem(piece: Piece, reason: str, remedy: str) -> Problem:
    return Problem(piece.file, piece.line, reason, remedy)
