"""The command line: one verb each, one line where something is wrong, status 2 for that.

Everything heavy is imported by the verb that needs it, so that `--help` and `check` answer at once.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.core.errors import BotError
from bot.verbs import hosting, serving, writing

OK, FAILED, REFUSED = 0, 1, 2


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

    verb("run", serving.run, "Serve Telegram where a token is set, else chat in the terminal.")
    verb("chat", serving.chat, "Chat in the terminal, or line by line from a pipe.")
    check = verb(
        "check", writing.check, "Check the content files; status 1 where there are errors."
    )
    check.add_argument("--json", action="store_true", help="write the findings as JSON")
    check.add_argument(
        "--release", action="store_true", help="help lines past their check date are errors"
    )
    understand = verb(
        "understand",
        writing.understand,
        'Read JSON lines {"text": …} and write what was understood.',
    )
    understand.add_argument(
        "--score", type=Path, metavar="FILE", help="score labelled JSON lines instead"
    )
    preview = verb("preview", writing.preview, "Print what would be said to an urge, and why.")
    preview.add_argument("moment", nargs="?", default="urge", choices=["urge", "checking"])
    preview.add_argument("--text", default="", help="what the person writes")
    preview.add_argument("--rating", type=_whole(0, 10), help="0 to 10; unrated without it")
    preview.add_argument("--hour", type=_whole(0, 23), default=20, help="the hour on their wall")
    preview.add_argument(
        "--days", type=_whole(0, 3650), default=9, help="days since the last contact"
    )
    preview.add_argument("--count", type=_whole(1, 60), default=5, help="how many nights in a row")
    verb("migrate", hosting.migrate, "Bring the database to this version.")
    verb("config", hosting.config, "Print the effective settings, secrets masked.")
    verb(
        "healthcheck",
        hosting.healthcheck,
        "Status 0 where a running bot gave a sign of life within 60 seconds.",
    )
    verb("report", hosting.report, "Show, over everybody, how often what was offered helped.")
    verb(
        "rotate-key",
        hosting.rotate_key,
        "Seal every person's key with the first of UNSENT_SECRET_KEY.",
    )
    backup = verb("backup", hosting.backup, "Copy the SQLite database while the bot runs.")
    backup.add_argument("target", type=Path, help="the file to write; must not exist")
    move = verb(
        "move-data", hosting.move_data, "Carry a SQLite database over to an empty Postgres."
    )
    move.add_argument("source", help="sqlite:///…")
    move.add_argument("target", help="postgresql://…")
    return parser


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"must be a whole number from {low} to {high}")
        return int(text)

    return parse
