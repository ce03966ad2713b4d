"""Short answers whose meaning hangs on what was just asked: "done" after a timer, "7" after a scale.

Owns the list ``content/<language>/phrases/asked.yaml`` and how numbers count as answers. Knows nothing of danger: what
it understands never hides a sign of that; the reader sees to it.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from bot.core.errors import ContentError
from bot.core.labels import Asked, Label
from bot.understanding.rules import level_text

FILE = "phrases/asked.yaml"
SHORT = 60
"""Characters; what is longer tells a story of its own."""
_STOPS = re.compile(r"\s*\.\s*|\s+")
_NUMBER_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nought|nil|hundred"
)
_NUMBER = re.compile(
    r"(?:its |it is |id say |i say |say |like |about |around |maybe |still |now |a |an |at |probably |honestly |prob |"
    r"solid |ok |im |easily |more like |down to |up to |only |just |fully |strong |hard |easy |well |hmm |um |urge )*"
    rf"(?:minus )?(?:\d{{1,3}}|{_NUMBER_WORDS})"
    rf"(?: (?:and a half|5)| (?:or|to|ish|maybe) (?:a )?(?:\d{{1,2}}|{_NUMBER_WORDS})| (?:\d{{1,2}}))?"
    r"(?: (?:10|ten|out of (?:10|ten)|of (?:10|ten)|over (?:10|ten)|ish|or so|now|maybe|i think|i guess|probably|"
    r"tbh|lol|honestly|still|again|at least|at most|now i think|right now|percent|i d say|id say))*"
)


class Answers:
    """What short answers mean, by question. Immutable."""

    def __init__(self, answers: Mapping[Asked, tuple[tuple[Label, re.Pattern[str]], ...]]) -> None:
        """Expressions for whole messages, in the order in which they are tried."""
        self._answers = answers

    @classmethod
    def load(cls, content_dir: Path) -> "Answers":
        """The lists of a language folder. Raises ContentError, naming every entry that cannot be used."""
        path = content_dir / FILE
        try:
            read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise ContentError(
                (f"{FILE}: cannot be read ({error}); mend or restore it",)
            ) from error
        problems: list[str] = []
        answers = {}
        for asked in Asked:
            lists = read.get(asked.value) if isinstance(read, dict) else None
            answers[asked] = tuple(_patterns(asked, lists, problems))
        if problems:
            raise ContentError(tuple(problems))
        return cls(answers)

    def meant(self, text: str, asked: Asked | None) -> Label | None:
        """What a message answers to what was asked. None: it is no short answer to that."""
        if asked is None or len(text) > SHORT:
            return None
        levelled = _STOPS.sub(" ", level_text(text)).strip()
        if asked in {Asked.RATING, Asked.TIMER_END} and _NUMBER.fullmatch(levelled):
            return Label.OTHER
        for label, expression in self._answers[asked]:
            if expression.fullmatch(levelled):
                return label
        return None


def _patterns(
    asked: Asked, lists: object, problems: list[str]
) -> list[tuple[Label, re.Pattern[str]]]:
    if not isinstance(lists, dict):
        problems.append(f"{FILE}: nothing for {asked.value}; add it")
        return []
    found = []
    for name, expressions in lists.items():
        if name not in set(Label):
            problems.append(
                f'{FILE}, {asked.value}: "{name}" is no label; use one of {", ".join(Label)}'
            )
            continue
        for expression in expressions if isinstance(expressions, list) else []:
            try:
                found.append((Label(name), re.compile(str(expression))))
            except re.error as error:
                problems.append(f"{FILE}, {asked.value}, {name}: {error}; mend the expression")
    return found
