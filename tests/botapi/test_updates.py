"""How updates wait, are fetched and confirmed; who may fetch them."""

import asyncio
from typing import Any

import aiohttp

from tests.botapi import BotApi
from tests.botapi.conftest import Caller
from tests.botapi.people import Person

DAY_S = 86_400


def texts(updates: list[dict[str, Any]]) -> list[str]:
    """What the messages say."""
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_they_are_confirmed(call: Caller, ada: Person) -> None:
    for text in "abc":
        ada.say(text)

    first = await call("getUpdates")
    again = await call("getUpdates")
    rest = await call("getUpdates", offset=first[1]["update_id"] + 1)

    assert texts(first) == texts(again) == ["a", "b", "c"]
    assert texts(rest) == ["c"]
    assert [update["update_id"] - first[0]["update_id"] for update in first] == [0, 1, 2]


async def test_the_limit_holds_back_the_rest(call: Caller, ada: Person) -> None:
    for text in "abc":
        ada.say(text)

    assert texts(await call("getUpdates", limit=2)) == ["a", "b"]


async def test_a_negative_offset_keeps_only_the_newest(
    api: BotApi, call: Caller, ada: Person
) -> None:
    for text in "abc":
        ada.say(text)

    assert texts(await call("getUpdates", offset=-1)) == ["c"]
    assert len(api.updates) == 1


async def test_an_offset_far_ahead_confirms_nothing(call: Caller, ada: Person) -> None:
    ada.say("a")

    assert texts(await call("getUpdates", offset=2_000_000_000)) == ["a"]


async def test_updates_are_kept_for_a_day(api: BotApi, call: Caller, ada: Person) -> None:
    ada.say("a")
    api.cloud.clock.shift(DAY_S + 1)
    ada.say("b")

    assert texts(await call("getUpdates")) == ["b"]


async def test_a_long_poll_is_answered_when_something_comes(
    api: BotApi, call: Caller, ada: Person
) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await waiting(api)

    ada.say("a")

    assert texts(await poll) == ["a"]


async def test_a_long_poll_ends_empty_when_its_time_is_up(call: Caller) -> None:
    assert await call("getUpdates", timeout=1) == []


async def test_a_second_poller_ends_the_first(api: BotApi, call: Caller, ada: Person) -> None:
    first = asyncio.create_task(call.refused("getUpdates", timeout=30))
    await waiting(api)

    second = asyncio.create_task(call("getUpdates", timeout=30))

    assert await first == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    ada.say("a")
    assert texts(await second) == ["a"]


async def test_only_wanted_kinds_arrive(call: Caller, ada: Person) -> None:
    await call("getUpdates", allowed_updates=["edited_message"])

    message = ada.say("a")
    ada.edit(message, "b")

    assert [set(update) for update in await call("getUpdates")] == [{"update_id", "edited_message"}]


async def test_an_empty_list_of_kinds_means_the_usual_ones(call: Caller, ada: Person) -> None:
    await call("getUpdates", allowed_updates=["poll"])
    await call("getUpdates", allowed_updates=[])

    ada.say("a")

    assert texts(await call("getUpdates")) == ["a"]


async def test_repeated_updates_come_twice_even_when_confirmed(
    api: BotApi, call: Caller, ada: Person
) -> None:
    ada.say("a")
    offset = (await call("getUpdates"))[0]["update_id"] + 1
    await call("getUpdates", offset=offset)

    api.updates.repeat()

    assert texts(await call("getUpdates", offset=offset)) == ["a"]
    assert await call("getUpdates", offset=offset) == []


async def test_held_updates_come_in_the_order_of_their_release(
    api: BotApi, call: Caller, ada: Person
) -> None:
    api.updates.hold()
    for text in "abc":
        ada.say(text)
    assert await call("getUpdates") == []

    api.updates.release(reversed)

    assert texts(await call("getUpdates")) == ["c", "b", "a"]


async def test_reordered_updates_can_be_confirmed(api: BotApi, call: Caller, ada: Person) -> None:
    api.updates.hold()
    for text in "abc":
        ada.say(text)
    api.updates.release(reversed)

    fetched = await call("getUpdates")
    left = await call("getUpdates", offset=max(update["update_id"] for update in fetched) + 1)

    assert left == []
    assert api.updates.confirmed == 3


async def test_anything_can_stand_in_place_of_an_update(api: BotApi, call: Caller) -> None:
    api.updates.inject({"message": {"chat": None}})

    assert (await call("getUpdates"))[0]["message"] == {"chat": None}


async def test_a_poller_that_is_gone_takes_nothing_along(
    api: BotApi, call: Caller, ada: Person
) -> None:
    url = f"{api.url}/bot{api.token}/getUpdates"
    async with aiohttp.ClientSession() as session:
        poll = asyncio.create_task(session.post(url, json={"timeout": 30}))
        await waiting(api)
        poll.cancel()
    await call("getMe")  # by now the server has seen the connection end

    ada.say("a")
    api.updates.repeat()
    await api.until(lambda: not api.updates.is_polled, "the dead poll to end")

    assert texts(await call("getUpdates")) == ["a", "a"]


async def waiting(api: BotApi) -> None:
    """Until a poll has reached the server and waits there."""
    await api.until(lambda: api.updates.is_polled, "a poll")
