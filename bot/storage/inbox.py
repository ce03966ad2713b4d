"""What came in, written down before anybody is told that it was received.

The key (transport, update_id) makes a doubled update a row that exists already. A person who sends
more than they could ever be answered has the rest counted, not kept.
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Executable, bindparam, func, select, update

from bot.core.ports import Received
from bot.storage.addresses import addressees, key_of
from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.payload import seal_incoming
from bot.storage.statement import Statement, any_of, insert
from bot.storage.tables import INBOX

CAP = 40
"""So many messages of one person wait at most."""

_I = INBOX.c

_WAITING = Statement(
    select(_I.person_id, func.count().label("waiting"))
    .where(
        any_of(_I.person_id, "people"),
        _I.done_at.is_(None),
        _I.payload.is_not(None),
    )
    .group_by(_I.person_id)
)
_DROP = Statement(
    update(INBOX)
    .where(
        _I.transport == bindparam("t"),
        any_of(_I.update_id, "updates"),
    )
    .values(payload=None)
)


def _receive(dialect: str) -> Executable:
    return insert(dialect, INBOX).on_conflict_do_nothing().returning(_I.update_id)


_RECEIVE = Statement(_receive)


def receive(db: Transaction, desk: Desk, received: Sequence[Received]) -> int:
    """See `Store.receive`."""
    came = {one.update_id: one for one in received}
    people = addressees(db, desk, {one.address for one in came.values()})
    keys = {wrapped: key_of(desk, person_id, wrapped) for person_id, wrapped in people.values()}
    rows = []
    for one in came.values():
        person_id, wrapped = people[one.address]
        key = keys[wrapped]
        rows.append(
            {
                "transport": desk.transport,
                "update_id": one.update_id,
                "person_id": person_id,
                "payload": None if key is None else seal_incoming(key, one.content),
                "message_id": one.message_id,
                "urgent": one.urgent,
                "received_at": one.at,
            }
        )
    if not rows:
        return 0
    new = set(db.execute(_RECEIVE, rows).scalars())
    if new:
        _cap(db, desk, [(people[came[n].address].person_id, came[n]) for n in sorted(new)])
    return len(new)


def _cap(db: Transaction, desk: Desk, new: list[tuple[str, Received]]) -> None:
    """Of what is over a person's cap the latest goes; what shows a sign of danger always stays."""
    doubtful = [
        person_id
        for person_id, more in Counter(person_id for person_id, _ in new).items()
        if desk.may_exceed(CAP, person_id, more)
    ]
    if not doubtful:
        return
    for crowd in db.execute(_WAITING, {"people": doubtful}):
        desk.waits(person_id=crowd.person_id, at_most=crowd.waiting)
        spare = [one.update_id for who, one in new if who == crowd.person_id and not one.urgent]
        over = spare[max(0, len(spare) - max(0, crowd.waiting - CAP)) :]
        if over:
            db.execute(_DROP, {"t": desk.transport, "updates": over})
