"""The verbs of those who write content and teach the reader: `check`, `understand`, `preview`."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot import logs
from bot.core.errors import SettingsError
from bot.settings import load_settings

OK, FAILED = 0, 1


def check(options: argparse.Namespace) -> int:
    """The findings of the content check."""
    from bot.library import check, core_vocabulary

    today = datetime.now(UTC).date()  # noqa: TID251  # a host's verb, no conversation
    settings = load_settings()
    report = check(settings.content_dir, core_vocabulary(), today, release=options.release)
    if options.json:
        print(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(report.lines()))
    return FAILED if report.errors else OK


def understand(options: argparse.Namespace) -> int:
    """JSON lines in, readings out; or a score."""
    settings = load_settings()
    logs.configure("ERROR", settings.log_format)
    labelled = _lines_of(options.score) if options.score is not None else None
    from bot.app import load_knowledge
    from bot.clock import SystemClock
    from bot.understanding.report import report
    from bot.understanding.score import labelled_from, read_all, score
    from bot.understanding.stream import BadLineError, understand_stream

    clock = SystemClock()
    reader = load_knowledge(settings, clock).reader
    if labelled is None:
        with open(sys.stdin.fileno(), "rb", closefd=False) as source:  # a descriptor
            understand_stream(reader, source, sys.stdout, clock.now)
        return OK
    try:
        messages = labelled_from(labelled, clock.now())
    except BadLineError as error:
        raise SettingsError(f"--score {options.score}: {error}") from None
    print(report(score(messages, read_all(reader, messages))))
    return OK


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        message = f"--score {file}: cannot be read ({reason}); name a file of JSON lines"
        raise SettingsError(message) from None


def preview(options: argparse.Namespace) -> int:
    """What would be said, and why."""
    from bot.preview import preview

    settings = load_settings()
    logs.configure("ERROR", settings.log_format)
    for line in preview(settings, options):
        print(line)
    return OK
