"""A YAML file as plain text, lists and mappings, each with the line on which it stands.

Owns what writers may use of YAML: texts, lists, mappings. Every value stays the text that was
written, so that `no`, `112`, `0800` and `22:00` mean what they say; the schema makes numbers and
dates of them. Knows no field of content. Called by `bot.library.manuscript` for each file.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, TypeAlias

import yaml

from bot.library.limits import FILE_BYTES
from bot.library.problems import Problem

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Trail: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and numbers of list items from 0."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads far faster; where PyYAML was built without it, its own reader gives the same."""

DEEPEST = 12
"""Twice as deep as any kind of content; the composer of libyaml would crash on thousands."""
NO_NAME = "\0"
"""Stands for a name that cannot be one; no file holds this character."""


class Unreadable(Exception):  # a finding about a file, not an error of the program
    """A file that is no readable YAML; holds what is wrong with it."""

    def __init__(self, problem: Problem) -> None:
        """`problem` names the place."""
        super().__init__(problem.as_line())
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read."""

    file: str
    value: Value
    lines: dict[Trail, int]
    problems: list[Problem] = field(default_factory=list)
    """What was wrong in parts of it; those parts are left out of `value`."""

    def line(self, trail: Trail) -> int:
        """The line of a value, or of the nearest thing around it."""
        while trail not in self.lines:
            trail = trail[:-1]
        return self.lines[trail]


def read_document(path: Path, file: str) -> Document:
    """Reads one file; `file` is its name for people. Raises Unreadable."""
    text = _text(path, file)
    try:
        walk = _Walk(file, text)
        value = walk.document()
    except yaml.YAMLError as error:
        raise Unreadable(_yaml_problem(error, file, text)) from None
    return Document(file, value, walk.lines, walk.problems)


def _text(path: Path, file: str) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Reading from a pipe or a device might never end.
            raise Unreadable(Problem(file, 1, "this is no file", "put a file in its place"))
        if status.st_size > FILE_BYTES:
            reason = f"the file has {status.st_size:,} bytes, the most is {FILE_BYTES:,}"
            raise Unreadable(Problem(file, 1, reason, "look what got into it, or split it"))
        data = path.read_bytes()
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or type(error).__name__})"
        raise Unreadable(Problem(file, 1, reason, "look at its permissions and links")) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"the file is not UTF-8 (byte 0x{data[error.start]:02x})"
        raise Unreadable(Problem(file, line, reason, "save it with the encoding UTF-8")) from None


def _yaml_problem(error: yaml.YAMLError, file: str, text: str) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        position = getattr(error, "position", None) or 0
        line = text.count("\n", 0, position) + 1
        return Problem(file, line, "a control character stands here", "delete and retype this line")
    line = error.problem_mark.line + 1
    said = error.problem or "unknown mistake"
    written = "".join(text.split("\n")[line - 1 : line])
    if "\t" in written:
        return Problem(file, line, "a tab stands where YAML wants spaces", "indent with two spaces")
    if re.search(r"(?:^\s*-|:)\s+[{*&!%@`>|]", written):
        reason = "YAML takes the first sign of this text for its own"
        return Problem(file, line, reason, "put double quotes around the whole text")
    opened = error.context_mark
    if opened is not None and "quoted scalar" in (error.context or ""):
        reason = "a quotation mark is opened here, and what follows it is not as it should be"
        remedy = 'close it; inside double quotes write \\" for " and \\\\ for \\'
        return Problem(file, opened.line + 1, reason, remedy)
    if "mapping values are not allowed" in said:
        remedy = 'put double quotes around a text that holds ": ", or mend the indentation'
        return Problem(file, line, "a colon where none can stand", remedy)
    remedy = "look at quotes, colons, dashes and indentation here and in the line above"
    return Problem(file, line, f"this is not YAML: {said}", remedy)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Walk:
    """Goes through the events of one file, remembering lines and what must not be there."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines: dict[Trail, int] = {}
        self.problems: list[Problem] = []
        self._events = yaml.parse(text, Loader=LOADER)

    def document(self) -> Value:
        """The value of the whole file."""
        value: Value = ""
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self.lines:
                    line = _line(event)
                    self._stop(line, "a second document begins", "remove the line of three dashes")
                value = self._value(next(self._events), ())
        if not self.lines:
            self._stop(1, "the file is empty", "fill it, or delete it")
        return value

    def _value(self, event: yaml.Event, trail: Trail) -> Value:
        line = _line(event)
        self.lines.setdefault(trail, line)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value).strip()
        if isinstance(event, yaml.AliasEvent):
            self._add(line, "an anchor is used here (*)", "write the text out")
            return ""
        if len(trail) > DEEPEST:
            self._stop(line, "lists and mappings stand too deep in each other", "look at brackets")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(trail)
        return dict(self._pairs(trail))

    def _items(self, trail: Trail) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*trail, len(items))))
        return items

    def _pairs(self, trail: Trail) -> Iterator[tuple[str, Value]]:
        first: dict[str, int] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            line = _line(key)
            name = self._value(key, (*trail, NO_NAME))
            if not isinstance(name, str):
                self._add(line, "a list or mapping stands where a name belongs", "write a name")
                name = NO_NAME
            elif name in first:
                reason = f"`{name}` stands here a second time (first in line {first[name]})"
                self._add(line, reason, "keep one of them, or rename one")
                name = NO_NAME
            first.setdefault(name, line)
            self.lines.setdefault((*trail, name), line)
            value = self._value(next(self._events), (*trail, name))
            if name != NO_NAME:
                yield name, value

    def _add(self, line: int, reason: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, line, reason, remedy))

    def _stop(self, line: int, reason: str, remedy: str) -> NoReturn:
        raise Unreadable(Problem(self.file, line, reason, remedy))
