"""The expressions of `wishes`, with their {names} filled in.

Owns which names stand for values, and how they are found again in a match. Called by `bot.understanding.said.wishes`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.errors import ContentError
from bot.understanding.said.level import any_of
from bot.understanding.said.words import FILE, SaidWords

DEEPEST = 6
"""Parts within parts; more is a part that holds itself."""
VALUES = ("clock", "clock_to", "day", "spell", "days", "habit")
"""Names that stand for a few words which other parsers read."""
_NAME = re.compile(r"\{([a-z_]+)\}")
_FEW_WORDS = r"[\w:./-][\w:./ -]{0,40}?"


@dataclass(frozen=True, slots=True)
class Template:
    """One way to say a wish: what it asks for, and the expression for the whole message."""

    what: str
    form: re.Pattern[str]


class Templates:
    """All ways, in the order in which they are tried."""

    def __init__(self, words: SaidWords) -> None:
        """Raises ContentError, naming every expression that cannot be used."""
        lists = _lists(words)
        problems: list[str] = []
        self._all: list[Template] = []
        every: list[str] = []
        for what, expressions in words.wishes.items():
            for expression in expressions:
                try:
                    plain = _filled(expression, words.parts, lists, named=False)
                    named = _filled(expression, words.parts, lists, named=True)
                    self._all.append(Template(what, re.compile(named)))
                except (re.error, KeyError, RecursionError) as error:
                    problems.append(f"{FILE}, wishes, {what}: `{expression}`: {_reason(error)}")
                    continue
                every.append(f"(?:{plain})")
        if problems:
            raise ContentError(tuple(problems))
        # One look tells for nearly every message that it is none of them.
        self._any = re.compile("|".join(every) or "(?!)")

    def matching(self, text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What a levelled message may ask for, with the words that stand for its values."""
        if self._any.fullmatch(text):
            for template in self._all:
                found = template.form.fullmatch(text)
                if found:
                    yield template.what, {k: v for k, v in found.groupdict().items() if v}


def _lists(words: SaidWords) -> Mapping[str, str]:
    """Names that stand for one of a list of words."""
    occasions = words.occasions
    somebody = r"[^\W\d_]{2,20}s"
    return {
        "tone": any_of(word for tones in words.tones.values() for word in tones),
        "whose": rf"(?:{any_of(occasions.whose)}|{somebody})",
        "occasion": any_of((*occasions.birthday, *occasions.anniversary)),
        "holiday": any_of(words.days.holidays),
        "hard": any_of(occasions.hard),
    }


def _filled(
    expression: str,
    parts: Mapping[str, str],
    lists: Mapping[str, str],
    *,
    named: bool,
    depth: int = 0,
) -> str:
    if depth > DEEPEST:
        raise RecursionError

    def fill(found: "re.Match[str]") -> str:
        name = found[1]
        if name in parts:
            return _filled(parts[name], parts, lists, named=named, depth=depth + 1)
        inside = _FEW_WORDS if name in VALUES else lists[name]
        return f"(?P<{name}>{inside})" if named else f"(?:{inside})"

    return _NAME.sub(fill, expression)


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"nothing is called {error}; write one of the names above, or a part"
    if isinstance(error, RecursionError):
        return "a part holds itself; write it out"
    return f"{error}; mend the expression"
