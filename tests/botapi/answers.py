"""Answers as bytes on the wire, good ones and broken ones. Called by the server alone."""

import json
import socket
import struct
from collections.abc import Iterable
from typing import Any

from aiohttp.web import BaseRequest, Response

from tests.botapi.refused import Refused
from tests.botapi.updates import Update

_BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n"


def result(value: Any) -> Response:
    """An "ok" with what a method returned."""
    body = json.dumps({"ok": True, "result": value}, ensure_ascii=False).encode()
    return Response(body=body, content_type="application/json")


def listed(updates: Iterable[Update]) -> Response:
    """An "ok" with updates, which are encoded already."""
    body = b'{"ok":true,"result":[' + b",".join(update.body for update in updates) + b"]}"
    return Response(body=body, content_type="application/json")


def refusal(refused: Refused) -> Response:
    """No, with the reason."""
    shown: dict[str, Any] = {
        "ok": False,
        "error_code": refused.code,
        "description": refused.description,
    }
    headers = {}
    if refused.retry_after_s:
        shown["parameters"] = {"retry_after": refused.retry_after_s}
        headers["Retry-After"] = str(refused.retry_after_s)
    return Response(
        status=refused.code,
        body=json.dumps(shown).encode(),
        headers=headers,
        content_type="application/json",
    )


def bad_gateway() -> Response:
    """What a proxy in front of Telegram answers when Telegram does not."""
    return Response(status=502, body=_BAD_GATEWAY, content_type="text/html")


def break_connection(request: BaseRequest) -> None:
    """Ends the connection with a reset."""
    if request.transport:
        connection = request.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
