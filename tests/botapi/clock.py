"""The server's own time, which tests may move.

Everything here that depends on time asks this clock.
"""

import time


class Clock:
    """Real time plus what `shift` has added. Never goes back."""

    def __init__(self) -> None:
        """Starts at the present."""
        self._ahead_s = 0.0

    def unix(self) -> int:
        """Seconds since 1970, whole, as Telegram dates its messages."""
        return int(time.time() + self._ahead_s)

    def steady(self) -> float:
        """Seconds on a monotonic scale; only differences mean something."""
        return time.monotonic() + self._ahead_s

    def shift(self, seconds: float) -> None:
        """Moves time forward at once, so that messages age and limits end without waiting."""
        if seconds < 0:
            raise ValueError(seconds)
        self._ahead_s += seconds
