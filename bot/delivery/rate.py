"""How fast may be sent: a sliding window over everything, and a small allowance for each chat (docs/operating.md).

Telegram takes 30 messages a second overall and one a second in a chat, small bursts tolerated. The window is a little
longer than a second, so that what leaves evenly here never arrives as more than the limit there.
"""

from collections import deque

from bot.core.messages import Lane

WINDOW_S = 1.05
"""30 in 1.05 s are 28.6 a second; 50 ms of unequal delay on the way are forgiven."""
UNHURRIED = Lane.TIMER
"""From this lane on nobody waits for the message: such ones go evenly and leave gaps for those that do."""
CATCH_UP_S = 0.1
"""So far what goes evenly may be behind and still make up for it."""
BURST = 3
"""Messages that may go to one chat at once; an urge is answered with two."""
REFILL_S = 1.0


class Window:
    """A global limit on sends; times are seconds of a monotonic clock."""

    def __init__(self, per_second: int) -> None:
        """`per_second` 0 means no limit."""
        self.limit = per_second
        self._sent: deque[float] = deque()
        self._even_at = float("-inf")

    @property
    def is_limited(self) -> bool:
        """False where there is no limit at all, neither here nor for a chat."""
        return self.limit > 0

    def wait_s(self, now: float, lane: Lane = Lane.ANSWER) -> float:
        """How long until the next send of this lane is allowed, 0.0 for now.

        A rush of check-ins would else use the whole second up at its beginning, and an answer wait for its end.
        """
        if not self.limit:
            return 0.0
        even_s = self._even_at - now if lane >= UNHURRIED else 0.0
        while self._sent and now - self._sent[0] >= WINDOW_S:
            self._sent.popleft()
        full_s = 0.0 if len(self._sent) < self.limit else WINDOW_S - (now - self._sent[0])
        return max(0.0, even_s, full_s)

    def note(self, now: float, lane: Lane = Lane.ANSWER) -> None:
        """One was sent."""
        if not self.limit:
            return
        self._sent.append(now)
        if lane >= UNHURRIED:
            behind = now - self._even_at < CATCH_UP_S
            self._even_at = (self._even_at if behind else now) + 1 / self.limit


class Allowance:
    """What one chat may still be sent: a burst at once, refilled by one a second."""

    __slots__ = ("_burst", "_left", "_since")

    def __init__(self, now: float, burst: int | None) -> None:
        """Full at first; `burst` None means no limit."""
        self._burst = float("inf") if burst is None else float(burst)
        self._left = self._burst
        self._since = now

    def wait_s(self, now: float) -> float:
        """How long until one more is allowed."""
        left = self._level(now)
        return 0.0 if left >= 1.0 else (1.0 - left) * REFILL_S

    def note(self, now: float) -> None:
        """One was sent."""
        self._left = self._level(now) - 1.0
        self._since = now

    def is_full(self, now: float) -> bool:
        """True where nothing needs to be remembered of this chat."""
        return self._level(now) >= self._burst

    def _level(self, now: float) -> float:
        return min(self._burst, self._left + (now - self._since) / REFILL_S)
