"""What waits for an answer: handed out one person at a time, marked as done, wiped.

While a person is being answered nobody else gets their messages: a lease in their row where several
processes share the database, one in memory where there is only this one.
"""

from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.core.errors import AlreadyHandled
from bot.core.messages import Flooded, Incoming
from bot.core.ports import Backlog, Received
from bot.storage.addresses import address_of
from bot.storage.database import Transaction
from bot.storage.desk import PERSON_LEASE, Desk
from bot.storage.keys import PersonKey, Unreadable
from bot.storage.payload import open_incoming
from bot.storage.statement import Statement, any_of, unindexed
from bot.storage.tables import INBOX, PERSON

ROWS_A_PERSON = 4
"""Alone, a claim looks at so many rows for each person that it may take: mostly that is all.

Where the rows that are looked at are locked, one each: the others must find something, too.
"""

_I, _P = INBOX.c, PERSON.c

_WAITING = (
    select(
        _I.update_id,
        _I.person_id,
        _I.payload,
        _I.message_id,
        _I.urgent,
        _I.received_at,
        _P.address,
        _P.key,
    )
    .join(PERSON, _P.id == _I.person_id)
    .where(
        _I.done_at.is_(None),
        unindexed(_I.transport) == bindparam("t"),
        _P.key.is_not(None),
        or_(_P.lease_until.is_(None), _P.lease_until < bindparam("now")),
    )
    .order_by(_I.update_id)
    .with_for_update(key_share=True, skip_locked=True)
)
_ANYBODY = Statement(_WAITING.where(~any_of(_I.person_id, "busy")).limit(bindparam("rows")))
_THESE = Statement(_WAITING.where(any_of(_I.person_id, "people")))

_LEASE = Statement(
    update(PERSON)
    .where(any_of(_P.id, "people"))
    .values(lease_until=bindparam("until"), lease_owner=bindparam("owner"))
)
_RELEASE = Statement(
    update(PERSON)
    .where(_P.id == bindparam("p"), _P.lease_owner == bindparam("owner"))
    .values(lease_until=None, lease_owner=None)
)

_MINE = (
    update(INBOX)
    .where(_I.person_id == bindparam("p"), _I.transport == bindparam("t"), _I.done_at.is_(None))
    .values(done_at=bindparam("now"), payload=None, reason=bindparam("why"))
)
_DONE = Statement(_MINE.where(any_of(_I.update_id, "updates")))
_DROPPED_DONE = Statement(_MINE.where(_I.payload.is_(None)))


def claim(db: Transaction, desk: Desk, limit: int) -> list[Backlog]:
    """See `Store.claim_backlogs`."""
    now = desk.clock.now()
    for person_id, until in list(desk.busy.items()):  # Copied: `release` is not of this thread.
        if until <= now:
            desk.busy.pop(person_id, None)
    most = limit * (ROWS_A_PERSON if desk.alone else 1)
    values = {"t": desk.transport, "now": now, "busy": list(desk.busy), "rows": most}
    rows = db.execute(_ANYBODY, values).all()
    people = list(dict.fromkeys(row.person_id for row in rows))[:limit]
    if not people:
        return []
    if len(rows) == most:
        values = {"t": desk.transport, "now": now, "people": people}
        rows = db.execute(_THESE, values).all()
    backlogs = [
        _backlog(db, desk, [row for row in rows if row.person_id == person_id], now)
        for person_id in people
    ]
    taken = [backlog for backlog in backlogs if backlog.received]
    _take(db, desk, [backlog.person_id for backlog in taken], now)
    return taken


def _backlog(db: Transaction, desk: Desk, rows: list[Row[Any]], now: datetime) -> Backlog:
    """One person's rows as messages, the counted ones as a single one at the end."""
    person_id = rows[0].person_id
    key, address = _person(desk, rows[0])
    received: list[Received] = []
    unreadable: list[int] = []
    for row in rows:
        content = None if key is None or row.payload is None else _content(key, row.payload)
        if content is not None:
            received.append(
                Received(
                    update_id=row.update_id,
                    address=address,
                    content=content,
                    at=row.received_at,
                    message_id=row.message_id,
                    urgent=row.urgent,
                )
            )
        elif key is None or row.payload is not None:
            unreadable.append(row.update_id)
    if unreadable:
        values = {"p": person_id, "t": desk.transport, "now": now, "why": "unreadable"}
        db.execute(_DONE, {**values, "updates": unreadable})
    dropped = [row for row in rows if row.payload is None and key is not None]
    if dropped:
        received.append(
            Received(
                update_id=dropped[-1].update_id,
                address=address,
                content=Flooded(dropped=len(dropped)),
                at=dropped[-1].received_at,
            )
        )
    return Backlog(person_id=person_id, address=address, received=tuple(received))


def _person(desk: Desk, row: Row[Any]) -> tuple[PersonKey | None, str]:
    """Their key and address; no key where either is damaged."""
    try:
        key = desk.keys.person(row.key, row.person_id)
        return key, address_of(key, row.address)
    except Unreadable:
        return None, ""


def _content(key: PersonKey, payload: bytes) -> Incoming | None:
    try:
        return open_incoming(key, payload)
    except Unreadable:
        return None


def _take(db: Transaction, desk: Desk, people: list[str], now: datetime) -> None:
    """Nobody else answers these people for a while."""
    until = now + PERSON_LEASE
    if desk.alone:
        for person_id in people:
            desk.busy[person_id] = until
            db.undo(partial(desk.busy.pop, person_id, None))
    elif people:
        db.execute(_LEASE, {"people": people, "until": until, "owner": desk.owner})


def release(db: Transaction, desk: Desk, person_id: str) -> None:
    """Lets others answer this person, where it was us who kept them off."""
    db.execute(_RELEASE, {"p": person_id, "owner": desk.owner})


def finish(
    db: Transaction, desk: Desk, backlog: Backlog, now: datetime, *, reason: str | None = None
) -> None:
    """Marks a backlog as done and wipes it. Raises AlreadyHandled where any of it was done."""
    values = {"p": backlog.person_id, "t": desk.transport, "now": now, "why": reason}
    kept = [one.update_id for one in backlog.received if not isinstance(one.content, Flooded)]
    done = 0
    if kept:
        done = db.execute(_DONE, {**values, "updates": kept}).rowcount
    if len(kept) < len(backlog.received):
        dropped = db.execute(_DROPPED_DONE, values).rowcount
        done += min(1, dropped) if not kept else 0
    if done < max(1, len(kept)):
        raise AlreadyHandled


def set_aside(db: Transaction, desk: Desk, backlog: Backlog, reason: str) -> None:
    """See `Store.set_backlog_aside`. What was handled meanwhile stays handled."""
    with suppress(AlreadyHandled):
        finish(db, desk, backlog, desk.clock.now(), reason=reason)
