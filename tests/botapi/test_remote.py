"""The server as a process of its own, its levers, and loads."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.botapi import BotApi
from tests.botapi.echo import echo_bot
from tests.botapi.load import Load, Step
from tests.botapi.remote import RemoteBotApi, spawned

FIRST = 10_000_001


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def process() -> AsyncIterator[RemoteBotApi]:
    """A process, shared by the tests here; each uses chats of its own."""
    async with spawned("--limits", "--open", "20000000:10") as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def remote(process: RemoteBotApi) -> RemoteBotApi:
    """The same with an empty record."""
    await process.order("clear")
    return process


async def send(remote: RemoteBotApi, chat_id: int, text: str) -> int:
    """The status of one sendMessage."""
    url = f"{remote.url}/bot{remote.token}/sendMessage"
    fields = {"chat_id": chat_id, "text": text}
    async with aiohttp.ClientSession() as session, session.post(url, json=fields) as answer:
        return answer.status


@pytest.mark.asyncio(loop_scope="module")
async def test_a_process_can_be_talked_to_and_watched(remote: RemoteBotApi) -> None:
    await remote.do("say", FIRST, text="hello")
    waiting = asyncio.create_task(remote.order("wait", chat=FIRST, count=1))
    assert await send(remote, FIRST, "hi") == 200

    stats = await waiting
    shown = await remote.order("messages", chat=FIRST)
    calls = await remote.order("calls", method="sendMessage")

    assert [message["text"] for message in shown] == ["hello", "hi"]
    assert (stats["sends"], len(stats["latencies_s"])) == (1, 1)
    assert calls[0]["fields"]["text"] == "hi"


@pytest.mark.asyncio(loop_scope="module")
async def test_a_process_takes_people_limits_faults_and_time(remote: RemoteBotApi) -> None:
    assert await send(remote, 20_000_009, "x") == 200
    assert await send(remote, 20_000_010, "x") == 400
    await remote.order("limits", burst=1)
    assert [await send(remote, 20_000_001, text) for text in "ab"] == [200, 429]
    await remote.order("shift", seconds=5)
    assert await send(remote, 20_000_001, "b") == 200
    await remote.order("faults", shares={"502": 1.0}, methods=["sendMessage"])
    assert await send(remote, 20_000_002, "c") == 502
    await remote.order("faults")

    assert (await remote.order("stats"))["violations"] == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_a_process_holds_releases_and_repeats_updates(remote: RemoteBotApi) -> None:
    before = (await remote.order("stats"))["pending"]
    await remote.order("updates", hold=True)
    await remote.do("say", FIRST + 1, text="a")
    held = (await remote.order("stats"))["pending"]
    await remote.order("updates", release=7)
    repeated = await remote.order("updates", repeat=None)

    assert held == before
    assert repeated["pending"] == before + 2


@pytest.mark.asyncio(loop_scope="module")
async def test_wrong_orders_are_explained(remote: RemoteBotApi) -> None:
    with pytest.raises(AssertionError, match="nobody can fly"):
        await remote.do("fly")
    with pytest.raises(AssertionError, match=r"waited 0\.01 s in vain"):
        await remote.order("wait", sends=10_000, timeout_s=0.01)


@pytest.mark.parametrize("per_second", [None, 500.0])
async def test_a_load_goes_through_its_script_with_everybody(
    api: BotApi, per_second: float | None
) -> None:
    script = [Step("say", "one"), Step("say", "two"), Step("tap", "nowhere")]
    chats = range(FIRST, FIRST + 20)
    application = echo_bot(api.url, api.token)
    async with application:
        assert application.updater
        await application.updater.start_polling(timeout=5)
        await application.start()

        load = Load(api.cloud, chats=chats, script=script, per_second=per_second, parallel=5)
        report = await load.run(timeout_s=30)

        await application.updater.stop()
        await application.stop()
    assert (report.done, report.missed, report.unanswered) == (40, 20, 0)
    assert all(len(api.messages(chat_id)) == 4 for chat_id in chats)
    assert 0 < report.percentile_ms(0.5) <= report.percentile_ms(0.99)


async def test_a_load_that_nobody_answers_ends_and_says_so(api: BotApi) -> None:
    load = Load(api.cloud, chats=[FIRST], script=[Step("say", "x")])

    report = await load.run(timeout_s=0.01)

    assert (report.done, report.unanswered) == (0, 1)
