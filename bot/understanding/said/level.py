"""Brings a message into the one form in which values are looked for.

Owns what counts as noise. Never fails, whatever it is given. Called by `bot.understanding.said` once for each message,
and by the loader of its words, so that both speak of the same form.
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 600
"""Characters of a message that are looked at: of a longer one its beginning and its end."""

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("'’‘‛`´ʼ", ""),
        **dict.fromkeys("–—−‐‑‒", "-"),
        "⁄": "/",
        "_": " ",
    }
)
_HALF = re.compile(r"(?<!\d)½")
_DIGIT = re.compile(r"\d")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_MERIDIEM = re.compile(r"(?<![^\W\d_])([ap])\. ?m\b\.?")
_SLASH = re.compile(r"(?<=\d)\s*/\s*(?=\d)")
_NOISE = re.compile(r"[^\w\s]")
_NOISE_BY_DIGITS = re.compile(r"[^\w\s:./%-]")
_LOOSE = re.compile(r"(?<!\d)[:./]|[:./](?!\d)|-(?!\d)|(?<=[^\W\d_])-|(?<!\d)(?<!\d )%")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_VARIATION = range(0xFE00, 0xFE10)
SHORT = 60
"""Characters up to which stretched words ("yesss") are looked for: longer messages are no answers of a word."""


def level(text: str) -> str:
    """Small letters, no apostrophes, no signs but those inside numbers, single spaces.

    >>> level("It’s 7:30 P.M., don't!!"), level("12.3.2026 - yesss")
    ('its 7:30 pm dont', '12.3.2026 yes')
    """
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    if text.isascii():
        text = text.lower().replace("'", "").replace("`", "").replace("_", " ")
    else:
        text = _HALF.sub("0.5", text).replace("½", ".5").replace("🔟", "10")
        text = unicodedata.normalize("NFKC", text).translate(_SIGNS).lower()
    # Most messages are plain and hold no number: they take the short way.
    noise = " " if text.isascii() else _without
    text = _by_digits(text) if _DIGIT.search(text) else _NOISE.sub(noise, text)
    if len(text) <= SHORT:
        text = _STRETCHED.sub(r"\1", text)
    return " ".join(text.split())


def _by_digits(text: str) -> str:
    """Signs inside numbers stay."""
    text = _MERIDIEM.sub(r"\1m", _DECIMAL_COMMA.sub(".", text))
    return _LOOSE.sub(" ", _NOISE_BY_DIGITS.sub(_without, _SLASH.sub("/", text)))


def _without(found: "re.Match[str]") -> str:
    """Signs part words; marks that belong to a letter stay with it, invisible ones vanish."""
    char = found[0]
    category = unicodedata.category(char)
    if category in {"Mn", "Mc"} and ord(char) not in _VARIATION:
        return char
    return "" if category in {"Mn", "Me", "Cf"} else " "


def any_of(words: Iterable[str]) -> str:
    """An expression for any of these, the longest first; something that never fits where there are none.

    >>> any_of(["a", "an"])
    '(?:an|a)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else r"(?!)"


class Around:
    """Words that may stand before and behind a value without changing it."""

    def __init__(self, before: Iterable[str], behind: Iterable[str]) -> None:
        """Both as whole words or phrases."""
        # Possessive: what has been taken is not given back, so that no text can make this slow.
        self._before = re.compile(rf"(?:{any_of(before)} )*+")
        self._behind = re.compile(rf"(?: {any_of(behind)})*+\Z")

    def strip(self, text: str) -> str:
        """What is left in the middle; at least one word of a text that has any.

        >>> Around(["about", "a"], ["please"]).strip("about a week please")
        'week'
        """
        found = self._before.match(text)
        start = found.end() if found else 0
        if start == len(text):
            return text
        behind = self._behind.search(text, start)
        return text[start : behind.start()] if behind and behind.start() > start else text[start:]
