"""The words that the picture needs, by key. The words themselves are content (`lines/picture.yaml`), handed in.

Nobody's name and nothing that tells what the picture is about stands here: somebody may look over the shoulder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


LABELS = _names(
    """
    run begun days_held of run_small best total held_30 not_looked calendar
    day_held day_contact day_neutral day_today day_before
    weekday_0 weekday_1 weekday_2 weekday_3 weekday_4 weekday_5 weekday_6
    span_week span_month span_all
    urges unsent unknown hours ratings average before after forecast lower
    letters sealed judged still_send triggers helped
    help_hold help_letter help_breathe help_angle theme_N theme_T theme_A theme_C theme_own
    empty
    """
)
"""Every key that a painter asks for. "of" holds {part} and {whole}, the others hold no placeholder."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a phrase: a number, which is drawn large, or the words around it."""

    text: str
    is_number: bool


def part_of(labels: Mapping[str, str], part: int, whole: int) -> tuple[Part, ...]:
    """The phrase "{part} of {whole}" in pieces, in the order of the language.

    >>> [p.text for p in part_of({"of": "{part} of {whole}"}, 41, 43)]
    ['41', ' of ', '43']
    """
    values = {"part": str(part), "whole": str(whole)}
    found = []
    for words, name, _, _ in Formatter().parse(labels["of"]):
        if words:
            found.append(Part(words, is_number=False))
        if name is not None:
            found.append(Part(values[name], is_number=True))
    return tuple(found)


def plain(phrase: tuple[Part, ...]) -> str:
    """The phrase as one string."""
    return "".join(part.text for part in phrase)
