"""`python -m training.train`: tunes the encoder on the phrases, stores it, then fits the heads on it.

Owns the order and the command. About half an hour on two cores; needs torch. `training.heads` alone is enough after a
few new phrases.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from bot.core.labels import Label
from bot.understanding import ARTEFACTS
from bot.understanding.encoder import FILE as ENCODER_FILE
from bot.understanding.outputs import LABELS
from bot.understanding.plain import plain
from training.data import code_version, development, examples, text_keys
from training.encoder import Settings, predicted, tune
from training.export import export
from training.heads import SEEN_FILE, refit
from training.minilm import Tuned
from training.record import update_record


def main() -> int:
    """The command."""
    asked = _arguments()
    torch.set_num_threads(asked.threads)
    settings = Settings(epochs=asked.epochs, seed=asked.seed)
    began = time.perf_counter()
    known = examples()
    print(f"{len(known.texts)} phrases, {settings.epochs} epochs, seed {settings.seed}", flush=True)
    accuracies: list[float] = []
    network = tune(known, settings, _watch(accuracies))
    if asked.checkpoint is not None:
        torch.save(network.state_dict(), asked.checkpoint)
    artefacts: Path = asked.into
    artefacts.mkdir(parents=True, exist_ok=True)
    export(network.body_weights(), artefacts / ENCODER_FILE)
    np.save(artefacts / SEEN_FILE, np.sort(text_keys(known.texts)))
    update_record(
        artefacts,
        "encoder",
        {
            "phrases": len(known.texts),
            "phrases_fingerprint": known.fingerprint,
            "code": code_version(),
            "epochs": settings.epochs,
            "seed": settings.seed,
            "threads": asked.threads,
            "seconds": round(time.perf_counter() - began),
            "development_accuracy_by_epoch": accuracies,
        },
    )
    print("The encoder is stored; now the heads.", flush=True)
    refit(artefacts)
    print(f"All done after {(time.perf_counter() - began) / 60:.0f} minutes.")
    return 0


def _watch(accuracies: list[float]) -> Callable[[int, Tuned], None]:
    """Says after each epoch how well the development messages are read."""
    rows = development()
    texts = [plain(str(row["text"])) for row in rows]
    labels = [LABELS.index(Label(str(row["label"]))) for row in rows]

    def watch(number: int, network: Tuned) -> None:
        right = float(np.mean(np.array(predicted(network, texts)) == np.array(labels)))
        accuracies.append(round(right, 4))
        print(f"after epoch {number}: {right:.4f} of the development messages right", flush=True)

    return watch


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--threads", type=int, default=2, help="one for each core that is free")
    parser.add_argument("--into", type=Path, default=ARTEFACTS, help="the folder for what is made")
    parser.add_argument(
        "--checkpoint", type=Path, default=None, help="also keeps the weights as torch has them"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
