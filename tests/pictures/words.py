"""The real words of the picture, read from their files; `bot.library` checks them, this only looks them up."""

from pathlib import Path

import yaml

CONTENT = Path(__file__).parent.parent.parent / "content" / "en"


def labels() -> dict[str, str]:
    """The labels by key."""
    lines = yaml.safe_load((CONTENT / "lines" / "picture.yaml").read_text("utf-8"))
    return {key: variants[0] for key, variants in lines.items()}


def motives() -> dict[str, str]:
    """The names of motives by id."""
    entries = yaml.safe_load((CONTENT / "motives.yaml").read_text("utf-8"))
    return {id_: entry["label"] for id_, entry in entries.items() if "label" in entry}
