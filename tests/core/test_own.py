"""Reasons, plans, notes, the numbers, and the rights over all of it."""

from datetime import timedelta

from bot.core.events import EventKind
from bot.core.labels import Label
from bot.core.messages import (
    Attachment,
    AttachmentKind,
    Button,
    Forget,
    KeptKind,
    PlayVoice,
    SendExport,
    ShowStats,
)
from bot.core.stats import DayKind, stats_of
from tests.core.conftest import reads
from tests.talk import said, texts_of


def test_a_reason_is_kept_and_quoted_at_the_next_urge(settled):
    settled.presses(Button(label="", action="reason_add"))
    settled.says("because I cried for two days", reads(Label.GRIEF))

    text = texts_of(settled.says("I want to text them"))[0]

    assert "> because I cried for two days" in text


def test_reasons_are_not_asked_for_in_the_middle_of_an_urge(settled):
    settled.says("I want to text them")

    assert said(settled.presses(Button(label="", action="reason_add")), "reasons.not_now")


def test_a_voice_note_of_a_calm_day_is_played_at_eight(settled):
    settled.presses(Button(label="", action="voice_add"))
    settled.comes(Attachment(what=AttachmentKind.VOICE, file_id="AwACAg"))
    settled.says("I want to text them")

    turn = settled.says("8")

    assert [r.file_id for r in turn.replies if isinstance(r, PlayVoice)] == ["AwACAg"]


def test_a_voice_note_nobody_asked_for_is_told_what_can_be_read(settled):
    turn = settled.comes(Attachment(what=AttachmentKind.VOICE, file_id="AwACAg"))

    assert said(turn, "media.voice")


def test_at_most_three_plans(settled):
    for _ in range(4):
        settled.presses(Button(label="", action="plan_pick"))
        turn = settled.taps("1")

    assert said(turn, "plan.full")
    assert len(settled.person.own_of(KeptKind.PLAN)) == 3


def test_a_plan_can_be_put_in_their_own_words(settled):
    settled.presses(Button(label="", action="plan_pick"))
    settled.taps("1")
    plan = settled.person.own_of(KeptKind.PLAN)[0]
    settled.presses(Button(label="", action="plan_edit", ref=plan.id))

    settled.says("If it's ten, I ring Jo", reads(Label.OTHER))

    (edited,) = settled.person.own_of(KeptKind.PLAN)
    assert (edited.body, edited.cue) == ("If it's ten, I ring Jo", plan.cue)


def test_a_plan_is_offered_after_what_set_it_off(settled):
    settled.now = settled.now.replace(hour=12)
    settled.says("I want to text them")
    settled.taps("I won't send it")

    turn = settled.taps("Being alone")

    assert said(turn, "plan.offer")


def test_the_numbers_are_the_same_counted_another_way(settled):
    for night in range(20):
        settled.says("I want to text them")
        settled.says(str(4 + night % 6))
        if night % 7 == 3:
            settled.presses(Button(label="", action="slip_kind", ref="wrote"))
        else:
            settled.taps("Hold it with me")
            settled.waits(minutes=25)
            settled.says("3")
            settled.taps("I won't send it")
        settled.waits_until(settled.now + timedelta(hours=24))

    numbers = stats_of(settled.person, settled.now, "month")
    events = settled.person.ledger.events
    slips = [e for e in events if e.kind is EventKind.CONTACT]
    urges = [e for e in events if e.kind is EventKind.URGE]
    befores = {e.ref: e.value for e in events if e.kind is EventKind.RATED and e.name == "first"}
    afters = {e.ref: e.value for e in events if e.kind is EventKind.RATED and e.name == "after"}
    both = befores.keys() & afters.keys()
    assert numbers.urges == len(urges) == sum(map(sum, numbers.by_hour))
    assert numbers.sent == len(slips)
    assert numbers.rated_twice == len(both)
    assert abs(numbers.before - sum(befores[r] for r in both) / len(both)) < 1e-9
    contact_days = [d.on for d in numbers.calendar if d.kind is DayKind.CONTACT]
    assert contact_days == sorted({e.day for e in slips})
    held = [d for d in numbers.calendar if d.kind is DayKind.HELD]
    assert numbers.streak.total == len(held)


def test_stats_are_a_picture_and_the_same_in_words(settled):
    settled.says("I want to text them")
    settled.taps("I won't send it")

    turn = settled.says("/stats")

    (shown,) = turn.replies
    assert isinstance(shown, ShowStats)
    assert "1" in shown.text


def test_with_nothing_yet_it_says_what_will_be_here(someone):
    assert said(someone.says("/stats"), "stats.nothing_yet")


def test_the_third_look_at_the_numbers_in_a_day_is_one_line_and_an_act(settled):
    settled.says("I want to text them")
    settled.taps("I won't send it")
    settled.says("/stats")
    settled.says("/stats week")

    assert said(settled.says("/stats all"), "stats.enough_today")


def test_after_a_slip_the_headline_is_the_window(settled):
    settled.says("I texted", reads(Label.SLIP))
    settled.taps("I wrote")

    turn = settled.says("/stats")

    assert said(turn, "stats.window")
    assert turn.lines.index("stats.window") < turn.lines.index("stats.run_small")


def test_forget_asks_once_and_an_old_yes_is_worth_nothing(settled):
    turn = settled.says("/forget")
    yes = turn.replies[0].rows[0][0]
    settled.waits(hours=2)

    late = settled.presses(yes)
    again = settled.says("/forget")
    done = settled.presses(again.replies[0].rows[0][0])

    assert said(late, "forget.stale")
    assert [r for r in done.replies if isinstance(r, Forget)]


def test_export_is_everything_in_one_file(settled):
    assert isinstance(settled.says("/export").replies[0], SendExport)


def test_necessary_contact_protects_without_adding(settled):
    settled.says("I have to tell him about the kids", reads(Label.MUST_CONTACT))
    settled.presses(Button(label="", action="need_kind", ref="children"))

    settled.presses(Button(label="", action="need_sent", ref="children"))
    settled.presses(Button(label="", action="need_sent", ref="children"))

    assert len(settled.person.ledger.of(EventKind.NECESSARY)) == 1
    assert not settled.person.ledger.of(EventKind.CONTACT)


def test_the_composer_gives_back_a_check_and_a_frame(settled):
    settled.presses(Button(label="", action="compose_start", ref="children"))

    turn = settled.says(
        "You never call and I miss you so much, are you seeing someone? Pick-up is at 5.",
        reads(Label.URGE),
    )

    assert said(turn, "compose.feelings", "compose.blame")
    assert said(turn, "compose.back")
    assert not settled.person.ledger.of(EventKind.URGE)
