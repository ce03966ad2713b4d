"""What can go wrong, as names.

BotError
├── SettingsError       a setting is missing or wrong: one line, status 2
├── ContentError        the content files have mistakes: all of them, status 2
├── StorageError
│   ├── StoreUnavailable   the database does not answer now; what was not committed is tried again
│   ├── StoreRefused       the database cannot be used as it is: wrong key, newer schema, second process
│   └── AlreadyHandled     the message or appointment was handled by somebody else; nothing to do
└── TransportError
    ├── Gone            the person blocked the bot or is no more
    ├── TooMany         wait `retry_after_s`, for this chat or for all
    ├── Refused         the message as such is not taken; sending it again is useless
    ├── Unreachable     not delivered, or nobody knows; try again later
    └── NotAllowed      the token is wrong or used elsewhere
"""


class BotError(Exception):
    """The root of everything that Unsent raises on purpose."""


class SettingsError(BotError):
    """A setting that cannot be used. The text names it, the reason and the remedy."""


class ContentError(BotError):
    """Mistakes in the content files, one line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """`problems` are lines of "file:line: reason; remedy"."""
        super().__init__("\n".join(problems))
        self.problems = problems


class StorageError(BotError):
    """Something about the database."""


class StoreUnavailable(StorageError):
    """The database does not answer now; nothing was written."""


class StoreRefused(StorageError):
    """The database cannot be used as it is. The text says why and what to do."""


class AlreadyHandled(StorageError):
    """What was to be handled was done before; the turn was dropped without a trace."""


class TransportError(BotError):
    """Something about the way to a person."""


class Gone(TransportError):
    """The person blocked the bot, or their account is no more."""


class TooMany(TransportError):
    """Too many messages. Nothing was sent."""

    def __init__(self, retry_after_s: float) -> None:
        """`retry_after_s`: how long the other side wants to be left alone."""
        super().__init__(f"wait {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class Refused(TransportError):
    """The message as such is not taken. The text is the other side's reason and holds no words of a person."""


class Unreachable(TransportError):
    """Not delivered, or nobody knows whether: try again later."""


class NotAllowed(TransportError):
    """The token is wrong, or somebody else uses it at the same time."""
