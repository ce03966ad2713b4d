"""What people do arrives as Telegram would tell it."""

from typing import Any

import pytest
from telegram import Update

from tests.botapi import BotApi
from tests.botapi.conftest import Caller
from tests.botapi.people import Person

ROWS = {"inline_keyboard": [[{"text": "A", "callback_data": "a:1"}]]}


async def newest(call: Caller) -> dict[str, Any]:
    """The last update, which python-telegram-bot must be able to read."""
    update: dict[str, Any] = (await call("getUpdates"))[-1]
    assert Update.de_json(update, None).update_id == update["update_id"]
    return update


async def test_commands_are_marked(call: Caller, ada: Person) -> None:
    ada.say("🌙 /start@unsent_test_bot now")

    marks = (await newest(call))["message"]["entities"]

    assert marks == [{"type": "bot_command", "offset": 3, "length": 22}]


async def test_a_tap_carries_the_data_and_the_message(call: Caller, ada: Person) -> None:
    await call("sendMessage", chat_id=ada.id, text="x", reply_markup=ROWS)

    query_id = ada.tap("A")
    query = (await newest(call))["callback_query"]

    assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "a:1", ada.id)
    assert query["message"]["reply_markup"] == ROWS


async def test_a_button_that_is_not_there_cannot_be_tapped(ada: Person) -> None:
    with pytest.raises(LookupError):
        ada.tap("A")


async def test_a_forged_tap_under_a_deleted_message_shows_none_of_it(
    call: Caller, ada: Person
) -> None:
    await call("sendMessage", chat_id=ada.id, text="x", reply_markup=ROWS)
    await call("deleteMessage", chat_id=ada.id, message_id=1)

    ada.forge("anything", 1)
    shown = (await newest(call))["callback_query"]["message"]

    assert (shown["message_id"], shown["date"]) == (1, 0)
    assert "text" not in shown


async def test_taps_can_be_answered_for_a_while(api: BotApi, call: Caller, ada: Person) -> None:
    await call("sendMessage", chat_id=ada.id, text="x", reply_markup=ROWS)
    query_id = ada.tap("A")
    too_long = await call.refused("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)

    await call("answerCallbackQuery", callback_query_id=query_id, text="Held.")
    api.cloud.clock.shift(60)
    late = await call.refused("answerCallbackQuery", callback_query_id=query_id)

    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    assert api.cloud.taps[query_id].answers == [("Held.", False)]
    assert late == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


@pytest.mark.parametrize(
    ("act", "arguments", "part"),
    [
        ("photo", {"caption": "x"}, "photo"),
        ("voice", {}, "voice"),
        ("document", {"name": "a.txt", "data": b"x"}, "document"),
        ("sticker", {}, "sticker"),
        ("location", {"latitude": 53.3, "longitude": -6.2}, "location"),
        ("contact", {}, "contact"),
        ("forward", {"text": "x"}, "forward_origin"),
        ("send", {"content": {"dice": {"emoji": "🎲", "value": 3}}}, "dice"),
    ],
)
async def test_everything_that_people_send_is_readable(
    call: Caller, ada: Person, act: str, arguments: dict[str, Any], part: str
) -> None:
    getattr(ada, act)(**arguments)

    assert part in (await newest(call))["message"]


async def test_edits_come_with_the_new_text(call: Caller, ada: Person) -> None:
    message = ada.say("a")
    ada.edit(message, "b")

    edited = (await newest(call))["edited_message"]

    assert (edited["text"], "edit_date" in edited) == ("b", True)


async def test_groups_channels_and_business_are_told_apart(
    api: BotApi, call: Caller, ada: Person
) -> None:
    api.member(-1001, ada.id, "supergroup").say("a")
    group = (await newest(call))["message"]
    api.member(-1002, ada.id, "channel").say("b")
    post = (await newest(call))["channel_post"]
    ada.business("c")
    business = (await newest(call))["business_message"]

    assert (group["chat"]["type"], group["from"]["id"]) == ("supergroup", ada.id)
    assert (post["chat"]["type"], "from" in post) == ("channel", False)
    assert business["business_connection_id"]


async def test_a_group_that_was_left_cannot_be_written_to(
    api: BotApi, call: Caller, ada: Person
) -> None:
    api.member(-1001, ada.id, "supergroup").add_bot()
    await call("leaveChat", chat_id=-1001)

    refusal = await call.refused("sendMessage", chat_id=-1001, text="x")

    assert refusal == "Forbidden: bot is not a member of the supergroup chat"
    private = await call.refused("leaveChat", chat_id=ada.id)
    assert private == "Bad Request: can't leave private chats"


async def test_blocking_tells_the_bot_and_unblocking_too(call: Caller, ada: Person) -> None:
    ada.block()
    blocked = (await newest(call))["my_chat_member"]["new_chat_member"]["status"]
    ada.unblock()
    back = (await newest(call))["my_chat_member"]["new_chat_member"]["status"]

    assert (blocked, back) == ("kicked", "member")
    assert await call("sendMessage", chat_id=ada.id, text="x")


async def test_people_who_started_before_can_be_written_to(api: BotApi, call: Caller) -> None:
    api.cloud.chats.open(range(20_000_000, 20_000_010))

    assert await call("sendMessage", chat_id=20_000_009, text="x")
    assert await call.refused("sendMessage", chat_id=20_000_010, text="x")


async def test_the_wait_for_an_answer_is_measured_once(
    api: BotApi, call: Caller, ada: Person
) -> None:
    ada.say("a")
    api.cloud.clock.shift(2)
    for text in "bc":
        await call("sendMessage", chat_id=ada.id, text=text)

    [(chat_id, seconds)] = api.record.latencies

    assert chat_id == ada.id
    assert 2 <= seconds < 60


async def test_waiting_in_vain_says_for_what(ada: Person) -> None:
    with pytest.raises(AssertionError, match="1 messages in chat 10000001"):
        await ada.hears(timeout_s=0.01)
