"""Somebody is about to write to their ex."""

from bot.core.events import EventKind
from bot.core.labels import Flag, Label
from bot.core.messages import Button, KeptKind
from bot.core.person import Mode, OwnWords
from tests.core.conftest import reads
from tests.talk import Conversation, actions_of, said, texts_of


def urges(person: Conversation) -> int:
    return len(person.person.ledger.of(EventKind.URGE))


def test_the_very_first_message_is_helped_at_once_before_any_question(someone):
    turn = someone.says("I want to text them")

    assert len(turn.replies) == 2
    assert actions_of(turn)[:2] == ["held", "hold"]
    assert said(turn, "seen.*", "first.note", "rating.ask")


def test_i_wont_send_it_is_the_first_button(someone):
    turn = someone.says("I want to text them")

    assert turn.replies[0].rows[0][0].label == "I won't send it"


def test_that_this_is_a_bot_is_said_once(someone):
    someone.says("I want to text them")
    someone.waits(hours=3)

    assert not said(someone.says("again tonight"), "first.note")


def test_a_screen_shows_at_most_one_reframe_of_sixty_words(someone):
    turn = someone.says("I want to text them")
    shown = [e.name for e in turn.events if e.kind is EventKind.SHOWN]
    reframe = next(r for r in someone.library.reframes if r.id == shown[0])

    assert len(shown) == 1
    assert len(reframe.text.split()) <= 60


def test_typing_a_number_is_the_same_as_tapping_it(someone):
    someone.says("I want to text them")

    someone.says("7")

    rated = someone.person.ledger.of(EventKind.RATED)
    assert [(e.name, e.value) for e in rated] == [("first", 7)]


def test_a_rating_out_of_range_is_asked_again_and_not_written_down(someone):
    someone.says("I want to text them")

    turn = someone.says("14")

    assert said(turn, "rating.out_of_range")
    assert not someone.person.ledger.of(EventKind.RATED)


def test_more_words_in_an_open_urge_count_once_and_ask_no_second_rating(someone):
    someone.says("I want to text them")

    turn = someone.says("really want to")

    assert urges(someone) == 1
    assert said(turn, "urge.again")
    assert not said(turn, "rating.ask")


def test_an_hour_without_a_word_closes_an_urge(someone):
    someone.says("I want to text them")
    someone.waits(minutes=61)

    someone.says("now I want to again")

    assert urges(someone) == 2


def test_holding_it_is_written_down_once_however_often_it_is_pressed(someone):
    turn = someone.says("I want to text them")
    held = turn.replies[0].rows[0][0]

    someone.presses(held)
    again = someone.presses(held)

    assert len(someone.person.ledger.of(EventKind.HELD)) == 1
    assert said(again, "held.already")


def test_a_button_of_an_urge_that_is_over_does_nothing_and_says_so(someone):
    old = someone.says("I want to text them").replies[0].rows[1][0]
    someone.waits(hours=2)
    someone.says("tonight again")

    turn = someone.presses(old)

    assert said(turn, "stale.line")
    assert someone.person.talk.hold is None


def test_the_third_urge_in_an_hour_gets_no_new_thought(settled):
    for _ in range(3):
        turn = settled.says("I want to text them")
        settled.taps("I won't send it")
        settled.waits(minutes=5)

    assert said(turn, "urge.many")
    assert not [e for e in turn.events if e.kind is EventKind.SHOWN]


def test_another_angle_is_another_theme_and_after_three_an_act(settled):
    settled.says("I want to text them")
    themes = [settled.person.talk.urge.themes[-1]]
    for _ in range(2):
        settled.taps("Another angle")
        themes.append(settled.person.talk.urge.themes[-1])

    turn = settled.taps("Another angle")

    assert themes[0] != themes[1] != themes[2]
    assert said(turn, "angle.enough")


def test_the_first_reframe_is_about_no_contact_timing_or_worth(settled):
    for _ in range(40):
        turn = settled.says("I want to text them")
        shown = next(e.name for e in turn.events if e.kind is EventKind.SHOWN)
        reframe = next(r for r in settled.library.reframes if r.id == shown)
        assert reframe.theme in {"N", "T"} or reframe.point == "A8"
        settled.taps("I won't send it")
        settled.waits(hours=25)


def test_attraction_and_chasing_wait_for_a_rating_below_nine(settled):
    sharp = set()
    for night in range(30):
        settled.says("I want to text them")
        settled.says("9" if night % 2 else "5")
        turn = settled.taps("Another angle")
        for event in turn.events:
            if event.kind is EventKind.SHOWN:
                point = next(r.point for r in settled.library.reframes if r.id == event.name)
                if point[0] in "AC" and point != "A8":
                    sharp.add(night % 2)
        settled.taps("I won't send it")
        settled.waits(hours=25)

    assert sharp <= {0}


def test_sixty_urges_in_sixty_days_show_no_reframe_twice(settled):
    shown: list[str] = []
    for _ in range(60):
        turn = settled.says("I want to text them")
        shown += [e.name for e in turn.events if e.kind is EventKind.SHOWN]
        settled.says("6")
        settled.taps("I won't send it")
        settled.waits(hours=24)

    assert len(shown) == 60
    assert len(set(shown)) == 60


def test_their_own_reason_is_quoted_before_any_words_of_ours(settled):
    mine = OwnWords(id="r1", what=KeptKind.REASON, body="I cried for two days", kept_at=settled.now)
    settled.person = _with_own(settled, mine)

    text = texts_of(settled.says("I want to text them"))[0]

    assert "> I cried for two days" in text
    shown = settled.turns[-1].events
    reframe = next(r for r in settled.library.reframes if r.id in {e.name for e in shown})
    assert text.index("> I cried") < text.index(reframe.text[:10])


def _with_own(person: Conversation, *own: OwnWords):
    from dataclasses import replace

    return replace(person.person, own=own)


def test_somebody_whose_ex_said_no_hears_only_respect_for_the_no(settled):
    settled.presses(Button(label="", action="their_no_yes"))

    for _ in range(12):
        turn = settled.says("I want to text them")
        for event in turn.events:
            if event.kind is EventKind.SHOWN:
                reframe = next(r for r in settled.library.reframes if r.id == event.name)
                assert reframe.point in {"N2", "N5", "A6", "C1"}
                assert reframe.their_no
        settled.taps("I won't send it")
        settled.waits(hours=25)


def test_a_no_that_is_only_told_gets_the_right_words_at_once_and_one_question(someone):
    turn = someone.says("they blocked me", reads(Label.URGE, Flag.NO_FROM_EX))

    assert said(turn, "mode.their_no_ask")
    assert not said(turn, "rating.ask")
    assert Mode.THEIR_NO not in someone.person.care.modes


def test_a_draft_is_met_as_a_draft(someone):
    turn = someone.says("hey, I miss you", reads(Label.URGE, Flag.DRAFT))

    assert said(turn, "seen.draft")


def test_not_what_i_meant_takes_the_urge_back(someone):
    someone.says("he's online")

    turn = someone.taps("Not what I meant")

    assert urges(someone) == 0
    assert said(turn, "unsure.line")


def test_after_the_first_urge_the_time_is_asked_once_and_again_at_the_next(someone):
    someone.says("I want to text them")
    assert said(someone.taps("I won't send it"), "zone.ask")
    someone.waits(hours=30)
    someone.says("I want to text them")
    assert said(someone.taps("I won't send it"), "zone.ask")
    someone.waits(hours=30)
    someone.says("I want to text them")
    assert not said(someone.taps("I won't send it"), "zone.ask")
