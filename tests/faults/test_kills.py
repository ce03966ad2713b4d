"""`kill -9` at any moment: everybody is answered after the restart, and nothing is counted twice."""

import asyncio
import random

import pytest

from tests.botapi import BotApi
from tests.faults.conftest import Hatch, Told
from tests.faults.crowd import EACH, Crowd, calm
from tests.faults.databases import GIVEN_UP, RECEIVED, SET_ASIDE, Database

CALM = 19_000_001
IN_FLIGHT = 32
"""So many calls may be under way in one moment, accepted and not marked."""
MENDS_S = 90.0
"""How long the last process may take: on Postgres it first has to be sure that the others are dead."""


@pytest.fixture(
    params=[
        pytest.param((20, 40, 1), id="short"),
        pytest.param((200, 200, 2), id="long", marks=pytest.mark.long),
    ]
)
def sizes(request: pytest.FixtureRequest) -> tuple[int, int, int]:
    """Kills, people, seed."""
    found: tuple[int, int, int] = request.param
    return found


async def test_nobody_is_lost_and_nothing_counted_twice(
    api: BotApi, database: Database, hatch: Hatch, sizes: tuple[int, int, int], told: Told
) -> None:
    kills, people, seed = sizes
    chance = random.Random(seed)
    bot = await hatch(database).start()
    each = await calm(api, CALM)
    crowd = Crowd(api, people, lasts_s=kills * 0.5, seed=seed)

    crowd.begin()
    for _ in range(kills):
        await asyncio.sleep(chance.expovariate(4))
        await bot.kill()
        bot = await hatch(database).start(wait=chance.random() < 0.8)
    await crowd.ends(within_s=crowd.lasts_s + MENDS_S)
    await crowd.are_answered(each, within_s=MENDS_S)
    await database.settled(MENDS_S)

    lives = await database.lives()
    assert len(lives) == 1, lives
    assert lives.total() == people + 1
    assert await database.number(RECEIVED) == crowd.updates + EACH
    assert await database.number(GIVEN_UP) == await database.number(SET_ASIDE) == 0
    doubled = crowd.doubled(each)
    told(f"{kills} kills, {crowd.updates} updates, 0 lost, {doubled} messages twice")
    assert doubled <= kills * IN_FLIGHT
