"""Wishes about the bot's behaviour: found where they are plainly that, and nowhere else."""

from datetime import date, time

import pytest

from bot.core.labels import Label
from bot.core.reading import HardDate, Wish
from bot.understanding.phrases import read_phrases
from tests.understanding.said.saying import CONTENT, said

WORKDAYS = frozenset(range(5))


def _until(*day: int) -> Wish:
    return Wish(what="pause_until", on=date(*day))


def _hard(day: int, month: int, what: str) -> Wish:
    return Wish(what="hard_date", hard_date=HardDate(month=month, day=day, what=what))


WISHES = [
    ("text me at half past seven", Wish(what="morning_at", clock=time(7, 30))),
    ("can you write at 8 instead", Wish(what="morning_at", clock=time(8))),
    ("Hi! Could you text me at 8 instead, please? Thanks", Wish(what="morning_at", clock=time(8))),
    ("mornings at 9 please", Wish(what="morning_at", clock=time(9))),
    ("every morning at 7:15", Wish(what="morning_at", clock=time(7, 15))),
    ("change the mornings to 7", Wish(what="morning_at", clock=time(7))),
    ("I want the morning message at 10", Wish(what="morning_at", clock=time(10))),
    ("text me at 2", Wish(what="morning_at", clock=time(14))),
    ("text me at 8pm", Wish(what="evening_at", clock=time(20))),
    ("evening message at 9", Wish(what="evening_at", clock=time(21))),
    ("text me in the evening at half nine", Wish(what="evening_at", clock=time(21, 30))),
    ("every night at 10", Wish(what="evening_at", clock=time(22))),
    ("not on weekends", Wish(what="days", days=WORKDAYS)),
    ("only weekdays", Wish(what="days", days=WORKDAYS)),
    ("just monday to friday please", Wish(what="days", days=WORKDAYS)),
    ("weekends only", Wish(what="days", days=frozenset({5, 6}))),
    ("only on mondays", Wish(what="days", days=frozenset({0}))),
    ("text me only on mondays and fridays", Wish(what="days", days=frozenset({0, 4}))),
    ("mon wed fri only", Wish(what="days", days=frozenset({0, 2, 4}))),
    ("every day except sunday", Wish(what="days", days=frozenset(range(6)))),
    ("please don't message me on Sundays", Wish(what="days", days=frozenset(range(6)))),
    ("text me every day", Wish(what="days", days=frozenset(range(7)))),
    ("stop the mornings", Wish(what="stop_mornings")),
    ("no more morning messages", Wish(what="stop_mornings")),
    ("mornings off", Wish(what="stop_mornings")),
    ("don't text me in the mornings", Wish(what="stop_mornings")),
    ("start the mornings again", Wish(what="start_mornings")),
    ("text me every morning", Wish(what="start_mornings")),
    ("stop the evening messages", Wish(what="stop_evenings")),
    ("stop messaging me", Wish(what="stop_all")),
    ("Stop texting me!!", Wish(what="stop_all")),
    ("turn the messages off", Wish(what="stop_all")),
    ("unsubscribe", Wish(what="stop_all")),
    ("leave me alone", Wish(what="stop_all")),
    ("start again", Wish(what="start_all")),
    ("you can text me again", Wish(what="start_all")),
    ("fewer messages", Wish(what="fewer")),
    ("message me less", Wish(what="fewer")),
    ("can you text me less often please", Wish(what="fewer")),
    ("not every day", Wish(what="fewer")),
    ("leave me alone until Sunday", _until(2026, 11, 22)),
    ("pause until Sunday", _until(2026, 11, 22)),
    ("pause until 3 March", _until(2027, 3, 3)),
    ("pause until next week", _until(2026, 11, 23)),
    ("pause until tomorrow", _until(2026, 11, 19)),
    ("pause for 3 days", _until(2026, 11, 21)),
    ("pause the messages for a week", _until(2026, 11, 25)),
    ("don't text me today", _until(2026, 11, 19)),
    ("leave me alone this weekend", _until(2026, 11, 23)),
    ("pause the messages", Wish(what="pause_until")),
    ("pause for a while", Wish(what="pause_until")),
    ("resume", Wish(what="resume")),
    ("end the pause", Wish(what="resume")),
    ("quiet from 10 to 8", Wish(what="quiet", clock=time(22), clock_to=time(8))),
    ("quiet hours 22:30-7:00", Wish(what="quiet", clock=time(22, 30), clock_to=time(7))),
    ("quiet from 1 to 9", Wish(what="quiet", clock=time(1), clock_to=time(9))),
    ("quiet from 12 to 8", Wish(what="quiet", clock=time(0), clock_to=time(8))),
    (
        "no messages between 10pm and 8am",
        Wish(what="quiet", clock=time(22), clock_to=time(8)),
    ),
    ("don't text me after 9pm", Wish(what="quiet", clock=time(21))),
    ("don't text me after 9", Wish(what="quiet", clock=time(21))),
    ("don't message me before 9", Wish(what="quiet", clock_to=time(9))),
    ("be blunter", Wish(what="tone", word="blunt")),
    ("be more direct with me", Wish(what="tone", word="blunt")),
    ("be softer please", Wish(what="tone", word="warm")),
    ("be plain", Wish(what="tone", word="plain")),
    ("any tone", Wish(what="tone", word="any")),
    ("her birthday is 12 March", _hard(12, 3, "birthday")),
    ("it's her birthday on friday", _hard(20, 11, "birthday")),
    ("12 march is her birthday", _hard(12, 3, "birthday")),
    ("Sam's birthday is 29 Feb", _hard(29, 2, "birthday")),
    ("his bday tomorrow", _hard(19, 11, "birthday")),
    ("our anniversary is on 3/6", _hard(3, 6, "anniversary")),
    ("christmas will be hard", _hard(25, 12, "holiday")),
    ("I'm dreading valentines day", _hard(14, 2, "holiday")),
    ("12 march will be hard", _hard(12, 3, "day")),
    ("discreet messages", Wish(what="discreet")),
    ("be discreet please", Wish(what="discreet")),
    ("full messages please", Wish(what="full_messages")),
]


@pytest.mark.parametrize(("text", "wish"), WISHES)
def test_a_plain_wish_is_understood(text: str, wish: Wish) -> None:
    assert said(text).wish == wish


@pytest.mark.parametrize(
    "text",
    [
        "he texts me at 8",
        "she said text me at 8",
        "I want him to text me at 8",
        "text him at 8",
        "text me",
        "text me on monday",
        "text me at 25:99",
        "stop the mornings hurting",
        "no mornings like this",
        "no more mornings",
        "no more texts",
        "no texts after 9pm",
        "no contact until sunday",
        "not today",
        "stop",
        "pause",
        "start",
        "quiet",
        "quiet today",
        "stop texting him",
        "i told him to stop messaging me",
        "he won't leave me alone until sunday",
        "he can text me again",
        "can I text him again",
        "I hate mondays",
        "sunday",
        "weekends",
        "only on sunday did he write",
        "every day hurts",
        "be strong",
        "be careful",
        "her birthday",
        "when is her birthday",
        "it's her birthday today",
        "her birthday is soon",
        "her birthday is 31 feb",
        "happy birthday tomorrow",
        "mum's birthday is 12 march",
        "tomorrow will be hard",
        "christmas",
        "I was quiet from 10 to 8 and nobody noticed",
        "pause until 31 feb",
        "",
    ],
)
def test_what_is_no_plain_wish_changes_nothing(text: str) -> None:
    assert said(text).wish is None


def test_hardly_any_message_about_the_ex_is_taken_for_a_wish() -> None:
    phrases, _ = read_phrases(CONTENT)
    # A wish to the bot is "other"; danger is looked for before any wish.
    messages = [one.text for one in phrases if one.label not in {Label.OTHER, Label.CRISIS}]

    taken = {text for text in messages if said(text).wish is not None}

    assert len(messages) > 5000
    assert not taken


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until Sunday", (2026, 11, 22)),
        ("sunday", (2026, 11, 22)),
        ("3 days", (2026, 11, 21)),
        ("for a week", (2026, 11, 25)),
        ("tomorrow", (2026, 11, 19)),
        ("today", (2026, 11, 19)),
        ("the weekend", (2026, 11, 23)),
        ("next week", (2026, 11, 23)),
        ("until christmas", (2026, 12, 25)),
    ],
)
def test_how_long_to_pause_is_understood_where_it_was_asked(
    text: str, day: tuple[int, int, int]
) -> None:
    assert said(text, asking="set_pause").wish == _until(*day)
    assert said(text).wish is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("12 March, her birthday", _hard(12, 3, "birthday")),
        ("3/6 anniversary", _hard(3, 6, "anniversary")),
        ("24.12.", _hard(24, 12, "day")),
        ("new year's eve", _hard(31, 12, "holiday")),
    ],
)
def test_a_hard_day_is_understood_where_it_was_asked_for(text: str, wish: Wish) -> None:
    assert said(text, asking="hard_date").wish == wish


@pytest.mark.parametrize(
    "text", ["next week", "her birthday", "31 feb", "I want to die on 12 march"]
)
def test_a_vague_or_other_answer_is_no_hard_day(text: str) -> None:
    assert said(text, asking="hard_date").wish is None
