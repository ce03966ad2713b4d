"""JSON lines in, JSON lines out."""

import io
import json
import os
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from bot.core.reading import Context, Reading
from bot.understanding import MessageReader
from bot.understanding.stream import BadLineError, message_from, understand_stream

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
KEYS = ["label", "confidence", "ask", "options", "safety", "risk", "flags"]


def answers(reader: MessageReader, written: bytes) -> list[dict[str, object]]:
    sink = io.StringIO()
    understand_stream(reader, io.BytesIO(written), sink, lambda: NOW)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_every_line_gets_a_line_with_exactly_these_keys(reader: MessageReader):
    lines = [
        {"text": "caved"},
        {"text": "7", "asked": "rating"},
        {"text": "", "asked": None, "id": 3},
    ]
    written = "".join(json.dumps(line) + "\n" for line in lines).encode()

    found = answers(reader, written)

    assert [list(one) for one in found] == [KEYS] * 3
    assert found[0]["label"] == "slip"
    assert found[1] | {"confidence": 1, "options": []} == {
        "label": "other",
        "confidence": 1,
        "ask": False,
        "options": [],
        "safety": "none",
        "risk": None,
        "flags": [],
    }


def test_order_is_kept_over_many_lines(reader: MessageReader):
    texts = ["hi", "i want to kill myself", "should i text her", "caved"] * 30
    written = "\n".join(json.dumps({"text": text}) for text in texts).encode()

    found = answers(reader, written)

    assert [one["label"] for one in found] == ["social", "crisis", "urge", "slip"] * 30


def test_a_bad_line_is_named_and_does_not_stop_the_others(reader: MessageReader):
    bad = [
        b"not json",
        b"[1]",
        b'{"text": 5}',
        b'{"asked": "rating"}',
        b'{"text": "x", "asked": "age"}',
        b"\xff",
        b"",
    ]
    written = b"\n".join([b'{"text": "hi"}', *bad, b'{"text": "bye"}']) + b"\n"

    found = answers(reader, written)

    assert [("error" in one, one.get("line")) for one in found] == [
        (False, None),
        (True, 2),
        (True, 3),
        (True, 4),
        (True, 5),
        (True, 6),
        (True, 7),
        (True, 8),
        (False, None),
    ]


def test_an_error_repeats_no_word_of_the_line(reader: MessageReader):
    found = answers(reader, b'{"text": ["my secret"], "asked": "my secret"}\nmy secret\n')

    assert "secret" not in json.dumps(found)


def test_a_line_is_answered_before_the_next_one_is_written(reader: MessageReader):
    reading_end, writing_end = os.pipe()
    sink_read, sink_write = os.pipe()
    with os.fdopen(reading_end, "rb") as source, os.fdopen(sink_write, "w") as sink:
        worker = threading.Thread(
            target=understand_stream, args=(reader, source, sink, lambda: NOW)
        )
        worker.start()
        with os.fdopen(sink_read) as answered, os.fdopen(writing_end, "wb", buffering=0) as typed:
            typed.write(b'{"text": "hi"}\n')
            first = json.loads(answered.readline())
            typed.write(b'{"text": "caved"}\n')
            second = json.loads(answered.readline())
            typed.close()
            worker.join()

    assert (first["label"], second["label"]) == ("social", "slip")


def test_lines_that_wait_are_read_together():
    class Counting:
        def __init__(self):
            self.sizes = []

        def read_many(self, messages: Sequence[tuple[str, Context]]) -> list[Reading]:
            self.sizes.append(len(messages))
            return []

    counting = Counting()
    understand_stream(counting, io.BytesIO(b"nothing\n" * 70), io.StringIO(), lambda: NOW)

    assert len(counting.sizes) == 3


@pytest.mark.parametrize(
    "line",
    ["", "null", '"text"', "{", '{"text": null}', '{"text": "a", "asked": 3}', "[" * 100_000],
)
def test_a_line_without_a_message_says_why(line: str):
    with pytest.raises(BadLineError) as told:
        message_from(line, NOW)

    assert str(told.value)
