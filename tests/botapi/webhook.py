"""Updates brought to the bot: one after the other for each chat, different chats side by side.

The method setWebhook and its kin are here too, because they are the switch between being fetched
and being brought. Only loopback addresses are taken.
"""

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from tests.botapi.chats import Json
from tests.botapi.cloud import Cloud
from tests.botapi.record import Call
from tests.botapi.refused import Refused
from tests.botapi.updates import Update

_SECRET_LETTERS = 256
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LONGEST_WAIT_S = 60.0
_ANSWER_WITHIN_S = 60.0
_OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Setting:
    """What setWebhook was called with."""

    url: str
    secret: str
    max_connections: int


class Webhook:
    """Delivers while a webhook is set.

    `first_wait_s` is the pause after the second failure; it doubles from there.
    """

    def __init__(self, cloud: Cloud, first_wait_s: float = 2.0) -> None:
        """Nothing is set at first."""
        self.setting: Setting | None = None
        self.failures = 0
        """Deliveries that were not answered with 2xx."""
        self.first_wait_s = first_wait_s
        self._cloud = cloud
        self._available = cloud.updates.on_available
        self._session: aiohttp.ClientSession | None = None
        self._queues: dict[int, deque[Update]] = {}
        self._ready: deque[int] = deque()
        self._waits: dict[int, float] = {}
        self._busy = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed_at = 0
        self._failed_because = ""
        cloud.updates.on_available = self._offer

    async def set(self, call: Call) -> bool:
        """setWebhook; an empty address means deleteWebhook."""
        fields = call.fields
        url = fields.text("url")
        if not url:
            return await self.delete(call)
        now = self._cloud.clock.steady()
        if now < self._cloud.allowed_webhook_at:
            raise Refused.too_many(1)
        self._cloud.allowed_webhook_at = now + 1
        secret = fields.text("secret_token")
        _check(url, secret)
        setting = Setting(url, secret, fields.number("max_connections", 40, 1, 100))
        self._cloud.updates.allow(fields.loaded("allowed_updates", "Can't parse allowed_updates"))
        if fields.flag("drop_pending_updates"):
            self._cloud.updates.drop_all()
        self._cloud.updates.disturb("terminated by setWebhook request")
        await self.close()
        self.setting = setting
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=setting.max_connections),
            timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN_S),
        )
        for update in self._cloud.updates.pending():
            self._queue(update)
        return True

    async def delete(self, call: Call) -> bool:
        """deleteWebhook; what was not delivered waits to be fetched."""
        await self.close()
        self._failed_at, self._failed_because = 0, ""
        if call.fields.flag("drop_pending_updates"):
            self._cloud.updates.drop_all()
        return True

    def info(self) -> Json:
        """GetWebhookInfo."""
        setting = self.setting
        shown: Json = {
            "url": setting.url if setting else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._cloud.updates),
            "allowed_updates": sorted(self._cloud.updates.allowed),
        }
        if setting:
            shown |= {"max_connections": setting.max_connections, "ip_address": "127.0.0.1"}
        if self._failed_at:
            shown |= {
                "last_error_date": self._failed_at,
                "last_error_message": self._failed_because,
            }
        return shown

    async def close(self) -> None:
        """Stops delivering."""
        self.setting = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._queues.clear()
        self._ready.clear()
        self._waits.clear()
        self._busy = 0
        if self._session:
            await self._session.close()
            self._session = None

    def _offer(self, update: Update) -> None:
        self._available(update)
        if self.setting:
            self._queue(update)

    def _queue(self, update: Update) -> None:
        queue = self._queues.setdefault(update.chat_id, deque())
        queue.append(update)
        if len(queue) == 1:
            self._ready.append(update.chat_id)
            self._pump()

    def _pump(self) -> None:
        while self.setting and self._ready and self._busy < self.setting.max_connections:
            self._busy += 1
            task = asyncio.create_task(self._deliver(self._ready.popleft(), self.setting))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _deliver(self, chat_id: int, setting: Setting) -> None:
        """Brings the oldest update of a chat once; where it fails the chat waits."""
        queue = self._queues[chat_id]
        taken = await self._taken(queue[0], setting)
        self._busy -= 1
        if not taken:
            wait_s = self._waits.get(chat_id, 0.0)
            self._waits[chat_id] = min(_LONGEST_WAIT_S, wait_s * 2 or self.first_wait_s)
            asyncio.get_running_loop().call_later(wait_s, self._again, chat_id, setting)
            self._pump()
            return
        self._waits.pop(chat_id, None)
        self._cloud.updates.forget(queue.popleft())
        self._cloud.record.changed()
        if queue:
            self._ready.append(chat_id)
        else:
            del self._queues[chat_id]
        self._pump()

    def _again(self, chat_id: int, setting: Setting) -> None:
        if self.setting is setting:
            self._ready.append(chat_id)
            self._pump()

    async def _taken(self, update: Update, setting: Setting) -> bool:
        headers = {"Content-Type": "application/json"}
        if setting.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = setting.secret
        assert self._session
        try:
            async with self._session.post(setting.url, data=update.body, headers=headers) as answer:
                await answer.read()
                if answer.status in _OK:
                    return True
                because = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, OSError, TimeoutError) as problem:
            because = f"Connection failed: {type(problem).__name__}"
        self.failures += 1
        self._failed_at, self._failed_because = self._cloud.clock.unix(), because
        self._cloud.record.changed()
        return False


def _check(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused.bad("invalid webhook URL specified")
    if parts.hostname not in _LOOPBACK:
        raise Refused.bad("bad webhook: this server delivers to loopback addresses only")
    if not _SECRET.fullmatch(secret):
        reason = "is too long" if len(secret) > _SECRET_LETTERS else "contains unallowed characters"
        raise Refused.bad(f"secret token {reason}")
