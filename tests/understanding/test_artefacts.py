"""What training stored fits the phrases and the house rules."""

import json
import warnings
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from bot.understanding import ARTEFACTS
from bot.understanding.phrases import fingerprint, read_phrases
from bot.understanding.plain import plain

CONTENT = Path(__file__).parent.parent.parent / "content" / "en"
MOST_BYTES = 30_000_000
NEW_AT_MOST = 0.10


def record() -> dict[str, dict[str, object]]:
    return dict(json.loads((ARTEFACTS / "record.json").read_text(encoding="utf-8")))


def test_the_heads_were_fitted_to_the_phrases_as_they_are_now():
    phrases, _ = read_phrases(CONTENT)

    assert record()["heads"]["phrases_fingerprint"] == fingerprint(phrases), (
        "the phrases have changed since the heads were fitted: run make heads"
    )


@pytest.mark.filterwarnings("default")
def test_most_phrases_are_known_to_the_encoder():
    phrases, _ = read_phrases(CONTENT)
    seen = np.load(ARTEFACTS / "encoder_phrases.npy", allow_pickle=False)
    keys = np.array(
        [crc32(plain(one.text).encode("utf-8", "ignore")) for one in phrases], np.uint32
    )

    new = float((~np.isin(keys, seen)).mean())

    if new > NEW_AT_MOST:
        warnings.warn(
            f"{new:.0%} of the phrases are new to the encoder: run make train", stacklevel=1
        )


def test_everything_together_is_small_and_nothing_in_it_can_run_code():
    files = [path for path in ARTEFACTS.rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) <= MOST_BYTES
    assert {path.suffix for path in files} <= {".onnx", ".npz", ".npy", ".json"}
    for path in files:
        if path.suffix in {".npz", ".npy"}:
            np.load(path, allow_pickle=False)


def test_the_record_says_of_what_and_with_what_each_part_was_made():
    for part in ("encoder", "heads"):
        assert {"phrases", "phrases_fingerprint", "code", "made_on", "packages"} <= set(
            record()[part]
        )
