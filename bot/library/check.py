"""The two ways into this room: content for the bot, and the check for those who write it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.core.errors import ContentError
from bot.library.build import library_of
from bot.library.library import ContentLibrary
from bot.library.manuscript import Manuscript
from bot.library.problems import Problem, in_reading_order
from bot.library.report import Report, report_of
from bot.library.rules import GOOD, USABLE, Desk, Rule
from bot.library.vocabulary import Vocabulary, core_vocabulary


def load_library(
    content_dir: Path, language: str, vocabulary: Vocabulary | None = None
) -> ContentLibrary:
    """All text of one language, for the bot.

    Args:
        content_dir: The folder that holds a folder for each language.
        language: Its name, such as "en".
        vocabulary: The keys that must be there; None for those of this version's flows.

    Raises:
        ContentError: Something that the bot cannot speak without is missing or wrong; it lists all
            of that. How well the texts are written is no concern here.
    """
    manuscript = Manuscript(content_dir / language)
    desk = Desk(manuscript, vocabulary or core_vocabulary())
    problems = in_reading_order([*manuscript.problems, *_found(desk, USABLE)])
    if problems:
        raise ContentError(tuple(problem.as_line() for problem in problems))
    return library_of(manuscript, language)


def check(
    content_dir: Path,
    vocabulary: Vocabulary,
    today: date,
    *,
    release: bool = False,
    language: str = "en",
) -> Report:
    """Everything that is wrong with the content of one language; never raises for what it finds.

    `today` is the date by which help lines are judged; with `release` those past theirs are errors.
    """
    manuscript = Manuscript(content_dir / language)
    desk = Desk(manuscript, vocabulary, today, release)
    problems = [*manuscript.problems, *_found(desk, USABLE), *_found(desk, GOOD)]
    return report_of(in_reading_order(problems), manuscript)


def _found(desk: Desk, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    if desk.manuscript.folder.is_dir():
        for rule in rules:
            yield from rule(desk)
