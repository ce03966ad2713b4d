"""The command line: one verb each, one line where something is wrong, status 2 for that.

Everything heavy is imported by the verb that needs it, so that `--help` and `check` answer at once.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot import logs
from bot.core.errors import BotError, SettingsError
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.app import Knowledge
    from bot.clock import SystemClock
    from bot.storage import Access, SqlStore

OK, FAILED, REFUSED = 0, 1, 2
HEARTBEAT_FRESH = timedelta(seconds=60)
LANGUAGE = "en"
NO_BOT = (
    "No UNSENT_TELEGRAM_TOKEN is set, so this opens in the terminal. "
    "For Telegram: write /newbot to @BotFather and put the token into .env"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a verb; returns the status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.verb is None:
        parser.print_help()
        return REFUSED
    try:
        return int(options.run(options))
    except BotError as error:
        print(f"unsent: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return OK
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="unsent", description="A Telegram bot that a person messages instead of their ex."
    )
    verbs = parser.add_subparsers(dest="verb", metavar="verb")

    def verb(
        name: str, run: Callable[[argparse.Namespace], int], help_: str
    ) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=help_, description=help_)
        added.set_defaults(run=run)
        return added

    verb("run", _run, "Serve Telegram where a token is set, else chat in the terminal.")
    verb("chat", _chat, "Chat in the terminal, or line by line from a pipe.")
    check = verb("check", _check, "Check the content files; status 1 where there are errors.")
    check.add_argument("--json", action="store_true", help="write the findings as JSON")
    check.add_argument(
        "--release", action="store_true", help="help lines past their check date are errors"
    )
    understand = verb(
        "understand", _understand, 'Read JSON lines {"text": …} and write what was understood.'
    )
    understand.add_argument(
        "--score", type=Path, metavar="FILE", help="score labelled JSON lines instead"
    )
    preview = verb("preview", _preview, "Print what would be said to an urge, and why.")
    preview.add_argument("moment", nargs="?", default="urge", choices=["urge", "checking"])
    preview.add_argument("--text", default="", help="what the person writes")
    preview.add_argument("--rating", type=_whole(0, 10), help="0 to 10; unrated without it")
    preview.add_argument("--hour", type=_whole(0, 23), default=20, help="the hour on their wall")
    preview.add_argument(
        "--days", type=_whole(0, 3650), default=9, help="days since the last contact"
    )
    preview.add_argument("--count", type=_whole(1, 60), default=5, help="how many nights in a row")
    verb("migrate", _migrate, "Bring the database to this version.")
    verb("config", _config, "Print the effective settings, secrets masked.")
    verb(
        "healthcheck",
        _healthcheck,
        "Status 0 where a running bot gave a sign of life within 60 seconds.",
    )
    verb("report", _report, "Show, over everybody, how often what was offered helped.")
    verb("rotate-key", _rotate_key, "Seal every person's key with the first of UNSENT_SECRET_KEY.")
    backup = verb("backup", _backup, "Copy the SQLite database while the bot runs.")
    backup.add_argument("target", type=Path, help="the file to write; must not exist")
    move = verb("move-data", _move_data, "Carry a SQLite database over to an empty Postgres.")
    move.add_argument("source", help="sqlite:///…")
    move.add_argument("target", help="postgresql://…")
    return parser


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}")
        return int(text)

    return parse


def _settings() -> Settings:
    settings = load_settings()
    token = settings.telegram_token
    secrets = (token.get_secret_value(),) if token else ()
    logs.configure(settings.log_level, settings.log_format, secrets)
    return settings


def _access(settings: Settings) -> "Access":
    from bot.storage import Access

    secret = settings.secret_key.get_secret_value() if settings.secret_key else None
    return Access(url=settings.database_url, secret=secret)


def _wait_for(work: Coroutine[None, None, int]) -> int:
    return asyncio.run(work)


def _run(options: argparse.Namespace) -> int:
    settings = _settings()
    if settings.telegram_token is None:
        print(NO_BOT, flush=True)
        return _chat(options)
    return _wait_for(_serve(settings))


async def _serve(settings: Settings) -> int:
    from bot.clock import SystemClock
    from bot.serve import TelegramService

    clock = SystemClock()
    knowledge = await asyncio.to_thread(_import_and_load, settings, clock)
    store = await _open(settings, "telegram", clock, knowledge)
    try:
        await TelegramService(settings, knowledge, store, clock).run()
    finally:
        await store.close()
    return OK


def _import_and_load(settings: Settings, clock: "SystemClock") -> "Knowledge":
    from bot.app import load_knowledge

    return load_knowledge(settings, clock)


async def _open(
    settings: Settings, transport: str, clock: "SystemClock", knowledge: "Knowledge"
) -> "SqlStore":
    """The store, for this process alone."""
    from bot.app import export_headings
    from bot.storage import open_store

    headings = export_headings(knowledge.library)
    store = await open_store(_access(settings), transport, clock, exclusive=True, headings=headings)
    _say_key(store.key_made_at)
    return store


def _say_key(made_at: Path | None) -> None:
    if made_at is not None:
        print(
            f"unsent: made a key for kept words in {made_at}; keep a copy elsewhere",
            file=sys.stderr,
        )


def _chat(_options: argparse.Namespace) -> int:
    settings = load_settings()
    logs.configure(
        "ERROR" if settings.log_level == "INFO" else settings.log_level, settings.log_format
    )
    return _wait_for(_talk(settings))


async def _talk(settings: Settings) -> int:
    from bot.chat import Chat

    async def load(clock: "SystemClock") -> tuple["Knowledge", "SqlStore"]:
        knowledge = await asyncio.to_thread(_import_and_load, settings, clock)
        return knowledge, await _open(settings, "terminal", clock, knowledge)

    await Chat().run(load)
    return OK


def _check(options: argparse.Namespace) -> int:
    from bot.library import check, core_vocabulary

    today = datetime.now(UTC).date()  # noqa: TID251  # a host's verb, no conversation
    settings = load_settings()
    report = check(settings.content_dir, core_vocabulary(), today, release=options.release)
    if options.json:
        print(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(report.lines()))
    return FAILED if report.errors else OK


def _understand(options: argparse.Namespace) -> int:
    settings = load_settings()
    logs.configure("ERROR", settings.log_format)
    labelled = _lines_of(options.score) if options.score is not None else None
    from bot.app import load_knowledge
    from bot.clock import SystemClock
    from bot.understanding.report import report
    from bot.understanding.score import labelled_from, read_all, score
    from bot.understanding.stream import BadLineError, understand_stream

    clock = SystemClock()
    reader = load_knowledge(settings, clock).reader
    if labelled is None:
        with open(sys.stdin.fileno(), "rb", closefd=False) as source:  # a descriptor
            understand_stream(reader, source, sys.stdout, clock.now)
        return OK
    try:
        messages = labelled_from(labelled, clock.now())
    except BadLineError as error:
        raise SettingsError(f"--score {options.score}: {error}") from None
    print(report(score(messages, read_all(reader, messages))))
    return OK


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        message = f"--score {file}: cannot be read ({reason}); name a file of JSON lines"
        raise SettingsError(message) from None


def _preview(options: argparse.Namespace) -> int:
    from bot.preview import preview

    settings = load_settings()
    logs.configure("ERROR", settings.log_format)
    for line in preview(settings, options):
        print(line)
    return OK


def _migrate(_options: argparse.Namespace) -> int:
    from bot.storage import migrate

    settings = _settings()
    changed = asyncio.run(migrate(settings.database_url))
    print("The database is now of this version." if changed else "Nothing to do.")
    return OK


def _config(_options: argparse.Namespace) -> int:
    for name, value in load_settings().masked().items():
        print(f"{name}={value}")
    return OK


def _healthcheck(_options: argparse.Namespace) -> int:
    from bot.storage import last_beat

    settings = load_settings()
    beat = asyncio.run(last_beat(settings.database_url))
    now = datetime.now(UTC)  # noqa: TID251  # a host's verb, no conversation
    if beat is None or now - beat > HEARTBEAT_FRESH:
        print("unsent: no sign of life within 60 seconds", file=sys.stderr)
        return FAILED
    return OK


def _report(_options: argparse.Namespace) -> int:
    return _wait_for(_print_report(_settings()))


async def _print_report(settings: Settings) -> int:
    from bot.clock import SystemClock
    from bot.report import report
    from bot.storage import open_store

    clock = SystemClock()
    store = await open_store(_access(settings), "telegram", clock)
    try:
        ledgers = [ledger async for ledger in store.ledgers()]
    finally:
        await store.close()
    print("\n".join(report(ledgers, clock.now())))
    return OK


def _rotate_key(_options: argparse.Namespace) -> int:
    from bot.clock import SystemClock
    from bot.storage import rotate_key

    settings = _settings()
    count = asyncio.run(rotate_key(_access(settings), SystemClock()))
    print(f"{count} keys are sealed with the first of UNSENT_SECRET_KEY; the others may go.")
    return OK


def _backup(options: argparse.Namespace) -> int:
    from bot.storage import backup

    settings = _settings()
    asyncio.run(backup(settings.database_url, options.target))
    print(
        f"Copied to {options.target}. Keep it as safe as the database, and its key apart from it."
    )
    return OK


def _move_data(options: argparse.Namespace) -> int:
    from bot.storage import move_data

    _settings()
    moved = asyncio.run(move_data(options.source, options.target))
    for table, count in moved.counts.items():
        print(f"{table}: {count}")
    print("Everything arrived, checked row by row. Set UNSENT_DATABASE_URL to the new address.")
    return OK
