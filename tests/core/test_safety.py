"""The flows that come before everything."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.events import EventKind
from bot.core.labels import Flag, Label, Level, Risk
from bot.core.messages import Button, Lane, Remove, Words
from bot.core.person import Mode
from bot.core.reading import Reading
from tests.core.conftest import danger, reads
from tests.talk import Conversation, actions_of, buttons_of, said, texts_of


def test_a_crisis_is_answered_at_once_with_a_line_and_a_way_back(settled):
    turn = settled.says("I want to die", danger(Risk.CRISIS))

    assert said(turn, "crisis.first", "help.*")
    assert all(reply.lane is Lane.SAFETY for reply in turn.replies)
    assert {"crisis_next", "crisis_else", "sos_country"} == set(actions_of(turn))


def test_no_letter_no_rating_and_no_count_for_72_hours_after_it(settled):
    settled.says("I want to die", danger(Risk.CRISIS))
    settled.waits(hours=25)

    turn = settled.says("I want to text them", reads(Label.URGE))

    assert not said(turn, "rating.ask")
    assert not {"held", "hold", "letter"} & set(actions_of(turn))
    assert said(settled.says("/stats"), "stats.gentle")


def test_every_message_in_the_first_two_hours_gets_the_flow(settled):
    settled.says("I want to die", danger(Risk.CRISIS))
    settled.waits(minutes=30)

    turn = settled.says("I want to text them", reads(Label.URGE))

    assert said(turn, "crisis.stay")
    assert not settled.person.ledger.of(EventKind.URGE)


def test_after_two_hours_it_asks_once_and_answers_as_well(settled):
    settled.says("I want to die", danger(Risk.CRISIS))
    settled.waits(hours=3)

    first = settled.says("I want to text them", reads(Label.URGE))
    second = settled.says("still", reads(Label.URGE))

    assert said(first, "crisis.safer_now")
    assert len(first.replies) >= 2
    assert not said(second, "crisis.safer_now")


def test_a_misunderstanding_ends_the_mode_and_is_answered(settled):
    reading = Reading(
        label=Label.URGE,
        confidence=0.7,
        safety=Level.ACT,
        risk=Risk.CRISIS,
        options=(Label.URGE,),
    )
    settled.says("I'm dying to text him", reading)

    turn = settled.taps("No, I meant something else")

    assert settled.person.care.pause is None
    assert settled.person.care.gentle_until is None
    assert said(turn, "check.thanks", "seen.*")


def test_possible_danger_is_asked_with_the_truthful_answer_first(settled):
    turn = settled.says("can't do this", danger(Risk.CRISIS, Level.CHECK))

    assert said(turn, "check.crisis", "help.*")
    assert actions_of(turn) == ["check_yes", "check_sometimes", "check_no", "sos_country"]


@pytest.mark.parametrize(
    ("risk", "answers"),
    [
        (Risk.CRISIS, ["check_yes", "check_sometimes", "check_no"]),
        (Risk.DANGER, ["check_yes", "check_sometimes_afraid", "check_not_afraid"]),
        (Risk.THREAT, ["check_yes", "check_angry", "check_no"]),
    ],
)
def test_each_danger_has_its_own_question(settled, risk, answers):
    assert actions_of(settled.says("x", danger(risk, Level.CHECK))) == [*answers, "sos_country"]


def test_after_a_no_it_is_not_asked_again_for_six_hours(settled):
    settled.says("can't do this", danger(Risk.CRISIS, Level.CHECK))
    settled.taps("No, I meant something else")
    settled.waits(hours=1)

    assert not said(settled.says("so done", danger(Risk.CRISIS, Level.CHECK)), "check.*")
    settled.waits(hours=6)
    assert said(settled.says("so done", danger(Risk.CRISIS, Level.CHECK)), "check.crisis")


def test_something_plainer_is_answered_also_after_a_no(settled):
    settled.says("can't do this", danger(Risk.CRISIS, Level.CHECK))
    settled.taps("No, I meant something else")

    assert said(settled.says("I'll end it tonight", danger(Risk.CRISIS)), "crisis.first")


def test_sometimes_leaves_the_emergency_number_out(settled):
    settled.says("can't do this", danger(Risk.CRISIS, Level.CHECK))

    turn = settled.taps("Sometimes, or not sure")

    assert said(turn, "crisis.first")
    assert not said(turn, "help.emergency*")


def test_the_buttons_of_safety_work_for_somebody_nobody_knows(someone):
    for action in ("crisis_next", "crisis_near", "crisis_not_near", "check_yes", "sos_show"):
        turn = someone.presses(Button(label="", action=action, ref="near"))
        assert turn.replies


def test_what_falls_due_in_a_pause_is_dropped(settled):
    settled.says("I want to text them")
    settled.taps("Hold it with me")
    settled.says("I want to die", danger(Risk.CRISIS))

    turns = settled.waits(hours=20)

    assert not any(turn.replies for turn in turns)


def test_a_hello_a_day_comes_only_if_wanted_and_asks_for_nothing(settled):
    settled.says("I want to die", danger(Risk.CRISIS))
    settled.presses(Button(label="", action="crisis_safer"))
    settled.taps("Yes, say hello")

    turns = settled.waits(days=3, hours=20)

    hellos = [turn for turn in turns if said(turn, "crisis.hello*")]
    assert len(hellos) == 3
    assert said(hellos[-1], "crisis.hello_last")
    assert not any(said(turn, "morning.*") for turn in turns[: turns.index(hellos[-1])])


def test_danger_asks_first_who_could_read_the_phone(settled):
    turn = settled.says("he's outside", danger(Risk.DANGER))

    assert turn.lines[0] == "danger.phone"
    assert actions_of(turn)[0] == "clear_chat"


def test_clearing_removes_everything_of_both_sides(settled):
    settled.says("he's outside", danger(Risk.DANGER))

    turn = settled.taps("Clear the last messages")

    assert [r.slot for r in turn.replies if isinstance(r, Remove)] == [None]


def test_afraid_ends_only_by_their_own_tap_and_silences_everything_unasked(settled):
    settled.says("he's outside", danger(Risk.DANGER))
    settled.presses(Button(label="", action="afraid_yes"))

    turns = settled.waits(days=30)

    assert not any(turn.replies for turn in turns)
    assert Mode.AFRAID in settled.person.care.modes
    settled.presses(Button(label="", action="afraid_end"))
    assert Mode.AFRAID not in settled.person.care.modes


def test_a_threat_keeps_letters_and_timers_away(settled):
    settled.says("I'm going there with a bat", danger(Risk.THREAT))

    assert said(settled.turns[-1], "threat.first", "threat.dying_too")
    settled.waits(hours=30)
    turn = settled.says("I want to text them", reads(Label.URGE))
    assert not {"hold", "letter"} & set(actions_of(turn))


def test_somebody_else_at_risk_needs_no_answer_to_them(settled):
    reading = Reading(label=Label.DANGER, confidence=0.9, safety=Level.ACT, risk=Risk.EX_AT_RISK)

    turn = settled.says("he says he'll kill himself if I don't answer", reading)

    assert said(turn, "at_risk.first", "help.emergency*", "at_risk.afraid")


def test_sos_shows_lines_in_every_state(settled):
    states = [
        lambda: None,
        lambda: settled.says("I want to text them"),
        lambda: settled.taps("Say it here instead"),
        lambda: settled.says("I want to die", danger(Risk.CRISIS)),
    ]
    for state in states:
        state()
        turn = settled.says("/sos")
        assert said(turn, "sos.first", "help.*")
        assert "sos_urge" in actions_of(turn)


def test_a_crisis_in_one_of_several_messages_is_seen(settled):
    words = Words(text="hey\nI want to die\nlol", parts=("hey", "I want to die", "lol"))

    turn = settled.comes(words, danger(Risk.CRISIS))

    assert said(turn, "crisis.first")


def test_an_edited_message_is_read_for_safety_alone(settled):
    quiet = settled.comes(Words(text="I want to text them", edited=True), reads(Label.URGE))
    seen = settled.comes(Words(text="I want to die", edited=True), danger(Risk.CRISIS))

    assert not quiet.replies
    assert said(seen, "crisis.first")


def test_nine_after_drinking_is_asked_about_once_a_day(settled):
    settled.says("drunk", reads(Label.URGE, Flag.ALCOHOL))
    assert said(settled.says("9"), "check.crisis")
    settled.taps("No, I meant something else")
    settled.waits(hours=2)
    settled.says("drunk still", reads(Label.URGE, Flag.ALCOHOL))

    assert not said(settled.says("10"), "check.crisis")


def test_three_low_mornings_are_asked_about(settled):
    for _ in range(3):
        settled.waits_until((settled.now + timedelta(days=1)).replace(hour=7, minute=45))
        settled.taps(_label(settled, "morning_open"))
        turn = settled.taps("Low")

    assert said(turn, "check.crisis")


def _label(person, action: str) -> str:
    return next(
        b.label for t in reversed(person.turns) for b in buttons_of(t) if b.action == action
    )


def test_under_18_gets_a_line_for_young_people_and_calm_words_only(someone):
    someone.presses(Button(label="", action="zone_offset", ref="+00:00"))
    someone.presses(Button(label="", action="minor_yes"))

    for _ in range(6):
        turn = someone.says("I want to text them")
        for event in turn.events:
            if event.kind is EventKind.SHOWN:
                reframe = next(r for r in someone.library.reframes if r.id == event.name)
                assert reframe.theme in {"N", "T"}
        someone.says("4")
        someone.taps("Another angle")
        someone.taps("I won't send it")
        someone.waits(hours=26)


def test_somebody_whose_ex_died_gets_grief_and_no_run(settled):
    settled.presses(Button(label="", action="died_yes"))

    turn = settled.says("I want to text her", reads(Label.URGE))

    assert said(turn, "grief.died")
    assert "held" not in actions_of(turn)
    assert not any(t.replies for t in settled.waits(days=10))


def test_no_words_of_danger_are_ever_merged_with_a_check_in(settled):
    turn = settled.says("he's outside", danger(Risk.DANGER))

    assert all("?" not in text or "phone" in text for text in texts_of(turn)[:1])


def test_a_new_number_against_a_no_is_asked_about(settled):
    settled.presses(Button(label="", action="their_no_yes"))

    turn = settled.says("got a second sim", reads(Label.URGE, motives=("new_route",)))

    assert said(turn, "check.threat")


def test_earlier_violence_told_calmly_is_asked_about_once(settled):
    first = settled.says("he used to hit me but I miss him", reads(Label.URGE, Flag.PAST_ABUSE))
    settled.taps("No")
    settled.waits(hours=8)
    second = settled.says("he used to hit me, still", reads(Label.URGE, Flag.PAST_ABUSE))

    assert said(first, "seen.*", "check.danger")
    assert not said(second, "check.danger")


def test_a_number_that_was_checked_long_ago_stands_beside_a_directory(settled):
    from dataclasses import replace

    settled.person = replace(settled.person, about=replace(settled.person.about, country="GB"))
    settled.now += timedelta(days=2000)

    text = texts_of(settled.says("/sos"))[0]

    assert "116 123" in text
    assert "findahelpline" in text


def test_nothing_is_asked_about_causes_or_plans_after_drinking(settled):
    settled.now = settled.now.replace(hour=17)
    settled.says("had four pints", reads(Label.URGE, Flag.ALCOHOL))

    turn = settled.taps("I won't send it")

    assert not said(turn, "held.trigger_ask")


def test_of_the_young_nothing_is_learnt(settled):
    settled.presses(Button(label="", action="minor_yes"))
    settled.says("I want to text them", reads(Label.URGE, motives=("sex",)))
    settled.says("5")

    assert not settled.person.ledger.of(EventKind.CHOSEN)
    assert not any(said(turn, "seen.sex") for turn in settled.turns)


def test_private_pictures_bring_who_takes_them_down(settled):
    settled.presses(Button(label="", action="minor_yes"))
    reading = Reading(
        label=Label.DANGER,
        confidence=0.9,
        safety=Level.ACT,
        risk=Risk.DANGER,
        signs=frozenset({"pictures"}),
    )

    turn = settled.says("he says he'll send my pics round school", reading)

    assert said(turn, "danger.pictures_minor")
    assert "not in trouble" in texts_of(turn)[0]


def test_help_is_shown_in_every_country(someone):
    for country in sorted(someone.library.countries):
        about = replace(someone.person.about, country=country)
        someone.person = replace(someone.person, about=about)

        for risk in (Risk.CRISIS, Risk.DANGER, Risk.THREAT):
            fresh = Conversation(
                library=someone.library, reader=someone.reader, person=someone.person
            )
            turn = fresh.says("help", danger(risk))
            assert said(turn, "help.*"), country
        assert said(someone.says("/sos"), "help.*"), country
