"""What most verbs begin with: the settings, with the log set up by them, and the way into the database."""

from typing import TYPE_CHECKING

from bot import logs
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.storage import Access


def settled() -> Settings:
    """The settings; the log is set up by them and knows the secrets that it must never write."""
    settings = load_settings()
    token = settings.telegram_token
    secrets = (token.get_secret_value(),) if token else ()
    logs.configure(settings.log_level, settings.log_format, secrets)
    return settings


def access(settings: Settings) -> "Access":
    """Where the database is and what opens its keys."""
    from bot.storage import Access

    secret = settings.secret_key.get_secret_value() if settings.secret_key else None
    return Access(url=settings.database_url, secret=secret)
