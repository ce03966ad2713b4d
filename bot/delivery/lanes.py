"""Who is sent to next: the most urgent lane first, within it whoever came first, one message of a chat at a time.

Owns the queues in memory; knows nothing of transports or the store. The sender asks for the next one and says when it
is done. Ids of replies are random, so that the order is that in which they were put here.
"""

import heapq
import itertools
from dataclasses import dataclass, field

from bot.core.messages import Lane
from bot.core.ports import Outbound
from bot.delivery.rate import Allowance


@dataclass(slots=True)
class _Chat:
    allowance: Allowance
    queue: list[tuple[int, int, Outbound]] = field(default_factory=list)
    busy: bool = False
    not_before: float = 0.0


class Lanes:
    """Waiting replies by chat. Times are seconds of a monotonic clock."""

    def __init__(self, burst: int | None) -> None:
        """`burst`: how many messages a chat may get at once, None for no limit."""
        self._burst = burst
        self._chats: dict[str, _Chat] = {}
        self._ready: list[tuple[int, int, str]] = []
        self._later: list[tuple[float, str]] = []
        self._known: dict[int, int] = {}
        """The place in the line of everything that waits or is being sent, by id."""
        self._places = itertools.count()

    def __len__(self) -> int:
        """How many wait or are being sent."""
        return len(self._known)

    def __contains__(self, outbound_id: int) -> bool:
        """True for what waits here or is being sent."""
        return outbound_id in self._known

    def put(self, outbound: Outbound, now: float) -> None:
        """Adds a reply; one that is here already changes nothing."""
        if outbound.id in self._known:
            return
        self._known[outbound.id] = next(self._places)
        chat = self._chats.get(outbound.address)
        if chat is None:
            chat = self._chats[outbound.address] = _Chat(allowance=Allowance(now, self._burst))
        self._queue(chat, outbound)
        self._offer(outbound.address, chat, now)

    def ready_lane(self, now: float) -> Lane | None:
        """The lane of the next reply that may go now, None where all must wait."""
        chat = self._first(now)
        return Lane(chat.queue[0][0]) if chat is not None else None

    def next(self, now: float) -> Outbound | None:
        """The next reply that may go now; its chat is busy until `done` or `retry`. None where all must wait."""
        chat = self._first(now)
        if chat is None:
            return None
        heapq.heappop(self._ready)
        chat.busy = True
        return heapq.heappop(chat.queue)[2]

    def _first(self, now: float) -> _Chat | None:
        """The chat at the head of the line, whose turn it really is."""
        while self._later and self._later[0][0] <= now:
            _, address = heapq.heappop(self._later)
            if address in self._chats:
                self._offer(address, self._chats[address], now)
        while self._ready:
            lane, place, address = self._ready[0]
            chat = self._chats.get(address)
            is_head = chat is not None and chat.queue and chat.queue[0][:2] == (lane, place)
            if chat is not None and is_head and not chat.busy and self._wait_s(chat, now) <= 0:
                return chat
            heapq.heappop(self._ready)
            if chat is not None and is_head:
                self._offer(address, chat, now)
        return None

    def wait_s(self, now: float) -> float | None:
        """Until when nothing more can be ready, in seconds from now; None where nothing waits for a time."""
        return max(0.0, self._later[0][0] - now) if self._later else None

    def note_sent(self, address: str, now: float) -> None:
        """A message went to this chat."""
        chat = self._chats.get(address)
        if chat is not None:
            chat.allowance.note(now)

    def done(self, outbound: Outbound, now: float) -> None:
        """It is settled, one way or the other."""
        self._known.pop(outbound.id, None)
        self._free(outbound.address, now)

    def retry(self, outbound: Outbound, now: float, *, after_s: float) -> None:
        """It goes again, first of its lane in its chat, after that time; nothing overtakes it there."""
        chat = self._chats.get(outbound.address)
        if chat is None or outbound.id not in self._known:  # Dropped with its chat meanwhile.
            self._known.pop(outbound.id, None)
            return
        self._queue(chat, outbound)
        chat.not_before = max(chat.not_before, now + after_s)
        self._free(outbound.address, now)

    def drop_chat(self, address: str) -> None:
        """Nobody is there any more."""
        chat = self._chats.pop(address, None)
        if chat is not None:
            for _, _, waiting in chat.queue:
                self._known.pop(waiting.id, None)

    def waiting_by_lane(self) -> dict[Lane, int]:
        """How many wait in each lane."""
        counts = dict.fromkeys(Lane, 0)
        for chat in self._chats.values():
            for lane, _, _ in chat.queue:
                counts[Lane(lane)] += 1
        return counts

    def _queue(self, chat: _Chat, outbound: Outbound) -> None:
        heapq.heappush(chat.queue, (outbound.lane, self._known[outbound.id], outbound))

    def _free(self, address: str, now: float) -> None:
        chat = self._chats.get(address)
        if chat is None:
            return
        chat.busy = False
        if chat.queue:
            self._offer(address, chat, now)
        elif chat.allowance.is_full(now) and chat.not_before <= now:
            del self._chats[address]
        else:
            heapq.heappush(self._later, (now + self._full_in_s(chat, now), address))

    def _full_in_s(self, chat: _Chat, now: float) -> float:
        return max(5.0, chat.not_before - now)

    def _wait_s(self, chat: _Chat, now: float) -> float:
        return max(chat.allowance.wait_s(now), chat.not_before - now)

    def _offer(self, address: str, chat: _Chat, now: float) -> None:
        if chat.busy:
            return
        if not chat.queue:
            if chat.allowance.is_full(now) and chat.not_before <= now:
                self._chats.pop(address, None)
            return
        wait_s = self._wait_s(chat, now)
        if wait_s > 0:
            heapq.heappush(self._later, (now + wait_s, address))
        else:
            lane, place, _ = chat.queue[0]
            heapq.heappush(self._ready, (lane, place, address))
