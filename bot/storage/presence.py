"""Which processes live, what the dead ones had claimed, and how much waits.

A process that has not beaten for a while is taken for dead, and what it held is free again. After
the database itself was away everybody looks dead for a moment: nobody judges the others before
having beaten without a gap for as long.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update

from bot.core.ports import Gauge
from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.statement import Insert, Statement, any_of, insert
from bot.storage.tables import APPOINTMENT, INBOX, OUTBOX, PERSON, PROCESS

DEAD_AFTER = timedelta(seconds=15)
"""Beats are expected every few seconds (`Store.beat`)."""

_NOT_ME = select(PROCESS.c.owner).where(PROCESS.c.owner != bindparam("me"))
_OTHERS = Statement(_NOT_ME)
_DEAD = Statement(
    _NOT_ME.where(PROCESS.c.beat_at < bindparam("before")).with_for_update(skip_locked=True)
)
_GONE = Statement(delete(PROCESS).where(any_of(PROCESS.c.owner, "dead")))
_FREE = {
    table: update(table).where(any_of(table.c.lease_owner, "dead")).values(lease_owner=None, **free)
    for table, free in (
        (PERSON, {"lease_until": None}),
        (APPOINTMENT, {"lease_until": None}),
        (OUTBOX, {}),
    )
}

_WAITING = (INBOX.c.done_at.is_(None), INBOX.c.payload.is_not(None))
_GAUGE = Statement(
    select(
        select(func.count()).select_from(INBOX).where(*_WAITING).scalar_subquery().label("waiting"),
        select(func.min(INBOX.c.received_at)).where(*_WAITING).scalar_subquery().label("since"),
        select(func.count())
        .select_from(OUTBOX)
        .where(OUTBOX.c.set_aside_at.is_(None))
        .scalar_subquery()
        .label("outbound"),
        select(func.count())
        .select_from(APPOINTMENT)
        .where(APPOINTMENT.c.set_aside_at.is_(None), APPOINTMENT.c.due_at <= bindparam("now"))
        .scalar_subquery()
        .label("due"),
        select(func.min(APPOINTMENT.c.due_at))
        .where(APPOINTMENT.c.set_aside_at.is_(None))
        .scalar_subquery()
        .label("due_since"),
    )
)


def _beat(dialect: str) -> Insert:
    mine = insert(dialect, PROCESS)
    new = {"beat_at": mine.excluded.beat_at, "keys": mine.excluded["keys"]}
    return mine.on_conflict_do_update(index_elements=["owner"], set_=new)


_BEAT = Statement(_beat)


def beat(db: Transaction, desk: Desk, now: datetime) -> None:
    """See `Store.beat`."""
    if desk.beat_at is None or desk.beating_since is None or now - desk.beat_at > DEAD_AFTER:
        desk.beating_since = now
    desk.beat_at = now
    marks = ",".join(mark.hex() for mark in desk.keys.marks)
    db.execute(_BEAT, {"owner": desk.owner, "beat_at": now, "keys": marks})
    if desk.alone or now - desk.beating_since < DEAD_AFTER:
        return
    found = db.execute(_DEAD, {"me": desk.owner, "before": now - DEAD_AFTER}).scalars()
    bury(db, list(found))


def bury(db: Transaction, dead: list[str]) -> None:
    """Frees what these processes had claimed."""
    if dead:
        for free in _FREE.values():
            db.execute(free, {"dead": dead})
        db.execute(_GONE, {"dead": dead})


def bury_all_others(db: Transaction, desk: Desk) -> None:
    """At the start of the only process: whoever else had claimed something is dead."""
    bury(db, list(db.execute(_OTHERS, {"me": desk.owner}).scalars()))


def gauge(db: Transaction, now: datetime) -> Gauge:
    """See `Store.gauge`."""
    (row,) = db.execute(_GAUGE, {"now": now})
    return Gauge(
        waiting=row.waiting,
        oldest_waiting_s=_age_s(row.since, now),
        outbound=row.outbound,
        due=row.due,
        oldest_due_s=_age_s(row.due_since, now),
    )


def _age_s(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
