"""People as they were after their last turn, so that most turns read one row, not four tables.

A snapshot is only used where its version is still the one in the person's row, which every change
raises. It equals what a fresh load would give; a test holds it to that.
"""

from collections import OrderedDict

from bot.core.person import Person

MOST_PEOPLE = 2_000
MOST_EVENTS = 60_000
"""All together, about 20 MB: people with long ledgers leave room for fewer others."""


class Snapshots:
    """Least recently used ones go first. One thread writes; another may ask for the latest."""

    def __init__(self) -> None:
        """Empty."""
        self._people: OrderedDict[str, tuple[int, Person]] = OrderedDict()
        self._events = 0

    def of(self, person_id: str, version: int) -> Person | None:
        """The person at that version, None where it is not remembered."""
        held = self._people.get(person_id)
        if held is None or held[0] != version:
            return None
        self._people.move_to_end(person_id)
        return held[1]

    def latest(self, person_id: str) -> Person | None:
        """The last version remembered. True only where nobody else writes."""
        held = self._people.get(person_id)
        return held[1] if held else None

    def put(self, version: int, person: Person) -> None:
        """Remembers a person, in the place of an older version."""
        self.drop(person.id)
        self._people[person.id] = (version, person)
        self._events += len(person.ledger)
        while len(self._people) > MOST_PEOPLE or (
            self._events > MOST_EVENTS and len(self._people) > 1
        ):
            _, (_, oldest) = self._people.popitem(last=False)
            self._events -= len(oldest.ledger)

    def drop(self, person_id: str) -> None:
        """Forgets a person."""
        held = self._people.pop(person_id, None)
        if held is not None:
            self._events -= len(held[1].ledger)
