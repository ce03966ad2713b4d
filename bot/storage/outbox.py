"""Replies on their way: claimed by one process, settled or put off by it, taken over if it dies.

A row belongs to the process named in `lease_owner` for as long as that process lives, however
long its queue is; `presence` gives back what a dead one left.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, union_all, update

from bot.core.messages import Lane
from bot.core.ports import Delivered, Outbound
from bot.storage.addresses import address_of
from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.keys import Unreadable
from bot.storage.payload import open_outgoing
from bot.storage.statement import Insert, Statement, insert, unindexed
from bot.storage.tables import INBOX, MESSAGE, OUTBOX, PERSON

REMEMBERED = timedelta(hours=48)
"""So long message ids and the numbers of updates are kept."""

_O, _P = OUTBOX.c, PERSON.c

_BEFORE = OUTBOX.alias("before")
_HELD_ELSEWHERE = (
    select(_BEFORE.c.id)
    .where(
        _BEFORE.c.person_id == _O.person_id,
        _BEFORE.c.lease_owner.is_not(None),
        _BEFORE.c.lease_owner != bindparam("owner"),
        _BEFORE.c.set_aside_at.is_(None),
    )
    .exists()
)
"""Another process is sending to the same person: nothing of theirs may overtake that."""

_FREE = Statement(
    select(_O.id, _O.person_id, _O.lane, _O.payload, _O.attempts, _P.address, _P.key)
    .join(PERSON, _P.id == _O.person_id)
    .where(
        _O.lease_owner.is_(None),
        _O.set_aside_at.is_(None),
        _O.not_before <= bindparam("now"),
        unindexed(_P.transport) == bindparam("t"),
        _P.key.is_not(None),
        ~_HELD_ELSEWHERE,
    )
    .order_by(_O.lane, _O.at, _O.id)
    .limit(bindparam("rows"))
    .with_for_update(of=OUTBOX, skip_locked=True)
)
_THIS = (_O.person_id == bindparam("p"), _O.id == bindparam("row"))
_CLAIM = Statement(update(OUTBOX).where(*_THIS).values(lease_owner=bindparam("owner")))
_MINE = Statement(
    select(_O.person_id, _O.id).where(
        _O.lease_owner == bindparam("owner"), _O.set_aside_at.is_(None)
    )
)
_GIVE_BACK = Statement(update(OUTBOX).where(*_THIS).values(lease_owner=None))
_SENT = Statement(delete(OUTBOX).where(*_THIS))
_ASIDE = Statement(
    update(OUTBOX)
    .where(*_THIS)
    .values(payload=None, set_aside_at=bindparam("now"), reason=bindparam("why"), lease_owner=None)
)
_POSTPONE = Statement(
    update(OUTBOX)
    .where(*_THIS)
    .values(not_before=bindparam("until"), attempts=bindparam("tried"), lease_owner=None)
)
_SLOT = Statement(
    select(MESSAGE.c.message_id)
    .where(MESSAGE.c.person_id == bindparam("p"), MESSAGE.c.slot == bindparam("slot"))
    .order_by(MESSAGE.c.at, MESSAGE.c.message_id)
)
_BOTH_SIDES = Statement(
    union_all(
        select(MESSAGE.c.message_id, MESSAGE.c.at.label("at")).where(
            MESSAGE.c.person_id == bindparam("p"), MESSAGE.c.at > bindparam("since")
        ),
        select(INBOX.c.message_id, INBOX.c.received_at.label("at")).where(
            INBOX.c.person_id == bindparam("p"),
            INBOX.c.received_at > bindparam("since"),
            INBOX.c.message_id.is_not(None),
        ),
    ).order_by("at", "message_id")
)


def _remember(dialect: str) -> Insert:
    """Only for people who still exist: somebody may have been forgotten while this was sent."""
    there = (
        select(
            _P.id,
            bindparam("m", type_=MESSAGE.c.message_id.type),
            bindparam("slot", type_=MESSAGE.c.slot.type),
            bindparam("at", type_=MESSAGE.c.at.type),
        )
        .where(_P.id == bindparam("p"))
        .with_for_update(key_share=True, read=True)
    )
    message = insert(dialect, MESSAGE)
    return message.from_select(
        ["person_id", "message_id", "slot", "at"], there
    ).on_conflict_do_nothing()


_REMEMBER = Statement(_remember)


def recover(db: Transaction, desk: Desk) -> None:
    """Gives back what is in this process's name and was never handed to it."""
    mine = db.execute(_MINE, {"owner": desk.owner}).all()
    unknown = [row for row in mine if row.id not in desk.sending]
    if unknown:
        db.execute(_GIVE_BACK, [{"p": row.person_id, "row": row.id} for row in unknown])
    db.after(lambda: desk.sending.intersection_update({row.id for row in mine}))


def claim(db: Transaction, desk: Desk, now: datetime, limit: int) -> list[Outbound]:
    """See `Store.claim_outbound`."""
    values = {"now": now, "t": desk.transport, "rows": limit, "owner": desk.owner}
    rows = db.execute(_FREE, values).all()
    readable = [one for one in (_outbound(db, desk, row, now) for row in rows) if one is not None]
    if readable:
        desk.takes(db, {one.id for one in readable})
        db.execute(_CLAIM, [{**_named(one), "owner": desk.owner} for one in readable])
    return readable


def _outbound(db: Transaction, desk: Desk, row: Row[Any], now: datetime) -> Outbound | None:
    """A row as a reply; what cannot be read is set aside and None."""
    try:
        key = desk.keys.person(row.key, row.person_id)
        address, outgoing = address_of(key, row.address), open_outgoing(key, row.payload)
    except Unreadable:
        values = {"p": row.person_id, "row": row.id, "now": now, "why": "unreadable"}
        db.execute(_ASIDE, values)
        return None
    return Outbound(
        id=row.id,
        person_id=row.person_id,
        address=address,
        outgoing=outgoing,
        lane=Lane(row.lane),
        attempts=row.attempts,
    )


def settle(
    db: Transaction,
    desk: Desk,
    delivered: Sequence[Delivered],
    refused: Sequence[tuple[Outbound, str]],
) -> None:
    """See `Store.settle`."""
    remember(db, delivered)  # First, because it locks the person, as everybody else does first.
    if delivered:
        db.execute(_SENT, [_named(one.outbound) for one in delivered])
    now = desk.clock.now()
    for outbound, reason in refused:
        db.execute(_ASIDE, {**_named(outbound), "now": now, "why": reason})
    done = {one.outbound.id for one in delivered} | {outbound.id for outbound, _ in refused}
    db.after(lambda: desk.sending.difference_update(done))


def remember(db: Transaction, delivered: Sequence[Delivered]) -> None:
    """See `Store.remember`."""
    messages = [
        {"p": one.outbound.person_id, "m": message_id, "slot": one.slot, "at": one.at}
        for one in delivered
        for message_id in one.message_ids
    ]
    if messages:
        db.execute(_REMEMBER, messages)


def postpone(db: Transaction, desk: Desk, outbound: Outbound, until: datetime) -> None:
    """See `Store.postpone`."""
    values = {**_named(outbound), "until": until, "tried": outbound.attempts + 1}
    db.execute(_POSTPONE, values)
    db.after(lambda: desk.sending.discard(outbound.id))


def _named(outbound: Outbound) -> dict[str, object]:
    return {"p": outbound.person_id, "row": outbound.id}


def message_ids(db: Transaction, person_id: str, slot: str | None, now: datetime) -> list[int]:
    """See `Store.message_ids`."""
    if slot is not None:
        return list(db.execute(_SLOT, {"p": person_id, "slot": slot}).scalars())
    values = {"p": person_id, "since": now - REMEMBERED}
    return list(db.execute(_BOTH_SIDES, values).scalars())
