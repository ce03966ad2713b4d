"""What is counted of a reader, on readings made by hand."""

import json
from datetime import UTC, datetime

import pytest

from bot.core.labels import Asked, Flag, Label, Level, Risk
from bot.core.reading import Context, Reading
from bot.understanding.report import report
from bot.understanding.score import Labelled, Share, labelled_from, score
from bot.understanding.stream import BadLineError

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def message(label: Label, *flags: Flag) -> Labelled:
    return Labelled(text="x", context=Context(now=NOW), label=label, flags=frozenset(flags))


def reading(
    label: Label, confidence: float, *, ask: bool = False, safety: Level = Level.NONE
) -> Reading:
    return Reading(
        label=label,
        confidence=confidence,
        ask=ask,
        options=(label, Label.GRIEF) if label is not Label.GRIEF else (label,),
        safety=safety,
        risk=Risk.CRISIS if safety else None,
    )


def test_what_is_answered_asked_and_noticed_is_counted_apart():
    messages = [
        message(Label.URGE),
        message(Label.GRIEF),
        message(Label.SLIP),
        message(Label.CRISIS),
        message(Label.DANGER, Flag.EX_AT_RISK),
        message(Label.SOCIAL),
    ]
    readings = [
        reading(Label.URGE, 0.95),
        reading(Label.URGE, 0.4, ask=True),
        reading(Label.RESISTED, 0.9),
        reading(Label.GRIEF, 0.6, safety=Level.CHECK),
        reading(Label.DANGER, 0.9, safety=Level.ACT),
        reading(Label.SOCIAL, 0.9, safety=Level.CHECK),
    ]

    found = score(messages, readings)

    assert found.accuracy == Share(3, 6)
    assert found.answered == Share(5, 6)
    assert found.answered_right == Share(3, 5)
    assert found.offered == Share(1, 1)
    assert found.noticed["crisis"] == Share(1, 1)
    assert found.noticed["ex_at_risk"] == Share(1, 1)
    assert found.acted["any"] == Share(1, 2)
    assert found.false_checks == Share(1, 4)
    assert found.false_acts == Share(0, 4)
    assert found.recall["slip"] == Share(0, 1)
    assert found.confusion[("slip", "resisted")] == 1


def test_a_reader_that_knows_how_sure_it_is_has_no_calibration_error():
    messages = [message(Label.URGE)] * 10
    readings = [reading(Label.URGE, 0.8)] * 8 + [reading(Label.SLIP, 0.8)] * 2

    assert score(messages, readings).calibration_error == pytest.approx(0.0)


def test_the_interval_holds_the_share_and_narrows_with_more_messages():
    few, many = Share(8, 10), Share(800, 1000)

    assert few.interval[0] < many.interval[0] < 0.8 < many.interval[1] < few.interval[1]
    assert Share(0, 0).interval == (0.0, 1.0)


def test_labelled_messages_are_read_with_their_context():
    lines = [
        json.dumps({"text": "7", "label": "other", "asked": "rating", "flags": ["night"]}),
        "",
        json.dumps({"text": "x", "label": "urge"}),
    ]

    found = labelled_from(lines, NOW)

    assert found[0].context.asked is Asked.RATING
    assert found[0].flags == {Flag.NIGHT}
    assert found[1].flags is None


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "x"}',
        '{"text": "x", "label": "sad"}',
        '{"text": "x", "label": "urge", "flags": ["x"]}',
        "x",
    ],
)
def test_a_line_that_is_not_labelled_is_named(line: str):
    with pytest.raises(BadLineError, match="line 2"):
        labelled_from([json.dumps({"text": "x", "label": "urge"}), line], NOW)


def test_the_report_holds_every_figure_and_no_text_of_people():
    text = report(score([message(Label.URGE, Flag.NIGHT)], [reading(Label.URGE, 0.9)]))

    for word in (
        "accuracy",
        "answered at once",
        "precision",
        "threshold",
        "confidence",
        "ordinary checked",
        "night",
    ):
        assert word in text
