"""What was just asked decides what a short answer means."""

import pytest

from bot.core.labels import Asked, Label, Level
from bot.understanding import MessageReader
from tests.understanding.conftest import after


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "10",
        "0",
        "8/10",
        "eight",
        "maybe a 6",
        "its a 9 now",
        "6 or 7",
        "like 5 i think",
        "11",
        "25",
        "3.5",
    ],
)
def test_after_the_scale_a_number_is_the_answer(reader: MessageReader, text: str):
    reading = reader.read(text, after(Asked.RATING))

    assert reading.label is Label.OTHER
    assert not reading.ask
    assert reading.confidence > 0.9
    assert reading.safety is Level.NONE


@pytest.mark.parametrize(
    ("text", "asked", "label"),
    [
        ("done", Asked.TIMER_END, Label.RESISTED),
        ("gone", Asked.TIMER_END, Label.RESISTED),
        ("Its passed", Asked.TIMER_END, Label.RESISTED),
        ("still there", Asked.TIMER_END, Label.URGE),
        ("no change", Asked.TIMER_END, Label.URGE),
        ("stronger", Asked.TIMER_END, Label.URGE),
        ("sent it", Asked.TIMER_END, Label.SLIP),
        ("i texted him", Asked.TIMER_END, Label.SLIP),
        ("4", Asked.TIMER_END, Label.OTHER),
        ("ok I sent it", Asked.URGE_OPEN, Label.SLIP),
        ("sent", Asked.URGE_OPEN, Label.SLIP),
        ("did it. sorry", Asked.URGE_OPEN, Label.SLIP),
        ("not gonna", Asked.URGE_OPEN, Label.RESISTED),
        ("ok i won't", Asked.URGE_OPEN, Label.RESISTED),
        ("put the phone away", Asked.URGE_OPEN, Label.RESISTED),
    ],
)
def test_short_answers_are_read_by_their_question(
    reader: MessageReader, text: str, asked: Asked, label: Label
):
    reading = reader.read(text, after(asked))

    assert reading.label is label
    assert not reading.ask


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No!",
        "nope, i'm fine",
        "i meant my phone",
        "no i meant my phone battery died",
        "lol no",
        "it was a joke",
    ],
)
def test_a_no_to_the_gentle_question_is_no_sign_of_danger(reader: MessageReader, text: str):
    assert reader.read(text, after(Asked.SAFETY_CHECK)).safety is Level.NONE


@pytest.mark.parametrize("asked", list(Asked))
def test_a_longer_story_is_read_as_ever(reader: MessageReader, asked: Asked):
    reading = reader.read(
        "she texted me out of nowhere and i have not answered yet, what now", after(asked)
    )

    assert reading.label is Label.EX_CONTACT
