"""What waits for the bot: kept until confirmed or for a day, fetched by one poller at a time.

Called by people (who put updates in), by getUpdates and by the webhook (which take them out). Knows
no chats.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from tests.botapi.clock import Clock
from tests.botapi.refused import Refused

KEPT_S = 86_400
_AHEAD = 10
"""An offset further than this beyond the last update is a mistake and confirms nothing."""
_BATCHING_S = 0.001
"""Telegram lets a waiting poll wait a moment more, so that what comes together goes together."""
_CONFLICT_PAUSE_S = 3.0
_TAKEN_OVER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_REMEMBERED = 1000
"""How many updates can be repeated."""
KINDS = frozenset((
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "inline_query",
    "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "poll",
    "poll_answer", "my_chat_member", "chat_join_request", "chat_boost", "removed_chat_boost",
    "purchased_paid_media", "managed_bot", "guest_message",
    "chat_member", "message_reaction", "message_reaction_count",
))  # fmt: skip
_ON_REQUEST = frozenset(("chat_member", "message_reaction", "message_reaction_count"))


@dataclass(frozen=True, slots=True)
class Update:
    """One update as it goes out.

    `echo` marks a repetition, which is handed over once whatever was confirmed.
    """

    id: int
    body: bytes
    chat_id: int
    at: int
    echo: bool = False


class Updates:
    """The queue of one bot."""

    def __init__(self, clock: Clock, first_id: int) -> None:
        """`first_id` is the id that the first update gets; they count up from there."""
        self.next_id = first_id
        self.confirmed = 0
        """How many updates the bot has taken for good."""
        self.allowed = KINDS - _ON_REQUEST
        self.on_available: Callable[[Update], None] = lambda _update: None
        self.on_polled: Callable[[], None] = lambda: None
        self._clock = clock
        self._pending: deque[Update] = deque()
        self._recent: deque[Update] = deque(maxlen=_REMEMBERED)
        self._in_order = True
        self._held: list[Update] | None = None
        self._poll: asyncio.Future[None] | None = None
        self._waking: asyncio.TimerHandle | None = None
        self._conflict_at = float("-inf")

    def __len__(self) -> int:
        """How many wait."""
        return len(self._pending)

    @property
    def is_polled(self) -> bool:
        """True while somebody waits for updates."""
        return self._poll is not None

    def pending(self) -> list[Update]:
        """What waits, in the order in which it goes out."""
        return list(self._pending)

    def allow(self, kinds: Any) -> None:
        """Takes over `allowed_updates`: an empty list means the usual kinds, no list no change."""
        if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
            self.allowed = KINDS & {kind.lower() for kind in kinds} or KINDS - _ON_REQUEST

    def push(self, kind: str, content: dict[str, Any], chat_id: int) -> int | None:
        """Adds an update and returns its id, None where the bot does not want this kind."""
        if kind not in self.allowed:
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        body = json.dumps({"update_id": update_id, kind: content}, ensure_ascii=False).encode()
        self._add(Update(update_id, body, chat_id, self._clock.unix()))
        return update_id

    def inject(self, update: dict[str, Any] | bytes, chat_id: int = 0) -> int:
        """Adds anything in the place of an update; a dict without an update_id gets one."""
        update_id, self.next_id = self.next_id, self.next_id + 1
        if isinstance(update, dict):
            update = json.dumps({"update_id": update_id, **update}, ensure_ascii=False).encode()
        self._add(Update(update_id, update, chat_id, self._clock.unix()))
        return update_id

    def repeat(self, update_id: int | None = None) -> None:
        """Hands an update over once more, even where it was confirmed; by default the newest."""
        wanted = self.next_id - 1 if update_id is None else update_id
        update = next(known for known in self._recent if known.id == wanted)
        self._add(replace(update, at=self._clock.unix(), echo=True))

    def hold(self) -> None:
        """Keeps back what comes from now on."""
        self._held = self._held if self._held is not None else []

    def release(self, order: Callable[[list[Update]], Iterable[Update]] = list) -> None:
        """Lets go what was held, in the order that `order` makes of it."""
        held, self._held = self._held or [], None
        ordered = list(order(held))
        self._in_order = self._in_order and ordered == sorted(ordered, key=lambda update: update.id)
        for update in ordered:
            self._add(update)

    def forget(self, update: Update) -> None:
        """Confirms one update, as a webhook does."""
        if update in self._pending:
            self._pending.remove(update)
            self.confirmed += 1

    def drop_all(self) -> None:
        """For drop_pending_updates."""
        self._pending.clear()

    async def fetch(
        self,
        offset: int,
        limit: int,
        timeout_s: float,
        is_gone: Callable[[], bool] = lambda: False,
    ) -> list[Update]:
        """What getUpdates answers; nothing where the poller `is_gone` when something comes.

        Raises Refused (409) for the poller that another one has taken over from.
        """
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        ready = self._take(offset, limit)
        if ready or timeout_s <= 0:
            return ready
        self.disturb(_TAKEN_OVER)
        poll = self._poll = asyncio.get_running_loop().create_future()
        self.on_polled()
        try:
            async with asyncio.timeout(timeout_s):
                await poll
        except TimeoutError:
            pass
        except Refused:
            await self._pause()
            raise
        finally:
            if self._poll is poll:
                self._poll = None
        return [] if is_gone() else self._take(offset, limit)

    async def refuse(self, reason: str) -> None:
        """Raises Refused (409), slowly where it is not the first."""
        await self._pause()
        raise Refused.conflict(reason)

    def disturb(self, reason: str) -> None:
        """Ends a waiting poll with 409."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refused.conflict(reason))
            self._poll.exception()  # seen: the poller may be gone itself
        self._poll = None

    def let_go(self) -> None:
        """Ends a waiting poll with nothing, when the server stops."""
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def _pause(self) -> None:
        """Telegram answers one conflict at once, the next within three seconds only after them."""
        now = self._clock.steady()
        if now >= self._conflict_at:
            self._conflict_at = now + _CONFLICT_PAUSE_S
        else:
            await asyncio.sleep(_CONFLICT_PAUSE_S)

    def _add(self, update: Update) -> None:
        if self._held is not None:
            self._held.append(update)
            return
        self._pending.append(update)
        self._recent.append(update)
        self.on_available(update)
        if self._poll and not self._waking:
            loop = asyncio.get_running_loop()
            self._waking = loop.call_later(_BATCHING_S, self._wake)

    def _wake(self) -> None:
        self._waking = None
        self.let_go()

    def _take(self, offset: int, limit: int) -> list[Update]:
        """Confirms what lies before the offset, and returns what comes next."""
        oldest = self._clock.unix() - KEPT_S
        before = len(self._pending)
        if 0 < offset <= self.next_id + _AHEAD:
            self._confirm(offset)
        self.confirmed += before - len(self._pending)
        while self._pending and self._pending[0].at < oldest:
            self._pending.popleft()
        taken = [update for update, _ in zip(self._pending, range(limit), strict=False)]
        for update in taken:
            if update.echo:
                self._pending.remove(update)
        return taken

    def _confirm(self, offset: int) -> None:
        if self._in_order:
            while self._pending and self._pending[0].id < offset and not self._pending[0].echo:
                self._pending.popleft()
        if not self._in_order or (self._pending and self._pending[0].echo):
            kept = [update for update in self._pending if update.id >= offset or update.echo]
            self._pending = deque(kept)
            self._in_order = self._in_order or not kept
