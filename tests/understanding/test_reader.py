"""What a reading promises, whatever is typed."""

import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.labels import Asked, Flag, Label, Level, Risk
from bot.core.reading import Reading
from bot.understanding import ARTEFACTS, MessageReader, load_reader
from tests.understanding.conftest import CONTENT, after

RISK_LABELS = {Label.CRISIS, Label.DANGER, Label.THREAT}
STRANGE = [
    "",
    " \n\t ",
    "\x00\x01\x02",
    "\ud800 \udfff",
    "\U0001f494\U0001f494\U0001f494",
    "a" * 100_000,
    "i miss him. " * 9_000,
    "<b>&amp;'; DROP TABLE users; --",
    "\u0645\u0631\u062d\u0628\u0627",
    "\u4f60\u597d\u5417\u6211\u5f88\u60f3\u5979",
    "/start@another_bot",
    "\u0301\u0301\u0301",
    "1" * 5000,
    "\ufffe\uffff",
]


def read(reader: MessageReader, text: str, asked: Asked | None = None) -> Reading:
    return reader.read(text, after(asked))


def assert_well_formed(reading: Reading) -> None:
    assert 0.0 <= reading.confidence <= 1.0
    assert 1 <= len(reading.options) <= 4
    assert reading.options[0] is reading.label
    assert len(set(reading.options)) == len(reading.options)
    assert (reading.risk is None) == (reading.safety is Level.NONE)
    assert not (reading.ask and reading.safety is not Level.NONE)
    if reading.label in RISK_LABELS:
        assert reading.safety is not Level.NONE


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("should i text him happy birthday", Label.URGE),
        ("i texted her. i know", Label.SLIP),
        ("caved", Label.SLIP),
        ("hes online rn, green dot and everything", Label.CHECKING),
        ("she texted me hey", Label.EX_CONTACT),
        ("he wants to meet and talk about getting back together", Label.EX_OPEN),
        ("i have to tell her dad that our son is in hospital", Label.MUST_CONTACT),
        ("typed it and deleted it. day 12", Label.RESISTED),
        ("does no contact actually work", Label.QUESTION),
        ("i miss him so much it hurts", Label.GRIEF),
        ("hi there", Label.SOCIAL),
        ("what's the capital of peru", Label.OTHER),
        ("i want to kill myself", Label.CRISIS),
        ("he's outside my door with a knife", Label.DANGER),
        ("i'm going to slash her tyres tonight", Label.THREAT),
    ],
)
def test_a_plain_message_of_each_kind_is_understood(reader: MessageReader, text: str, label: Label):
    assert read(reader, text).label is label


@pytest.mark.parametrize("text", STRANGE)
def test_strange_input_gets_a_reading_and_little_confidence(reader: MessageReader, text: str):
    reading = read(reader, text)

    assert_well_formed(reading)
    assert reading.confidence < 0.6 or reading.label is Label.OTHER


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(), max_size=400), asked=st.sampled_from([None, *Asked]))
def test_every_reading_is_well_formed(reader: MessageReader, text: str, asked: Asked | None):
    assert_well_formed(read(reader, text, asked))


def test_messages_read_together_are_read_as_if_alone(reader: MessageReader):
    texts = [
        "caved",
        "i want to die",
        "hello",
        "his mum's funeral is on friday, do i go",
        "i miss her " * 40,
    ]

    together = reader.read_many([(text, after(None)) for text in texts])

    for text, reading in zip(texts, together, strict=True):
        alone = read(reader, text)
        assert (alone.label, alone.safety, alone.flags) == (
            reading.label,
            reading.safety,
            reading.flags,
        )
        assert alone.confidence == pytest.approx(reading.confidence, abs=0.03)


def test_a_sign_of_danger_is_seen_whatever_was_asked(reader: MessageReader):
    for asked in [None, *Asked]:
        assert read(reader, "I want to kill myself", asked).safety is Level.ACT


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("i want to kill myself", True),
        ("he's got his hands round my throat", True),
        ("quiero morir", True),
        ("i'm dying to text him", False),
        ("hi", False),
        ("", False),
    ],
)
def test_what_is_urgent_is_seen_by_the_rules_alone(
    reader: MessageReader, text: str, *, urgent: bool
):
    assert reader.is_urgent(text) is urgent


def test_who_else_may_die_has_a_kind_of_its_own(reader: MessageReader):
    reading = read(reader, "he says he'll kill himself if i don't answer him")

    assert reading.risk is Risk.EX_AT_RISK
    assert Flag.EX_AT_RISK in reading.flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("three glasses of wine in and i want to call him", Flag.ALCOHOL),
        (
            "she blocked me and told me to stop. i want to write from another number",
            Flag.NO_FROM_EX,
        ),
        ("our daughter has a fever and he has her this weekend", Flag.CHILDREN),
        ("it's 3am and i can't sleep, want to text her", Flag.NIGHT),
        ("i left my hoodie at his, so i should probably text him about it", Flag.PRETEXT),
        ("he used to hit me years ago. i'm safe now. still want to write to him", Flag.PAST_ABUSE),
        ("Dear Tom, I miss our mornings. Please write back. Yours, Ann", Flag.DRAFT),
    ],
)
def test_flags_tell_what_else_is_in_a_message(reader: MessageReader, text: str, flag: Flag):
    assert flag in read(reader, text).flags


def test_motives_come_best_first_and_signs_as_they_are(reader: MessageReader):
    reading = read(reader, "drunk on wine and our song came on. i'm 15 and i left him")

    assert reading.motives == ("drunk", "reminder")
    assert reading.signs == {"i_left", "under_18"}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("so does no contact really work", "does_it_work"),
        ("how many days should no contact last", "how_long"),
        ("will he ever come back to me", "will_they_come_back"),
        ("is it normal that i dream of her dog", None),
        ("i miss him", None),
    ],
)
def test_a_known_question_is_recognised_and_another_is_not(
    reader: MessageReader, text: str, topic: str | None
):
    assert read(reader, text).topic == topic


@pytest.mark.parametrize(
    "text",
    [
        "te extra\u00f1o mucho y quiero escribirte pero no puedo",
        "ich vermisse ihn so sehr und will ihm schreiben",
        "я очень скучаю",
        "mujhe uski bahut yaad aa rahi hai kya karu",
        "aku kangen banget sama dia tapi nggak mau chat duluan",
    ],
)
def test_another_language_is_said_to_be_one_and_asked_about(reader: MessageReader, text: str):
    reading = read(reader, text)

    assert reading.foreign
    assert reading.ask or reading.safety is not Level.NONE
    assert reading.confidence <= 0.3


@pytest.mark.parametrize(
    "text",
    [
        "hes online rn",
        "ngl i miss her fr",
        "Nisam ok",
        "caved",
        "je suis fine, just sad",
        "wallah i miss her so much bro",
    ],
)
def test_english_with_a_few_other_words_is_not_foreign(reader: MessageReader, text: str):
    assert not read(reader, text).foreign


def test_without_the_encoder_it_reads_by_words_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    for name in ("words.npz", "reader.json"):
        (tmp_path / name).write_bytes((ARTEFACTS / name).read_bytes())

    with caplog.at_level(logging.WARNING):
        reader = load_reader(tmp_path, CONTENT)

    assert len(caplog.records) == 1
    assert "words alone" in caplog.text
    assert read(reader, "should i text him").label is Label.URGE
    assert read(reader, "i want to kill myself").safety is Level.ACT


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_without_the_encoder_every_reading_is_well_formed_too(
    words_reader: MessageReader, text: str
):
    assert_well_formed(read(words_reader, text))
