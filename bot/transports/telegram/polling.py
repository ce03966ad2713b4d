"""Polling: PTB's Updater, with our own words for what goes wrong and an end where it cannot go on."""

import asyncio
import logging
import time

from telegram.error import Conflict, TelegramError
from telegram.ext import Updater

from bot.core.errors import NotAllowed
from bot.transports.telegram.incoming import ALLOWED
from bot.transports.telegram.receiving import POLL_S, ReceivingBot, Sink

log = logging.getLogger(__name__)
CONFLICT_FOR_S = 60.0
SAY_AGAIN_S = 60.0


class Polling:
    """Fetches updates for as long as nobody else does with the same token."""

    def __init__(self, bot: ReceivingBot, refused: asyncio.Event) -> None:
        """`refused` is set by the bot when Telegram does not take the token."""
        self._updater = Updater(bot, Sink())
        self._refused = refused
        self._ended = asyncio.Event()
        self._conflict_since: float | None = None
        self._last_error_at = 0.0
        self._said_at = float("-inf")

    async def run(self, stop: asyncio.Event) -> None:
        """Polls until `stop`. Raises NotAllowed where the token is wrong, or used elsewhere for a minute."""
        await self._updater.initialize()
        await self._updater.start_polling(
            timeout=POLL_S,
            allowed_updates=ALLOWED,
            bootstrap_retries=-1,
            error_callback=self._error,
        )
        try:
            waits = [asyncio.create_task(e.wait()) for e in (stop, self._refused, self._ended)]
            _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for task in pending:
                task.cancel()
        finally:
            await self._updater.stop()
            await self._updater.shutdown()
        if self._refused.is_set():
            raise NotAllowed("invalid token")
        if self._ended.is_set():
            raise NotAllowed("token used elsewhere")

    def _error(self, error: TelegramError) -> None:
        """Says once a minute what is wrong; a conflict that lasts ends the polling."""
        now = time.monotonic()
        fresh = now - self._last_error_at > CONFLICT_FOR_S / 2
        self._last_error_at = now
        if isinstance(error, Conflict):
            if self._conflict_since is None or fresh:
                self._conflict_since = now
            if now - self._conflict_since >= CONFLICT_FOR_S:
                self._ended.set()
        else:
            self._conflict_since = None
        if now - self._said_at >= SAY_AGAIN_S:
            self._said_at = now
            log.warning(
                "telegram not reached; trying again", extra={"reason": type(error).__name__}
            )
