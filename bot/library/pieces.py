"""Every text that people read, with its place and its words: what rules about wording look at.

Knows which fields hold prose; what people themselves say (asks, expressions, typed words) and help
lines are not among them. Made once a check.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel

from bot.library.manuscript import Manuscript, Placed
from bot.library.schema import VariantEntry

WORD = re.compile(r"\{\w+\}|[^\W_]+(?:['-][^\W_]+)*")
"""A word, a contraction or compound as one; a placeholder counts as a word."""


class PieceKind(StrEnum):
    """What a text is for."""

    LINE = "line"
    REFRAME = "reframe"
    ACT = "act"
    PLAN = "plan"
    SEEN = "seen"
    ANSWER = "answer"
    THOUGHT = "thought"
    LABEL = "label"
    COMMAND = "command"


PROSE = frozenset(PieceKind) - {PieceKind.LABEL, PieceKind.COMMAND}
"""Whole sentences; the rest are names of a few words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text. Pieces of one `group` are said in each other's place."""

    kind: PieceKind
    group: str
    file: str
    line: int
    text: str
    words: tuple[str, ...] = field(init=False)
    """In lower case, without punctuation."""

    def __post_init__(self) -> None:
        """Takes the words once; every rule needs them."""
        object.__setattr__(self, "words", words_of(self.text))

    @property
    def place(self) -> str:
        """Where another piece's problem points to."""
        return f"{self.file}:{self.line}"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text.

    >>> words_of("Don't send it, {them} can't read a half-sent text.")
    ("don't", 'send', 'it', '{them}', "can't", 'read', 'a', 'half-sent', 'text')
    """
    return tuple(WORD.findall(text.lower().replace("\u2019", "'")))


def pieces_of(manuscript: Manuscript) -> tuple[Piece, ...]:
    """All texts, file by file in the order in which they are written."""
    found = [*_single(manuscript), *_varied(manuscript), *_labels(manuscript)]
    return tuple(sorted(found, key=lambda piece: (piece.file, piece.line)))


def _single(manuscript: Manuscript) -> Iterator[Piece]:
    for reframe in manuscript.reframes:
        yield _piece(PieceKind.REFRAME, reframe, reframe.entry.text, "text")
    for act in manuscript.acts:
        yield _piece(PieceKind.ACT, act, act.entry.text, "text")
    for plan in manuscript.plans:
        yield _piece(PieceKind.PLAN, plan, plan.entry.text, "text")
    for thought in manuscript.thoughts:
        yield _piece(PieceKind.THOUGHT, thought, thought.entry.text, "text")


def _varied(manuscript: Manuscript) -> Iterator[Piece]:
    for line in manuscript.lines:
        yield from _variants(PieceKind.LINE, line, line.entry.root)
    for motive in manuscript.motives:
        yield from _variants(PieceKind.SEEN, motive, motive.entry.seen, "seen")
    for seen in manuscript.seen:
        yield from _variants(PieceKind.SEEN, seen, seen.entry.seen, "seen")
    for question in manuscript.questions:
        yield from _variants(PieceKind.ANSWER, question, question.entry.answers, "answers")


def _labels(manuscript: Manuscript) -> Iterator[Piece]:
    for button in manuscript.buttons:
        yield _piece(PieceKind.LABEL, button, button.entry.label, "label")
    for motive in manuscript.motives:
        yield _piece(PieceKind.LABEL, motive, motive.entry.label, "label")
    for question in manuscript.questions:
        yield _piece(PieceKind.LABEL, question, question.entry.label, "label")
    for command in manuscript.commands:
        yield _piece(PieceKind.COMMAND, command, command.entry.root)


def _piece(kind: PieceKind, placed: Placed[BaseModel], text: str, *trail: str | int) -> Piece:
    return Piece(kind, placed.id, placed.file, placed.line(*trail), text)


def _variants(
    kind: PieceKind,
    placed: Placed[BaseModel],
    variants: tuple[VariantEntry, ...],
    *trail: str | int,
) -> Iterator[Piece]:
    for n, variant in enumerate(variants):
        yield _piece(kind, placed, variant.text, *trail, n)
