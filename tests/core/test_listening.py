"""Typing works as well as tapping, and whoever tells a story is listened to and not questioned."""

from datetime import timedelta

from bot.core.events import EventKind
from bot.core.labels import Flag, Label, Level, Risk
from bot.core.messages import DueKind, Say
from bot.core.reading import Reading, Said
from tests.core.conftest import danger, reads
from tests.talk import actions_of, labels_of, said


def unclear(label: Label = Label.GRIEF, *others: Label) -> Reading:
    """A reading that has to be asked about."""
    return Reading(label=label, confidence=0.4, ask=True, options=(label, *others, Label.URGE))


def morning(talk):
    talk.waits_until(talk.now.replace(hour=8, minute=0) + timedelta(days=1))
    talk.taps("Open")
    return talk


def test_words_around_an_answer_change_nothing(settled):
    turn = morning(settled).says("steady i guess", unclear())

    assert said(turn, "morning.steady")


def test_an_answer_may_be_followed_by_more(settled):
    turn = morning(settled).says("shaky. slept four hours", unclear())

    assert said(turn, "morning.shaky")


def test_after_an_aside_the_answers_can_still_be_typed(settled):
    morning(settled).says("what is the capital of France", reads(Label.OTHER))

    assert said(settled.says("low"), "morning.low")


def test_unclear_words_after_a_story_are_listened_to_and_not_asked_about(settled):
    first = settled.says("he is at the same party", unclear())
    second = settled.says("im in the bathroom", unclear())

    assert said(first, "unsure.line")
    assert said(second, "unsure.more")
    assert "means" in actions_of(second)


def test_after_ten_minutes_it_may_ask_again(settled):
    settled.says("he is at the same party", unclear())
    settled.waits(minutes=30)

    assert said(settled.says("so", unclear()), "unsure.line")


def test_unclear_words_in_an_open_urge_belong_to_it(settled):
    settled.says("I want to text them")

    turn = settled.says("im on the bus", unclear(Label.QUESTION, Label.SOCIAL))

    assert said(turn, "urge.again")


def test_something_new_in_an_open_urge_is_asked_about(settled):
    settled.says("I want to text them")

    turn = settled.says("they rang", unclear(Label.EX_CONTACT))

    assert said(turn, "unsure.more")


def test_a_recognised_question_is_answered_though_the_reading_was_unsure(settled):
    reading = Reading(
        label=Label.QUESTION, confidence=0.5, ask=True, topic="is_it_manipulative", options=()
    )

    assert said(settled.says("isnt it manipulative", reading), "question.is_it_manipulative")


def test_what_is_kept_of_their_words_is_answered_wherever_it_is_asked(settled):
    settled.says("I want to text them")

    turn = settled.says("what do you actually keep of what i write", unclear(Label.QUESTION))

    assert said(turn, "privacy.kept")


def test_a_question_in_the_middle_of_an_urge_is_answered(settled):
    settled.says("I want to text them")
    reading = Reading(
        label=Label.URGE, confidence=0.5, ask=True, topic="does_it_work", options=(Label.URGE,)
    )

    assert said(settled.says("is there evidence yes or no", reading), "question.does_it_work")


def test_sadness_in_an_open_urge_is_met_as_sadness(settled):
    settled.says("I want to text them")

    turn = settled.says("i miss his stupid dog", reads(Label.GRIEF))

    assert said(turn, "grief.*")
    assert not said(turn, "urge.again")
    assert "held" in actions_of(turn)


def test_who_says_that_they_are_sober_has_not_been_drinking(settled):
    settled.says("sober tonight. wish i could tell her", reads(Label.URGE, Flag.ALCOHOL))

    assert settled.person.talk.drank_at is None


def test_a_draft_typed_right_after_its_subject_is_looked_over(settled):
    settled.says("the form has to be signed", reads(Label.MUST_CONTACT))
    settled.taps("Court or lawyer")

    turn = settled.says("Please sign the form by Friday.", unclear(Label.MUST_CONTACT))

    assert said(turn, "compose.*", "compose.back")


def test_having_sent_what_had_to_be_sent_is_no_slip(settled):
    settled.says("the form has to be signed", reads(Label.MUST_CONTACT))
    settled.taps("Court or lawyer")
    settled.says("Please sign the form by Friday.", reads(Label.MUST_CONTACT))

    settled.says("thank you, i have sent it", reads(Label.SLIP))

    ledger = settled.person.ledger
    assert len(ledger.of(EventKind.NECESSARY)) == 1
    assert not ledger.of(EventKind.CONTACT)


def test_our_own_tools_can_be_asked_for_by_name(settled):
    settled.says("I want to text them")
    assert said(settled.says("just the timer pls", unclear()), "hold.running")

    assert said(settled.says("letter", unclear()), "letter.*")


def test_after_a_question_that_came_of_a_tap_nothing_is_asked_again(settled):
    settled.says("i texted him", reads(Label.SLIP))
    settled.taps("I wrote")
    settled.waits(minutes=1)
    cold = settled.taps("Coldly")
    assert said(cold, "slip.answer_coldly", "check.crisis")
    assert len({reply.lane for reply in cold.replies}) == 1

    turn = settled.taps("No, I meant something else")

    assert said(turn, "check.thanks")
    assert not said(turn, "slip.*")


def test_a_number_alone_rates_the_open_urge_whatever_came_between(settled):
    settled.says("I want to text them")
    settled.says("this is hard")
    settled.waits(minutes=5)

    turn = settled.says("8", Reading(label=Label.OTHER, confidence=0.9, said=Said(number=8)))

    assert said(turn, "rating.*")
    assert [e.value for e in settled.person.ledger.of(EventKind.RATED)] == [8]


def test_a_draft_in_an_open_urge_is_offered_a_letter(settled):
    settled.says("I want to text them")

    turn = settled.says("hey its me, i miss us", reads(Label.URGE, Flag.DRAFT))

    assert said(turn, "offer.letter_draft")
    assert labels_of(turn)[:2] == ["I won't send it", "Say it here instead"]


def test_what_they_did_can_be_said_once_more_in_words(settled):
    settled.says("i texted him", reads(Label.SLIP))

    turn = settled.says("no he didnt ask, i texted him", reads(Label.SLIP))

    assert said(turn, "slip.contained_wrote")
    assert [e.name for e in settled.person.ledger.of(EventKind.CONTACT)] == ["wrote"]


def test_a_call_is_no_message(settled):
    settled.says("drunk. i rang her", reads(Label.SLIP))

    assert said(settled.says("i rang her", reads(Label.SLIP)), "slip.contained_called")


def test_the_first_button_hit_by_mistake_is_put_right_in_words(settled):
    settled.says("u up", reads(Label.SLIP))
    settled.taps("They asked to talk about us, and I said yes")

    settled.says("no wrong button i texted him", reads(Label.SLIP))

    assert [e.name for e in settled.person.ledger.of(EventKind.CONTACT)] == ["wrote"]
    assert not settled.person.ledger.of(EventKind.EX_OPEN)


def test_how_they_took_it_can_be_said_in_words(settled):
    settled.says("i texted him", reads(Label.SLIP))
    settled.taps("I wrote")

    turn = settled.says("left on read", reads(Label.RESISTED))

    assert said(turn, "slip.answer_not_yet")
    assert not settled.person.ledger.of(EventKind.HELD)


def test_whoever_tapped_that_it_happened_is_not_asked_whether(settled):
    settled.says("its done", unclear(Label.SLIP))

    assert said(settled.taps("I already wrote or called"), "slip.what")


def test_a_look_at_a_story_is_a_kind_of_its_own(settled):
    settled.says("he watched my story", reads(Label.EX_CONTACT))

    turn = settled.taps("Only a look or a like")

    assert said(turn, "ex.signal")
    assert [e.name for e in settled.person.ledger.of(EventKind.EX_CONTACT)] == ["signal"]


def test_yesterdays_urge_is_closed_with_one_tap_and_the_question_stays(settled):
    settled.says("I want to text them")
    turn = morning(settled).turns[-1]
    assert said(turn, "morning.yesterday", "morning.question")

    settled.taps("Last urge, I didn't send it")

    assert len(settled.person.ledger.of(EventKind.HELD)) == 1
    assert said(settled.says("steady"), "morning.steady")


def test_plain_words_end_a_crisis_flow_that_was_a_misunderstanding(settled):
    settled.says("i ruin everything", danger(Risk.CRISIS))
    turn = settled.says("i just want to text her", reads(Label.URGE))
    assert said(turn, "crisis.stay")
    assert "crisis_else" in actions_of(turn)

    turn = settled.says("im not suicidal sorry, i sent my ex a text", reads(Label.SLIP))

    assert said(turn, "check.thanks", "slip.*")
    assert settled.person.care.pause is None
    assert settled.person.care.gentle_until is None


def test_who_said_that_it_is_so_cannot_talk_it_away(settled):
    settled.says("hm", danger(Risk.CRISIS, Level.CHECK))
    settled.taps("Yes")
    settled.taps("Next")
    settled.presses(_of(settled, "crisis_near"))

    turn = settled.says("i didnt mean that", reads(Label.OTHER))

    assert said(turn, "crisis.stay")
    assert "crisis_else" not in actions_of(turn)
    assert settled.person.care.pause is not None


def test_a_question_of_days_ago_makes_no_vague_word_a_crisis(settled):
    settled.says("hm", danger(Risk.CRISIS, Level.CHECK))
    settled.waits(days=3)

    turn = settled.says("i always do this", danger(Risk.CRISIS, Level.CHECK))

    assert said(turn, "check.crisis")
    assert not said(turn, "crisis.first")


def test_a_second_sign_is_not_met_with_the_same_screen(settled):
    settled.says("I want to die", danger(Risk.CRISIS))

    turn = settled.says("i cant do this", danger(Risk.CRISIS))

    assert said(turn, "crisis.stay", "help.*")
    assert "crisis_next" in actions_of(turn)


def test_whoever_is_asked_whether_they_are_safer_gets_no_second_question(settled):
    settled.says("I want to die", danger(Risk.CRISIS))
    settled.waits(hours=3)

    turn = settled.says("slept at a friends", unclear())

    assert said(turn, "crisis.safer_now")
    assert "means" not in actions_of(turn)


def test_a_hello_that_is_promised_for_tomorrow_comes_tomorrow(settled):
    settled.waits_until(settled.now.replace(hour=8, minute=30) + timedelta(days=1))
    settled.says("I want to die", danger(Risk.CRISIS))
    settled.taps("Next")
    settled.presses(_of(settled, "crisis_not_near"))
    settled.taps("I'm safer now")

    settled.presses(_of(settled, "crisis_hello_yes"))

    (hello,) = [a for a in settled.person.booked if a.kind is DueKind.SAFETY_HELLO]
    assert (hello.due_at - settled.now) > timedelta(hours=20)


def _of(talk, action: str):
    return next(
        button
        for reply in talk.turns[-1].replies
        if isinstance(reply, Say)
        for row in reply.rows
        for button in row
        if button.action == action
    )
