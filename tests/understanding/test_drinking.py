"""On a night with drink less is needed for the gentle question (docs/safety.md, 8)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from bot.core.labels import Flag, Label, Level, Risk
from bot.core.person import Person, Talk
from bot.core.reading import Context
from bot.mind import context_of
from bot.understanding import ARTEFACTS, nothing_said
from bot.understanding.asked import Answers
from bot.understanding.calibration import FILE, Calibrations
from bot.understanding.cues import Cues
from bot.understanding.outputs import FLAGS, LABELS, Scores
from bot.understanding.reader import MessageReader, Parts
from bot.understanding.rules import SafetyRules
from bot.understanding.topics import Topics
from tests.understanding.conftest import CONTENT, NOW

CALIBRATION = Calibrations.load(ARTEFACTS / FILE).with_encoder
SOBER = Context(now=NOW)
DRANK = Context(now=NOW, drank=True)


class SaysSo:
    """A model that gives every text the same chances: of crisis, and of drink."""

    def __init__(self, crisis: float, alcohol: float) -> None:
        labels = np.full(len(LABELS), 1e-6)
        labels[LABELS.index(Label.GRIEF)] = 1.0 - crisis
        labels[LABELS.index(Label.CRISIS)] = crisis
        flags = np.full(len(FLAGS), 1e-6)
        flags[FLAGS.index(Flag.ALCOHOL)] = alcohol
        self._labels = np.log(labels).astype(np.float32)
        self._flags = np.log(flags / (1 - flags)).astype(np.float32)

    def scores(self, texts: Sequence[str]) -> Scores:
        count = (len(texts), 1)
        return Scores(labels=np.tile(self._labels, count), flags=np.tile(self._flags, count))


def reader_with(crisis: float, alcohol: float = 0.01) -> MessageReader:
    calibration = replace(
        CALIBRATION,
        check_from=CALIBRATION.check_from | {Risk.CRISIS: 0.2},
        act_from=CALIBRATION.act_from | {Risk.CRISIS: 0.45},
    )
    return MessageReader(
        Parts(
            model=SaysSo(crisis, alcohol),
            calibration=calibration,
            rules=SafetyRules.load(CONTENT),
            answers=Answers.load(CONTENT),
            motives=Cues({}),
            signs=Cues({}),
            topics=Topics.none(),
            is_known=lambda _: True,
            said=nothing_said,
        )
    )


@pytest.mark.parametrize(
    ("crisis", "sober", "after_drinking"),
    [
        (0.15, Level.NONE, Level.CHECK),
        (0.3, Level.CHECK, Level.ACT),
        (0.01, Level.NONE, Level.NONE),
    ],
)
def test_after_drinking_less_is_needed_to_ask_and_to_act(
    crisis: float, sober: Level, after_drinking: Level
):
    reader = reader_with(crisis)

    assert reader.read("nothing in here", SOBER).safety is sober
    assert reader.read("nothing in here", DRANK).safety is after_drinking


def test_drink_in_the_very_message_counts_as_well():
    assert reader_with(0.15, alcohol=0.99).read("nothing in here", SOBER).safety is Level.CHECK


@pytest.mark.parametrize(
    ("hours_ago", "counts"), [(None, False), (0, True), (9, True), (11, False), (30, False)]
)
def test_a_night_of_drinking_lasts_until_about_the_next_morning(
    hours_ago: int | None, *, counts: bool
):
    drank_at = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    person = Person(id="x", talk=Talk(drank_at=drank_at))

    assert context_of(person, NOW).drank is counts
