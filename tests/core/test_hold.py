"""The timer, the forecast and what was left."""

from bot.core.events import EventKind
from bot.core.labels import Flag, Label
from bot.core.messages import DueKind, Edit, Lane
from tests.core.conftest import reads
from tests.talk import actions_of, said


def minutes(person) -> float:
    hold = person.person.talk.hold
    return (hold.ends_at - hold.started_at).total_seconds() / 60


def test_the_timer_is_as_long_as_the_urge_is_strong(settled):
    for rating, expected in ((None, 10), (3, 3), (4, 3), (5, 10), (7, 10), (8, 20), (10, 20)):
        settled.says("I want to text them")
        if rating is not None:
            settled.says(str(rating))
        settled.taps("Hold it with me")
        assert minutes(settled) == expected
        settled.taps("I won't send it")
        settled.waits(hours=26)


def test_the_timers_message_is_edited_once_a_minute_and_never_sent_anew(settled):
    settled.says("I want to text them")
    settled.says("6")
    settled.taps("Hold it with me")

    ticks = settled.waits(minutes=9, seconds=30)

    edits = [reply for turn in ticks for reply in turn.replies]
    assert len(edits) == 9
    assert all(isinstance(edit, Edit) and edit.lane is Lane.TIMER for edit in edits)


def test_at_the_end_it_asks_how_strong_it_is_now(settled):
    settled.says("I want to text them")
    settled.says("6")
    settled.taps("Hold it with me")

    end = settled.waits(minutes=10)[-1]

    assert said(end, "hold.ended", "rating.after_ask")
    assert {"held", "hold_again", "sent_it"} <= set(actions_of(end))


def test_what_they_thought_stands_beside_what_was(settled):
    settled.says("I want to text them")
    settled.says("8")
    turn = settled.taps("Hold it with me")
    assert said(turn, "hold.running", "hold.forecast")
    settled.says("7")
    settled.waits(minutes=20)

    turn = settled.says("4")

    assert said(turn, "hold.forecast_lower")
    assert [e.value for e in settled.person.ledger.of(EventKind.FORECAST)] == [7]
    assert [e.value for e in settled.person.ledger.of(EventKind.RATED)] == [8, 4]


def test_no_forecast_is_asked_after_drinking_or_at_nine(settled):
    settled.says("drunk and I want to text them", reads(Label.URGE, Flag.ALCOHOL))
    settled.says("6")
    assert not said(settled.taps("Hold it with me"), "hold.forecast")
    settled.taps("I won't send it")
    settled.waits(hours=30)

    settled.says("I want to text them")
    settled.says("9")
    assert not said(settled.taps("Hold it with me"), "hold.forecast")


def test_until_nine_is_offered_late_and_after_drinking_only(settled):
    settled.says("I want to text them")
    assert "hold_morning" not in actions_of(settled.taps("Hold it with me"))
    settled.taps("I won't send it")
    settled.waits(hours=3)

    settled.says("I want to text them")
    assert "hold_morning" in actions_of(settled.taps("Hold it with me"))
    settled.taps("Hold until 9:00")

    assert settled.person.talk.hold.ends_at.hour == 8
    end = settled.waits(hours=12)
    assert any(said(turn, "hold.ended_morning") for turn in end)


def test_until_nine_is_not_offered_while_the_zone_is_unknown(someone):
    someone.says("I want to text them")

    assert "hold_morning" not in actions_of(someone.taps("Hold it with me"))


def test_a_timer_fires_however_late_and_says_so(settled):
    settled.says("I want to text them")
    settled.taps("Hold it with me")
    end = next(a for a in settled.person.booked if a.kind is DueKind.TIMER_END)
    settled.now = end.due_at.replace(hour=23)

    from bot.core.messages import Due

    turn = settled.comes(Due(items=(end,)))

    assert said(turn, "hold.ended_late")


def test_pressing_hold_twice_starts_one_timer(settled):
    settled.says("I want to text them")
    settled.taps("Hold it with me")
    ends_at = settled.person.talk.hold.ends_at
    settled.waits(minutes=2)

    turn = settled.taps("Hold it with me")

    assert said(turn, "hold.running_already")
    assert settled.person.talk.hold.ends_at == ends_at


def test_done_typed_at_the_end_holds_it(settled):
    settled.says("I want to text them")
    settled.taps("Hold it with me")
    settled.waits(minutes=10)

    settled.says("done")

    assert len(settled.person.ledger.of(EventKind.HELD)) == 1


def test_i_sent_it_at_the_end_is_a_slip_without_a_second_question(settled):
    settled.says("I want to text them")
    settled.taps("Hold it with me")
    settled.waits(minutes=10)

    turn = settled.taps("I sent it")

    assert said(turn, "slip.contained_wrote")
    assert len(settled.person.ledger.of(EventKind.CONTACT)) == 1
