"""Numbers as people say them: a rating from 0 to 10, and how many of something.

Owns which numbers count as a rating. Called by `bot.understanding.said` and by the parsers of spans and times.
"""

import math
import re
from collections.abc import Iterable

from bot.understanding.said.level import Around, any_of
from bot.understanding.said.words import NumberWords

LOWEST, HIGHEST = 0, 10
OUT_OF_RANGE = -1
SHORT = 60
"""Characters; in a longer message only what is written like "7/10" is a rating."""
MOST_PARTS = 3


class Numbers:
    """Number words of one language. Immutable."""

    def __init__(self, words: NumberWords, fillers: Iterable[str]) -> None:
        """`fillers` may stand around a rating."""
        self._values = {**words.amounts, **words.words}
        self._around = Around(fillers, (*fillers, *words.ish))
        said = any_of(words.words)
        half, out_of, whole = any_of(words.and_a_half), any_of(words.out_of), any_of(self._values)
        self.amount = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|{whole})(?: {half})?"
        """An expression for how many of something, also "a few" and "half an"."""
        self.halves = words.and_a_half
        self.said = words.words
        self.ish = any_of(words.ish)
        self.all_words = (*self._values, *words.and_a_half)
        self._half = re.compile(rf"(.+?) {half}")
        self._one = re.compile(
            rf"(?P<minus>-|{any_of(words.minus)} )?(?P<number>\d{{1,3}}(?:\.\d)?|{said})"
            rf"(?P<half> {half})?(?: ?{any_of(words.ish)})?"
        )
        ten = rf"(?:\d{{2,3}}|{said})"
        self._of = re.compile(rf"(?P<rating>.+?) ?(?:/| {out_of} )(?P<of>{ten})")
        self._percent = re.compile(rf"(?P<rating>.+?) ?(?:%|{any_of(words.percent)})")
        self._either = re.compile(
            rf" (?:{any_of(words.either)} )+| ?(?<=\d)-(?=\d)|(?<=\d)(/)(?=\d)"
        )
        plain_of = any_of(phrase for phrase in words.out_of if " " in phrase)
        self._written = re.compile(
            rf"(?<![\w./:-])(\d{{1,3}}(?:\.\d)?|{said})(?:/| {plain_of} )({ten})"
            rf"(?![\w/:]|\.\d)(?! {any_of(words.counted)})"
        )

    def value(self, text: str) -> float | None:
        """How much a number is, written or said; None for what is none."""
        half = self._half.fullmatch(text)
        if half and text not in self._values:
            value = self.value(half[1])
            return None if value is None else value + 0.5
        if text in self._values:
            return self._values[text]
        return float(text) if text.replace(".", "", 1).isdecimal() else None

    def rating(self, text: str) -> int | None:
        """A rating that a levelled message is or holds: 0 to 10, or -1 out of range; None for everything else."""
        if len(text) <= SHORT:
            core = self._around.strip(text)
            rating = self._scaled(core, self._of, scale=None)
            rating = self._scaled(core, self._percent, scale=100) if rating is None else rating
            rating = self._highest(core) if rating is None else rating
            if rating is not None:
                return _rounded(rating)
        written = [
            (self.value(found[1]), self.value(found[2])) for found in self._written.finditer(text)
        ]
        rated = [number for number, of in written if of == HIGHEST and number is not None]
        # "It was 9/10, now it's 6/10": people end with what counts.
        return _rounded(rated[-1]) if rated else None

    def _scaled(self, core: str, form: re.Pattern[str], scale: int | None) -> float | None:
        found = form.fullmatch(core)
        if not found:
            return None
        of = self.value(found["of"]) if scale is None else scale
        rating = self._highest(self._around.strip(found["rating"]))
        if rating is None or of not in {HIGHEST, 100}:
            return None
        return rating * HIGHEST / of if of else None

    def _highest(self, core: str) -> float | None:
        """One number, or the higher of those that somebody wavers between."""
        single = self._single(core)
        if single is not None:
            return single
        parts: list[str] = []
        start = 0
        by_slash = False
        for joint in self._either.finditer(core):
            parts.append(core[start : joint.start()])
            by_slash = by_slash or joint[1] is not None
            start = joint.end()
        parts.append(core[start:])
        values = [self._single(self._around.strip(part)) for part in parts]
        known = [value for value in values if value is not None]
        if len(known) < len(parts) or len(parts) > MOST_PARTS:
            return None
        # 6/7 is a six or a seven; 3/9 is a date.
        return None if by_slash and max(known) - min(known) > 1 else max(known)

    def _single(self, text: str) -> float | None:
        found = self._one.fullmatch(text)
        value = self.value(found["number"]) if found else None
        if found is None or value is None:
            return None
        value += 0.5 if found["half"] else 0
        return -value if found["minus"] else value


def _rounded(value: float) -> int:
    """To the nearest, halves up; -1 beyond the scale."""
    nearest = math.floor(value + 0.5)
    return nearest if value >= LOWEST and nearest <= HIGHEST else OUT_OF_RANGE
