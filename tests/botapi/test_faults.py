"""Calls that go wrong, and what the server remembers of them."""

import aiohttp
import pytest

from tests.botapi import BotApi, Fault, Faults
from tests.botapi.conftest import Caller
from tests.botapi.faults import FaultPlan
from tests.botapi.people import Person


async def attempt(api: BotApi, person: Person) -> tuple[int, bytes]:
    """Status and body of one sendMessage, over a connection of its own."""
    url = f"{api.url}/bot{api.token}/sendMessage"
    fields = {"chat_id": person.id, "text": "x"}
    async with aiohttp.ClientSession() as session, session.post(url, json=fields) as answer:
        return answer.status, await answer.read()


def always(fault: Fault) -> Faults:
    """Every call goes wrong in this way."""
    return Faults(shares={fault: 1.0})


@pytest.mark.parametrize(
    ("fault", "status", "part"),
    [
        (Fault.TOO_MANY, 429, b'"retry_after": 1'),
        (Fault.SERVER_ERROR, 500, b"Internal Server Error"),
        (Fault.BAD_GATEWAY, 502, b"<html>"),
    ],
)
async def test_refusals_change_nothing(
    api: BotApi, ada: Person, fault: Fault, status: int, part: bytes
) -> None:
    api.suffer(always(fault))

    answered, body = await attempt(api, ada)

    assert answered == status
    assert part in body
    assert ada.heard == []


@pytest.mark.parametrize(("fault", "accepted"), [(Fault.RESET, 0), (Fault.LOST_ANSWER, 1)])
async def test_a_broken_connection_may_come_before_or_after_acceptance(
    api: BotApi, ada: Person, fault: Fault, accepted: int
) -> None:
    api.suffer(always(fault))

    with pytest.raises(aiohttp.ClientError):
        await attempt(api, ada)

    assert len(ada.heard) == accepted
    assert [sent.answer_lost for sent in api.record.sends] == [True] * accepted


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.TRUNCATED])
async def test_an_unreadable_answer_counts_as_lost(api: BotApi, ada: Person, fault: Fault) -> None:
    api.suffer(always(fault))

    status, body = await attempt(api, ada)

    assert status == 200
    assert not body.endswith(b"}}")
    assert [sent.answer_lost for sent in api.record.sends] == [True]


async def test_a_slow_answer_is_a_good_one(api: BotApi, call: Caller, ada: Person) -> None:
    api.suffer(Faults(shares={Fault.SLOW: 1.0}, slow_s=0.01))

    assert await call("sendMessage", chat_id=ada.id, text="x")
    assert api.record.of("sendMessage")[0].fault == "slow"


async def test_faults_can_be_kept_to_some_methods(api: BotApi, call: Caller) -> None:
    api.suffer(Faults(shares={Fault.BAD_GATEWAY: 1.0}, methods=frozenset({"sendmessage"})))

    assert await call("getMe")


async def test_the_same_seed_draws_the_same_faults() -> None:
    one, two = (FaultPlan(Faults.evenly(0.2, seed=7)) for _ in range(2))

    drawn = [one.draw("getme") for _ in range(1000)]

    assert drawn == [two.draw("getme") for _ in range(1000)]
    assert 150 < sum(fault is not None for fault in drawn) < 250


async def test_a_repetition_is_excused_once_by_each_lost_answer(
    api: BotApi, call: Caller, ada: Person
) -> None:
    api.suffer(always(Fault.GARBAGE))
    await attempt(api, ada)
    api.suffer(None)
    for _ in range(2):
        await call("sendMessage", chat_id=ada.id, text="x")

    assert [sent.message_id for sent in api.record.true_duplicates()] == [3]


async def test_a_server_that_is_down_refuses_and_comes_back_on_the_same_port(
    api: BotApi, call: Caller
) -> None:
    url = api.url
    await call("getMe")

    await api.down()
    with pytest.raises(aiohttp.ClientError):
        await call("getMe")
    await api.up()

    assert api.url == url
    assert await call("getMe")


async def test_a_server_may_be_down_at_start() -> None:
    async with BotApi(down=True) as api, aiohttp.ClientSession() as session:
        url = f"{api.url}/bot{api.token}/getMe"
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(url)

        await api.up()

        async with session.get(url) as answer:
            assert answer.status == 200
