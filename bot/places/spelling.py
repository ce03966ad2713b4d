"""How names of places are compared: without capitals, accents and signs, or with one letter wrong."""

import re
import string
import unicodedata
from collections.abc import Iterator

_APOSTROPHES = "'’‘`´ʼʻ‛"
_SPELLED_OUT = {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "þ": "th"}
_LETTERS = str.maketrans(_SPELLED_OUT | dict.fromkeys(_APOSTROPHES, ""))
_ACCENTS = re.compile("[\u0300-\u036f]+")
_SIGNS = re.compile(r"[\W_]+")
_SHORT_FORMS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def key_of(name: str) -> str:
    """The form in which names are looked up; empty where there is no letter or digit.

    >>> key_of("San José"), key_of("St. John's"), key_of("MÜNCHEN")
    ('san jose', 'saint johns', 'munchen')
    """
    if name.isascii():
        levelled = name.lower().replace("'", "")
    else:
        apart = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        levelled = _ACCENTS.sub("", apart)
    words = _SIGNS.sub(" ", levelled).split()
    return " ".join([_SHORT_FORMS.get(word, word) for word in words])


def near(key: str) -> Iterator[str]:
    """Everything that is one slip of the finger away; the first letter is taken for right."""
    for at in range(1, len(key) + 1):
        head, tail = key[:at], key[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in string.ascii_lowercase:
            if tail and tail[0] != letter:
                yield head + letter + tail[1:]
            yield head + letter + tail
