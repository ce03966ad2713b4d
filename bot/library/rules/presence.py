"""Files: everything in the folder is read by somebody, and what other rooms read is there."""

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from bot.core.labels import Label
from bot.library.kinds import KINDS, NOT_READ
from bot.library.problems import Problem
from bot.library.rules.desk import Desk

WRITTEN = {".yaml", ".yml", ".json", ".txt"}


def unread_files(desk: Desk) -> Iterator[Problem]:
    """A file under a wrong name is never read, and its writer would never learn why."""
    folder = desk.manuscript.folder
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        known = any(_stands_at(name, kind.pattern) for kind in KINDS)
        if path.suffix in WRITTEN and not known and name.partition("/")[0] not in NOT_READ:
            remedy = "move it to where content/README.md says, with the ending .yaml, or delete it"
            yield Problem(desk.manuscript.file(name), 1, "nothing reads this file", remedy)


def _stands_at(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and fnmatch(name, pattern)


def _files(folder: Path) -> Iterator[Path]:
    """Every visible file; links to folders are not followed, so that a loop of them ends."""
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where, name) for name in files if not name.startswith("."))


def other_rooms(desk: Desk) -> Iterator[Problem]:
    """Understanding learns from every label's phrases, and reads the words of danger."""
    folder = desk.manuscript.folder
    if not folder.is_dir():
        return
    for label in Label:
        if not (folder / "phrases" / f"{label}.txt").is_file():
            file = desk.manuscript.file(f"phrases/{label}.txt")
            yield Problem(file, 1, "this file is missing", "write phrases for it, one a line")
    if not any((folder / "safety").glob("*.yaml")):
        file = desk.manuscript.file("safety")
        yield Problem(file, 1, "no words of danger are here", "restore this folder")
