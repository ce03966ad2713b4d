"""They made contact."""

from datetime import timedelta

from bot.core.events import EventKind
from bot.core.labels import Label
from bot.core.messages import DueKind
from bot.core.person import Mode
from bot.core.reading import Said
from tests.core.conftest import reads
from tests.talk import actions_of, said, texts_of


def contacts(person):
    return person.person.ledger.of(EventKind.CONTACT)


def test_a_reading_alone_never_changes_the_ledger(settled):
    turn = settled.says("I texted him", reads(Label.SLIP))

    assert said(turn, "slip.confirm")
    assert actions_of(turn)[0] == "slip_open"
    assert not contacts(settled)


def test_one_tap_writes_it_down_and_contains_it(settled):
    settled.says("I texted him", reads(Label.SLIP))

    turn = settled.taps("I wrote")

    assert [e.name for e in contacts(settled)] == ["wrote"]
    assert said(turn, "slip.contained_wrote", "slip.no_more_*", "slip.answered_ask")
    assert not said(turn, "slip.when_ask")


def test_the_days_that_were_held_are_said_to_count(settled):
    settled.says("I texted him", reads(Label.SLIP))

    text = texts_of(settled.taps("I wrote"))[0]

    assert "6" in text


def test_it_can_be_taken_back_with_one_tap(settled):
    settled.says("I texted him", reads(Label.SLIP))
    turn = settled.taps("I wrote")
    undo = next(b for b in _buttons(turn) if b.action == "undo_event")

    settled.presses(undo)

    assert not contacts(settled)
    assert said(settled.presses(undo), "undo.already")
    assert not [a for a in settled.person.booked if a.kind is DueKind.LOOK_IN]


def _buttons(turn):
    from tests.talk import buttons_of

    return buttons_of(turn)


def test_a_cold_answer_is_followed_by_the_direct_question(settled):
    settled.says("I texted him", reads(Label.SLIP))
    settled.taps("I wrote")

    turn = settled.taps("Coldly")

    assert said(turn, "slip.answer_coldly", "check.crisis")


def test_looks_in_after_two_hours_and_the_next_morning(settled):
    settled.now = settled.now.replace(hour=11)
    settled.says("I texted him", reads(Label.SLIP))
    settled.taps("I wrote")

    turns = settled.waits(hours=24)

    assert any(said(turn, "look_in.ask") for turn in turns)
    assert any(said(turn, "look_in.morning") for turn in turns)


def test_at_night_nothing_unasked_comes_before_the_morning(settled):
    settled.now = settled.now.replace(hour=22)
    settled.says("I texted him", reads(Label.SLIP))
    settled.taps("I wrote")

    night = settled.waits(hours=9)
    morning = settled.waits(hours=2)

    assert not [turn for turn in night if turn.replies]
    assert any(said(turn, "look_in.morning") for turn in morning)


def test_the_quarter_of_an_hour_look_comes_because_it_was_asked_for(settled):
    settled.now = settled.now.replace(hour=22)
    settled.says("I texted him", reads(Label.SLIP))
    settled.taps("I wrote")
    settled.taps("Ask me in 15 minutes")

    turns = settled.waits(minutes=16)

    assert any(said(turn, "look_in.ask") for turn in turns)


def test_the_morning_review_moves_it_to_when_it_was(settled):
    settled.says("I texted him", reads(Label.SLIP))
    settled.taps("I wrote")
    settled.waits(hours=14)
    review = next(b for t in settled.turns for b in _buttons(t) if b.action == "slip_review")
    settled.presses(review)

    said_at = Said(at=(settled.now - timedelta(hours=20)).replace(tzinfo=None))
    turn = settled.says("yesterday at lunch", reads(Label.OTHER, said=said_at))

    assert said(turn, "slip.moved", "slip.before_ask")
    assert len(contacts(settled)) == 1


def test_a_yes_to_their_offer_to_talk_is_no_slip(settled):
    settled.says("I said yes to meeting", reads(Label.SLIP))

    turn = settled.taps("They asked to talk about us, and I said yes")

    assert said(turn, "open.said_yes")
    assert not contacts(settled)
    assert settled.person.ledger.of(EventKind.EX_OPEN)


def test_nothing_was_sent_changes_nothing(settled):
    settled.says("I typed it", reads(Label.SLIP))

    settled.taps("Nothing was sent")

    assert not contacts(settled)


def test_for_somebody_afraid_it_is_no_slip(settled):
    settled.person = _afraid(settled)

    turn = settled.says("I answered him", reads(Label.SLIP))

    assert said(turn, "afraid.contact")
    assert not said(turn, "slip.confirm")


def _afraid(person):
    from dataclasses import replace

    care = replace(person.person.care, modes=frozenset({Mode.AFRAID}))
    return replace(person.person, care=care)
