"""`unsent run` on Telegram: one process from the token to the last drained reply."""

import asyncio
import logging
import random
import signal
from urllib.parse import urlsplit

from aiohttp import web
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.app import Knowledge, Service, stale_help_lines
from bot.clock import SystemClock
from bot.core.errors import NotAllowed, SettingsError, StorageError, StoreUnavailable
from bot.metrics import metrics_app
from bot.settings import Settings, host_and_port
from bot.storage import SqlStore
from bot.transports.telegram.client import AiohttpRequest
from bot.transports.telegram.incoming import ALLOWED, Unwanted
from bot.transports.telegram.outgoing import TelegramTransport, seconds_of
from bot.transports.telegram.polling import Polling
from bot.transports.telegram.profile import introduce
from bot.transports.telegram.receiving import Gate, ReceivingBot
from bot.transports.telegram.webhook import webhook_app

log = logging.getLogger(__name__)
SAY_AGAIN_S = 60.0
TRY_AGAIN_S = 2.0
LEAD_AGAIN_S = 3.0
POLLER = "poller"


class TelegramService:
    """Everything that runs for Telegram in one process."""

    def __init__(
        self, settings: Settings, knowledge: Knowledge, store: SqlStore, clock: SystemClock
    ) -> None:
        """`store` is the caller's, who closes it. Raises SettingsError without a token."""
        if settings.telegram_token is None:
            raise SettingsError("UNSENT_TELEGRAM_TOKEN: is missing; @BotFather gives one")
        self._settings = settings
        self._knowledge = knowledge
        self._clock = clock
        self._store = store
        self._stop = asyncio.Event()
        self._refused = asyncio.Event()
        api = settings.telegram_api_url
        self.bot = ReceivingBot(
            settings.telegram_token.get_secret_value(),
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        )
        self._transport = TelegramTransport(self.bot)
        self.service = Service(
            knowledge,
            store,
            self._transport,
            clock,
            sends_per_second=settings.sends_per_second,
        )
        self._gate = Gate(clock, self.service.intake.take, self._leave)
        self.bot.receive_through(self._gate, self._refused)
        self._leaving: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Serves until SIGTERM or SIGINT. Raises SettingsError where Telegram does not take the token."""
        loop = asyncio.get_running_loop()
        for signum in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(signum, self._stop.set)
        runners = await self._listen_for_metrics()
        try:
            if await self._connect():
                await self._serve(runners)
        finally:
            for runner in runners:
                await runner.cleanup()
            await self.bot.shutdown()
        log.info("stopped")

    async def _connect(self) -> bool:
        """Makes itself known to Telegram, however long that takes; False where it was told to stop meanwhile."""
        said_at = float("-inf")
        loop = asyncio.get_running_loop()
        while not self._stop.is_set():
            try:
                await self.bot.initialize()
            except InvalidToken:
                raise SettingsError(REFUSED) from None
            except TelegramError as error:
                if loop.time() - said_at >= SAY_AGAIN_S:
                    said_at = loop.time()
                    log.warning(
                        "telegram not reached; trying again", extra={"reason": type(error).__name__}
                    )
                await self._wait(TRY_AGAIN_S)
            else:
                self._gate.username = self.bot.username
                return True
        return False

    async def _serve(self, runners: list[web.AppRunner]) -> None:
        self.service.start()
        ends = asyncio.create_task(self._end_if_dead())
        await self.service.beat()
        introducing = asyncio.create_task(introduce(self.bot, self._knowledge.library))
        log.info("serving", extra={"bot": self.bot.username, "by": self._way()})
        try:
            if self._settings.webhook_url is not None:
                await self._take_webhooks(runners)
            else:
                await self._poll()
        except NotAllowed as error:
            raise SettingsError(REFUSED if "invalid" in str(error) else ELSEWHERE) from None
        finally:
            introducing.cancel()
            ends.cancel()
            for runner in runners:
                await runner.cleanup()
            await self.service.stop()
        self.service.raise_if_dead()

    async def _end_if_dead(self) -> None:
        """A process that receives and cannot answer is worse than one that is started anew."""
        await self.service.died.wait()
        self._stop.set()

    def _way(self) -> str:
        return "webhook" if self._settings.webhook_url is not None else "polling"

    async def _wait(self, seconds: float) -> None:
        """Sleeps, or wakes at once when told to stop."""
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            pass

    # Receiving ----------------------------------------------------------------------------------

    async def _poll(self) -> None:
        """Polls while this process is the one that may; the others work and stand by."""
        while not self._stop.is_set():
            if not await self._leads():
                await self._wait(LEAD_AGAIN_S)
                continue
            log.info("polling")
            polling_ends = asyncio.Event()
            watch = asyncio.create_task(self._watch_lead(polling_ends))
            try:
                await Polling(self.bot, self._refused).run(polling_ends)
            finally:
                watch.cancel()

    async def _leads(self) -> bool:
        try:
            return await self._store.lead(POLLER)
        except StoreUnavailable:
            return False

    async def _watch_lead(self, ends: asyncio.Event) -> None:
        """Ends the polling when told to stop, or when another process may lead now."""
        while not self._stop.is_set() and await self._leads():
            await self._wait(LEAD_AGAIN_S)
        ends.set()

    async def _take_webhooks(self, runners: list[web.AppRunner]) -> None:
        settings = self._settings
        if settings.webhook_url is None or settings.webhook_secret is None:
            raise SettingsError("UNSENT_WEBHOOK_URL: is missing")
        secret = settings.webhook_secret.get_secret_value()
        path = urlsplit(settings.webhook_url).path or "/"
        app = webhook_app(path, secret, self._gate, self.bot)
        runners.append(await _listen(app, settings.listen, "UNSENT_LISTEN"))
        while not self._stop.is_set():
            try:
                await self.bot.set_webhook(
                    settings.webhook_url,
                    secret_token=secret,
                    allowed_updates=ALLOWED,
                    max_connections=WEBHOOK_CONNECTIONS,
                )
            except InvalidToken:
                raise NotAllowed("invalid token") from None
            except RetryAfter as error:
                # Replicas that start together all set it; Telegram takes one a second.
                log.info("webhook not set yet: told to wait")
                await self._wait(seconds_of(error) * random.uniform(1, 3))  # noqa: S311  # spreads them
            except TelegramError as error:
                log.warning("webhook not set; trying again", extra={"reason": type(error).__name__})
                await self._wait(TRY_AGAIN_S * 5)
            else:
                log.info("webhook set")
                await self._stop.wait()

    def _leave(self, unwanted: Unwanted) -> None:
        line = (
            self._knowledge.library.variants("group.line")[0].text if unwanted.may_write else None
        )
        task = asyncio.create_task(self._transport.leave(unwanted.chat_id, line))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    # Being watched ------------------------------------------------------------------------------

    async def _listen_for_metrics(self) -> list[web.AppRunner]:
        if self._settings.metrics_listen is None:
            return []
        metrics = self.service.metrics
        metrics.stale_help_lines(stale_help_lines(self._knowledge.library, self._clock.now()))
        app = metrics_app(metrics, lambda: self._store.gauge(self._clock.now()), self._is_well)
        return [await _listen(app, self._settings.metrics_listen, "UNSENT_METRICS_LISTEN")]

    async def _is_well(self) -> bool:
        try:
            await self._store.gauge(self._clock.now())
        except StorageError:
            return False
        return self.service.is_running


WEBHOOK_CONNECTIONS = 40
REFUSED = "UNSENT_TELEGRAM_TOKEN: Telegram does not take this token; copy it from @BotFather again"
ELSEWHERE = (
    "UNSENT_TELEGRAM_TOKEN: another program receives with this token; stop it, or use another bot"
)


async def _listen(app: web.Application, listen: str, setting: str) -> web.AppRunner:
    """Serves an app on host:port. Raises SettingsError where that cannot be had."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, port = host_and_port(listen)
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise SettingsError(
            f"{setting}: cannot listen on {listen} ({error.strerror}); choose a free port of this machine"
        ) from None
    return runner
