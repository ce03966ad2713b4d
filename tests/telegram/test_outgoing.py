"""Long messages over the Bot API: what arrived is not sent again because what follows it failed."""

from collections.abc import AsyncIterator

import pytest

from bot.core.errors import TooMany
from bot.transports.telegram import outgoing
from bot.transports.telegram.client import AiohttpRequest
from bot.transports.telegram.outgoing import TelegramTransport
from bot.transports.telegram.receiving import ReceivingBot
from tests.botapi import BotApi, Fault, Faults, Limits

LONG = "\n\n".join(f"{number} " + "x" * 900 for number in range(12))


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        server.person().say("/start")
        yield server


@pytest.fixture
async def transport(api: BotApi) -> AsyncIterator[TelegramTransport]:
    requests = [AiohttpRequest(), AiohttpRequest()]
    for request in requests:
        await request.initialize()
    bot = ReceivingBot(
        api.token, base_url=f"{api.url}/bot", request=requests[0], get_updates_request=requests[1]
    )
    yield TelegramTransport(bot)
    for request in requests:
        await request.shutdown()


async def test_each_part_of_a_long_text_arrives_once_where_parts_fail(
    api: BotApi, transport: TelegramTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "INSISTING_S", (0.0,) * 50)
    address = str(api.person().id)
    api.record.follow(lambda _chat: api.suffer(Faults.evenly(0.5, Fault.SERVER_ERROR, seed=3)))

    ids = await transport.say(address, LONG, ())

    assert len(ids) == len(api.person().heard) == 3
    assert [call.fault for call in api.record.of("sendMessage") if call.fault]


async def test_a_limit_reaches_the_sender_with_its_wait(
    api: BotApi, transport: TelegramTransport
) -> None:
    api.cloud.limiter.reset(Limits(burst=1))
    address = str(api.person().id)
    await transport.say(address, "one", ())

    with pytest.raises(TooMany) as told:
        await transport.say(address, "two", ())

    assert told.value.retry_after_s >= 1.0
