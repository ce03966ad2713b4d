"""One card for each part of the picture: how high it is, and how it is drawn. Decides nothing about what is shown."""

from typing import assert_never

from bot.pictures.cards.bars import BarsCard
from bot.pictures.cards.empty import EmptyCard
from bot.pictures.cards.frame import Card
from bot.pictures.cards.hours import HoursCard
from bot.pictures.cards.letters import LettersCard
from bot.pictures.cards.run import RunCard
from bot.pictures.cards.urges import UrgesCard
from bot.pictures.cards.waves import WavesCard
from bot.pictures.sections import Bars, Empty, Hours, Letters, Run, Section, Urges, Waves

__all__ = ["Card", "card_of"]


def card_of(section: Section) -> Card:  # one line for each kind
    """The card that shows a section."""
    match section:
        case Run():
            return RunCard(section)
        case Urges():
            return UrgesCard(section)
        case Hours():
            return HoursCard(section)
        case Waves():
            return WavesCard(section)
        case Letters():
            return LettersCard(section)
        case Bars():
            return BarsCard(section)
        case Empty():
            return EmptyCard(section)
        case _:
            assert_never(section)
