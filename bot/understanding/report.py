"""A score in words and columns, for the terminal and for the documentation.

Owns the form alone.
"""

from collections.abc import Iterator, Mapping

from bot.core.labels import Flag, Label
from bot.understanding.score import Score, Share

_SHORT = 4


def report(score: Score) -> str:
    """The whole score as text, widest line under 120 columns."""
    return "\n".join(
        [
            f"accuracy            {_with_interval(score.accuracy)}",
            f"answered at once    {_with_interval(score.answered)}",
            f"  of these right    {_with_interval(score.answered_right)}",
            f"  else in options   {_with_interval(score.offered)}",
            f"calibration error   {score.calibration_error:.3f}",
            f"ordinary checked    {_with_interval(score.false_checks)}",
            f"ordinary acted on   {_with_interval(score.false_acts)}",
            "",
            *_columns("risk", ("noticed", score.noticed), ("acted on", score.acted)),
            "",
            *_columns("label", ("precision", score.precision), ("recall", score.recall)),
            "",
            *_columns("flag", ("precision", score.flag_precision), ("recall", score.flag_recall)),
            "",
            "threshold  answered  right  rest in options",
            *(
                f"{at:9.2f}  {answered.value:8.3f}  {right.value:5.3f}  {rest.value:15.3f}"
                for at, answered, right, rest in score.curve
            ),
            "",
            "confidence  messages  mean confidence  right",
            *(
                f"{b.low:.1f} to {b.low + 0.1:.1f}  {b.count:8}  {b.confidence:15.3f}  {b.right:5.3f}"
                for b in score.bins
            ),
            "",
            *_confusion(score.confusion),
        ]
    )


def flags_in(score: Score) -> list[Flag]:
    """The flags that were marked at least once."""
    return [flag for flag in Flag if score.flag_recall[flag.value].of]


def _with_interval(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f}  [{low:.3f}, {high:.3f}]  ({share.hits} of {share.of})"


def _columns(
    name: str, first: tuple[str, Mapping[str, Share]], second: tuple[str, Mapping[str, Share]]
) -> Iterator[str]:
    yield f"{name:14}{first[0]:>24}{second[0]:>28}"
    for key, one in first[1].items():
        other = second[1][key]
        yield f"{key:14}{_cell(one):>24}{_cell(other):>28}"


def _cell(share: Share) -> str:
    return f"{share.value:.3f} ({share.hits} of {share.of})" if share.of else "-"


def _confusion(confusion: Mapping[tuple[str, str], int]) -> Iterator[str]:
    names = [label.value for label in Label]
    yield "true \\ said   " + " ".join(f"{name[:_SHORT]:>4}" for name in names)
    for true in names:
        counts = [confusion.get((true, said), 0) for said in names]
        if any(counts):
            yield f"{true:13} " + " ".join(f"{count or '.':>4}" for count in counts)
