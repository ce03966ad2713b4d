"""`python -m training.heads`: refits everything but the encoder, in under a minute and without torch.

Owns the order: words, heads on the encoder's vectors, calibration, record. Run it after every change of the phrases.
"""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.core.labels import Label
from bot.library import load_library
from bot.understanding import ARTEFACTS
from bot.understanding.blend import FILE as HEADS_FILE
from bot.understanding.blend import Heads
from bot.understanding.calibration import FILE as CALIBRATION_FILE
from bot.understanding.calibration import Calibrations
from bot.understanding.encoder import FILE as ENCODER_FILE
from bot.understanding.encoder import Encoder, model_dir
from bot.understanding.outputs import FLAGS, LABELS
from bot.understanding.plain import plain
from bot.understanding.rules import SafetyRules
from bot.understanding.topics import FILE as TOPICS_FILE
from bot.understanding.topics import StoredVectors
from bot.understanding.words_model import FILE as WORDS_FILE
from training.calibrate import TALK, Marked, calibrate, label_accuracy
from training.data import CONTENT, Examples, code_version, development, examples, text_keys
from training.linear import fit
from training.record import update_record
from training.vectors import remembered_vectors
from training.words import fit_words

SEEN_FILE = "encoder_phrases.npy"
"""Keys of the phrases on which the encoder was trained."""
PENALTY = 1e-2
ROUNDS = 200
TOPIC_FROM = 0.25
NEW_AT_MOST = 0.10


def refit(artefacts: Path = ARTEFACTS, content: Path = CONTENT) -> None:
    """Writes words, heads, calibration and their record; the encoder stays as it is."""
    began = time.perf_counter()
    known = examples(content)
    words = fit_words(known)
    words.save(artefacts / WORDS_FILE)
    encoder = Encoder(artefacts / ENCODER_FILE, model_dir())
    graph = artefacts / ENCODER_FILE
    linear = fit(
        remembered_vectors(encoder, graph, known.texts),
        known.targets,
        label_count=len(LABELS),
        penalty=PENALTY,
        rounds=ROUNDS,
    )
    heads = Heads(linear.weights, linear.bias)
    heads.save(artefacts / HEADS_FILE)

    asks = [
        plain(ask)
        for some in load_library(content.parent, content.name).asks.values()
        for ask in some
    ]
    StoredVectors.save(artefacts / TOPICS_FILE, asks, remembered_vectors(encoder, graph, asks))

    rows = development()
    texts = [plain(str(row["text"])) for row in rows]
    scored = words.scores(texts)
    rules = SafetyRules.load(content)
    labels = np.array([LABELS.index(Label(str(row["label"]))) for row in rows], dtype=np.int64)
    flags = np.array([[flag in _flags(row) for flag in FLAGS] for row in rows], dtype=np.float32)
    kinds = np.array([str(row.get("kind", TALK)) for row in rows])
    by_rules = [rules.levels(text) for text in texts]
    word_logits = np.hstack([scored.labels, scored.flags])
    encoder_logits = heads.logits(remembered_vectors(encoder, graph, texts))
    alone = Marked(
        encoder=None,
        words=word_logits,
        labels=labels,
        flags=flags,
        kinds=kinds,
        lengths=[len(text) for text in texts],
        by_rules=by_rules,
    )
    marked = replace(alone, encoder=encoder_logits)
    calibrations = Calibrations(
        with_encoder=calibrate(marked, TOPIC_FROM), words_only=calibrate(alone, TOPIC_FROM)
    )
    calibrations.save(artefacts / CALIBRATION_FILE)
    blended = calibrations.with_encoder
    together = blended.encoder_weight * encoder_logits + blended.words_weight * word_logits
    update_record(
        artefacts,
        "heads",
        {
            "phrases": len(known.texts),
            "phrases_fingerprint": known.fingerprint,
            "code": code_version(),
            "seconds": round(time.perf_counter() - began, 1),
            "development_accuracy": {
                "words": round(label_accuracy(word_logits, labels), 4),
                "encoder": round(label_accuracy(encoder_logits, labels), 4),
                "together": round(label_accuracy(together, labels), 4),
            },
        },
    )


def share_of_new_phrases(known: Examples, artefacts: Path = ARTEFACTS) -> float:
    """Which share of the phrases the encoder has not been trained on, 0..1."""
    path = artefacts / SEEN_FILE
    if not path.is_file():
        return 1.0
    seen = np.load(path, allow_pickle=False)
    return float((~np.isin(text_keys(known.texts), seen)).mean())


def _flags(row: dict[str, object]) -> list[str]:
    found = row.get("flags")
    return [str(flag) for flag in found] if isinstance(found, list) else []


def main() -> int:
    """The command."""
    argparse.ArgumentParser(prog="python -m training.heads", description=__doc__).parse_args()
    refit()
    new = share_of_new_phrases(examples())
    print(
        f"Heads, words and thresholds are fitted; {new:.1%} of the phrases are new to the encoder."
    )
    if new > NEW_AT_MOST:
        print(
            f"That is over {NEW_AT_MOST:.0%}: train the encoder again (make train, about half an hour)."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
