"""A person's rows into a snapshot: who they are at this moment. `written` does the way back.

Lock order, everywhere: the person's row first, then anything else of theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.core.events import Event
from bot.core.ledger import Ledger
from bot.core.messages import Appointment, KeptKind
from bot.core.person import OwnWords, Person
from bot.storage.addresses import address_of
from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.keys import PersonKey
from bot.storage.payload import open_state
from bot.storage.statement import Statement, any_of
from bot.storage.tables import APPOINTMENT, EVENT, KEPT, PERSON

AT_A_TIME = 20
"""So many people's ledgers are read in one transaction where everybody's are wanted."""

_P = PERSON.c
_HOLD = (
    Statement(
        select(_P.address, _P.key, _P.state, _P.version)
        .where(_P.id == bindparam("person_id"), _P.key.is_not(None))
        .with_for_update(key_share=True)
    )  # Not against inserts that only refer to the person.
)

_EVENTS = Statement(select(EVENT).where(EVENT.c.person_id == bindparam("p")).order_by(EVENT.c.seq))
_OWN = Statement(
    select(KEPT)
    .where(KEPT.c.person_id == bindparam("p"), KEPT.c.kind != KeptKind.LETTER)
    .order_by(KEPT.c.kept_at, KEPT.c.id)
)
_BOOKED = Statement(
    select(APPOINTMENT.c.kind, APPOINTMENT.c.ref, APPOINTMENT.c.due_at).where(
        APPOINTMENT.c.person_id == bindparam("p"), APPOINTMENT.c.set_aside_at.is_(None)
    )
)
_LETTER = Statement(
    select(KEPT.c.body).where(
        KEPT.c.person_id == bindparam("p"),
        KEPT.c.id == bindparam("id"),
        KEPT.c.kind == KeptKind.LETTER,
    )
)
_SOME = Statement(select(_P.id).where(_P.id > bindparam("after")).order_by(_P.id).limit(AT_A_TIME))
_FACTS = Statement(
    select(EVENT)
    .where(any_of(EVENT.c.person_id, "people"))
    .order_by(EVENT.c.person_id, EVENT.c.seq)
)


@dataclass(frozen=True, slots=True)
class Held:
    """A person's row, as read within a transaction."""

    id: str
    address: str
    key: PersonKey
    state: bytes | None
    version: int


def held(db: Transaction, desk: Desk, person_id: str) -> Held | None:
    """The person's row, locked against other turns; None for nobody, also while being forgotten.

    Raises Unreadable.
    """
    row = db.execute(_HOLD, {"person_id": person_id}).first()
    if row is None:
        return None
    key = desk.keys.person(row.key, person_id)
    return Held(person_id, address_of(key, row.address), key, row.state, row.version)


def snapshot(db: Transaction, desk: Desk, row: Held) -> Person:
    """The person as of this row. Raises Unreadable."""
    known = desk.snapshots.of(row.id, row.version)
    if known is not None:
        return known
    state = open_state(row.key, row.state)
    values = {"p": row.id}
    person = Person(
        id=row.id,
        about=state.about,
        talk=state.talk,
        care=state.care,
        ledger=Ledger(tuple(map(_event, db.execute(_EVENTS, values)))),
        own=in_order(_words(found, row.key) for found in db.execute(_OWN, values)),
        booked=by_time(Appointment(**b._asdict()) for b in db.execute(_BOOKED, values)),
    )
    db.after(lambda: desk.snapshots.put(row.version, person))
    return person


def load(db: Transaction, desk: Desk, person_id: str) -> Person:
    """See `Store.load`."""
    row = held(db, desk, person_id)
    if row is None:
        raise KeyError(person_id)
    return snapshot(db, desk, row)


def letter(db: Transaction, desk: Desk, person_id: str, letter_id: str) -> str | None:
    """See `Store.letter`."""
    row = held(db, desk, person_id)
    body = db.execute(_LETTER, {"p": person_id, "id": letter_id}).scalar()
    return row.key.open("kept.body", body).decode() if row is not None and body else None


def ledgers(db: Transaction, after: str) -> tuple[list[Ledger], str]:
    """The facts of some people, in the order of ids, and the id after which to go on; "" at the end.

    Few at a time, so that whoever waits for an answer does not wait for this.
    """
    some = db.execute(_SOME, {"after": after}).scalars()
    rows = db.execute(_FACTS, {"people": some})
    everybody = groupby(rows, key=lambda row: row.person_id)
    return [Ledger(tuple(map(_event, facts))) for _, facts in everybody], some[-1] if some else ""


def in_order(own: Iterable[OwnWords]) -> tuple[OwnWords, ...]:
    """Kept words, oldest first; loaded or carried on, the order is the same."""
    return tuple(sorted(own, key=lambda words: (words.kept_at, words.id)))


def by_time(booked: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """Appointments, the next one first; loaded or carried on, the order is the same."""
    return tuple(sorted(booked, key=lambda one: (one.due_at, one.kind, one.ref)))


def _event(row: Row[Any]) -> Event:
    return Event(
        id=row.id,
        kind=row.kind,
        at=row.at,
        offset_min=row.offset_min,
        ref=row.ref,
        name=row.name,
        value=row.value,
        chance=row.chance,
    )


def _words(row: Row[Any], key: PersonKey) -> OwnWords:
    return OwnWords(
        id=row.id,
        what=row.kind,
        body=key.open("kept.body", row.body).decode(),
        cue=key.open("kept.cue", row.cue).decode(),
        kept_at=row.kept_at,
    )
