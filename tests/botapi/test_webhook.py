"""Updates that are brought to the bot."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from tests.botapi import BotApi
from tests.botapi.conftest import Caller
from tests.botapi.people import Person


class Receiver:
    """A bot's end of a webhook; `statuses` are answered one after the other, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.statuses: list[int] = []
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.busiest = 0
        self.two_came = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()
        self._busy = 0

    @property
    def texts(self) -> list[str]:
        """What was brought."""
        return [body["message"]["text"] for body in self.bodies]

    async def take(self, request: web.BaseRequest) -> web.Response:
        """Takes one update."""
        self._busy += 1
        self.busiest = max(self.busiest, self._busy)
        self.bodies.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if len(self.bodies) == 2:
            self.two_came.set()
        await self.open.wait()
        self._busy -= 1
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """One that listens."""
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.take), shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    receiver.open.set()
    await runner.cleanup()


async def test_updates_are_brought_with_the_secret(
    api: BotApi, call: Caller, ada: Person, receiver: Receiver
) -> None:
    ada.say("before")
    await call("setWebhook", url=receiver.url, secret_token="s-3_cret")

    ada.say("after")
    await api.until(lambda: api.updates.confirmed == 2, "both to be taken")

    assert receiver.texts == ["before", "after"]
    assert set(receiver.secrets) == {"s-3_cret"}
    assert len(api.updates) == 0


async def test_one_chat_is_served_in_order_and_many_at_once(
    api: BotApi, call: Caller, ada: Person, receiver: Receiver
) -> None:
    receiver.open.clear()
    await call("setWebhook", url=receiver.url, max_connections=2)
    people = [ada, api.person(10_000_002), api.person(10_000_003)]
    for text in "ab":
        for person in people:
            person.say(f"{person.id}{text}")

    await receiver.two_came.wait()
    receiver.open.set()
    await api.until(lambda: api.updates.confirmed == 6, "all to be taken")

    assert receiver.busiest == 2
    for person in people:
        own = [text for text in receiver.texts if text.startswith(str(person.id))]
        assert own == [f"{person.id}a", f"{person.id}b"]


async def test_what_is_not_taken_is_brought_again_before_what_follows(
    api: BotApi, call: Caller, ada: Person, receiver: Receiver
) -> None:
    api.webhook.first_wait_s = 0.01
    receiver.statuses = [500, 302, 200]
    await call("setWebhook", url=receiver.url)

    for text in "ab":
        ada.say(text)
    await api.until(lambda: api.updates.confirmed == 2, "both to be taken")
    info = await call("getWebhookInfo")

    assert receiver.texts == ["a", "a", "a", "b"]
    assert api.webhook.failures == 2
    assert info["last_error_message"].startswith("Wrong response from the webhook: 302")


async def test_fetching_is_refused_while_a_webhook_is_set(
    api: BotApi, call: Caller, ada: Person, receiver: Receiver
) -> None:
    poll = asyncio.create_task(call.refused("getUpdates", timeout=30))
    await api.until(lambda: api.updates.is_polled, "a poll")

    await call("setWebhook", url=receiver.url)
    assert await poll == "Conflict: terminated by setWebhook request"
    api.cloud.clock.shift(3)
    assert await call.refused("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )

    await call("deleteWebhook")
    ada.say("a")
    assert len(await call("getUpdates")) == 1
    assert (await call("getWebhookInfo"))["url"] == ""


async def test_switching_drops_nothing_unless_asked(
    api: BotApi, call: Caller, ada: Person, receiver: Receiver
) -> None:
    receiver.statuses = [500] * 9
    await call("setWebhook", url=receiver.url)
    ada.say("a")
    await api.until(lambda: api.webhook.failures > 0, "a failure")

    await call("deleteWebhook")
    assert len(await call("getUpdates")) == 1
    await call("deleteWebhook", drop_pending_updates=True)
    assert await call("getUpdates") == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url": "nowhere"}, "invalid webhook URL specified"),
        (
            {"url": "https://example.org"},
            "bad webhook: this server delivers to loopback addresses only",
        ),
        (
            {"url": "http://127.0.0.1:1", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
        ({"url": "http://127.0.0.1:1", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_bad_webhooks_are_refused(call: Caller, fields: dict[str, str], reason: str) -> None:
    assert await call.refused("setWebhook", **fields) == f"Bad Request: {reason}"


async def test_a_webhook_is_set_once_a_second_at_most(call: Caller, receiver: Receiver) -> None:
    await call("setWebhook", url=receiver.url)

    assert await call.refused("setWebhook", url=receiver.url) == "Too Many Requests: retry after 1"
