"""What a way to say a day is made of. Shared by the lists of such ways and by the search for them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

BEFORE = r"(?<![\w./:-])"
BEHIND = r"(?![\w/:]|[.-]\d)"
"""A day ends where no letter, digit or sign of a longer number follows."""


@dataclass(frozen=True, slots=True)
class Seen:
    """From where a day is looked at: today, and whether the next one is meant (`ahead`) or the latest past one."""

    today: date
    ahead: bool = False


DayOf: TypeAlias = "Callable[[re.Match[str], Seen], date | None]"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say a day.

    `exact`: it names that very day, no week or month. `dated`: it names a date of the calendar. `bare`: it counts only
    where nothing else is said but words around it ("3 weeks"), `alone`: not even those ("sat", "may").
    """

    form: re.Pattern[str]
    day: DayOf
    exact: bool = True
    dated: bool = False
    bare: bool = False
    alone: bool = False


def form(expression: str) -> re.Pattern[str]:
    """The expression, not in the middle of a word or number."""
    return re.compile(f"{BEFORE}(?:{expression}){BEHIND}")
