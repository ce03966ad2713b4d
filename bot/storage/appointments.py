"""What has fallen due: found by one index, leased for a minute, kept by a turn or set aside."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from sqlalchemy import bindparam, delete, or_, select, update

from bot.core.errors import AlreadyHandled
from bot.core.messages import Appointment
from bot.core.ports import DueBatch
from bot.storage.database import Transaction
from bot.storage.desk import APPOINTMENT_LEASE, Desk
from bot.storage.statement import Statement, any_of, unindexed
from bot.storage.tables import APPOINTMENT, PERSON

_A, _P = APPOINTMENT.c, PERSON.c

_DUE = (
    _A.due_at <= bindparam("now"),
    _A.set_aside_at.is_(None),
    or_(_A.lease_until.is_(None), _A.lease_until < bindparam("now")),
)
_FIRST = Statement(
    select(_A.person_id)
    .join(PERSON, _P.id == _A.person_id)
    .where(*_DUE, unindexed(_P.transport) == bindparam("t"), _P.key.is_not(None))
    .order_by(_A.due_at)
    .limit(bindparam("rows"))
    .with_for_update(of=PERSON, key_share=True, skip_locked=True)
)
_CLAIM = Statement(
    update(APPOINTMENT)
    .where(any_of(_A.person_id, "people"), *_DUE)
    .values(
        lease_until=bindparam("until"),
        lease_owner=bindparam("owner"),
        attempts=_A.attempts + 1,
    )
    .returning(_A.person_id, _A.kind, _A.ref, _A.due_at, _A.attempts)
)
_THIS = (
    _A.person_id == bindparam("p"),
    _A.kind == bindparam("k"),
    _A.ref == bindparam("r"),
    _A.due_at == bindparam("due"),
    _A.set_aside_at.is_(None),
)
_KEPT = Statement(delete(APPOINTMENT).where(*_THIS))
_ASIDE = Statement(
    update(APPOINTMENT)
    .where(*_THIS)
    .values(set_aside_at=bindparam("now"), reason=bindparam("why"), lease_until=None)
)
_RELEASE = Statement(update(APPOINTMENT).where(*_THIS).values(lease_until=None, lease_owner=None))
_NEWER = Statement(update(PERSON).where(_P.id == bindparam("p")).values(version=_P.version + 1))


def claim(db: Transaction, desk: Desk, now: datetime, limit: int) -> list[DueBatch]:
    """See `Store.claim_due`: everything that is due of the people whose turn it is."""
    first = db.execute(_FIRST, {"now": now, "t": desk.transport, "rows": limit}).scalars()
    people = list(dict.fromkeys(first))
    if not people:
        return []
    values = {
        "people": people,
        "now": now,
        "until": now + APPOINTMENT_LEASE,
        "owner": desk.owner,
    }
    rows = sorted(db.execute(_CLAIM, values).all(), key=lambda row: (row.due_at, row.kind, row.ref))
    batches = []
    for person_id in people:
        theirs = [row for row in rows if row.person_id == person_id]
        if theirs:
            batches.append(
                DueBatch(
                    person_id=person_id,
                    items=tuple(
                        Appointment(kind=row.kind, ref=row.ref, due_at=row.due_at) for row in theirs
                    ),
                    attempts=max(row.attempts for row in theirs) - 1,
                )
            )
    return batches


def finish(db: Transaction, batch: DueBatch) -> None:
    """Takes kept appointments away. Raises AlreadyHandled where one was kept, moved or dropped."""
    for values in _each(batch):
        if db.execute(_KEPT, values).rowcount != 1:
            raise AlreadyHandled


def release(db: Transaction, batch: DueBatch) -> None:
    """Lets what is left of a batch be claimed again at once."""
    for values in _each(batch):
        db.execute(_RELEASE, values)


def set_aside(db: Transaction, desk: Desk, batch: DueBatch, reason: str) -> None:
    """See `Store.set_aside`."""
    db.execute(_NEWER, {"p": batch.person_id})
    db.after(partial(desk.snapshots.drop, batch.person_id))
    now = desk.clock.now()
    for values in _each(batch):
        db.execute(_ASIDE, {**values, "now": now, "why": reason})


def _each(batch: DueBatch) -> Iterable[dict[str, object]]:
    for one in batch.items:
        yield {"p": batch.person_id, "k": one.kind, "r": one.ref, "due": one.due_at}
