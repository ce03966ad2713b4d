"""How long to wait after a failure: who was told to, how often what was tried, when to try again."""

import logging
import random

from bot.core.ports import Outbound

log = logging.getLogger(__name__)
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 60.0
DOUBLINGS = 10
EVERYBODY_AFTER = 2
"""Chats that were told to wait at the same time, from which on it is meant for all of them."""


class Patience:
    """What is known of failures of this process. Times are seconds of a monotonic clock."""

    def __init__(self) -> None:
        """Nothing has failed at first."""
        self.held_until = 0.0
        """Nothing is sent to anybody before then."""
        self._held: dict[str, float] = {}
        self._tries: dict[int, int] = {}

    def told_to_wait(self, address: str, seconds: float, now: float) -> None:
        """A 429 is meant for that chat; where several chats get one at the same time, for all."""
        self._held = {a: until for a, until in self._held.items() if until > now}
        self._held[address] = now + seconds
        if len(self._held) >= EVERYBODY_AFTER:
            self.held_until = max(self.held_until, now + seconds)
        log.info("told to wait", extra={"seconds": seconds, "chats": len(self._held)})

    def failed(self, outbound: Outbound) -> int:
        """Counts one more failed attempt; returns how many there were."""
        self._tries[outbound.id] = self.tries(outbound) + 1
        return self._tries[outbound.id]

    def tries(self, outbound: Outbound) -> int:
        """How many attempts failed, those on record included."""
        return self._tries.get(outbound.id, outbound.attempts)

    def forget(self, outbound: Outbound) -> None:
        """It is settled."""
        self._tries.pop(outbound.id, None)


def wait_s(tries: int) -> float:
    """How long to wait after so many failed attempts: longer each time, and never the same for everybody."""
    even = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(tries - 1, DOUBLINGS))
    return even * random.uniform(0.5, 1.5)  # noqa: S311  # spreads retries, no secret
