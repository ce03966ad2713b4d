"""Logging: one line an event, ids and labels, never words of a person, never the token.

Third-party loggers are silenced where they would log what people wrote: python-telegram-bot quotes updates it cannot
parse and, at DEBUG, every parameter; httpx and aiohttp log addresses, which hold the token.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime

from typing_extensions import override

TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
HIDDEN = "***"
SILENT = (
    "telegram",
    "httpx",
    "httpcore",
    "aiohttp.access",
    "aiohttp.server",
    "aiohttp.client",
    "asyncio",
    "aiosqlite",
)
QUIET = ("alembic", "sqlalchemy", "tzlocal")
ERRORS_ONLY = ("apscheduler",)
"""Warns every second while a round of appointments takes longer than one, as it may."""
STANDARD = frozenset(logging.LogRecord("", 0, "", 0, "", (), None).__dict__) | {
    "message",
    "asctime",
    "taskName",
}


class _Line(logging.Formatter):
    """A record and the fields that came with it; whatever looks like a token is hidden, also in a trace."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = secrets

    @override
    def format(self, record: logging.LogRecord) -> str:
        fields = {k: v for k, v in record.__dict__.items() if k not in STANDARD}
        line = TOKEN.sub(HIDDEN, self.line(record, fields))
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line

    def line(self, record: logging.LogRecord, fields: dict[str, object]) -> str:
        """The text of one record."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = " ".join(f"{key}={value}" for key, value in fields.items())
        text = f"{at} {record.levelname:<7} {record.getMessage()}{' ' if told else ''}{told}"
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text


class _Json(_Line):
    """The same as one JSON object a line."""

    @override
    def line(self, record: logging.LogRecord, fields: dict[str, object]) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        whole: dict[str, object] = {
            "at": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **fields,
        }
        if record.exc_info:
            whole["trace"] = self.formatException(record.exc_info)
        return json.dumps(whole, default=str, ensure_ascii=False)


def configure(level: str, style: str, secrets: tuple[str, ...] = ()) -> None:
    """Sets up the root handler on standard error; `style` is text or json, `secrets` never appear in a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json(secrets) if style == "json" else _Line(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ERRORS_ONLY:
        logging.getLogger(name).setLevel(logging.ERROR)
