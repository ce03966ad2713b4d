"""Getting to know somebody, and what they change."""

from datetime import date, time, timedelta

import pytest

from bot.core.labels import Label
from bot.core.messages import Button
from bot.core.person import Mode
from bot.core.reading import HardDate, Place, Said, Wish
from tests.core.conftest import reads
from tests.talk import actions_of, buttons_of, said


def answers(person, text: str, **values):
    return person.says(text, reads(Label.OTHER, said=Said(**values)))


def test_start_is_one_screen_and_help_stands_first(someone):
    turn = someone.says("/start")

    assert len(turn.replies) == 1
    assert said(turn, "start.welcome", "start.limits", "start.words")
    assert actions_of(turn)[0] == "urge_new"


def test_six_questions_each_of_which_can_be_skipped(someone):
    someone.says("/start")
    someone.presses(Button(label="", action="setup_begin"))
    asked = [someone.turns[-1].lines[-1]]
    while "setup_skip" in actions_of(someone.turns[-1]):
        skip = next(b for b in buttons_of(someone.turns[-1]) if b.action == "setup_skip")
        asked.append(someone.presses(skip).lines[-1])

    assert asked == [
        "setup.name",
        "setup.contact",
        "setup.zone",
        "setup.morning",
        "setup.careful",
        "setup.age",
        "setup.done",
    ]


def test_skip_pressed_twice_skips_one_question(someone):
    someone.says("/start")
    turn = someone.presses(Button(label="", action="setup_begin"))
    skip = next(b for b in buttons_of(turn) if b.action == "setup_skip")

    someone.presses(skip)
    again = someone.presses(skip)

    assert said(again, "stale.line")
    assert someone.person.talk.setup_step == 1


def test_typed_answers_work_as_well_as_taps(someone):
    someone.says("/start")
    someone.presses(Button(label="", action="setup_begin"))
    answers(someone, "Sam")
    answers(someone, "3 days ago", on=date(2026, 3, 6))
    answers(someone, "Dublin", place=Place(name="Dublin", zone="Europe/Dublin", country="IE"))
    answers(someone, "half past seven", clock=time(7, 30))
    someone.says("none of these", reads(Label.OTHER))
    someone.says("18 or over", reads(Label.OTHER))

    about = someone.person.about
    assert (about.ex_name, about.zone, about.country) == ("Sam", "Europe/Dublin", "IE")
    assert about.last_contact_on == date(2026, 3, 6)
    assert about.morning_at == time(7, 30)
    assert about.careful_answered
    assert about.adult


def test_an_urge_in_the_middle_of_set_up_is_helped_at_once(someone):
    someone.says("/start")
    someone.presses(Button(label="", action="setup_begin"))

    turn = someone.says("he just came online and I want to text him", reads(Label.URGE))

    assert said(turn, "seen.*")
    assert someone.person.about.ex_name is None


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2027, 1, 1), "setup.contact_ahead"),
        (date(1970, 1, 1), "setup.contact_too_old"),
    ],
)
def test_an_impossible_day_of_last_contact_is_asked_again(someone, day, line):
    someone.says("/start")
    someone.presses(Button(label="", action="setup_begin"))
    someone.presses(Button(label="", action="setup_skip", ref="0"))

    assert said(answers(someone, "then", on=day), line)
    assert someone.person.about.last_contact_on is None
    assert someone.person.talk.setup_step == 1


def test_25_99_is_told_apart_from_a_time(someone):
    someone.says("I want to text them")
    someone.taps("I won't send it")

    turn = answers(someone, "25:99", impossible_clock=True)

    assert said(turn, "zone.impossible")


def test_the_name_is_used_for_the_ex_and_they_otherwise(settled):
    settled.presses(Button(label="", action="settings", ref="name"))
    answers(settled, "Sam")

    assert settled.person.about.ex_name == "Sam"


def test_a_typed_time_settles_the_zone(someone):
    someone.says("I want to text them")
    someone.taps("I won't send it")

    turn = answers(someone, "it's 21:02 here", clock=time(21, 2))

    assert said(turn, "zone.set")
    assert someone.person.about.zone == "+01:00"


def test_every_change_in_plain_words_is_echoed_and_can_be_taken_back(settled):
    changes = [
        (Wish(what="morning_at", clock=time(7, 30)), "settings.morning_set"),
        (Wish(what="days", days=frozenset(range(5))), "settings.days_set"),
        (Wish(what="stop_mornings"), "settings.mornings_stopped"),
        (Wish(what="quiet", clock=time(23), clock_to=time(6)), "settings.quiet_set"),
        (Wish(what="tone", word="blunt"), "settings.tone_set"),
        (Wish(what="pause_until", on=date(2026, 3, 15)), "settings.pause_set"),
        (Wish(what="stop_all"), "settings.all_stopped"),
        (Wish(what="fewer"), "settings.days_set"),
        (Wish(what="evening_at", clock=time(21)), "settings.evening_set"),
        (Wish(what="full_messages"), "settings.discreet_on"),
        (
            Wish(what="hard_date", hard_date=HardDate(month=3, day=12, what="birthday")),
            "settings.date_added",
        ),
    ]
    for wish, line in changes:
        before = settled.person.about
        turn = answers(settled, "please", wish=wish)
        assert said(turn, line), wish.what
        assert settled.person.about != before
        undo = next(b for b in buttons_of(turn) if b.action == "undo_settings")
        settled.presses(undo)
        assert settled.person.about == before
        assert said(settled.presses(undo), "undo.already")


def test_every_topic_of_settings_has_an_answer(settled):
    turn = settled.says("/settings")
    for button in buttons_of(turn):
        assert settled.presses(button).replies


def test_a_hard_date_brings_the_evening_before_and_that_morning(settled):
    hard = HardDate(month=3, day=12, what="birthday")
    answers(settled, "her birthday is 12 March", wish=Wish(what="hard_date", hard_date=hard))

    turns = settled.waits(days=3)

    assert any(said(turn, "hard_date.eve_discreet") for turn in turns)
    both = next(turn for turn in turns if said(turn, "hard_date.morning"))
    assert len(both.replies) == 1


def test_stopping_everything_is_silence_until_they_write(settled):
    answers(settled, "stop", wish=Wish(what="stop_all"))

    assert not any(turn.replies for turn in settled.waits(days=20))


def test_a_pause_ends_on_its_day(settled):
    answers(settled, "pause", wish=Wish(what="pause_until", on=date(2026, 3, 13)))

    before = settled.waits_until(settled.now + timedelta(days=3))
    after = settled.waits(days=2)

    assert not any(said(turn, "morning.*") for turn in before)
    assert any(said(turn, "morning.discreet") for turn in after)


def test_being_careful_sets_the_modes(someone):
    for action, mode in (("careful_afraid", Mode.AFRAID), ("careful_no", Mode.THEIR_NO)):
        someone.presses(Button(label="", action=action))
        assert mode in someone.person.care.modes


def test_a_morning_before_the_quiet_hours_end_moves_their_end(settled):
    settled.presses(Button(label="", action="setup_morning", ref="0700"))

    turns = settled.waits(hours=24)

    assert any(said(turn, "morning.discreet") for turn in turns)
    assert settled.person.about.quiet_to == time(7, 0)
