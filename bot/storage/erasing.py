"""What goes: people who wish to be forgotten, those who blocked the bot, and what is past its time.

Forgetting takes two transactions. The first destroys the key, and with it the meaning of every
sealed word and of the address; the second deletes the row, and by cascade every other. A crash
in between leaves a row without a key, which `sweep` finishes.
"""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import bindparam, delete, null, select, update

from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.outbox import REMEMBERED
from bot.storage.statement import Statement
from bot.storage.tables import APPOINTMENT, INBOX, MESSAGE, OUTBOX, PERSON

ON_RECORD = timedelta(days=30)
"""So long the reason stays for which something was set aside."""

SLICES = tuple((f"{first:02x}", f"{first + 3:02x}~") for first in range(0, 256, 4))
"""What ids begin with, from and to: housekeeping goes slice by slice and holds nobody up."""

_P = PERSON.c
_WHO = Statement(select(_P.lookup).where(_P.id == bindparam("p")).with_for_update())
_DESTROY = Statement(
    update(PERSON)
    .where(_P.id == bindparam("p"))
    .values(
        key=null(),
        state=null(),
        lookup=null(),
        address=null(),
        version=_P.version + 1,
        lease_until=null(),
        lease_owner=null(),
    )
)
_ERASE = Statement(delete(PERSON).where(_P.id == bindparam("p"), _P.key.is_(None)))
_HALF_GONE = Statement(select(_P.id).where(_P.key.is_(None)))

_BLOCKED = Statement(
    update(PERSON)
    .where(_P.id == bindparam("p"))
    .values(gone_at=bindparam("now"), version=_P.version + 1)
)
_NO_APPOINTMENTS = Statement(delete(APPOINTMENT).where(APPOINTMENT.c.person_id == bindparam("p")))
_NO_REPLIES = Statement(delete(OUTBOX).where(OUTBOX.c.person_id == bindparam("p")))

_SLICE = {
    table: table.c.person_id.between(bindparam("low"), bindparam("high"))
    for table in (INBOX, MESSAGE, OUTBOX, APPOINTMENT)
}
_PAST = (
    (delete(INBOX).where(_SLICE[INBOX], INBOX.c.done_at < bindparam("before")), REMEMBERED),
    (delete(MESSAGE).where(_SLICE[MESSAGE], MESSAGE.c.at < bindparam("before")), REMEMBERED),
    (delete(OUTBOX).where(_SLICE[OUTBOX], OUTBOX.c.set_aside_at < bindparam("before")), ON_RECORD),
    (
        delete(APPOINTMENT).where(
            _SLICE[APPOINTMENT], APPOINTMENT.c.set_aside_at < bindparam("before")
        ),
        ON_RECORD,
    ),
)


def destroy_key(db: Transaction, desk: Desk, person_id: str) -> None:
    """From here on nobody can read what was kept of them, and a new message is from a stranger."""
    lookup = db.execute(_WHO, {"p": person_id}).scalar()
    if lookup is not None:
        db.execute(_DESTROY, {"p": person_id})
        db.after(lambda: desk.forget(person_id, lookup))


def erase(db: Transaction, person_id: str) -> None:
    """Deletes every row of somebody whose key is destroyed; does nothing for others."""
    db.execute(_ERASE, {"p": person_id})


def half_gone(db: Transaction) -> list[str]:
    """Those whose key was destroyed and whose rows are still there."""
    return list(db.execute(_HALF_GONE).scalars())


def mark_gone(db: Transaction, desk: Desk, person_id: str) -> None:
    """See `Store.mark_gone`."""
    db.execute(_BLOCKED, {"p": person_id, "now": desk.clock.now()})
    db.execute(_NO_APPOINTMENTS, {"p": person_id})
    db.execute(_NO_REPLIES, {"p": person_id})
    db.after(partial(desk.snapshots.drop, person_id))


def drop_past(db: Transaction, slice_: tuple[str, str], now: datetime) -> None:
    """Deletes what is past its time, of the people in one of the `SLICES`."""
    low, high = slice_
    for statement, kept_for in _PAST:
        db.execute(statement, {"low": low, "high": high, "before": now - kept_for})
