"""What one open store holds in memory: whose people it serves, under which name, and what it knows.

Made by `open_store`, handed to every piece of work. Nothing here is needed to be right after a
crash; what several processes must agree on is in the database.
"""

import hmac
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.core.ports import Clock
from bot.storage.database import Transaction
from bot.storage.keys import HostKeys
from bot.storage.snapshots import Snapshots

ADDRESSES = 20_000
"""So many addresses are remembered; about 6 MB."""

LOOKUP_BYTES = 16

PERSON_LEASE = timedelta(seconds=15)
"""So long one process answers one person alone; afterwards another may try."""

APPOINTMENT_LEASE = timedelta(seconds=60)
"""So long nobody else keeps an appointment that was claimed."""


class Addressee(NamedTuple):
    """A person whose address is known, with their key as it is stored."""

    person_id: str
    wrapped: bytes


@dataclass(slots=True)
class Desk:
    """See the module."""

    transport: str
    owner: str
    """A random name of this process, under which it claims."""
    clock: Clock
    keys: HostKeys
    lookup_key: bytes
    """Turns an address into what it is found by."""
    alone: bool
    """True where no other process writes: then what is remembered is true, and leases stay here."""
    snapshots: Snapshots = field(default_factory=Snapshots)
    addresses: OrderedDict[str, Addressee] = field(default_factory=OrderedDict)
    busy: dict[str, datetime] = field(default_factory=dict)
    """Who is being answered, and until when they are left alone. Only used where `alone`."""
    sending: set[int] = field(default_factory=set)
    """The replies that this process was given to send, by id."""
    unsure: bool = False
    """A commit may or may not have happened: replies may be ours of which nobody here knows."""
    _waiting: dict[str, int] = field(default_factory=dict)
    """At least as many messages as wait for each person, where that is known."""
    beating_since: datetime | None = None
    beat_at: datetime | None = None

    def lookup(self, address: str) -> str:
        """What a person is found by: says nothing to those who have the file and not the key."""
        told = f"{self.transport}:{address}".encode()
        return hmac.digest(self.lookup_key, told, "sha256")[:LOOKUP_BYTES].hex()

    def addressee(self, lookup: str) -> Addressee | None:
        """Who is known to be found by this, None where that has to be asked."""
        known = self.addresses.get(lookup)
        if known is not None:
            self.addresses.move_to_end(lookup)
        return known

    def remember(self, lookup: str, addressee: Addressee) -> None:
        """Keeps who is found by this, where nobody else can change it."""
        if not self.alone:
            return
        self.addresses[lookup] = addressee
        if len(self.addresses) > ADDRESSES:
            self.addresses.popitem(last=False)

    def takes(self, db: Transaction, replies: set[int]) -> None:
        """These replies are this process' own to send, unless the transaction comes to nothing.

        Known before the commit is: once it is on disk, `outbox.recover` may look at any moment, and
        would hand them out a second time.
        """
        self.sending |= replies
        db.undo(lambda: self.sending.difference_update(replies))

    def may_exceed(self, cap: int, person_id: str, more: int) -> bool:
        """True where a person may now have more messages waiting than the cap; it must be counted.

        Only counts up, as what is answered is not told: a look at the table every so often.
        """
        known = self._waiting.get(person_id) if self.alone else None
        if known is None or known + more > cap:
            return True
        self._waiting[person_id] = known + more
        return False

    def waits(self, *, person_id: str, at_most: int) -> None:
        """What a look at the table showed."""
        if len(self._waiting) >= ADDRESSES:
            self._waiting.clear()
        self._waiting[person_id] = at_most

    def forget(self, person_id: str, lookup: str) -> None:
        """Drops whatever is remembered of a person."""
        self.addresses.pop(lookup, None)
        self.snapshots.drop(person_id)
        self.busy.pop(person_id, None)
        self.keys.drop(person_id)
        self._waiting.pop(person_id, None)
