"""Everything that a folder of content holds, as it was written, with its place, and what was wrong.

Reads each file once, entry by entry: a mistake in one entry hides no other. Judges form alone; what
entries say is for `bot.library.rules`. Called by `bot.library.check`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from bot.library import kinds
from bot.library.explain import explain, telling
from bot.library.kinds import FileKind, Shape
from bot.library.positions import Document, Trail, Unreadable, Value, read_document
from bot.library.problems import Problem
from bot.library.schema import StyleEntry

M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Placed(Generic[M_co]):
    """One entry and where it stands. `id` is its id or its name."""

    id: str
    entry: M_co
    document: Document
    trail: Trail

    @property
    def file(self) -> str:
        """The file's name for people."""
        return self.document.file

    def line(self, *trail: str | int) -> int:
        """The line of a field, or of the entry."""
        return self.document.line(self.trail + trail)

    def problem(
        self, reason: str, remedy: str, *trail: str | int, warning: bool = False
    ) -> Problem:
        """Something wrong with a field of it, or with all of it."""
        return Problem(self.file, self.line(*trail), reason, remedy, warning)


class Manuscript:
    """One language's folder, read; a kind is empty where its files are missing or broken."""

    def __init__(self, folder: Path) -> None:
        """Reads everything; never raises for what it finds."""
        self.folder = folder
        self.name = _name(folder)
        self.problems: list[Problem] = []
        """Of form: what cannot be read, or does not follow the schema."""
        self.unread: set[str] = set()
        """Files that are missing or cannot be read: said once, not again for every name in them."""
        self._written: dict[str, set[str]] = {}
        self._documents = self._read_all()
        self.lines = self._entries(kinds.LINES)
        self.buttons = self._entries(kinds.BUTTONS)
        self.commands = self._entries(kinds.COMMANDS)
        self.reframes = self._entries(kinds.REFRAMES)
        self.acts = self._entries(kinds.ACTS)
        self.plans = self._entries(kinds.PLANS)
        self.motives = self._entries(kinds.MOTIVES)
        self.seen = self._entries(kinds.SEEN)
        self.signs = self._entries(kinds.SIGN)
        self.thoughts = self._entries(kinds.THOUGHTS)
        self.questions = self._entries(kinds.QUESTIONS)
        self.help_lines = self._entries(kinds.HELP_LINES)
        self.countries = self._entries(kinds.COUNTRIES)
        self.patterns = self._entries(kinds.PATTERNS)
        self._style = self._entries(kinds.STYLE)

    @cached_property
    def style(self) -> StyleEntry:
        """The wording rules; without the file nothing is banned."""
        return self._style[0].entry if self._style else StyleEntry()

    def file(self, name: str) -> str:
        """A file of this folder, as a writer would open it."""
        return f"{self.name}/{name}"

    def names(self, kind: FileKind[BaseModel]) -> set[str]:
        """The names or ids that its files hold, also those of entries with mistakes."""
        return self._written.get(kind.pattern, set())

    def _read_all(self) -> dict[str, tuple[Document, ...]]:
        if not self.folder.is_dir():
            remedy = "restore it, or set UNSENT_CONTENT_DIR to the folder that holds it"
            self.problems.append(Problem(self.name, 1, "this folder is missing", remedy))
            return {}
        patterns = dict.fromkeys(kind.pattern for kind in kinds.KINDS)
        return {pattern: tuple(self._read(pattern)) for pattern in patterns}

    def _read(self, pattern: str) -> Iterator[Document]:
        optional = any(kind.optional for kind in kinds.KINDS if kind.pattern == pattern)
        paths = sorted(self.folder.glob(pattern)) if "*" in pattern else [self.folder / pattern]
        present = [path for path in paths if os.path.lexists(path)]
        if not present and not optional:
            remedy = "write it; content/README.md says what belongs in it"
            self.problems.append(Problem(self.file(pattern), 1, "this file is missing", remedy))
            self.unread.add(self.file(pattern))
        for path in present:
            name = self.file(path.relative_to(self.folder).as_posix())
            try:
                document = read_document(path, name)
            except Unreadable as unreadable:
                self.problems.append(unreadable.problem)
                self.unread.add(name)
                continue
            self.problems += document.problems
            yield document

    def _entries(self, kind: FileKind[M]) -> tuple[Placed[M], ...]:
        return tuple(
            placed
            for document in self._documents.get(kind.pattern, ())
            for name, trail, value in self._parts(kind, document)
            if (placed := self._placed(kind, document, name, trail, value))
        )

    def _parts(
        self, kind: FileKind[BaseModel], document: Document
    ) -> Iterator[tuple[str, Trail, Value]]:
        value = document.value
        if kind.shape is Shape.WHOLE:
            yield "", (), value
        elif kind.shape is Shape.ENTRIES and isinstance(value, list):
            for n, item in enumerate(value):
                found = item.get("id", "") if isinstance(item, dict) else ""
                yield found if isinstance(found, str) else "", (n,), item
        elif kind.shape is Shape.NAMED and isinstance(value, dict):
            stem = Path(document.file).stem
            for name, item in value.items():
                if kind.takes(name):
                    yield f"{stem}.{name}" if kind is kinds.LINES else name, (name,), item
        else:
            remedy = f"lay it out as {kind.shape}"
            reason = f"the file is not {kind.shape}"
            self.problems.append(Problem(document.file, document.line(()), reason, remedy))

    def _placed(
        self, kind: FileKind[M], document: Document, name: str, trail: Trail, value: Value
    ) -> Placed[M] | None:
        self._written.setdefault(kind.pattern, set()).add(name)
        try:
            entry = kind.model.model_validate(value)
        except ValidationError as error:
            for detail in telling(error.errors(include_url=False)):
                line = document.line(trail + detail["loc"])
                reason, remedy = explain(detail, kind.model, kind.what)
                self.problems.append(Problem(document.file, line, reason, remedy))
            return None
        return Placed(name, entry, document, trail)


def _name(folder: Path) -> str:
    """The folder as a writer would name it: from the working folder where it is below that."""
    if folder.is_absolute() and folder.is_relative_to(Path.cwd()):
        return folder.relative_to(Path.cwd()).as_posix()
    return folder.as_posix()
