"""Expressions: the patterns by which words are told apart can be read."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from bot.library.manuscript import Placed
from bot.library.problems import Problem
from bot.library.rules.desk import Desk
from bot.library.schema import MotiveEntry, SignEntry


def unreadable(desk: Desk) -> Iterator[Problem]:
    """One bracket too few would keep the bot from starting."""
    for patterns in desk.manuscript.patterns:
        yield from _unreadable(patterns, patterns.entry.root)
    entries: list[Placed[MotiveEntry] | Placed[SignEntry]] = []
    entries += desk.manuscript.motives
    entries += desk.manuscript.signs
    for placed in entries:
        yield from _unreadable(placed, placed.entry.expressions, "expressions")


def _unreadable(
    placed: Placed[BaseModel], expressions: tuple[str, ...], *trail: str
) -> Iterator[Problem]:
    for n, expression in enumerate(expressions):
        try:
            re.compile(expression)
        except re.error as error:
            reason = f"this expression cannot be read ({error})"
            yield placed.problem(reason, "mend it, or remove it", *trail, n)
