"""Fills UNSENT_DATABASE_URL with people: python -m benchmarks.seed --people N --due-at 2026-11-24T08:00Z [--due 3000]

Chat ids count up from 10000001. The first `--due` of them (3,000, or all where there are fewer) have their morning
check-in at that moment, the others in the hours after it; each lives in a zone where that is by day. They came five
days ago and have urges, ratings and a plan on record. The host key is UNSENT_SECRET_KEY, or one made beside the file.
"""

import argparse
import asyncio
import os
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core import rhythm, wall
from bot.core.events import Event, EventKind
from bot.core.ledger import Ledger
from bot.core.messages import DueKind
from bot.core.person import About, Person, Talk
from bot.storage import Access, SqlStore, open_store
from bot.storage.addresses import stranger
from bot.storage.payload import State, seal_state
from bot.storage.tables import APPOINTMENT, EVENT, PERSON

FIRST = 10_000_001
TOGETHER = 5_000
SPREAD_H = 10
"""Whoever is not due at the moment is so within these hours after it."""
MORNING_H = 9


@dataclass(frozen=True)
class Life:
    """What people whose morning comes at the same time have in common."""

    state: State | None
    events: tuple[Event, ...]
    booked: tuple[dict[str, Any], ...]


class Clock:
    """The real one."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def life(due_at: datetime, came: datetime) -> Life:
    """Somebody who came some days ago, and is greeted at that moment."""
    offset_h = MORNING_H - due_at.hour
    zone = f"{'-' if offset_h < 0 else '+'}{abs(offset_h):02}:00"
    at = wall.local(due_at, zone).time().replace(tzinfo=None)
    events = [Event(id="b", kind=EventKind.BEGAN, at=came)]
    for day in range(3):
        opened = came + timedelta(days=day, hours=3)
        events.append(Event(id=f"u{day}", kind=EventKind.URGE, at=opened))
        events.append(Event(id=f"r{day}", kind=EventKind.RATED, at=opened, ref=f"u{day}", value=7))
        events.append(
            Event(
                id=f"h{day}", kind=EventKind.HELD, at=opened + timedelta(minutes=9), ref=f"u{day}"
            )
        )
    person = Person(
        id="seed",
        about=About(
            zone=zone, adult=True, morning_at=at, last_contact_on=came.date(), risky_hours=False
        ),
        talk=Talk(last_word_at=came + timedelta(days=3)),
        ledger=Ledger(tuple(events)),
    )
    plan = rhythm.plan(person, due_at - timedelta(hours=9))
    booked = [
        {"kind": one.kind, "ref": one.ref, "due_at": one.due_at, "attempts": 0} for one in plan
    ]
    assert any(one["kind"] is DueKind.MORNING and one["due_at"] == due_at for one in booked), booked
    return Life(State.of(person), tuple(events), tuple(booked))


async def fill(
    store: SqlStore, people: int, due_at: datetime, due: int, *, lean: bool = False
) -> None:
    """Writes everybody down, some thousands at a time; `lean`: of who is not due the appointments alone."""
    came = min(due_at, Clock().now()) - timedelta(days=5)
    first = life(due_at, came)
    others = [life(due_at + timedelta(minutes=10 + 7 * n), came) for n in range(SPREAD_H * 60 // 7)]
    if lean:
        others = [replace(one, state=None, events=()) for one in others]
    for start in range(0, people, TOGETHER):
        numbers = range(start, min(people, start + TOGETHER))
        lives = [first if n < due else others[n % len(others)] for n in numbers]
        await store.database.run(
            lambda db, numbers=numbers, lives=lives: _write(db, store, numbers, lives)
        )


def _write(db: Any, store: SqlStore, numbers: range, lives: list[Life]) -> None:
    people, events, booked = [], [], []
    for number, whose in zip(numbers, lives, strict=True):
        address = str(FIRST + number)
        row = stranger(store.desk, store.desk.lookup(address), address)
        key = store.desk.keys.person(row["key"], row["id"])
        state = seal_state(key, whose.state) if whose.state else None
        people.append(row | {"state": state, "version": 1})
        events += [_fact(row["id"], seq, e) for seq, e in enumerate(whose.events, start=1)]
        booked += [{"person_id": row["id"], **one} for one in whose.booked]
    db.execute(PERSON.insert(), people)
    if events:
        db.execute(EVENT.insert(), events)
    db.execute(APPOINTMENT.insert(), booked)


def _fact(person_id: str, seq: int, event: Event) -> dict[str, Any]:
    names = ("id", "kind", "at", "offset_min", "ref", "name", "value", "chance")
    return {"person_id": person_id, "seq": seq} | {name: getattr(event, name) for name in names}


async def seeded(
    access: Access, people: int, due_at: datetime, due: int, *, lean: bool = False
) -> float:
    """Fills a database; returns how many seconds that took."""
    began = time.monotonic()
    store = await open_store(access, "telegram", Clock(), exclusive=True)
    try:
        await fill(store, people, due_at, due, lean=lean)
    finally:
        await store.close()
    return time.monotonic() - began


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--due-at", type=datetime.fromisoformat, required=True)
    parser.add_argument("--due", type=int, default=3000)
    options = parser.parse_args()
    url = os.environ.get("UNSENT_DATABASE_URL", "sqlite:///data/unsent.db")
    access = Access(url, os.environ.get("UNSENT_SECRET_KEY"))
    due_at = options.due_at.astimezone(UTC)
    due = min(options.due, options.people)
    took_s = asyncio.run(seeded(access, options.people, due_at, due))
    print(
        f"{options.people} people, {due} of them due at {due_at:%Y-%m-%dT%H:%MZ}, in {took_s:.0f} s"
    )


if __name__ == "__main__":
    main()
