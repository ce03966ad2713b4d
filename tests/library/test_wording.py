"""What texts say and how: words, signs, lengths, reading grades."""

import pytest

from bot.library.pieces import words_of
from bot.library.syllables import syllables
from tests.library.conftest import Folder

LONG = "Leave the phone in the hall and go to bed now with a good book. "


def test_banned_words_come_with_their_reason_and_what_to_write(folder: Folder) -> None:
    folder.write_thoughts("Your heart heals.", "The healing brush is fine.", "Wash the wheels.")

    assert folder.said("thoughts.yaml") == ['1: "heal": therapy talk; say it plainly']


def test_banned_expressions_see_the_text_with_its_signs(folder: Folder) -> None:
    folder.write(
        "style.yaml",
        """
        banned:
          - expression: "^remember,"
            why: it lectures
            instead: say the thing itself
        """,
    )
    folder.write_thoughts("Remember, eat.", "You may remember this one day.")

    assert folder.said("thoughts.yaml") == ['1: "remember,": it lectures; say the thing itself']


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Eat now!", "an exclamation mark stands here"),
        ("Eat now \u2014 then sleep.", "a dash stands here"),
        ("Eat now - then sleep.", "a dash stands here"),
        ("Eat now \U0001f34e then.", "an emoji or picture sign stands here"),
        ("Eat *now* please.", "a formatting mark stands here"),
        ("Eat <b>now</b>.", "a formatting mark stands here"),
    ],
)
def test_signs_that_shout_are_found(folder: Folder, text: str, reason: str) -> None:
    folder.write_thoughts(text)

    assert [problem.reason for problem in folder.problems("thoughts.yaml")] == [reason]


def test_hyphens_and_ranges_are_no_dashes(folder: Folder) -> None:
    folder.write_thoughts("Eat a half-loaf at 7\u20138, then sleep.")

    assert folder.said("thoughts.yaml") == []


def test_the_other_spelling_is_named_with_ours(folder: Folder) -> None:
    folder.write_thoughts("Pick a color.")

    assert folder.said("thoughts.yaml") == ["1: color is the other spelling; write colour"]


def test_lengths_are_counted_in_what_counts(folder: Folder) -> None:
    folder.write_thoughts(LONG * 3)
    folder.write("buttons.yaml", f"held: {'x' * 45}\nhold: {'x' * 44}\n")
    folder.write("commands.yaml", f"urge: {'x' * 65}\nhelp: Help\n")
    folder.write(
        "lines/slip.yaml", f"contained: ['{{days}}', '{{days}} ok']\nwhen: ['{'ü𝄞' * 1366}']\n"
    )

    assert "1: over 40 words (45); cut it or make two of it" in folder.said("thoughts.yaml")
    assert folder.said("buttons.yaml") == ["1: over 44 characters (45); cut it"]
    assert folder.said("commands.yaml") == ["1: over 64 characters (65); cut it"]
    assert folder.said("lines/slip.yaml")[0].startswith("2: over 4,096 UTF-16 units (4,098)")


def test_a_hard_text_is_told_its_grade_and_its_long_words(folder: Folder) -> None:
    folder.write_thoughts(
        "Considerable uncertainty regarding communication invariably accompanies separation, and"
        " contemplating alternatives necessitates deliberation.",
    )

    said = folder.said("thoughts.yaml")

    assert said[0].startswith("1: reading grade ")
    assert "find shorter words for communication, " in said[0]


def test_one_long_word_in_a_short_text_is_judged_with_its_neighbours(folder: Folder) -> None:
    folder.write_thoughts("Notification settings.", "Eat. Drink. Rest. Go to bed. Get up at six.")

    assert folder.said("thoughts.yaml") == []


def test_short_texts_that_are_all_hard_are_named_together(folder: Folder) -> None:
    hard = ("Notification administration settings.", "Automatic appointment notifications.")
    folder.write_thoughts(
        *hard,
        "Individual communication preferences.",
        "Organisation activity.",
        "Temporary deactivation.",
    )

    assert "for the short texts from here to line 13" in folder.said("thoughts.yaml")[0]


def test_clock_times_and_placeholders_do_not_make_a_text_hard(folder: Folder) -> None:
    folder.write_thoughts("It is 2 a.m. and {them} may sleep. At 7 a.m. the day will look new.")

    assert folder.said("thoughts.yaml") == []


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("phone", 1), ("about", 2), ("wanted", 2), ("opened", 2), ("little", 2), ("messages", 3),
        ("somebody", 3), ("quiet", 2), ("didn't", 2), ("going", 2), ("coach's", 1), ("radio", 3),
        ("hour", 1), ("lonely", 2), ("usually", 4), ("mm", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_words_are_found_whatever_the_apostrophe() -> None:
    assert words_of("Don\u2019t, {them}: half-sent 22:00") == (
        "don't",
        "{them}",
        "half-sent",
        "22",
        "00",
    )
