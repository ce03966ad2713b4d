"""JSON lines in, JSON lines out: the body of `unsent understand`.

Owns the form of both. Answers every line in order as soon as it is there, several at once where several wait. Knows
nothing of processes and files beyond the two streams that it is handed.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TextIO

from bot.core.labels import Asked
from bot.core.reading import Context, Reading

AT_ONCE = 32
"""Lines that are read together where so many wait."""
_CHUNK = 1 << 16


class ManyReader(Protocol):
    """A reader that can take several messages at once."""

    def read_many(self, messages: Sequence[tuple[str, Context]]) -> list[Reading]:
        """A reading for each message, in order."""
        ...


class ByteSource(Protocol):
    """Where lines come from; `sys.stdin.buffer` is one."""

    def read1(self, size: int, /) -> bytes:
        """What is there, at most `size` bytes; empty at the end."""
        ...


class BadLineError(ValueError):
    """A line that holds no message; the text says why and holds no words of a person."""


def understand_stream(
    reader: ManyReader, source: ByteSource, sink: TextIO, now: Callable[[], datetime]
) -> None:
    """Answers each line of `source` with one line of `sink`, until the end of input."""
    number = 0
    for lines in _waiting_lines(source):
        for start in range(0, len(lines), AT_ONCE):
            some = lines[start : start + AT_ONCE]
            sink.write("".join(f"{answer}\n" for answer in _answers(reader, some, number, now())))
            number += len(some)
        sink.flush()


def message_from(line: str | bytes, now: datetime) -> tuple[str, Context]:
    """The message that a line holds, with its context. Raises BadLineError."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError("this line is not JSON") from error
    if not isinstance(read, dict):
        raise BadLineError('this line is no object; write {"text": "..."}')
    text = read.get("text")
    if not isinstance(text, str):
        raise BadLineError('"text" is missing or no string')
    asked = read.get("asked")
    if asked is not None and asked not in set(Asked):
        raise BadLineError(f'"asked" must be null or one of {", ".join(Asked)}')
    return text, Context(now=now, asked=None if asked is None else Asked(asked))


def reading_as_json(reading: Reading) -> dict[str, object]:
    """What is written for a reading."""
    return {
        "label": reading.label.value,
        "confidence": round(reading.confidence, 4),
        "ask": reading.ask,
        "options": [label.value for label in reading.options],
        "safety": reading.safety.name.lower(),
        "risk": None if reading.risk is None else reading.risk.value,
        "flags": sorted(flag.value for flag in reading.flags),
    }


def _answers(
    reader: ManyReader, lines: Sequence[bytes], before: int, now: datetime
) -> Iterator[str]:
    messages: list[tuple[str, Context]] = []
    wrong: dict[int, str] = {}
    for place, line in enumerate(lines):
        try:
            messages.append(message_from(line, now))
        except BadLineError as error:
            wrong[place] = str(error)
    readings = iter(reader.read_many(messages))
    for place in range(len(lines)):
        answer: Mapping[str, object]
        if place in wrong:
            answer = {"error": wrong[place], "line": before + place + 1}
        else:
            answer = reading_as_json(next(readings))
        yield json.dumps(answer)


def _waiting_lines(source: ByteSource) -> Iterator[list[bytes]]:
    """The complete lines that wait, again and again; an unfinished last line counts as one."""
    rest = b""
    while chunk := source.read1(_CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield lines
    if rest.strip():
        yield [rest]
