"""How sure is sure enough: the numbers that turn logits into decisions.

Owns the file ``reader.json`` beside the weights: temperatures, the threshold of asking, two thresholds for each risk,
one for each flag. They are chosen by `training.heads` on the development messages, never by hand.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.core.labels import Flag, Risk

FILE = "reader.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The numbers of one way to read: with the encoder, or by words alone. All probabilities lie in 0..1."""

    encoder_weight: float
    """What a logit of the encoder's heads counts; 0 where there is no encoder."""
    words_weight: float
    ask_below: float
    """Below this confidence the bot asks instead of acting."""
    check_from: dict[Risk, float]
    act_from: dict[Risk, float]
    flag_from: dict[Flag, float]
    topic_from: float
    """How near (cosine) a question must be to an example to have its topic."""

    def as_json(self) -> dict[str, object]:
        """Plain values, as they are written down."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibrations:
    """Both ways to read."""

    with_encoder: Calibration
    words_only: Calibration

    @classmethod
    def load(cls, path: Path) -> "Calibrations":
        """What training chose. Raises OSError, KeyError, TypeError or ValueError for a file that is none."""
        read = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            with_encoder=_calibration(read["with_encoder"]),
            words_only=_calibration(read["words_only"]),
        )

    def save(self, path: Path) -> None:
        """Writes them so that a change is readable in a diff."""
        written = {
            "with_encoder": self.with_encoder.as_json(),
            "words_only": self.words_only.as_json(),
        }
        path.write_text(json.dumps(written, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _calibration(read: dict[str, object]) -> Calibration:
    return Calibration(
        encoder_weight=_number(read["encoder_weight"]),
        words_weight=_number(read["words_weight"]),
        ask_below=_number(read["ask_below"]),
        check_from={Risk(name): value for name, value in _numbers(read["check_from"]).items()},
        act_from={Risk(name): value for name, value in _numbers(read["act_from"]).items()},
        flag_from={Flag(name): value for name, value in _numbers(read["flag_from"]).items()},
        topic_from=_number(read["topic_from"]),
    )


def _number(value: object) -> float:
    if isinstance(value, int | float):
        return float(value)
    raise TypeError(value)


def _numbers(value: object) -> dict[str, float]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {str(name): _number(number) for name, number in value.items()}
