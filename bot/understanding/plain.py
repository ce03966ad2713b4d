"""Brings a text into the one form that everything else here looks at.

Owns how case, quotes, odd spaces and invisible signs are levelled, and how much of a text is looked at at all. Never
fails, whatever it is given. Called by the reader, the rules and the training.
"""

import re
import unicodedata

HEAD_CHARS = 6_000
TAIL_CHARS = 2_000
"""Of a longer text only its beginning and its end are read: cost stays bounded, and people end with what matters."""

_QUOTES = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u0060": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
    }
)
# Control, format (zero-width, direction marks; the joiner inside emoji goes too), surrogates, private use.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")
_STRETCHED = re.compile(r"(.)\1{3,}")


def bounded(text: str) -> str:
    """The text, or its beginning and end where it is very long."""
    if len(text) <= HEAD_CHARS + TAIL_CHARS:
        return text
    return text[:HEAD_CHARS] + "\n" + text[-TAIL_CHARS:]


def visible(text: str) -> str:
    r"""The text without invisible signs and with plain quotes and spaces; case and line breaks stay.

    >>> visible("I\u2019m\x00  fine\u200b")
    "I'm fine"
    """
    # Compatibility forms (full-width letters, bold letters from mathematics) would hide words from the rules.
    text = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_QUOTES)
    if not text.isprintable():
        text = "".join(
            char if char == "\n" or unicodedata.category(char) not in _INVISIBLE else _gap(char)
            for char in text
        )
    text = _BREAKS.sub("\n", _SPACES.sub(" ", text))
    return _STRETCHED.sub(r"\1\1\1", text).strip()


def plain(text: str) -> str:
    r"""What models look at: bounded, visible, lower case.

    >>> plain("  He\u2019s HERE ")
    "he's here"
    """
    # Bounded again: some single signs stand for whole sentences, and become them.
    return bounded(visible(bounded(text))).lower()


def _gap(char: str) -> str:
    return " " if char in "\t\r\v\f\x85" else ""
