"""The one way to say no: what is not "ok" in an answer, with Telegram's wording.

Knows nothing of HTTP or chats.
"""

import re

_NAMED_BY_THE_SERVER = re.compile(r".[_A-Z]")
"""MESSAGE_TOO_LONG and the like, which the Bot API passes on as they are."""


class Refused(Exception):
    """An answer with "ok": false.

    >>> Refused.bad("Message text is empty").description
    'Bad Request: message text is empty'
    >>> Refused.bad("BUTTON_DATA_INVALID").description
    'Bad Request: BUTTON_DATA_INVALID'
    """

    def __init__(self, code: int, description: str, *, retry_after_s: int | None = None) -> None:
        """Takes the description as it goes out."""
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after_s = retry_after_s

    @classmethod
    def bad(cls, reason: str) -> "Refused":
        """400 with the reason in lower case, as Telegram writes reasons that are sentences."""
        if not _NAMED_BY_THE_SERVER.match(reason):
            reason = reason[0].lower() + reason[1:]
        return cls(400, f"Bad Request: {reason}")

    @classmethod
    def forbidden(cls, reason: str) -> "Refused":
        """403."""
        return cls(403, f"Forbidden: {reason}")

    @classmethod
    def too_many(cls, retry_after_s: int) -> "Refused":
        """429 with the seconds to wait."""
        words = f"Too Many Requests: retry after {retry_after_s}"
        return cls(429, words, retry_after_s=retry_after_s)

    @classmethod
    def conflict(cls, reason: str) -> "Refused":
        """409, where two want the same updates."""
        return cls(409, f"Conflict: {reason}")
