"""The parameters of a call, whether sent in the address, urlencoded, as JSON or as multipart.

Telegram treats every value as text and nested ones as JSON inside text; so does this. Called by the
server for each request; knows no methods.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader
from aiohttp.web import BaseRequest

from tests.botapi.refused import Refused

MAX_BODY_BYTES = 50 * 1024 * 1024
"""What a bot may upload in one request."""
_TRUE = frozenset(("true", "yes", "1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One uploaded file."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Fields:
    """What a call came with.

    Values that are not valid Unicode hold lone surrogates until a rule refuses them.
    """

    values: dict[str, str] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as it came, empty where it is missing."""
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        """True for true, yes and 1."""
        return self.values.get(name, "").strip().lower() in _TRUE

    def number(
        self, name: str, default: int = 0, low: int | None = None, high: int | None = None
    ) -> int:
        """A whole number brought into its bounds; 0 for what is none, as Telegram reads it."""
        raw = self.values.get(name)
        value = default if not raw else whole(raw)
        if low is not None:
            value = max(low, value)
        return value if high is None else min(high, value)

    def loaded(self, name: str, complaint: str) -> Any:
        """The JSON inside the value, None where it is missing.

        Raises Refused with the complaint where it is none.
        """
        raw = self.values.get(name)
        if not raw:
            return None
        try:
            return json.loads(raw)
        except ValueError:
            raise Refused.bad(complaint) from None

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter: sent under its name, or under the one that "attach://" gives."""
        value = self.values.get(name, "")
        return self.uploads.get(
            value.removeprefix("attach://") if value.startswith("attach://") else name
        )


def whole(raw: str) -> int:
    """The number that a text starts with, 0 where there is none.

    >>> whole("17"), whole("-100x"), whole("chat")
    (17, -100, 0)
    """
    digits = raw.strip()
    sign = digits[:1] if digits[:1] in ("-", "+") else ""
    length = 0
    rest = digits[len(sign) :]
    while length < len(rest) and rest[length] in "0123456789":
        length += 1
    return int(sign + rest[:length]) if length else 0


async def fields_of(request: BaseRequest, query: str) -> Fields:
    """Reads the whole request; `query` is what stood behind the question mark.

    Raises Refused for what is unreadable.
    """
    fields = Fields()
    if query:
        fields.values.update(_urlencoded(query))
    if not request.body_exists:
        return fields
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(request, fields)
        return fields
    body = await _read(request.content.readany)
    text = body.decode("utf-8", "surrogateescape")
    if kind == "application/json":
        fields.values.update(_json(text))
    elif kind == "application/x-www-form-urlencoded":
        fields.values.update(_urlencoded(text))
    return fields


async def _read(chunk: Callable[[], Any]) -> bytes:
    """All of a stream, up to Telegram's limit."""
    parts: list[bytes] = []
    size = 0
    while part := await chunk():
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise Refused(413, "Request Entity Too Large")
        parts.append(part)
    return b"".join(parts)


def _urlencoded(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, errors="surrogateescape")


def _json(text: str) -> dict[str, str]:
    try:
        loaded = json.loads(text)
    except ValueError:
        raise Refused.bad("can't parse parameter value: not a JSON object") from None
    if not isinstance(loaded, dict):
        raise Refused.bad("JSON object expected")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in loaded.items()
    }


async def _read_multipart(request: BaseRequest, fields: Fields) -> None:
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise Refused.bad("field name in multipart/form-data not found")
            data = await _read(part.read_chunk)
            if part.filename is None:
                fields.values[part.name] = data.decode("utf-8", "surrogateescape")
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                fields.uploads[part.name] = Upload(name=part.filename, mime=mime, data=data)
    except ValueError:
        raise Refused.bad("can't parse form data headers") from None
