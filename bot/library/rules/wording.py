"""Wording: what Unsent never says, by the lists of style.yaml, and by a few signs."""

import re
from collections.abc import Iterator

from bot.library.pieces import Piece, words_of
from bot.library.problems import Problem
from bot.library.rules.desk import Desk
from bot.library.schema import BannedEntry

MARKS = (
    (re.compile("!"), "an exclamation mark", "end with a full stop"),
    (re.compile("\u2014|\\s\u2013\\s|\\s--?\\s"), "a dash", "use a comma or a full stop"),
    (
        re.compile("[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"),
        "an emoji or picture sign",
        "say it in words",
    ),
    (re.compile(r"[*_`]\w[^*_`]*[*_`](?!\w)|</?[a-z]+>"), "a formatting mark", "write plain text"),
)


def marks(desk: Desk) -> Iterator[Problem]:
    """Shouting, dashes and pictures are the voice of advertising; marks are shown raw."""
    for piece in desk.pieces:
        bare = re.sub(r"\{\w+\}", "", piece.text)
        for pattern, name, remedy in MARKS:
            if pattern.search(bare):
                yield Problem(piece.file, piece.line, f"{name} stands here", remedy)


def banned(desk: Desk) -> Iterator[Problem]:
    """Each of these harms or loses somebody; style.yaml says why."""
    rules = [_Ban(entry) for entry in desk.manuscript.style.banned]
    for piece in desk.pieces:
        spoken = f" {' '.join(piece.words)} "
        for rule in rules:
            found = rule.found_in(piece, spoken)
            if found:
                reason = f'"{found}": {rule.entry.why}'
                yield Problem(piece.file, piece.line, reason, rule.entry.instead)


class _Ban:
    """One entry of the list, ready to be looked for."""

    def __init__(self, entry: BannedEntry) -> None:
        self.entry = entry
        self._words = [_needle(word) for word in entry.words]
        self._expression = re.compile(entry.expression) if entry.expression else None
        self._unless = [_needle(phrase) for phrase in entry.unless]

    def found_in(self, piece: Piece, spoken: str) -> str:
        """What of it stands in the text, "" for nothing. `spoken` are its words between blanks."""
        found = next((needle.strip() for needle in self._words if needle in spoken), "")
        if self._expression:
            match = self._expression.search(piece.text.lower().replace("\u2019", "'"))
            found = match[0].strip() if match else ""
        return "" if any(fine in spoken for fine in self._unless) else found


def _needle(phrase: str) -> str:
    """How a word or phrase looks between blanks; an asterisk leaves its end open."""
    needle = " " + " ".join(words_of(phrase))
    return needle if phrase.endswith("*") else needle + " "


def spelling(desk: Desk) -> Iterator[Problem]:
    """One spelling throughout; two of them read as two people."""
    table = desk.manuscript.style.spelling
    for piece in desk.pieces:
        for word in piece.words:
            if word in table:
                yield Problem(
                    piece.file, piece.line, f"{word} is the other spelling", f"write {table[word]}"
                )
