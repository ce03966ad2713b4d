"""Polling: PTB's Updater, with our own words for what goes wrong and an end where it cannot go on."""

import asyncio
import logging
import time

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Updater

from bot.core.errors import NotAllowed
from bot.transports.telegram.incoming import ALLOWED
from bot.transports.telegram.receiving import POLL_S, ReceivingBot, Sink

log = logging.getLogger(__name__)
CONFLICT_FOR_S = 60.0
FRESH_AFTER_S = 30.0
"""A conflict after so long without an error is a new one."""
SAY_AGAIN_S = 60.0
END_S = 2.0
"""How long Telegram may take to hear what was fetched when polling ends."""


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
        starting = asyncio.create_task(self._start())
        waits = [asyncio.create_task(e.wait()) for e in (stop, self._refused, self._ended)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (starting, *waits):
                task.cancel()
            await asyncio.gather(starting, *waits, return_exceptions=True)
            await self._end()
        if self._refused.is_set():
            raise NotAllowed("invalid token")
        if self._ended.is_set():
            raise NotAllowed("token used elsewhere")

    async def _start(self) -> None:
        """Removes a webhook, however long Telegram cannot be reached for that, and fetches from then on."""
        try:
            await self._updater.start_polling(
                timeout=POLL_S,
                allowed_updates=ALLOWED,
                bootstrap_retries=-1,
                error_callback=self._error,
            )
        except InvalidToken:
            self._refused.set()

    async def _end(self) -> None:
        """Whatever was fetched is in the inbox: what Telegram does not hear of now comes once more."""
        try:
            async with asyncio.timeout(END_S):
                if self._updater.running:
                    await self._updater.stop()
        except TimeoutError:
            log.info("telegram does not answer; fetched updates come once more")
        await self._updater.shutdown()

    def _error(self, error: TelegramError) -> None:
        """Says once a minute what is wrong; a conflict that lasts ends the polling."""
        now = time.monotonic()
        fresh = now - self._last_error_at > FRESH_AFTER_S
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
