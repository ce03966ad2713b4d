"""How much a bot may send: Telegram's flood limits as an option, and a count either way.

Called for every message that would otherwise be accepted; knows no HTTP.
"""

import math
from collections import deque
from dataclasses import dataclass

from tests.botapi.refused import Refused

WINDOW_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Telegram's published numbers; burst and penalties are guesses, as it names none."""

    per_second: int = 30
    """Messages in any sliding second, to all chats together."""
    per_chat_per_second: float = 1.0
    burst: int = 3
    """How many messages a chat takes at once before the line above counts."""
    penalty_s: int = 3
    chat_penalty_s: int = 1
    count_edits: bool = False


@dataclass(slots=True)
class _ChatShare:
    """What one chat may still take: `left` messages as of `at`."""

    left: float
    at: float
    limited_until: float = 0.0


class RateLimiter:
    """Counts sends, and refuses them with 429 where limits are set.

    Whoever sends on while limited makes it last longer.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        """Without limits everything is counted and nothing refused."""
        self.limits = limits
        self.peak = 0
        """The most attempts in any sliding second, refused ones included."""
        self.peak_accepted = 0
        self.violations: list[tuple[float, int | None]] = []
        """When a limit was broken, and the chat; None where it was the overall one."""
        self.ignored = 0
        """Attempts made while limited."""
        self._attempts: deque[float] = deque()
        self._accepted: deque[float] = deque()
        self._limited_until = 0.0
        self._shares: dict[int, _ChatShare] = {}

    def admit(self, chat_id: int, now: float) -> None:
        """Lets a message through or raises Refused with 429. `now` is steady time in seconds."""
        self.peak = max(self.peak, _count(self._attempts, now))
        if self.limits:
            self._check(self.limits, chat_id, now)
        self.peak_accepted = max(self.peak_accepted, _count(self._accepted, now))

    def reset(self, limits: Limits | None) -> None:
        """Starts anew with these limits."""
        self.__init__(limits)  # type: ignore[misc]  # the same start, on purpose

    def _check(self, limits: Limits, chat_id: int, now: float) -> None:
        if now < self._limited_until:
            self.ignored += 1
            self._limited_until = now + limits.penalty_s
            raise Refused.too_many(limits.penalty_s)
        share = self._shares.get(chat_id)
        if share is None:
            share = self._shares[chat_id] = _ChatShare(limits.burst, now)
        if now < share.limited_until:
            self.ignored += 1
            share.limited_until = now + limits.chat_penalty_s
            raise Refused.too_many(limits.chat_penalty_s)
        while self._accepted and self._accepted[0] <= now - WINDOW_S:
            self._accepted.popleft()
        if len(self._accepted) >= limits.per_second:
            self.violations.append((now, None))
            self._limited_until = now + limits.penalty_s
            raise Refused.too_many(limits.penalty_s)
        share.left = min(limits.burst, share.left + (now - share.at) * limits.per_chat_per_second)
        share.at = now
        if share.left < 1:
            self.violations.append((now, chat_id))
            wait_s = math.ceil((1 - share.left) / limits.per_chat_per_second)
            share.limited_until = now + max(limits.chat_penalty_s, wait_s)
            raise Refused.too_many(max(limits.chat_penalty_s, wait_s))
        share.left -= 1


def _count(window: deque[float], now: float) -> int:
    """Adds now to the window and returns how many it holds."""
    window.append(now)
    while window[0] <= now - WINDOW_S:
        window.popleft()
    return len(window)
