"""The settings of one process: environment variables with the prefix UNSENT_, or a file `.env` beside them.

Each is described in `.env.example`; a test keeps the two the same. Nothing is read at import time.
"""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.errors import SettingsError

PREFIX = "UNSENT_"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{3,}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What Telegram takes as a webhook's secret."""
SHORTEST_SECRET = 16
LISTEN = re.compile(r"(?P<host>[^\s:]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
LAST_PORT = 65535
CONTENT = Path(__file__).parent.parent / "content"

DATABASE_EXAMPLES = "write sqlite:///data/unsent.db or postgresql://user:password@host/name"
DATABASES = ("sqlite://", "postgresql://", "postgresql+asyncpg://", "postgres://")


class Settings(BaseSettings):
    """Every setting, checked."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True
    )

    telegram_token: SecretStr | None = Field(None, description="The token that BotFather gave")
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="Bot API server, without the token"
    )
    database_url: str = Field(
        "sqlite:///data/unsent.db", description="sqlite:///… or postgresql://…"
    )
    webhook_url: str | None = Field(
        None, description="Public https address for a webhook; polling without it"
    )
    webhook_secret: SecretStr | None = Field(
        None, description="What Telegram must say with each update"
    )
    listen: str = Field("127.0.0.1:8080", description="host:port on which the webhook is taken")
    secret_key: SecretStr | None = Field(
        None, description="Encrypts words that are kept; several with commas"
    )
    sends_per_second: int = Field(
        30, ge=0, le=1000, description="Messages a second over everything, 0 for no limit"
    )
    content_dir: Path = Field(CONTENT, description="Folder with the text for people")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="text for people, json for machines"
    )
    metrics_listen: str | None = Field(
        None, description="host:port for /metrics and /healthz; off without it"
    )

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError(
                "does not look like a token (123456:ABC…); copy it from BotFather as it is"
            )
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError(
                "must be an address such as https://api.telegram.org, without the token"
            )
        if "/bot" in parts.path:
            raise ValueError("must not contain the token; give it as http://host:port")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook_url(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in {"http", "https"} or not parts.netloc:
                raise ValueError(
                    "must be a public address such as https://bot.example.org/telegram"
                )
        return value

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        if not value.startswith(DATABASES):
            kind, known, _ = value.partition("://")
            named = f"not {kind}" if known else "and this names neither"
            raise ValueError(f"is for SQLite or Postgres, {named}; {DATABASE_EXAMPLES}")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            secret = value.get_secret_value()
            if len(secret) < SHORTEST_SECRET or not SECRET.fullmatch(secret):
                raise ValueError(
                    "must be 16 to 256 letters, digits, _ or -; make one with: openssl rand -hex 32"
                )
        return value

    @field_validator("listen", "metrics_listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        if value is not None:
            found = LISTEN.fullmatch(value)
            if found is None or not 0 <= int(found["port"]) <= LAST_PORT:
                raise ValueError("must be host:port, such as 127.0.0.1:8080")
        return value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _case(cls, value: object) -> object:
        if isinstance(value, str):
            return value.lower() if value.lower() in {"text", "json"} else value.upper()
        return value

    @field_validator("content_dir")
    @classmethod
    def _content_dir(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError(f"there is no folder {value}; name the one with `en/` in it")
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> "Settings":
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError(
                "UNSENT_WEBHOOK_SECRET: is missing beside UNSENT_WEBHOOK_URL; make one with: openssl rand -hex 32"
            )
        return self

    def masked(self) -> dict[str, str]:
        """The effective settings by their environment names, secrets only as set or not set."""
        shown = {}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, SecretStr):
                value = "(set)"
            shown[f"{PREFIX}{name.upper()}"] = (
                "" if value is None else _without_password(str(value))
            )
        return shown


def _without_password(value: str) -> str:
    """An address without the password in it, also where that holds signs that should have been escaped.

    >>> _without_password("postgresql://unsent:hunter2@db/unsent")
    'postgresql://unsent:***@db/unsent'
    >>> _without_password("postgresql://unsent:hun@ter:2@db/unsent?password=hunter2")
    'postgresql://unsent:***@db/unsent?password=***'
    """
    shown = re.sub(r"(://[^:/@\s]*):.*@", r"\1:***@", value)
    return re.sub(r"([?&]password=)[^&]*", r"\1***", shown)


def load_settings() -> Settings:
    """The settings of the environment. Raises SettingsError: one line with the setting, the reason and the remedy."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        reason = first["msg"].removeprefix("Value error, ")
        name = f"{PREFIX}{str(first['loc'][0]).upper()}: " if first["loc"] else ""
        raise SettingsError(f"{name}{_plain(first['type'], reason)}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f".env cannot be read ({type(error).__name__}); mend or remove it"
        ) from None


def _plain(kind: str, reason: str) -> str:
    """Pydantic's reasons in plain words, where they are not."""
    if kind in {"int_parsing", "int_type"}:
        return "must be a whole number"
    if kind in {"greater_than_equal", "less_than_equal"}:
        return reason.replace("Input should be", "must be")
    if kind == "literal_error":
        return reason.replace("Input should be", "must be")
    return reason


def host_and_port(listen: str) -> tuple[str, int]:
    """The two halves of a checked "host:port"."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)
