"""The encoder's vectors of many texts, remembered between runs.

Owns the folder `training/cache` (not in git): one file for each encoder, a vector for each text that it has seen.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.understanding.encoder import WIDTH, Encoder, Floats

CACHE = Path(__file__).parent / "cache"
_AT_ONCE = 512


def remembered_vectors(encoder: Encoder, graph: Path, texts: Sequence[str]) -> Floats:
    """A row for each plain text, as the shipped `graph` gives it; only new texts are computed."""
    path = CACHE / f"{hashlib.sha256(graph.read_bytes()).hexdigest()[:16]}.npz"
    known = _load(path)
    names = [hashlib.sha1(text.encode("utf-8", "ignore")).hexdigest() for text in texts]
    missing = {name: text for name, text in zip(names, texts, strict=True) if name not in known}
    ordered = sorted(missing, key=lambda name: len(missing[name]))
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        found = encoder.vectors([missing[name] for name in some])
        known.update(zip(some, found, strict=True))
    if missing:
        CACHE.mkdir(exist_ok=True)
        np.savez(
            path, names=np.array(list(known), dtype="S40"), vectors=np.stack(list(known.values()))
        )
    return np.stack([known[name] for name in names]) if names else np.zeros((0, WIDTH), np.float32)


def _load(path: Path) -> dict[str, Floats]:
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as stored:
        return dict(zip(stored["names"].astype(str).tolist(), stored["vectors"], strict=True))
