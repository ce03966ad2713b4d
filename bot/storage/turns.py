"""One turn, from the person's row to their replies: the transaction that everything serves."""

from dataclasses import replace

from bot.core.errors import AlreadyHandled
from bot.core.ports import Backlog, Decision, DueBatch, Outbound
from bot.storage import appointments, backlogs
from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.people import held, snapshot
from bot.storage.written import write_turn


def answer(db: Transaction, desk: Desk, backlog: Backlog, decision: Decision) -> list[Outbound]:
    """See `Store.answer`."""
    now = desk.clock.now()
    row = held(db, desk, backlog.person_id)
    if row is None:
        raise AlreadyHandled
    backlogs.finish(db, desk, backlog, now)
    before = snapshot(db, desk, row)
    return write_turn(db, desk, row, before, decision(before), now=now, spoke=True)


def keep_appointment(
    db: Transaction, desk: Desk, batch: DueBatch, decision: Decision
) -> list[Outbound]:
    """See `Store.keep_appointment`. What is being kept is no longer booked when it is decided."""
    now = desk.clock.now()
    row = held(db, desk, batch.person_id)
    if row is None:
        raise AlreadyHandled
    appointments.finish(db, batch)
    before = snapshot(db, desk, row)
    names = {(one.kind, one.ref) for one in batch.items}
    still = tuple(one for one in before.booked if (one.kind, one.ref) not in names)
    before = replace(before, booked=still)
    return write_turn(db, desk, row, before, decision(before), now=now, spoke=False)
