"""The same conversation in a terminal or a pipe: buttons are letters, numbers stay numbers.

Knows how to show replies and how to read a line; time and turns are `bot.chat`'s.
"""

import asyncio
import re
import string
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.core.messages import Button, Command, Incoming, Rows, Tap, Words

ADDRESS = "terminal"
LETTERS = string.ascii_lowercase + string.ascii_uppercase
QUOTE = "> "
SKIP = re.compile(
    r"/skip\s+(?:(?P<count>\d{1,4})\s*(?P<unit>[smhdw])[a-z]*|(?P<hour>\d{1,2}):(?P<minute>\d{2}))\s*",
    re.IGNORECASE,
)
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LONGEST_SKIP = timedelta(days=400)


@dataclass(slots=True)
class Screen:
    """What can be pressed now, and where lines go."""

    plain: bool
    """True in a pipe: no colour, no edits, everything once."""
    write: Callable[[str], None] = print
    status: str = ""
    """The line under the prompt: a running timer or breath."""
    keys: dict[str, Button] = field(default_factory=dict)
    fresh: bool = True
    """The next buttons start again at "a"."""


class TerminalTransport:
    """Implements `bot.core.ports.Transport` on a screen."""

    def __init__(self, screen: Screen) -> None:
        """`screen` is shared with whoever reads the lines."""
        self._screen = screen
        self._last_id = 0

    async def say(self, address: str, text: str, rows: Rows) -> tuple[int, ...]:
        """Prints it. What ran under the prompt is over, or shows itself again within the minute."""
        del address
        self._screen.status = ""
        self._print_text(text)
        self._print_buttons(rows)
        self._screen.write("")
        return (self._next_id(),)

    async def edit(self, address: str, message_id: int, text: str, rows: Rows) -> None:
        """Shows the newest state under the prompt; in a pipe nothing, since it was printed once."""
        del address, message_id, rows
        self._screen.status = "  ".join(text.split("\n"))

    async def picture(self, address: str, png: bytes, text: str, rows: Rows) -> tuple[int, ...]:
        """Its text, which says the same."""
        del png
        return await self.say(address, text, rows)

    async def document(self, address: str, name: str, content: bytes, text: str) -> tuple[int, ...]:
        """Writes the file into the working folder."""
        await asyncio.to_thread(Path(name).write_bytes, content)
        return await self.say(address, f"{text}\n./{name}", ())

    async def voice(self, address: str, file_id: str, text: str) -> tuple[int, ...]:
        """There is no sound here."""
        del file_id
        return await self.say(address, text, ())

    async def remove(self, address: str, message_ids: Sequence[int]) -> int:
        """What a terminal has shown cannot be taken back."""
        del address
        return len(message_ids)

    async def acknowledge(self, tap_id: str) -> None:
        """Nothing waits for it."""

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _print_text(self, text: str) -> None:
        for line in text.split("\n"):
            quoted = line.startswith(QUOTE)
            if self._screen.plain:
                self._screen.write(line)
            elif quoted:
                _coloured("class:quote", f"  │ {line[len(QUOTE) :]}")
            else:
                _coloured("class:bot", line)

    def _print_buttons(self, rows: Rows) -> None:
        screen = self._screen
        numbers = [b for row in rows for b in row if b.label.isdigit()]
        others = [b for row in rows for b in row if not b.label.isdigit()]
        if others and screen.fresh:
            screen.keys.clear()
            screen.fresh = False
        if numbers:
            self._print_line(" ".join(f"[{b.label}]" for b in numbers))
        for button in others:
            free = [letter for letter in LETTERS if letter not in screen.keys]
            if not free:
                return
            screen.keys[free[0]] = button
            self._print_line(f"[{free[0]}] {button.label}")

    def _print_line(self, line: str) -> None:
        if self._screen.plain:
            self._screen.write(line)
        else:
            _coloured("class:button", f"  {line}")


STYLE = {"quote": "ansibrightblack italic", "bot": "", "button": "ansicyan"}


def _coloured(style: str, line: str) -> None:
    from prompt_toolkit import print_formatted_text
    from prompt_toolkit.formatted_text import FormattedText

    print_formatted_text(FormattedText([(STYLE[style.removeprefix("class:")], line)]))


def incoming_of(line: str, keys: dict[str, Button]) -> Incoming | None:
    """What a typed line amounts to; None for an empty one."""
    text = line.strip("\r\n")
    bare = text.strip()
    if not bare:
        return None
    if bare in keys:
        button = keys[bare]
        return Tap(action=button.action, ref=button.ref)
    if bare.startswith("/"):
        name, _, argument = bare[1:].partition(" ")
        return Command(name=name.lower(), argument=argument.strip())
    return Words(text=text)


def skip_target(line: str, now: datetime) -> datetime | None:
    """When `/skip 20m` or `/skip 08:00` leads to; `now` is wall time with its zone. None for another line.

    >>> from datetime import UTC
    >>> skip_target("/skip 08:00", datetime(2026, 3, 1, 9, 0, tzinfo=UTC)).isoformat()
    '2026-03-02T08:00:00+00:00'
    """
    found = SKIP.fullmatch(line.strip())
    if found is None:
        return None
    if found["count"] is not None:
        ahead = timedelta(**{UNITS[found["unit"].lower()]: int(found["count"])})
        return now + min(ahead, LONGEST_SKIP)
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 23 or minute > 59:
        return None
    target = datetime.combine(now.date(), time(hour, minute), now.tzinfo)
    return target if target > now else target + timedelta(days=1)


def is_terminal() -> bool:
    """True where a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
