"""Every button, pressed in every state with whatever a stranger could forge."""

import pytest

from bot.core import taps
from bot.core.labels import Label, Risk
from bot.core.lines import BUTTONS
from bot.core.messages import DATA_BYTES, Button
from tests.core.conftest import danger, reads
from tests.talk import Conversation, buttons_of, texts_of

FORGED = (
    "",
    "k3f9abcd",
    "k3f9abcd.7",
    "crisis",
    "near",
    "2026-03-10",
    "0830",
    "+05:30",
    "../../x",
    "7",
    ".",
    "💥" * 9,
)


def in_urge(person: Conversation) -> None:
    person.says("I want to text them")


def writing(person: Conversation) -> None:
    in_urge(person)
    person.taps("Say it here instead")
    person.says("dear you")


def after_slip(person: Conversation) -> None:
    person.says("I texted", reads(Label.SLIP))
    person.taps("I wrote")


def in_crisis(person: Conversation) -> None:
    person.says("I want to die", danger(Risk.CRISIS))


def new(_person: Conversation) -> None:
    """Nothing was said yet."""


STATES = (new, in_urge, writing, after_slip, in_crisis)


@pytest.mark.parametrize("action", sorted({**taps.SAFETY, **taps.ORDINARY, "no_such_thing": None}))
def test_a_forged_button_is_answered_and_breaks_nothing(library, action):
    from tests.core.conftest import HandReader

    for state in STATES:
        person = Conversation(library=library, reader=HandReader())
        state(person)
        for ref in FORGED:
            turn = person.presses(Button(label="", action=action, ref=ref))
            assert turn.replies, (action, ref)
            assert all(texts_of(turn))


def test_nothing_that_is_shown_has_a_button_that_nobody_handles(settled):
    in_urge(settled)
    after_slip(settled)
    for command in (
        "start",
        "settings",
        "letters",
        "plans",
        "reasons",
        "privacy",
        "forget",
        "help",
        "sos",
        "stats",
    ):
        settled.says(f"/{command}")
    known = {**taps.SAFETY, **taps.ORDINARY}
    shown = {button.action for turn in settled.turns for button in buttons_of(turn)}

    assert shown <= known.keys()


def test_what_a_button_carries_fits_into_telegrams_64_bytes(settled):
    in_urge(settled)
    after_slip(settled)
    settled.says("/plans")
    for turn in settled.turns:
        for button in buttons_of(turn):
            assert len(button.data.encode()) <= DATA_BYTES


def test_every_label_that_content_must_write_belongs_to_something():
    handled = {**taps.SAFETY, **taps.ORDINARY}
    loose = {b for b in BUTTONS if b not in handled}

    prefixes = (
        "slip_",
        "ex_",
        "need_",
        "helped_",
        "means_",
        "days_",
        "stats_",
        "help_",
        "theme_",
        "settings_",
        "morning_count",
        "tone_",
        "pause_",
        "weekday_",
        "date_",
        "setup_",
    )
    assert all(name.startswith(prefixes) for name in loose), loose
