"""The real python-telegram-bot client against this server."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.botapi import BotApi, Fault, Faults
from tests.botapi.echo import echo_bot
from tests.botapi.people import Person


@pytest_asyncio.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    """A client without any handlers."""
    url = f"{api.url}/bot"
    async with Bot(api.token, base_url=url, base_file_url=f"{api.url}/file/bot") as bot:
        yield bot


async def test_a_bare_echo_bot_answers(api: BotApi, ada: Person) -> None:
    application = echo_bot(api.url, api.token)
    async with application:
        assert application.updater
        await application.updater.start_polling(timeout=5)
        await application.start()

        ada.say("hello 🌙 <b>")
        answers = await ada.hears()

        await application.updater.stop()
        await application.stop()
    assert [message.text for message in answers] == ["hello 🌙 <b>"]
    assert len(api.updates) == 0


async def test_the_client_reads_what_it_sent_back(bot: Bot, ada: Person) -> None:
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])

    sent = await bot.send_message(
        ada.id, "<blockquote>a</blockquote>", ParseMode.HTML, reply_markup=rows
    )
    edited = await sent.edit_text("b", reply_markup=rows)

    assert (sent.text, sent.entities[0].type) == ("a", "blockquote")
    assert sent.reply_markup == rows
    assert getattr(edited, "text", None) == "b"


async def test_the_client_uploads_and_downloads(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"PK" * 1000, caption="all", filename="all.zip")

    assert sent.document
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"PK" * 1000
    assert (sent.caption, sent.document.file_name) == ("all", "all.zip")


async def test_the_client_sets_a_menu(bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])

    assert await bot.get_my_commands() == (BotCommand("start", "Begin"),)


async def test_the_clients_errors_are_those_of_telegram(api: BotApi, bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ada.id, "x")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await sent.edit_text("x")
    ada.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ada.id, "x")
    stranger = Bot("7000000001:" + "B" * 35, base_url=f"{api.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_flood_limit_reaches_the_client_with_its_wait(
    api: BotApi, bot: Bot, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the mere error is a warning
    api.suffer(Faults(shares={Fault.TOO_MANY: 1.0}, retry_after_s=7))

    with pytest.raises(RetryAfter) as limited:
        await bot.send_message(ada.id, "x")

    assert limited.value.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize("fault", [Fault.BAD_GATEWAY, Fault.RESET, Fault.LOST_ANSWER])
async def test_a_broken_network_reaches_the_client_as_such(
    api: BotApi, bot: Bot, ada: Person, fault: Fault
) -> None:
    api.suffer(Faults(shares={fault: 1.0}))

    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "x")


async def test_two_clients_cannot_poll_at_once(api: BotApi, bot: Bot) -> None:
    problems: list[Any] = []
    application = echo_bot(api.url, api.token)
    async with application:
        assert application.updater
        await application.updater.start_polling(timeout=5, error_callback=problems.append)
        await api.until(lambda: api.updates.is_polled, "the first to poll")

        await bot.get_updates(timeout=1)

        await api.until(lambda: problems, "the first to be told")
        await application.updater.stop()
    assert isinstance(problems[0], Conflict)
