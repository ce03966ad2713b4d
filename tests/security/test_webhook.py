"""The webhook: whoever does not know the secret gets 403, whatever else they send gets nothing done."""

import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.botapi import BotApi
from tests.faults.hatch import Hatched, Nursery, hatched

SECRET = "only-Telegram-knows-this-42"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Door:
    """The address on which the bot listens."""

    url: str
    session: aiohttp.ClientSession

    async def post(
        self, body: bytes, *, secret: str | None = SECRET, path: str = "/telegram", **more: Any
    ) -> int:
        headers = {} if secret is None else {HEADER: secret}
        url = f"{self.url}{path}"
        async with self.session.post(url, data=body, headers=headers, **more) as answer:
            return answer.status


@pytest.fixture
def listen() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


@pytest.fixture
async def bot(born: Nursery, api: BotApi, tmp_path: Path, listen: str) -> AsyncIterator[Hatched]:
    webhook = {
        "UNSENT_WEBHOOK_URL": f"http://{listen}/telegram",
        "UNSENT_WEBHOOK_SECRET": SECRET,
        "UNSENT_LISTEN": listen,
    }
    async with hatched(born, tmp_path, api, **webhook) as started:
        await started.logs("webhook set")
        yield started


@pytest.fixture
async def door(bot: Hatched, listen: str) -> AsyncIterator[Door]:
    assert bot
    async with aiohttp.ClientSession() as session:
        yield Door(f"http://{listen}", session)


def said(text: str, update_id: int = 900_000_001, chat_id: int = 10_000_001) -> dict[str, Any]:
    """An update as Telegram would send it."""
    user = {"id": chat_id, "is_bot": False, "first_name": "Ada"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": 5,
            "date": 1_790_000_000,
            "chat": {"id": chat_id, "type": "private", "first_name": "Ada"},
            "from": user,
            "text": text,
        },
    }


async def test_only_the_right_secret_at_the_right_address_gets_in(
    api: BotApi, bot: Hatched, door: Door
) -> None:
    person = api.person()
    body = json.dumps(said("/help")).encode()
    refused = [
        await door.post(body, secret=None),
        await door.post(body, secret=""),
        await door.post(body, secret=SECRET[:-1]),
        await door.post(body, secret=SECRET + "x"),
        await door.post(body, secret=SECRET.lower()),
        await door.post(b"x" * 1_000_000, secret="wrong"),
    ]
    elsewhere = [
        await door.post(body, path=path)
        for path in (
            "/",
            "/telegram/",
            "/telegram2",
            "/../telegram2",
            f"/bot{api.token}",
            "/metrics",
        )
    ]
    async with door.session.get(f"{door.url}/telegram", headers={HEADER: SECRET}) as answer:
        read = answer.status

    assert refused == [403] * 6
    assert elsewhere == [404] * 6
    assert read == 405
    assert await door.post(body) == 200
    assert len(await person.hears(1)) == 1
    assert SECRET not in bot.text


BAD = {
    "empty": b"",
    "no json": b"update_id=1",
    "not unicode": b'{"update_id": 1, "message": "\xff\xfe"}',
    "a list": b"[1]",
    "no id": b'{"message": {}}',
    "an id that is no number": b'{"update_id": "1"}',
    "an id that is too large": b'{"update_id": 1' + b"0" * 40 + b"}",
    "an endless number": b'{"update_id": ' + b"9" * 6000 + b"}",
    "too deep": b"[" * 200_000,
    "too large": b'{"update_id": 1, "message": "' + b"x" * 300_000 + b'"}',
}


async def test_what_is_no_update_is_refused_and_the_next_one_is_answered(
    api: BotApi, bot: Hatched, door: Door
) -> None:
    person = api.person()

    statuses = {name: await door.post(body) for name, body in BAD.items()}
    after = await door.post(json.dumps(said("/help")).encode())

    assert {name: status for name, status in statuses.items() if status not in (400, 413)} == {}
    assert after == 200
    await person.hears(1)
    assert "Traceback" not in bot.text


async def test_an_update_that_is_brought_again_is_answered_once(api: BotApi, door: Door) -> None:
    person = api.person()
    body = json.dumps(said("/help")).encode()

    assert [await door.post(body) for _ in range(3)] == [200] * 3
    assert await door.post(json.dumps(said("/privacy", 900_000_002)).encode()) == 200

    assert len(await person.hears(2)) == 2
