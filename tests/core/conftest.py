"""Readings made by hand: the core is tested without a model."""

import pytest

from bot.core.labels import Flag, Label, Level, Risk
from bot.core.reading import Context, Reading, Said
from bot.library import ContentLibrary
from tests.talk import Conversation


class HandReader:
    """Reads what the test wrote down, everything else as an urge; numbers as numbers."""

    def read(self, text: str, context: Context) -> Reading:
        del context
        bare = text.strip().split("/")[0]
        number = int(bare) if bare.isascii() and bare.isdigit() else None
        said = Said(number=number if number is None or number <= 10 else -1)
        label = Label.OTHER if number is not None else Label.URGE
        return Reading(label=label, confidence=0.95, said=said)

    def is_urgent(self, text: str) -> bool:
        del text
        return False


def reads(label: Label, *flags: Flag, **more: object) -> Reading:
    """A sure reading."""
    return Reading(label=label, confidence=0.95, flags=frozenset(flags), **more)


def danger(risk: Risk, level: Level = Level.ACT) -> Reading:
    """A reading that safety answers."""
    label = Label.CRISIS if risk is Risk.CRISIS else Label.DANGER
    label = Label.THREAT if risk is Risk.THREAT else label
    return Reading(label=label, confidence=0.9, safety=level, risk=risk, options=(Label.URGE,))


@pytest.fixture
def someone(library: ContentLibrary) -> Conversation:
    """A person whose words mean what the test says."""
    return Conversation(library=library, reader=HandReader())


@pytest.fixture
def settled(someone: Conversation) -> Conversation:
    """The same person after set-up: Berlin, 18 or over, nothing to be careful about, ten days in."""
    someone.says("/start")
    someone.taps("Ask me")
    someone.presses(_button("setup_skip", "0"))
    someone.presses(_button("setup_days", "7"))
    someone.presses(_button("zone_offset", "+01:00"))
    someone.presses(_button("setup_morning", "0830"))
    someone.presses(_button("careful_none"))
    someone.presses(_button("age_adult"))
    return someone


def _button(action: str, ref: str = ""):
    from bot.core.messages import Button

    return Button(label="", action=action, ref=ref)
