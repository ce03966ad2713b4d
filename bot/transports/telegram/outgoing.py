"""The way to people on Telegram: our replies as Bot API calls, Telegram's refusals as our errors."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias, TypeVar

import telegram
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.core.errors import Gone, NotAllowed, Refused, TooMany, TransportError, Unreachable
from bot.core.messages import Rows
from bot.transports.telegram.receiving import ReceivingBot
from bot.transports.telegram.text import CAPTION, as_html, pieces, units

log = logging.getLogger(__name__)
T = TypeVar("T")
Json: TypeAlias = dict[str, Any]
DELETED_AT_ONCE = 100
HARMLESS = ("message is not modified", "message to edit not found", "message can't be edited")
INSISTING_S = (0.5, 1.0, 2.0, 4.0)
GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")


class TelegramTransport:
    """Implements `bot.core.ports.Transport`."""

    def __init__(self, bot: ReceivingBot) -> None:
        """`bot` belongs to the caller, who initialises and closes it."""
        self._bot = bot

    async def say(self, address: str, text: str, rows: Rows) -> tuple[int, ...]:
        """In several messages where it is too long; the buttons stand under the last."""
        parts = pieces(text)
        ids = []
        for number, part in enumerate(parts, start=1):
            markup = _keyboard(rows) if number == len(parts) else None
            send = partial(self._say_part, address, part, markup)
            ids.append(await (send() if number == 1 else _insisting(send)))
        return tuple(ids)

    async def _say_part(self, address: str, text: str, keyboard: Json | None) -> int:
        data = {
            "chat_id": int(address),
            "text": as_html(text),
            "parse_mode": ParseMode.HTML,
            "reply_markup": keyboard,
            "link_preview_options": NO_PREVIEW,
        }
        sent = await _translated(self._bot.posted("sendMessage", data))
        return _number(sent)

    async def edit(self, address: str, message_id: int, text: str, rows: Rows) -> None:
        """One that is gone, too old or the same already is no failure."""
        data = {
            "chat_id": int(address),
            "message_id": message_id,
            "text": as_html(pieces(text)[0]),
            "parse_mode": ParseMode.HTML,
            "reply_markup": _keyboard(rows),
            "link_preview_options": NO_PREVIEW,
        }
        try:
            await _translated(self._bot.posted("editMessageText", data))
        except Refused as error:
            if not any(phrase in str(error).lower() for phrase in HARMLESS):
                raise

    async def picture(self, address: str, png: bytes, text: str, rows: Rows) -> tuple[int, ...]:
        """With a caption, or with the text after it where it is too long for one."""
        short = units(text) <= CAPTION
        sent = await _translated(
            self._bot.send_photo(
                chat_id=int(address),
                photo=png,
                caption=as_html(text) if short else None,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(rows) if short else None,
            )
        )
        say = partial(self.say, address, text, rows)
        after = () if short else await _insisting(say)
        return (sent.message_id, *after)

    async def document(self, address: str, name: str, content: bytes, text: str) -> tuple[int, ...]:
        """A file with a caption."""
        sent = await _translated(
            self._bot.send_document(
                chat_id=int(address),
                document=content,
                filename=name,
                caption=as_html(text),
                parse_mode=ParseMode.HTML,
            )
        )
        return (sent.message_id,)

    async def voice(self, address: str, file_id: str, text: str) -> tuple[int, ...]:
        """A voice note that Telegram keeps under its id."""
        sent = await _translated(
            self._bot.send_voice(
                chat_id=int(address),
                voice=file_id,
                caption=as_html(text),
                parse_mode=ParseMode.HTML,
            )
        )
        return (sent.message_id,)

    async def remove(self, address: str, message_ids: Sequence[int]) -> int:
        """Together where Telegram takes them together, else one by one; returns how many were left."""
        left = 0
        for start in range(0, len(message_ids), DELETED_AT_ONCE):
            some = list(message_ids[start : start + DELETED_AT_ONCE])
            try:
                await _translated(self._bot.delete_messages(chat_id=int(address), message_ids=some))
            except Refused:
                left += await self._remove_singly(address, some)
        return left

    async def _remove_singly(self, address: str, message_ids: list[int]) -> int:
        left = 0
        for message_id in message_ids:
            try:
                await _translated(
                    self._bot.delete_message(chat_id=int(address), message_id=message_id)
                )
            except Refused as error:
                if "not found" not in str(error).lower():
                    left += 1
        return left

    async def acknowledge(self, tap_id: str) -> None:
        """Stops the waiting sign on the button; too late is no failure."""
        try:
            await _translated(self._bot.answer_callback_query(callback_query_id=tap_id))
        except TransportError as error:
            log.debug("tap not acknowledged", extra={"reason": type(error).__name__})

    async def leave(self, chat_id: int, line: str | None) -> None:
        """Says one line to a group and leaves it; what cannot be done there is let be."""
        try:
            if line is not None:
                await _translated(self._bot.send_message(chat_id=chat_id, text=line))
            await _translated(self._bot.leave_chat(chat_id=chat_id))
        except TransportError as error:
            log.info("group not left", extra={"reason": type(error).__name__})


NO_PREVIEW = {"is_disabled": True}


def _keyboard(rows: Rows) -> Json | None:
    """The buttons as Telegram takes them, None where there are none."""
    if not rows:
        return None
    shown = [[{"text": b.label, "callback_data": b.data} for b in row] for row in rows]
    return {"inline_keyboard": shown}


def _number(sent: object) -> int:
    """The id of a message that was sent; what is no message was not sent as far as anybody knows."""
    found = sent.get("message_id") if isinstance(sent, dict) else None
    if not isinstance(found, int):
        raise Unreachable("no message came back")
    return found


def _markup(rows: Rows) -> telegram.InlineKeyboardMarkup | None:
    if not rows:
        return None
    return telegram.InlineKeyboardMarkup(
        [
            [telegram.InlineKeyboardButton(text=b.label, callback_data=b.data) for b in row]
            for row in rows
        ]
    )


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants to be left alone; PTB says so in one of two types, by its settings."""
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


async def _insisting(send: Callable[[], Awaitable[T]]) -> T:
    """For what follows something that arrived already: tries several times, since all of it would be sent again."""
    for wait_s in INSISTING_S:
        try:
            return await send()
        except TooMany as error:
            await asyncio.sleep(error.retry_after_s)
        except Unreachable:
            await asyncio.sleep(wait_s)
    return await send()


async def _translated(call: Awaitable[T]) -> T:
    """The call's result, its failure as one of ours."""
    try:
        return await call
    except RetryAfter as error:
        raise TooMany(seconds_of(error)) from None
    except Forbidden:
        raise Gone from None
    except ChatMigrated:
        raise Refused("chat became a group") from None
    except (InvalidToken, Conflict) as error:
        raise NotAllowed(type(error).__name__) from None
    except BadRequest as error:
        reason = str(error)
        if any(phrase in reason.lower() for phrase in GONE):
            raise Gone from None
        raise Refused(reason) from None
    except (TimeoutError, TelegramError) as error:
        raise Unreachable(type(error).__name__) from None
