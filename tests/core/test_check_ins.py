"""Mornings and what else comes unasked."""

from datetime import timedelta

from bot.core.events import EventKind
from bot.core.labels import Label
from bot.core.messages import Button, DueKind, KeptKind
from tests.core.conftest import reads
from tests.talk import actions_of, buttons_of, labels_of, said, texts_of


def next_morning(person):
    turns = person.waits(hours=24)
    return next(turn for turn in turns if "morning_open" in actions_of(turn))


def opens(person, turn):
    return person.presses(next(b for b in buttons_of(turn) if b.action == "morning_open"))


def test_what_comes_unasked_names_nobody_and_counts_nothing(settled):
    settled.presses(Button(label="", action="settings", ref="name"))
    settled.says("Melchior", reads(Label.OTHER))
    for turn in settled.waits(days=40):
        for text in texts_of(turn):
            lowered = text.lower()
            assert "melchior" not in lowered
            assert "ex" not in lowered.split()
            assert not any(char.isdigit() for char in text), text


def test_the_tap_opens_count_thought_and_question(settled):
    turn = opens(settled, next_morning(settled))

    assert said(turn, "morning.question")
    assert {"morning_steady", "morning_shaky", "morning_tempted", "morning_wrote"} <= set(
        actions_of(turn)
    )


def test_days_are_counted_only_where_they_want_it(settled):
    turn = opens(settled, next_morning(settled))
    assert not said(turn, "morning.day")
    settled.taps("Count my days here")

    turn = opens(settled, next_morning(settled))

    assert said(turn, "morning.day")
    assert "Count my days here" not in labels_of(turn)


def test_each_answer_is_answered_in_kind(settled):
    for action, line in (
        ("morning_steady", "morning.steady"),
        ("morning_shaky", "morning.shaky"),
        ("morning_tempted", "morning.tempted"),
        ("morning_wrote", "slip.confirm"),
    ):
        turn = opens(settled, next_morning(settled))
        button = next(b for b in buttons_of(turn) if b.action == action)
        assert said(settled.presses(button), line)
        settled.waits(hours=2)


def test_an_answer_can_be_changed_and_counts_once(settled):
    turn = opens(settled, next_morning(settled))
    steady, shaky = (b for b in buttons_of(turn) if b.action in {"morning_steady", "morning_shaky"})

    settled.presses(steady)
    settled.presses(shaky)
    settled.presses(shaky)

    assert [e.name for e in settled.person.ledger.of(EventKind.ANSWERED)] == ["shaky"]


def test_yesterdays_open_urge_is_asked_about(settled):
    settled.says("I want to text them")

    turn = opens(settled, next_morning(settled))

    assert said(turn, "morning.yesterday")


def test_ninety_mornings_bring_ninety_thoughts(settled):
    thoughts = {t.id: settled.person and t.text for t in settled.library.thoughts}
    seen: list[str] = []
    for _ in range(90):
        settled.now += timedelta(days=1)
        day = settled.now.date().isoformat()
        turn = settled.presses(Button(label="", action="morning_open", ref=day))
        text = texts_of(turn)[0]
        seen += [key for key, thought in thoughts.items() if thought.split("{")[0][:40] in text]

    assert len(seen) == 90
    assert len(set(seen)) == 90


def test_nothing_unasked_between_ten_and_half_past_seven(settled):
    for turn, at in _with_times(settled, days=30):
        if turn.replies:
            local = at + timedelta(hours=1)
            assert (7, 30) <= (local.hour, local.minute) <= (22, 0)


def _with_times(person, *, days: int):
    end = person.now + timedelta(days=days)
    while person.now < end:
        due = min((a.due_at for a in person.person.booked), default=end)
        for turn in person.waits_until(min(max(due, person.now + timedelta(seconds=1)), end)):
            yield turn, due


def test_never_more_than_two_a_day_and_three_after_a_slip(settled):
    settled.says("I texted", reads(Label.SLIP))
    settled.presses(Button(label="", action="slip_kind", ref="wrote"))
    slip_day = settled.now.date()

    settled.waits(days=30)

    by_day: dict = {}
    for event in settled.person.ledger.of(EventKind.UNASKED):
        by_day.setdefault(event.day, set()).add(event.at)
    for day, times in by_day.items():
        assert len(times) <= (3 if (day - slip_day).days <= 1 else 2)


def test_a_late_morning_is_caught_up_within_half_an_hour_and_then_skipped(settled):
    from bot.core.messages import Due

    morning = next(a for a in settled.person.booked if a.kind is DueKind.MORNING)
    settled.now = morning.due_at + timedelta(minutes=29)
    assert settled.comes(Due(items=(morning,))).replies

    settled.now += timedelta(hours=10)
    morning = next(a for a in settled.person.booked if a.kind is DueKind.MORNING)
    settled.now = morning.due_at + timedelta(minutes=31)
    late = settled.comes(Due(items=(morning,)))
    assert not late.replies
    assert late.notices[0].values["reason"] == "too late"


def test_their_plan_for_the_hard_hour_is_quoted(settled):
    settled.presses(Button(label="", action="plan_pick"))
    settled.taps("1")
    for _ in range(5):
        settled.now = settled.now.replace(hour=18, minute=5)
        settled.says("I want to text them")
        settled.taps("I won't send it")
        settled.waits(hours=24)

    turn = opens(settled, next_morning(settled))

    assert said(turn, "morning.plan")
    plan = settled.person.own_of(KeptKind.PLAN)[0]
    assert f"> {plan.body}" in texts_of(turn)[0]


def test_day_ninety_says_that_they_may_not_need_this(settled):
    settled.now += timedelta(days=91)

    turn = settled.presses(
        Button(label="", action="morning_open", ref=settled.now.date().isoformat())
    )

    assert said(turn, "graduation.line")
    assert "graduate" in actions_of(turn)
    settled.presses(Button(label="", action="graduate"))
    last = settled.presses(Button(label="", action="graduate_leave"))
    assert [reply.kind for reply in last.replies] == ["send_export", "forget"]


def test_milestones_are_noticed_once(settled):
    said_on = []
    for _ in range(12):
        settled.now += timedelta(days=1)
        day = settled.now.date().isoformat()
        turn = settled.presses(Button(label="", action="morning_open", ref=day))
        if said(turn, "milestone.line"):
            said_on.append(day)

    assert len(said_on) == len(set(said_on)) <= 2


def test_the_weekly_letter_comes_on_sundays_where_it_is_wanted(settled):
    settled.presses(Button(label="", action="settings", ref="weekly"))

    settled.waits(days=15)

    sundays = [e.day for e in settled.person.ledger.of(EventKind.UNASKED) if e.name == "weekly"]
    assert len(sundays) == 2
    assert {day.weekday() for day in sundays} == {6}


def test_the_label_for_a_slip_in_the_morning_is_plain(settled):
    turn = opens(settled, next_morning(settled))

    assert "I wrote to them" in labels_of(turn)
