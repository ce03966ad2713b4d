"""The phrases as numbers: what every training step starts from.

Owns the order of the examples and the fingerprint of the data. Called by the other modules of `training`.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.core.errors import ContentError
from bot.understanding.outputs import FLAGS, LABELS
from bot.understanding.phrases import Phrase, fingerprint, read_phrases
from bot.understanding.plain import plain
from training.linear import Targets

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content" / "en"
DEVELOPMENT = ROOT / "tests" / "understanding" / "data" / "dev.jsonl"
TEST = ROOT / "tests" / "understanding" / "data" / "test.jsonl"
UNMARKED_WRITERS = frozenset({"w0"})
"""Their messages carry no flags; where one has none that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Plain texts with what is known of them, row by row."""

    texts: list[str]
    writers: list[str]
    targets: Targets
    fingerprint: str


def examples(content_dir: Path = CONTENT) -> Examples:
    """Every phrase of a language. Raises ContentError where a phrase file has mistakes."""
    phrases, mistakes = read_phrases(content_dir)
    if mistakes:
        raise ContentError(
            tuple(f"{one.file}:{one.line}: {one.reason}; {one.remedy}" for one in mistakes)
        )
    return Examples(
        texts=[plain(phrase.text) for phrase in phrases],
        writers=[phrase.writer for phrase in phrases],
        targets=targets(phrases),
        fingerprint=fingerprint(phrases),
    )


def targets(phrases: list[Phrase]) -> Targets:
    """What is to be learnt from each phrase."""
    return Targets(
        labels=np.array([LABELS.index(phrase.label) for phrase in phrases], dtype=np.int64),
        flags=np.array(
            [[flag in phrase.flags for flag in FLAGS] for phrase in phrases], dtype=np.float32
        ),
        known=np.array(
            [
                [bool(phrase.flags) or phrase.writer not in UNMARKED_WRITERS] * len(FLAGS)
                for phrase in phrases
            ],
            dtype=np.float32,
        ),
    )


def text_keys(texts: list[str]) -> npt.NDArray[np.uint32]:
    """A short key for each text, by which it is known again without being kept."""
    return np.array([crc32(text.encode("utf-8", "ignore")) for text in texts], dtype=np.uint32)


def code_version() -> str:
    """A fingerprint of the code that decides what is learnt and how texts become numbers."""
    digest = hashlib.sha256()
    understanding = ROOT / "bot" / "understanding"
    for path in [
        *sorted((ROOT / "training").glob("*.py")),
        *(understanding / name for name in ("plain.py", "ngrams.py", "encoder.py")),
    ]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def development(path: Path = DEVELOPMENT) -> list[dict[str, object]]:
    """The development messages, as they are written down."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
