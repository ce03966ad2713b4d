"""Sending, editing and deleting, with Telegram's refusals."""

from tests.botapi import BotApi
from tests.botapi.conftest import Caller
from tests.botapi.people import Person

DAY_S = 86_400
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
ROW = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}


async def test_a_sent_message_looks_like_telegrams(call: Caller, ada: Person) -> None:
    sent = await call("sendMessage", chat_id=ada.id, text="<b>hi</b>", parse_mode="HTML")

    assert sent["text"] == "hi"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["chat"] == {"id": ada.id, "type": "private", "first_name": "Ada"}
    assert sent["from"]["is_bot"]
    assert sent["date"] > 1_700_000_000


async def test_message_ids_count_up_in_each_chat(api: BotApi, call: Caller, ada: Person) -> None:
    other = api.person(10_000_002)
    ada.say("one")

    ids = [(await call("sendMessage", chat_id=ada.id, text=text))["message_id"] for text in "ab"]

    assert ids == [2, 3]
    assert other.say("x").id == 1


async def test_nobody_is_written_to_who_never_wrote(call: Caller) -> None:
    assert await call.refused("sendMessage", chat_id=5, text="x") == "Bad Request: chat not found"
    assert await call.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_blocked_and_deleted_accounts_are_forbidden(call: Caller, ada: Person) -> None:
    ada.block()
    blocked = await call.refused("sendMessage", chat_id=ada.id, text="x")
    ada.leave_telegram()
    gone = await call.refused("sendMessage", chat_id=ada.id, text="x")

    assert blocked == "Forbidden: bot was blocked by the user"
    assert gone == "Forbidden: user is deactivated"


async def test_an_edit_replaces_text_and_buttons_and_keeps_the_history(
    call: Caller, ada: Person
) -> None:
    await call("sendMessage", chat_id=ada.id, text="one", reply_markup=ROW)

    edited = await call("editMessageText", chat_id=ada.id, message_id=1, text="two")

    assert "edit_date" in edited
    assert "reply_markup" not in edited
    assert [version.content["text"] for version in ada.last.earlier] == ["one"]


async def test_an_edit_that_changes_nothing_is_refused(call: Caller, ada: Person) -> None:
    await call("sendMessage", chat_id=ada.id, text="one", reply_markup=ROW)
    same = {"chat_id": ada.id, "message_id": 1, "reply_markup": ROW}

    assert await call.refused("editMessageText", text="<i></i>one ", parse_mode="HTML", **same) == (
        NOT_MODIFIED
    )
    assert await call.refused("editMessageReplyMarkup", **same) == NOT_MODIFIED
    assert await call("editMessageText", text="<i>one</i>", parse_mode="HTML", **same)


async def test_messages_that_are_not_there_cannot_be_edited_or_deleted(
    api: BotApi, call: Caller, ada: Person
) -> None:
    other = api.person(10_000_002)
    await call("sendMessage", chat_id=ada.id, text="hers")
    there = {"chat_id": other.id, "message_id": 1}

    edit = await call.refused("editMessageText", text="x", **there)
    delete = await call.refused("deleteMessage", **there)

    assert edit == "Bad Request: message to edit not found"
    assert delete == "Bad Request: message to delete not found"


async def test_only_the_bots_own_messages_can_be_edited_however_old(
    api: BotApi, call: Caller, ada: Person
) -> None:
    theirs = ada.say("x")
    own = await call("sendMessage", chat_id=ada.id, text="x")
    api.cloud.clock.shift(3 * DAY_S)
    at = {"chat_id": ada.id, "text": "y"}

    refusal = await call.refused("editMessageText", message_id=theirs.id, **at)

    assert refusal == "Bad Request: message can't be edited"
    assert await call("editMessageText", message_id=own["message_id"], **at)


async def test_messages_of_both_sides_can_be_deleted_for_two_days(
    api: BotApi, call: Caller, ada: Person
) -> None:
    ada.say("x")
    await call("sendMessage", chat_id=ada.id, text="y")
    assert await call("deleteMessage", chat_id=ada.id, message_id=1)
    api.cloud.clock.shift(2 * DAY_S + 1)

    refusal = await call.refused("deleteMessage", chat_id=ada.id, message_id=2)

    assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_delete_messages_passes_over_what_is_gone(call: Caller, ada: Person) -> None:
    await call("sendMessage", chat_id=ada.id, text="x")

    assert await call("deleteMessages", chat_id=ada.id, message_ids=[1, 7])
    assert ada.heard == []
    too_many = await call.refused("deleteMessages", chat_id=ada.id, message_ids=list(range(1, 102)))
    assert too_many == "Bad Request: too many message identifiers specified"


async def test_a_reply_to_nothing_is_refused_unless_forgiven(call: Caller, ada: Person) -> None:
    nowhere = {"message_id": 9}

    refusal = await call.refused("sendMessage", chat_id=ada.id, text="x", reply_parameters=nowhere)

    assert refusal == "Bad Request: message to be replied not found"
    forgiving = nowhere | {"allow_sending_without_reply": True}
    assert await call("sendMessage", chat_id=ada.id, text="x", reply_parameters=forgiving)


async def test_chat_actions_are_checked(call: Caller, ada: Person) -> None:
    assert await call("sendChatAction", chat_id=ada.id, action="typing")
    refusal = await call.refused("sendChatAction", chat_id=ada.id, action="dancing")
    assert refusal == "Bad Request: wrong parameter action in request"


async def test_silent_messages_are_told_apart(call: Caller, ada: Person) -> None:
    await call("sendMessage", chat_id=ada.id, text="x", disable_notification=True)

    assert ada.last.silent


async def test_mended_keyboards_are_on_record(api: BotApi, call: Caller, ada: Person) -> None:
    rows = {"inline_keyboard": [[], *ROW["inline_keyboard"]]}

    await call("sendMessage", chat_id=ada.id, text="x", reply_markup=rows)

    assert api.record.repairs == [(ada.id, "an empty row was left out")]
