"""Reading grade: short words in short sentences, after Flesch and Kincaid.

A text under twelve words is judged together with its neighbours in the file: one long word in
"Notification settings." is no burden, one in every line is. The counting is our own (see
`bot.library.syllables`): textstat needs a corpus from the network and a second to import.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.library import limits
from bot.library.pieces import Piece
from bot.library.problems import Problem
from bot.library.rules.desk import Desk
from bot.library.syllables import syllables

SENTENCE_END = re.compile(r"[.!?\u2026]+(?=\W*\s|\W*$)|\n")
CLOCK = re.compile(r"\b([ap])\.m\.", re.IGNORECASE)
LONG_WORD = 3
"""Syllables from which a word is worth naming to the writer."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the grade is made of."""

    words: int
    sentences: int
    syllables: int

    def __add__(self, other: "Counts") -> "Counts":
        """Both texts taken together."""
        return Counts(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
        )

    @property
    def grade(self) -> float:
        """The school year in which it is read with ease, to one decimal."""
        per_sentence = self.words / self.sentences
        per_word = self.syllables / self.words
        return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)


def counts_of(piece: Piece) -> Counts:
    """Words, sentences and syllables of one text; a placeholder is one short word."""
    parts = [part for word in piece.words for part in word.split("-")]
    text = CLOCK.sub(r"\1m", piece.text)
    sentences = sum(1 for part in SENTENCE_END.split(text) if re.search(r"\w", part))
    spoken = sum(1 if part[0] == "{" else syllables(part) for part in parts)
    return Counts(len(parts), max(1, sentences), spoken)


def too_hard(desk: Desk) -> Iterator[Problem]:
    """Tired, drunk or hurt people skip what they would have to read twice."""
    counted = ((piece, counts_of(piece)) for piece in desk.prose)
    for _, group in groupby(counted, key=lambda pair: pair[0].file):
        for together in _judged_together(group):
            total = sum((counts for _, counts in together), start=Counts(0, 0, 0))
            if total.words >= limits.JUDGED_ALONE_WORDS and total.grade > limits.READING_GRADE:
                yield _problem([piece for piece, _ in together], total)


def _judged_together(
    pairs: Iterable[tuple[Piece, Counts]],
) -> Iterator[list[tuple[Piece, Counts]]]:
    """Each long text alone, the short ones of a file in lots of some forty words."""
    lot: list[tuple[Piece, Counts]] = []
    for piece, counts in pairs:
        if counts.words >= limits.JUDGED_ALONE_WORDS:
            yield [(piece, counts)]
            continue
        lot.append((piece, counts))
        if sum(c.words for _, c in lot) >= limits.JUDGED_TOGETHER_WORDS:
            yield lot
            lot = []
    if lot:
        yield lot


def _problem(pieces: list[Piece], total: Counts) -> Problem:
    first, last = pieces[0], pieces[-1]
    where = f" for the short texts from here to line {last.line}" if first is not last else ""
    words = {word for piece in pieces for word in piece.words}
    longest = sorted(words, key=lambda w: (-syllables(w), w))
    named = [w for w in longest if w[0] != "{" and syllables(w) >= LONG_WORD][:4]
    reason = (
        f"reading grade {total.grade:.1f}{where}, at most {limits.READING_GRADE:g}"
        f" ({total.words / total.sentences:.0f} words a sentence)"
    )
    shorter = f"find shorter words for {', '.join(named)}" if named else "use shorter words"
    return Problem(first.file, first.line, reason, f"make sentences shorter, {shorter}")
