"""What happened: every call, every message that was accepted, how long people waited.

Lets tests wait without sleeping.

Written by the server, read by tests and benchmarks; decides nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tests.botapi.body import Fields

T = TypeVar("T")


@dataclass(slots=True)
class Sent:
    """A message that was accepted from the bot.

    Where its answer got lost, the bot may rightly send it again.
    """

    chat_id: int
    message_id: int
    method: str
    text: str
    at: float
    answer_lost: bool = False


@dataclass(slots=True)
class Call:
    """One call of a method. Times are on the server clock's steady scale, in seconds."""

    method: str
    fields: Fields
    at: float
    status: int = 0
    description: str = ""
    fault: str | None = None
    chat_id: int | None = None
    sent: Sent | None = None


@dataclass(slots=True)
class Record:
    """The whole record. `keep_calls` off keeps counts only, for long benchmarks."""

    keep_calls: bool = True
    calls: list[Call] = field(default_factory=list)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    sends: list[Sent] = field(default_factory=list)
    latencies: list[tuple[int, float]] = field(default_factory=list)
    """Chat, and seconds from when an update could be fetched to the first message sent there."""
    repairs: list[tuple[int, str]] = field(default_factory=list)
    """What Telegram would have left out of a keyboard without a word, by chat."""
    _waiting: dict[int, float] = field(default_factory=dict)
    _conditions: dict[asyncio.Future[object], Callable[[], object]] = field(default_factory=dict)
    _followers: list[Callable[[int], None]] = field(default_factory=list)

    def handled(self, call: Call) -> None:
        """Adds a call that was answered, or would have been."""
        self.counts[call.method, call.status] += 1
        if self.keep_calls:
            self.calls.append(call)
        self.changed()

    def available(self, chat_id: int, at: float) -> None:
        """An update of this chat can be fetched; the wait begins unless one is running."""
        self._waiting.setdefault(chat_id, at)

    def accepted(self, sent: Sent) -> None:
        """A message of the bot is in its chat."""
        self.sends.append(sent)
        since = self._waiting.pop(sent.chat_id, None)
        if since is not None:
            self.latencies.append((sent.chat_id, sent.at - since))
        self.answered(sent.chat_id)

    def answered(self, chat_id: int) -> None:
        """The bot did something that the person in this chat can see."""
        for follower in self._followers:
            follower(chat_id)

    def follow(self, follower: Callable[[int], None]) -> Callable[[], None]:
        """Calls `follower` with the chat whenever a person sees something new; returns its end."""
        self._followers.append(follower)
        return lambda: self._followers.remove(follower)

    def of(self, method: str, chat_id: int | None = None) -> list[Call]:
        """The calls of one method, of one chat where that is given, as answered."""
        wanted = method.lower()
        return [
            call for call in self.calls if call.method == wanted and chat_id in (None, call.chat_id)
        ]

    def true_duplicates(self) -> list[Sent]:
        """Messages equal to an earlier one of their chat, sent again without an excuse.

        Each lost answer excuses one repetition. Only of use where the bot has no other reason to
        say the same twice.
        """
        excused: Counter[tuple[int, str]] = Counter()
        seen: set[tuple[int, str]] = set()
        found: list[Sent] = []
        for sent in self.sends:
            key = (sent.chat_id, sent.text)
            if key in seen and not excused[key]:
                found.append(sent)
            elif key in seen:
                excused[key] -= 1
            seen.add(key)
            excused[key] += sent.answer_lost
        return found

    def clear(self) -> None:
        """Forgets what was recorded; waits go on."""
        for kept in (self.calls, self.sends, self.latencies, self.repairs):
            kept.clear()
        self.counts.clear()
        self._waiting.clear()

    def changed(self) -> None:
        """Looks whether anybody waited for this."""
        for future, condition in list(self._conditions.items()):
            if not future.done():
                _try(future, condition)

    async def until(self, condition: Callable[[], T], what: str = "", timeout_s: float = 10.0) -> T:
        """Waits until the condition returns something true, and returns that.

        It is looked at after every call and every change, never by a timer. Raises AssertionError
        when time is up.
        """
        if value := condition():
            return value
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._conditions[future] = condition  # type: ignore[index]  # Future is invariant
        try:
            async with asyncio.timeout(timeout_s):
                return await future
        except TimeoutError:
            raise AssertionError(f"waited {timeout_s} s in vain for {what or condition}") from None
        finally:
            del self._conditions[future]  # type: ignore[arg-type]  # as above


def _try(future: asyncio.Future[object], condition: Callable[[], object]) -> None:
    try:
        value = condition()
    except Exception as problem:  # noqa: BLE001 - it belongs to whoever waits
        future.set_exception(problem)
        return
    if value:
        future.set_result(value)
