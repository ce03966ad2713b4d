"""Yes and no, as people say them. Called by `bot.understanding.said`."""

import re

from bot.understanding.said.words import AnswerWords

LONGEST = 40
"""Characters; what is longer tells more than a yes or a no."""
LONGEST_PHRASE = 4
"""Words."""
_SHADES = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\\s]+")
"""Colours of a hand, and what makes a sign an emoji."""


class Answers:
    """The words of one language. Immutable."""

    def __init__(self, words: AnswerWords) -> None:
        """A word that stands under `yes` and `around` is a yes only where there is no other answer."""
        self._meant = {
            **dict.fromkeys(words.around, "around"),
            **dict.fromkeys(words.yes, "yes"),
            **dict.fromkeys(words.no, "no"),
            **dict.fromkeys(set(words.yes) & set(words.around), "weak"),
        }

    def meant(self, original: str, text: str) -> bool | None:
        """What a levelled message answers; `original` is looked at for signs such as a thumb. None for neither."""
        if len(text) > LONGEST:
            return None
        sign = self._meant.get(_SHADES.sub("", original[: LONGEST + 1]))
        found = {sign} if sign and not text else self._kinds(text.split())
        if {"yes", "no"} <= found:
            return None
        if "no" in found:
            return False
        return True if {"yes", "weak"} & found else None

    def _kinds(self, words: list[str]) -> set[str | None]:
        """What the phrases of a message are, the longest first; empty where one of them is unknown."""
        found: set[str | None] = set()
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
                kind = self._meant.get(" ".join(words[at : at + length]))
                if kind:
                    found.add(kind)
                    at += length
                    break
            else:
                return set()
        return found
