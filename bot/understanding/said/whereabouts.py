"""Where somebody says they are: the name in "I'm in Leeds", "near Cork", "berlin time".

Owns what stands around a name and which words are no place; the places themselves are looked up by `bot.places`, which
is handed in. Called by `bot.understanding.said`, and only where a question asks for a place.
"""

import re
from typing import Protocol

from bot.core.reading import Place
from bot.understanding.said.level import any_of, level
from bot.understanding.said.words import PlaceWords

LONGEST = 100
"""Characters; nobody needs more to say where they live."""
NOWHERE = "+00:00"
"""Stands for the zone of a country without a city: whoever asks for a country uses nothing else."""
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘‛`´ʼ"))
_OFFSET = re.compile(r"(?:utc|gmt)?\s*[+\-−–]\s*\d{1,2}(?::?\d{2})?|utc|gmt", re.IGNORECASE)


class PlaceFinder(Protocol):
    """What `bot.places` knows. Any thread may ask."""

    def find(self, text: str) -> Place | None:
        """The place that a text names, with its zone."""
        ...

    def find_country(self, text: str) -> str | None:
        """The country (alpha-2) that a text names."""
        ...

    def biggest(self, country: str) -> Place | None:
        """The largest city of a country (alpha-2)."""
        ...


class Whereabouts:
    """The words of one language. Immutable."""

    def __init__(self, words: PlaceWords, places: PlaceFinder) -> None:
        """`places` is asked only where a text may be a place."""
        self._places = places
        self._never = frozenset(words.never)
        self._before = re.compile(rf"(?:{any_of(words.before)}[,:]? )+", re.IGNORECASE)
        self._article = re.compile(rf"{any_of(words.articles)} \Z", re.IGNORECASE)
        self._after = re.compile(rf"(?:[,.!?]* {any_of(words.after)})+[.!?]*\Z", re.IGNORECASE)
        self._inside = re.compile(rf".*\b{any_of(words.inside)} (.+)", re.IGNORECASE)

    def is_offset(self, text: str) -> bool:
        """True for what is written like an offset, whether or not there is one."""
        return _OFFSET.fullmatch(text.strip()) is not None

    def zone(self, text: str) -> Place | None:
        """The place that answers "which city are you in?"; the text is as it was written."""
        for name in self._names(text):
            place = self._places.find(name)
            if place is not None:
                return place
        return None

    def country(self, text: str) -> Place | None:
        """The same for "which country are you in?"; of the place only its country is sure."""
        names = self._names(text)
        inside = (
            self._inside.fullmatch(text[:LONGEST])
            if self._before.match(text.translate(_APOSTROPHES))
            else None
        )
        if inside:
            # "I live in a white house in Ireland"
            names += self._names(inside[1])
        for name in names:
            country = self._places.find_country(name)
            if country is not None:
                return self._places.biggest(country) or Place(
                    name="", zone=NOWHERE, country=country
                )
        return None

    def _names(self, text: str) -> list[str]:
        """What may be the name in a text, the likeliest first; nothing where it is an everyday word."""
        said = " ".join(text[: LONGEST + 1].translate(_APOSTROPHES).split()).strip(" .!?")
        if not said or len(said) > LONGEST:
            return []
        lead = self._before.match(said)
        name = said[lead.end() :] if lead else said
        short = self._after.sub("", name)
        article = self._article.search(lead[0]) if lead else None
        # The Hague has its article, the Ruhr does not.
        names = [f"{article[0]}{name}" if article else name, name, short, said]
        known = [one for one in dict.fromkeys(names) if one]
        return [] if any(map(self._is_never, (said, name, short))) else known

    def _is_never(self, said: str) -> bool:
        return level(said) in self._never
