"""Letters that are not sent."""

from datetime import timedelta

from bot.core.events import EventKind
from bot.core.labels import Risk
from bot.core.messages import Button, DueKind, KeptKind, ReadLetter, Remove
from tests.core.conftest import danger
from tests.talk import actions_of, said


def writes(person, *lines: str):
    person.says("I want to text them")
    person.taps("Say it here instead")
    for line in lines:
        person.says(line)


def test_everything_typed_goes_into_the_letter_until_it_is_sealed(settled):
    writes(settled, "I miss you", "and your dog")

    turn = settled.says("Seal it")

    assert list(settled.kept.values()) == ["I miss you\nand your dog"]
    assert turn.keep[0].what is KeptKind.LETTER
    assert len(settled.person.ledger.of(EventKind.URGE)) == 1


def test_a_sealed_letter_is_removed_from_the_chat(settled):
    writes(settled, "I miss you")
    assert settled.turns[-1].incoming_slot

    turn = settled.taps("Seal it")

    slot = settled.turns[-2].incoming_slot
    assert [r.slot for r in turn.replies if isinstance(r, Remove)] == [slot]


def test_it_comes_back_at_nine_unshown(settled):
    writes(settled, "I miss you")
    settled.taps("Seal it")

    turns = settled.waits(hours=14)

    due = next(turn for turn in turns if said(turn, "letter.due"))
    assert "I miss you" not in due.replies[-1].text
    assert actions_of(due)[:4] == ["letter_burn", "letter_leave", "letter_read", "letter_still"]


def test_it_comes_back_when_the_timer_ends_where_one_runs(settled):
    settled.says("I want to text them")
    settled.taps("Hold it with me")
    settled.taps("Say it here instead")
    settled.says("I miss you")

    turn = settled.taps("Seal it")

    assert said(turn, "letter.sealed_until_timer")
    together = settled.waits(minutes=10)[-1]
    assert said(together, "hold.ended")
    assert said(together, "letter.due")
    assert len(together.replies) == 1


def test_burning_destroys_it_unread(settled):
    writes(settled, "I miss you")
    settled.taps("Seal it")
    settled.waits(hours=14)

    settled.taps("Burn it unread")

    assert not settled.kept
    assert [e.name for e in settled.person.ledger.of(EventKind.LETTER_FATE)] == ["burnt"]


def test_reading_it_at_night_has_to_be_asked_for_twice(settled):
    writes(settled, "I miss you")
    settled.taps("Seal it")
    settled.waits(hours=30)

    first = settled.presses(_read(settled))

    assert said(first, "letter.not_at_night")
    second = settled.presses(Button(label="", action="letter_read_sure", ref=_ref(settled)))
    assert any(isinstance(reply, ReadLetter) for reply in second.replies)


def _ref(person) -> str:
    return person.person.ledger.of(EventKind.LETTER_SEALED)[-1].ref


def _read(person) -> Button:
    return Button(label="", action="letter_read", ref=_ref(person))


def test_one_letter_a_day(settled):
    writes(settled, "I miss you")
    settled.taps("Seal it")
    settled.says("I want to text them again")

    turn = settled.presses(Button(label="", action="letter_new"))

    assert said(turn, "letter.enough_today")


def test_after_half_an_hour_it_seals_itself(settled):
    writes(settled, "I miss you")

    settled.waits(minutes=31)

    assert list(settled.kept.values()) == ["I miss you"]
    assert settled.person.talk.writing is None


def test_an_empty_sheet_is_put_away(settled):
    writes(settled)

    turns = settled.waits(minutes=31)

    assert any(said(turn, "letter.put_away") for turn in turns)
    assert not settled.kept


def test_a_command_closes_the_sheet_and_keeps_what_is_on_it(settled):
    writes(settled, "I miss you")

    settled.says("/help")

    assert list(settled.kept.values()) == ["I miss you"]


def test_a_sign_of_danger_in_a_letter_is_answered_and_the_letter_stays_shut(settled):
    writes(settled, "I miss you")

    turn = settled.says("I don't want to be here tomorrow", danger(Risk.CRISIS))

    assert said(turn, "crisis.first")
    assert list(settled.kept.values()) == ["I miss you"]
    assert not [a for a in settled.person.booked if a.kind is DueKind.LETTER_DUE]


def test_nobody_is_asked_whether_they_still_want_to_send_where_there_is_a_no(settled):
    writes(settled, "I miss you")
    settled.taps("Seal it")
    settled.presses(Button(label="", action="their_no_yes"))

    turns = settled.waits(hours=14)

    due = next(turn for turn in turns if said(turn, "letter.due"))
    assert "letter_still" not in actions_of(due)


def test_from_five_letters_on_the_base_rate_is_quoted(settled):
    for day in range(5):
        writes(settled, f"letter {day}")
        settled.taps("Seal it")
        settled.waits(hours=15)
        turn = settled.taps("I still want to send it" if day == 0 else "Leave it shut")
        settled.waits(hours=9)

    assert said(turn, "letter.base_rate")
    assert "5" in turn.replies[0].text
    assert "1" in turn.replies[0].text


def test_a_letter_of_somebody_else_cannot_be_opened(settled):
    turn = settled.presses(Button(label="", action="letter_read_sure", ref="k3f9abcd"))

    assert said(turn, "stale.line")


def test_letters_lists_what_is_there(settled):
    assert said(settled.says("/letters"), "letter.none")
    writes(settled, "I miss you")
    settled.taps("Seal it")
    settled.now += timedelta(hours=2)

    assert said(settled.says("/letters"), "letter.list")
