"""How well a reader does on labelled messages: the body of `unsent understand --score`.

Owns what is counted; `report` turns it into words. Called by the command line.
"""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.labels import Flag, Label, Level, Risk
from bot.core.reading import Context, Reading
from bot.understanding.dangers import RISK_LABELS
from bot.understanding.stream import BadLineError, ManyReader, message_from

BINS = 10
_Z95 = 1.959964
LONG_CHARS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One message with what a person says it means. `flags` is None where nobody marked them."""

    text: str
    context: Context
    label: Label
    flags: frozenset[Flag] | None


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """0..1; 0 where there is nothing to count."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval (Wilson)."""
        if not self.of:
            return 0.0, 1.0
        p, n, z2 = self.value, self.of, _Z95**2
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = _Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Readings of like confidence: from `low`, how many, how sure on average, how many right."""

    low: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Everything that is counted. Shares by name of label, risk or flag."""

    accuracy: Share
    precision: dict[str, Share]
    recall: dict[str, Share]
    confusion: dict[tuple[str, str], int]
    """How often (true label, said label) came."""
    answered: Share
    """Messages that the reader would act on without asking, of those without a sign of danger."""
    answered_right: Share
    offered: Share
    """Of the messages that are asked about: those whose label is among the options."""
    curve: tuple[tuple[float, Share, Share, Share], ...]
    """By threshold: answered, of these right, of the rest among the options."""
    noticed: dict[str, Share]
    """By risk, and "any": check or act."""
    acted: dict[str, Share]
    false_checks: Share
    """Ordinary messages that were checked or acted on."""
    false_acts: Share
    bins: tuple[Bin, ...]
    calibration_error: float
    """Expected calibration error, 0..1."""
    flag_precision: dict[str, Share] = field(default_factory=dict)
    flag_recall: dict[str, Share] = field(default_factory=dict)


def labelled_from(lines: Sequence[str], now: datetime) -> list[Labelled]:
    """The labelled messages of a file of JSON lines: text, label, and if known flags and asked.

    Raises BadLineError, naming the line.
    """
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text, context = message_from(line, now)
            read = json.loads(line)
            label = Label(read["label"])
            flags = read.get("flags")
            marked = None if flags is None else frozenset(Flag(flag) for flag in flags)
        except KeyError as error:
            raise BadLineError(f"line {number}: the label is missing; add it") from error
        except (ValueError, TypeError) as error:
            raise BadLineError(f"line {number}: {error}") from error
        found.append(Labelled(text=text, context=context, label=label, flags=marked))
    return found


def read_all(reader: ManyReader, messages: Sequence[Labelled]) -> list[Reading]:
    """A reading for each message."""
    return reader.read_many([(one.text, one.context) for one in messages])


def score(messages: Sequence[Labelled], readings: Sequence[Reading]) -> Score:
    """Counts how the readings compare with the labels."""
    pairs = list(zip(messages, readings, strict=True))
    right = [one.label is reading.label for one, reading in pairs]
    confusion = Counter((one.label.value, reading.label.value) for one, reading in pairs)
    direct = [reading.safety is not Level.NONE or not reading.ask for _, reading in pairs]
    bins = _bins(pairs, right)
    precision, recall = _by_label(confusion)
    flag_precision, flag_recall = _by_flag(pairs)
    ordinary = [reading for one, reading in pairs if not risks_of(one)]
    return Score(
        accuracy=_share(right),
        precision=precision,
        recall=recall,
        confusion=dict(confusion),
        answered=_share(direct),
        answered_right=_share([ok for ok, now in zip(right, direct, strict=True) if now]),
        offered=_share(
            [
                one.label in reading.options
                for (one, reading), now in zip(pairs, direct, strict=True)
                if not now
            ]
        ),
        curve=tuple(_at(pairs, right, step / 20) for step in range(6, 20)),
        noticed=_by_risk(pairs, Level.CHECK),
        acted=_by_risk(pairs, Level.ACT),
        false_checks=_share([reading.safety is not Level.NONE for reading in ordinary]),
        false_acts=_share([reading.safety is Level.ACT for reading in ordinary]),
        bins=bins,
        calibration_error=sum(b.count * abs(b.right - b.confidence) for b in bins)
        / max(1, len(pairs)),
        flag_precision=flag_precision,
        flag_recall=flag_recall,
    )


def risks_of(one: Labelled) -> frozenset[Risk]:
    """The dangers that a person marked in a message."""
    risks = {RISK_LABELS[one.label]} if one.label in RISK_LABELS else set()
    if one.flags is not None and Flag.EX_AT_RISK in one.flags:
        risks.add(Risk.EX_AT_RISK)
    return frozenset(risks)


def _share(hits: Sequence[bool]) -> Share:
    return Share(sum(hits), len(hits))


def _by_label(
    confusion: Counter[tuple[str, str]],
) -> tuple[dict[str, Share], dict[str, Share]]:
    precision, recall = {}, {}
    for label in Label:
        hits = confusion[(label.value, label.value)]
        said = sum(n for (_, other), n in confusion.items() if other == label)
        true = sum(n for (other, _), n in confusion.items() if other == label)
        if said or true:
            precision[label.value] = Share(hits, said)
            recall[label.value] = Share(hits, true)
    return precision, recall


def _by_flag(
    pairs: Sequence[tuple[Labelled, Reading]],
) -> tuple[dict[str, Share], dict[str, Share]]:
    marked = [(one.flags, reading.flags) for one, reading in pairs if one.flags is not None]
    precision, recall = {}, {}
    for flag in Flag:
        hits = sum(flag in true and flag in said for true, said in marked)
        precision[flag.value] = Share(hits, sum(flag in said for _, said in marked))
        recall[flag.value] = Share(hits, sum(flag in true for true, _ in marked))
    return precision, recall


def _by_risk(pairs: Sequence[tuple[Labelled, Reading]], level: Level) -> dict[str, Share]:
    """Noticed counts whatever kind was named: each kind of question and answer finds the person."""
    found = {}
    for risk in Risk:
        found[risk.value] = _share(
            [reading.safety >= level for one, reading in pairs if risk in risks_of(one)]
        )
    found["any"] = _share([reading.safety >= level for one, reading in pairs if risks_of(one)])
    return found


def _at(
    pairs: Sequence[tuple[Labelled, Reading]], right: Sequence[bool], threshold: float
) -> tuple[float, Share, Share, Share]:
    sure = [r.safety is not Level.NONE or r.confidence >= threshold for _, r in pairs]
    rest = [
        one.label in reading.options
        for (one, reading), now in zip(pairs, sure, strict=True)
        if not now
    ]
    answered = [ok for ok, now in zip(right, sure, strict=True) if now]
    return threshold, _share(sure), _share(answered), _share(rest)


def _bins(pairs: Sequence[tuple[Labelled, Reading]], right: Sequence[bool]) -> tuple[Bin, ...]:
    places: dict[int, list[int]] = {}
    for place, (_, reading) in enumerate(pairs):
        places.setdefault(min(BINS - 1, int(reading.confidence * BINS)), []).append(place)
    return tuple(
        Bin(
            low=number / BINS,
            count=len(rows),
            confidence=sum(pairs[row][1].confidence for row in rows) / len(rows),
            right=sum(right[row] for row in rows) / len(rows),
        )
        for number, rows in sorted(places.items())
    )
