"""When the next message may leave: this process' own window, and the rate that all processes share.

Where several share a store each message needs a place in their common rate, one at a time and just before it is
needed, so that nobody hoards places while somebody at another process waits for an answer.
"""

import time
from collections.abc import Awaitable, Callable

from bot.core.errors import StoreUnavailable
from bot.core.messages import Lane
from bot.delivery.rate import WINDOW_S, Window

STALE_S = 0.05
"""A place that is not used by then is given up: used later it would crowd with the places of others."""

Reserve = Callable[[int, float], Awaitable[float]]
"""`Store.reserve`."""


class Pace:
    """Asked before every message, told of every message."""

    def __init__(self, per_second: int, reserve: Reserve) -> None:
        """`per_second` 0 means no limit."""
        self._window = Window(per_second)
        self._reserve = reserve
        self._place_at: float | None = None

    @property
    def is_limited(self) -> bool:
        """False where there is no limit at all, neither here nor for a chat."""
        return self._window.is_limited

    async def wait_s(self, lane: Lane) -> float:
        """How long until a message of this lane may leave, 0.0 for now; asked again after that time."""
        if not self._window.is_limited:
            return 0.0
        own_s = self._window.wait_s(time.monotonic(), lane)
        return own_s if own_s > 0 else await self._shared_s()

    async def _shared_s(self) -> float:
        """The wait for this process' next place. Without the store its own window has to do."""
        now = time.monotonic()
        if self._place_at is None or now - self._place_at > STALE_S:
            try:
                after_s = await self._reserve(1, self._window.limit / WINDOW_S)
            except StoreUnavailable:
                return 0.0
            now = time.monotonic()
            self._place_at = now + after_s
        return max(0.0, self._place_at - now)

    def note(self, lane: Lane) -> None:
        """One was sent."""
        self._window.note(time.monotonic(), lane)
        self._place_at = None
