"""Telegram at its worst: a fifth of all calls goes wrong, and everybody is answered once all the same."""

import pytest

from tests.botapi import BotApi, Fault, Faults
from tests.faults.conftest import Hatch, Told
from tests.faults.crowd import EACH, Crowd, calm
from tests.faults.databases import GIVEN_UP, RECEIVED, SET_ASIDE, Database

CALM = 19_000_001
MENDS_S = 60.0
LONG_S = 60.0
KINDS = (
    Fault.TOO_MANY,
    Fault.SERVER_ERROR,
    Fault.BAD_GATEWAY,
    Fault.RESET,
    Fault.LOST_ANSWER,
    Fault.GARBAGE,
)


@pytest.fixture(
    params=[
        pytest.param((15.0, 60), id="short"),
        pytest.param((120.0, 400), id="long", marks=pytest.mark.long),
    ]
)
def sizes(request: pytest.FixtureRequest) -> tuple[float, int]:
    """Seconds, people."""
    found: tuple[float, int] = request.param
    return found


async def test_every_message_is_answered_and_doubled_only_where_an_answer_was_lost(
    api: BotApi, database: Database, hatch: Hatch, sizes: tuple[float, int], told: Told
) -> None:
    lasts_s, people = sizes
    if not database.is_sqlite and lasts_s < LONG_S:
        lasts_s = lasts_s / 3
    bot = await hatch(database).start()
    each = await calm(api, CALM)
    crowd = Crowd(api, people, lasts_s)

    api.suffer(Faults.evenly(0.2, *KINDS))
    crowd.begin()
    await crowd.ends(lasts_s + MENDS_S)
    await crowd.are_answered(each, MENDS_S)
    api.suffer(None)
    await database.settled(MENDS_S)

    lost = sum(sent.answer_lost for sent in api.record.sends)
    wrong = sum(call.fault is not None for call in api.record.calls)
    assert wrong > lasts_s
    assert len(api.record.sends) == each * (people + 1) + lost
    lives = await database.lives()
    assert len(lives) == 1, lives
    assert await database.number(RECEIVED) == crowd.updates + EACH
    assert await database.number(GIVEN_UP) == await database.number(SET_ASIDE) == 0
    assert "Traceback" not in bot.log.text
    told(f"{wrong} of {len(api.record.calls)} calls went wrong, 0 lost, {lost} sent twice")
