"""Text in, reading out: what a message means, how sure that is, and how much danger it may hold. All of it local.

`load_reader` is the only way in for the rest of the bot; `score` and `stream` serve `unsent understand`, `phrases` and
`rules` serve `unsent check` and the training.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.reading import Context, Said
from bot.understanding.asked import Answers
from bot.understanding.blend import FILE as HEADS_FILE
from bot.understanding.blend import Blend, Heads
from bot.understanding.calibration import FILE as CALIBRATION_FILE
from bot.understanding.calibration import Calibrations
from bot.understanding.cues import Cues
from bot.understanding.encoder import FILE as ENCODER_FILE
from bot.understanding.encoder import Encoder, EncoderMissing, model_dir
from bot.understanding.plain import plain
from bot.understanding.reader import MessageReader, Parts, SaidParser
from bot.understanding.rules import SafetyRules
from bot.understanding.topics import FILE as TOPICS_FILE
from bot.understanding.topics import StoredVectors, Topics
from bot.understanding.words_model import FILE as WORDS_FILE
from bot.understanding.words_model import WordsModel

__all__ = ["ARTEFACTS", "Expressions", "MessageReader", "load_reader"]

ARTEFACTS = Path(__file__).parent / "artefacts" / "en"
"""What training made, for English."""
MOTIVES_LOOKED_AT = 2_000
"""Characters. People say early why they write, and hundreds of expressions look for it."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expressions:
    """What the content library knows of how people say things; each by its id.

    `motives` and `signs` are regular expressions for lower-case text; signs are i_left, they_died, under_18, order.
    `topics` are example questions.
    """

    motives: Mapping[str, Sequence[str]] = field(default_factory=dict)
    signs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    topics: Mapping[str, Sequence[str]] = field(default_factory=dict)


def nothing_said(_text: str, _context: Context) -> Said:
    """The parser of values where none is handed in."""
    return Said()


def load_reader(
    artefacts_dir: Path,
    content_dir: Path,
    expressions: Expressions | None = None,
    said: SaidParser = nothing_said,
) -> MessageReader:
    """A reader made of what training stored and of a language folder such as ``content/en``.

    Where the encoder's weights are missing it reads by words alone and says so in one line of the log. Raises
    ContentError for lists that cannot be used, and OSError where there are no artefacts at all.
    """
    known = expressions or Expressions()
    calibrations = Calibrations.load(artefacts_dir / CALIBRATION_FILE)
    words = WordsModel.load(artefacts_dir / WORDS_FILE)
    asks = {name: [plain(ask) for ask in some] for name, some in known.topics.items()}
    try:
        encoder = Encoder(artefacts_dir / ENCODER_FILE, model_dir())
        heads = Heads.load(artefacts_dir / HEADS_FILE)
        calibration = calibrations.with_encoder
        model = Blend(words, calibration, encoder, heads)
        stored = StoredVectors.load(artefacts_dir / TOPICS_FILE)
        topics = Topics.of(asks, stored, encoder.vectors, calibration.topic_from)
    except (EncoderMissing, OSError, KeyError, ValueError) as error:
        log.warning("Messages are read by words alone, less well: %s. Remedy: make setup", error)
        calibration = calibrations.words_only
        model = Blend(words, calibration)
        topics = Topics.none()
    return MessageReader(
        Parts(
            model=model,
            calibration=calibration,
            rules=SafetyRules.load(content_dir),
            answers=Answers.load(content_dir),
            motives=Cues(known.motives, MOTIVES_LOOKED_AT),
            signs=Cues(known.signs),
            topics=topics,
            is_known=words.knows,
            said=said,
        )
    )
