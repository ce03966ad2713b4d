"""Receiving without losing: nothing is confirmed to Telegram before it is written down.

PTB's Updater confirms a batch with its next getUpdates. `ReceivingBot.get_updates` therefore returns a batch only once
the inbox has it; where that fails it says "network error", and the Updater asks for the same batch again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import telegram
from telegram.error import InvalidToken, NetworkError
from typing_extensions import override

from bot.core.errors import StoreUnavailable
from bot.core.ports import Clock, Received
from bot.transports.telegram.incoming import Unwanted, received_from

log = logging.getLogger(__name__)
POLL_S = 25
SLACK_S = 10
LARGEST_ID = 2**63 - 1

Take = Callable[[Sequence[Received]], Awaitable[None]]
Leave = Callable[[Unwanted], None]


class Gate:
    """Turns raw updates into what the inbox takes; shared by polling and webhook."""

    def __init__(self, clock: Clock, take: Take, leave: Leave) -> None:
        """`take` writes down, `leave` says a line to a group and leaves it."""
        self._clock = clock
        self._take = take
        self._leave = leave
        self.username = ""

    async def let_in(self, raw: Sequence[dict[str, Any]], bot: telegram.Bot) -> None:
        """Returns once all of it is written, or raises StoreUnavailable; what cannot be read is skipped."""
        received: list[Received] = []
        for item in raw:
            found = self._read(item, bot)
            if isinstance(found, Unwanted):
                self._leave(found)
            elif found is not None:
                received.append(found)
        await self._take(received)

    def _read(self, item: dict[str, Any], bot: telegram.Bot) -> Received | Unwanted | None:
        try:
            update = telegram.Update.de_json(item, bot)
            received = received_from(update, self._clock.now(), self.username)
        except Exception as error:  # noqa: BLE001  # whatever Telegram sends must not stop what follows
            log.warning(
                "unreadable update",
                extra={"update_id": update_id_of(item), "reason": type(error).__name__},
            )
            return None
        if isinstance(received, Received) and not 0 <= (received.message_id or 0) <= LARGEST_ID:
            return replace(received, message_id=None)
        return received


def update_id_of(item: object) -> int | None:
    """The update's id, None for what has none that a database could hold."""
    found = item.get("update_id") if isinstance(item, dict) else None
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if 0 <= found <= LARGEST_ID else None


class ReceivingBot(telegram.Bot):
    """PTB's client with a getUpdates that writes down before it returns."""

    def receive_through(self, gate: Gate, refused: asyncio.Event) -> None:
        """Where updates go; `refused` is set when the token is not taken any more."""
        self._gate = gate
        self._refused = refused

    @override
    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[telegram.Update, ...]:
        timeout = kwargs.get("timeout") or 0
        seconds = timeout if isinstance(timeout, int) else timeout.total_seconds()
        data = {
            "offset": kwargs.get("offset"),
            "timeout": int(seconds),
            "allowed_updates": kwargs.get("allowed_updates"),
        }
        try:
            raw = await self._post("getUpdates", data, read_timeout=seconds + SLACK_S)
        except InvalidToken:
            self._refused.set()
            raise
        if not isinstance(raw, list):
            raise NetworkError("getUpdates did not return a list")
        known = [item for item in raw if update_id_of(item) is not None]
        try:
            await self._gate.let_in(known, self)
        except StoreUnavailable:
            raise NetworkError("inbox not written") from None
        return tuple(telegram.Update(item["update_id"]) for item in known)

    async def posted(self, method: str, data: dict[str, Any]) -> Any:
        """What Telegram answers to a call, as it came.

        PTB's own methods make an object of every field of the message that was just sent, which
        costs more than sending it, and of which only the number is wanted.
        """
        return await self._post(method, data)


class Sink(asyncio.Queue[object]):
    """The Updater's queue: what it puts here is in the inbox already."""

    @override
    async def put(self, item: object) -> None:
        """Keeps nothing."""
