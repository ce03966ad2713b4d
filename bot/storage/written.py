"""What a turn adds, as rows: the person's new state, facts, kept words, appointments, replies.

Called within the transaction in which the turn was decided. The snapshot that it leaves behind is
made of what was written, so that the next turn sees exactly what a fresh load would show.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, null, or_, select, update

from bot.core.ledger import Ledger
from bot.core.messages import Appointment, KeptKind, Outgoing
from bot.core.person import OwnWords, Person
from bot.core.ports import Outbound
from bot.core.turn import Turn
from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.payload import State, seal_outgoing, seal_state
from bot.storage.people import Held, by_time, in_order
from bot.storage.statement import Insert, Statement, insert
from bot.storage.tables import APPOINTMENT, EVENT, KEPT, OUTBOX, PERSON

_STATE = (
    update(PERSON)
    .where(PERSON.c.id == bindparam("p"))
    .values(state=bindparam("state"), version=bindparam("version"))
)
_CHANGED = Statement(_STATE)
_SPOKE = Statement(_STATE.values(seen_at=bindparam("seen_at"), gone_at=null()))
_FACT = Statement(EVENT.insert())
_REPLY = Statement(OUTBOX.insert())
_ELSEWHERE = Statement(
    select(OUTBOX.c.id)
    .where(
        OUTBOX.c.person_id == bindparam("p"),
        OUTBOX.c.set_aside_at.is_(None),
        or_(
            OUTBOX.c.lease_owner != bindparam("owner"),
            and_(OUTBOX.c.lease_owner.is_(None), OUTBOX.c.not_before <= bindparam("now")),
        ),
    )
    .limit(1)
)
"""What another process is sending to this person just now, or what waits for that to end."""
_BURN = Statement(
    delete(KEPT).where(KEPT.c.person_id == bindparam("p"), KEPT.c.id == bindparam("k"))
)
_CANCEL = Statement(
    delete(APPOINTMENT).where(
        APPOINTMENT.c.person_id == bindparam("p"),
        APPOINTMENT.c.kind == bindparam("k"),
        APPOINTMENT.c.ref == bindparam("r"),
    )
)

REPLIES_BITS = 8
"""A turn has fewer than 256 replies; their ids share a random beginning and keep their order."""
RANDOM_BITS = 54


def _keep(dialect: str) -> Insert:
    kept = insert(dialect, KEPT)
    new = {name: kept.excluded[name] for name in ("kind", "kept_at", "body", "cue")}
    return kept.on_conflict_do_update(index_elements=["person_id", "id"], set_=new)


_KEEP = Statement(_keep)


def _book(dialect: str) -> Insert:
    """In the place of one of the same name, which begins anew."""
    booked = insert(dialect, APPOINTMENT)
    new = {
        "due_at": booked.excluded.due_at,
        "lease_until": null(),
        "lease_owner": null(),
        "attempts": 0,
        "set_aside_at": null(),
        "reason": null(),
    }
    return booked.on_conflict_do_update(index_elements=["person_id", "kind", "ref"], set_=new)


_BOOK = Statement(_book)


def write_turn(  # one turn: who, from what, into what, when
    db: Transaction,
    desk: Desk,
    row: Held,
    before: Person,
    turn: Turn,
    *,
    now: datetime,
    spoke: bool,
) -> list[Outbound]:
    """Writes a turn down and returns its replies, which belong to this process from now on.

    `before` is the person on whom it was decided. `spoke`: the person wrote or tapped something.
    """
    after = _carried_on(before, turn, now)
    _write_rows(db, row, before, turn, now)
    state = seal_state(row.key, State.of(after))
    values = {"p": row.id, "state": state, "version": row.version + 1}
    if spoke:
        db.execute(_SPOKE, {**values, "seen_at": now})
    else:
        db.execute(_CHANGED, values)
    db.after(lambda: desk.snapshots.put(row.version + 1, after))
    return _send(db, desk, row, turn.replies, now)


def _write_rows(db: Transaction, row: Held, before: Person, turn: Turn, now: datetime) -> None:
    if turn.events:
        first = len(before.ledger) + 1
        columns = ("id", "kind", "at", "offset_min", "ref", "name", "value", "chance")
        db.execute(
            _FACT,
            [
                {
                    "person_id": row.id,
                    "seq": first + number,
                    **{name: getattr(event, name) for name in columns},
                }
                for number, event in enumerate(turn.events)
            ],
        )
    if turn.burn:
        db.execute(_BURN, [{"p": row.id, "k": kept_id} for kept_id in turn.burn])
    for words in turn.keep:
        db.execute(
            _KEEP,
            {
                "person_id": row.id,
                "id": words.id,
                "kind": words.what,
                "kept_at": now,
                "body": row.key.seal("kept.body", words.body.encode("utf-8", "replace")),
                "cue": row.key.seal("kept.cue", words.cue.encode("utf-8", "replace")),
            },
        )
    if turn.cancel:
        db.execute(_CANCEL, [{"p": row.id, "k": c.kind, "r": c.ref} for c in turn.cancel])
    if turn.book:
        db.execute(_BOOK, [_appointment(row.id, booked) for booked in turn.book])


def _appointment(person_id: str, booked: Appointment) -> dict[str, object]:
    return {
        "person_id": person_id,
        "kind": booked.kind,
        "ref": booked.ref,
        "due_at": booked.due_at,
        "attempts": 0,
    }


def _carried_on(before: Person, turn: Turn, now: datetime) -> Person:
    """The next snapshot, as a fresh load would show it."""
    ledger = turn.person.ledger
    if len(ledger) != len(before.ledger) + len(turn.events):
        ledger = Ledger(before.ledger.events + turn.events)
    kept = [
        OwnWords(id=k.id, what=k.what, body=k.body, cue=k.cue, kept_at=now)
        for k in turn.keep
        if k.what is not KeptKind.LETTER
    ]
    gone = {*turn.burn, *(words.id for words in turn.keep)}
    dropped = {(one.kind, one.ref) for one in (*turn.cancel, *turn.book)}
    return Person(
        id=before.id,
        about=turn.person.about,
        talk=turn.person.talk,
        care=turn.person.care,
        ledger=ledger,
        own=in_order([*(words for words in before.own if words.id not in gone), *kept]),
        booked=by_time(
            [*(one for one in before.booked if (one.kind, one.ref) not in dropped), *turn.book]
        ),
    )


def _send(
    db: Transaction, desk: Desk, row: Held, replies: Iterable[Outgoing], now: datetime
) -> list[Outbound]:
    """Puts replies into the outbox, claimed by this process.

    Where another one is still sending earlier ones to the person, they are left for whoever is free
    afterwards, so that they do not overtake.
    """
    first = secrets.randbits(RANDOM_BITS) << REPLIES_BITS
    going = [
        Outbound(
            id=first + number,
            person_id=row.id,
            address=row.address,
            outgoing=reply,
            lane=reply.lane,
        )
        for number, reply in enumerate(replies)
    ]
    if not going:
        return []
    values = {"p": row.id, "owner": desk.owner, "now": now}
    waits = not desk.alone and db.execute(_ELSEWHERE, values).first() is not None
    if not waits:
        desk.takes(db, {one.id for one in going})
    db.execute(
        _REPLY,
        [
            {
                "id": one.id,
                "person_id": row.id,
                "lane": int(one.lane),
                "at": now,
                "payload": seal_outgoing(row.key, one.outgoing),
                "not_before": now,
                "attempts": 0,
                "lease_owner": None if waits else desk.owner,
            }
            for one in going
        ],
    )
    return [] if waits else going
