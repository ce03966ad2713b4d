"""The one clock. Everything else is handed the time; nothing else asks the system for it."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The system's time, moved ahead by an offset that only the terminal's `/skip` changes."""

    def __init__(self) -> None:
        """On time."""
        self.ahead = timedelta()

    def now(self) -> datetime:
        """The present instant, aware UTC."""
        return datetime.now(UTC) + self.ahead
