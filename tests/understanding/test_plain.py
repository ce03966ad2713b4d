"""The one form in which everything looks at a text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.plain import HEAD_CHARS, TAIL_CHARS, bounded, plain, visible


def test_case_quotes_and_spaces_are_levelled():
    assert plain("  He\u2019s   HERE\t now ") == "he's here now"


def test_line_breaks_stay_and_the_spaces_around_them_go():
    assert plain("first  \n\n  second") == "first\nsecond"


def test_zero_width_and_direction_signs_cannot_split_a_word():
    assert visible("ki\u200bll my\u202eself\x00") == "kill myself"


def test_letters_in_other_shapes_become_ordinary_ones():
    assert (
        plain(
            "\uff4b\uff49\uff4c\uff4c \U0001d426\U0001d432\U0001d42c\U0001d41e\U0001d425\U0001d41f"
        )
        == "kill myself"
    )


def test_stretched_letters_are_shortened():
    assert plain("noooooooo") == "nooo"


def test_of_a_very_long_text_beginning_and_end_are_kept():
    text = "a" * 50_000 + "the end"

    kept = bounded(text)

    assert len(kept) <= HEAD_CHARS + TAIL_CHARS + 1
    assert kept.endswith("the end")


@given(st.text(st.characters(), max_size=300))
def test_any_text_has_a_plain_form_that_stays_as_it_is(text: str):
    once = plain(text)

    assert plain(once) == once


def test_a_sign_that_stands_for_a_whole_sentence_makes_no_text_endless():
    assert len(plain("\ufdfa" * 8_000)) <= HEAD_CHARS + TAIL_CHARS + 1
