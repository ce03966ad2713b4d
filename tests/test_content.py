"""The real content: it loads, and the check has nothing to say against it."""

from datetime import date
from pathlib import Path

import pytest

from bot.core.content import LineKind
from bot.library import ContentLibrary, Report, check, core_vocabulary, load_library

CONTENT = Path(__file__).parent.parent / "content"
TODAY = date.today()  # noqa: DTZ011, TID251 - help lines age by the calendar of the machine that builds


@pytest.fixture(scope="module")
def report() -> Report:
    return check(CONTENT, core_vocabulary(), TODAY)


@pytest.fixture(scope="module")
def library() -> ContentLibrary:
    return load_library(CONTENT, "en")


def test_the_check_finds_no_error(report: Report) -> None:
    assert not report.errors, "\n".join(report.lines())


def test_the_library_is_large_enough_for_fifty_nights(report: Report) -> None:
    assert report.counts["reframes"] >= 220
    assert report.counts["acts"] >= 60
    assert report.counts["plans"] >= 30
    assert report.counts["thoughts"] >= 90
    assert report.counts["questions"] >= 25
    assert report.counts["countries"] >= 40


def test_every_kind_of_danger_has_a_line_everywhere(library: ContentLibrary) -> None:
    missing = [kind for kind in LineKind if not library.help_lines(kind, None)]

    assert missing == []
