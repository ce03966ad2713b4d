"""Several processes on one Postgres behind one address: any of them may be killed, and Postgres as well."""

import asyncio
import random
import socket

import pytest

from tests.botapi import BotApi
from tests.faults.conftest import Hatch, Told
from tests.faults.crowd import EACH, Crowd, calm
from tests.faults.databases import GIVEN_UP, RECEIVED, SET_ASIDE, Database, Postgres
from tests.faults.hatch import Hatched
from tests.faults.proxy import Proxy

pytestmark = pytest.mark.external_service
CALM = 19_000_001
MENDS_S = 90.0
SECRET = "what-only-telegram-knows"
WORD = {"UNSENT_WEBHOOK_SECRET": SECRET}


@pytest.fixture
async def database(postgres_server: Postgres) -> Database:
    return await postgres_server.database()


@pytest.fixture(
    params=[
        pytest.param((3, 40), id="short"),
        pytest.param((40, 400), id="long", marks=pytest.mark.long),
    ]
)
def sizes(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Kills or crashes, people."""
    found: tuple[int, int] = request.param
    return found


def free_port() -> int:
    """A port of this machine that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def test_any_of_three_replicas_behind_one_webhook_may_be_killed(
    api: BotApi, database: Database, hatch: Hatch, sizes: tuple[int, int], told: Told
) -> None:
    kills, people = sizes
    chance = random.Random(3)
    async with Proxy() as proxy:

        async def replica() -> Hatched:
            port = free_port()
            listen = {
                "UNSENT_WEBHOOK_URL": f"{proxy.url}/hook",
                "UNSENT_LISTEN": f"127.0.0.1:{port}",
            }
            started = await hatch(database, **WORD, **listen).start(wait=False)
            proxy.ports[started.pid] = port
            assert await started.log.says("webhook set"), started.log.text
            return started

        api.webhook.first_wait_s = 0.2
        replicas = list(await asyncio.gather(*(replica() for _ in range(3))))
        each = await calm(api, CALM)
        crowd = Crowd(api, people, lasts_s=kills * 2.5)
        crowd.begin()
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.5, 3.0))
            unlucky = replicas.pop(chance.randrange(3))
            proxy.ports.pop(unlucky.pid)
            await unlucky.kill()
            replicas.append(await replica())
        await crowd.ends(crowd.lasts_s + MENDS_S)
        await crowd.are_answered(each, MENDS_S)
        await database.settled(MENDS_S)
        await _all_is_there(api, database, crowd)
        doubled = crowd.doubled(each)
        told(
            f"{kills} kills of one of three, {crowd.updates} updates, 0 lost, {doubled} sent twice"
        )


async def test_postgres_may_crash_under_load(
    api: BotApi,
    database: Database,
    postgres_server: Postgres,
    hatch: Hatch,
    sizes: tuple[int, int],
    told: Told,
) -> None:
    crashes, people = max(2, sizes[0] // 4), sizes[1]
    bot = await hatch(database).start()
    each = await calm(api, CALM)
    crowd = Crowd(api, people, lasts_s=crashes * 4.0)

    crowd.begin()
    for number in range(crashes):
        await asyncio.sleep(2.0)
        await postgres_server.crash(down_s=0.5 + number % 3)
    await crowd.ends(crowd.lasts_s + MENDS_S)
    await crowd.are_answered(each, MENDS_S)
    await database.settled(MENDS_S)

    await _all_is_there(api, database, crowd)
    assert crowd.doubled(each) == 0
    assert "Traceback" not in bot.log.text
    told(f"{crashes} crashes of Postgres, {crowd.updates} updates, 0 lost, 0 sent twice")


async def test_another_polls_within_ten_seconds_of_the_pollers_death(
    api: BotApi, database: Database, hatch: Hatch
) -> None:
    first = await hatch(database).start()
    assert await first.log.says("polling")
    second = await hatch(database).start()
    await first.kill()

    api.person().say("/help")
    await api.person().hears(1, timeout_s=10.0)

    assert second.pid


async def _all_is_there(api: BotApi, database: Database, crowd: Crowd) -> None:
    lives = await database.lives()
    assert len(lives) == 1, lives
    assert lives.total() == crowd.count + 1
    assert await database.number(RECEIVED) == crowd.updates + EACH
    assert await database.number(GIVEN_UP) == await database.number(SET_ASIDE) == 0
    assert not api.record.repairs
