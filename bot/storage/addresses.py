"""Who is behind an address; somebody new gets an id, a key and a row at their first message.

The database holds an address twice: sealed with the person's key, for answering them, and as a keyed
hash, for finding them. A file without its key does not tell who uses the bot, and once a person's
key is destroyed nothing leads back to them. Also how far a person's clock was moved ahead, which
only the terminal's own one can be.
"""

import secrets
from datetime import timedelta
from functools import partial

from sqlalchemy import bindparam, select, update

from bot.storage.database import Transaction
from bot.storage.desk import Addressee, Desk
from bot.storage.keys import PersonKey, Unreadable
from bot.storage.statement import Insert, Statement, any_of, insert
from bot.storage.tables import PERSON

ID_BYTES = 8

_KNOWN = Statement(
    select(PERSON.c.lookup, PERSON.c.id, PERSON.c.key).where(
        PERSON.c.transport == bindparam("t"),
        any_of(PERSON.c.lookup, "lookups"),
        PERSON.c.key.is_not(None),
    )
)
_THEIRS = (PERSON.c.transport == bindparam("t"), PERSON.c.lookup == bindparam("found_by"))
_AHEAD = Statement(select(PERSON.c.skipped_s).where(*_THEIRS))
_MOVE = Statement(
    update(PERSON).where(*_THEIRS).values(skipped_s=PERSON.c.skipped_s + bindparam("by"))
)


def _new(dialect: str) -> Insert:
    return insert(dialect, PERSON).on_conflict_do_nothing()


_NEW = Statement(_new)


def skipped(db: Transaction, desk: Desk, address: str) -> timedelta:
    """How far somebody's clock was moved ahead; nothing for strangers."""
    values = {"t": desk.transport, "found_by": desk.lookup(address)}
    return timedelta(seconds=db.execute(_AHEAD, values).scalar() or 0)


def skip(db: Transaction, desk: Desk, address: str, by: timedelta) -> timedelta:
    """Moves somebody's clock ahead by whole seconds; returns by how much it is ahead now."""
    addressees(db, desk, {address})
    values = {"t": desk.transport, "found_by": desk.lookup(address)}
    db.execute(_MOVE, {**values, "by": round(by.total_seconds())})
    return skipped(db, desk, address)


def person_id_at(db: Transaction, desk: Desk, address: str) -> str | None:
    """The id of the person behind an address, None where nobody ever wrote from there."""
    known = _looked_up(db, desk, {desk.lookup(address)})
    return next((one.person_id for one in known.values()), None)


def addressees(db: Transaction, desk: Desk, addresses: set[str]) -> dict[str, Addressee]:
    """The people behind these addresses, every one of whom exists afterwards."""
    lookups = {desk.lookup(address): address for address in addresses}
    found = {one: known for one in lookups if (known := desk.addressee(one)) is not None}
    missing = lookups.keys() - found.keys()
    if missing:
        found |= _looked_up(db, desk, missing)
    strangers = missing - found.keys()
    if strangers:
        db.execute(_NEW, [stranger(desk, one, lookups[one]) for one in sorted(strangers)])
        # Read again: on Postgres another process may have met them at the same moment.
        found |= _looked_up(db, desk, strangers)
    return {lookups[one]: addressee for one, addressee in found.items()}


def key_of(desk: Desk, person_id: str, wrapped: bytes) -> PersonKey | None:
    """A person's key; None where it is damaged, which must not stop what others wrote."""
    try:
        return desk.keys.person(wrapped, person_id)
    except Unreadable:
        return None


def address_of(key: PersonKey, sealed: bytes) -> str:
    """Where to answer somebody. Raises Unreadable."""
    return key.open("person.address", sealed).decode()


def _looked_up(db: Transaction, desk: Desk, lookups: set[str]) -> dict[str, Addressee]:
    rows = db.execute(_KNOWN, {"t": desk.transport, "lookups": list(lookups)})
    found = {row.lookup: Addressee(row.id, row.key) for row in rows}
    for lookup, addressee in found.items():
        db.after(partial(desk.remember, lookup, addressee))
    return found


def stranger(desk: Desk, lookup: str, address: str) -> dict[str, object]:
    """The row of somebody new, with an id and a key that nobody ever had."""
    person_id = secrets.token_hex(ID_BYTES)
    key = PersonKey.new(person_id)
    return {
        "id": person_id,
        "transport": desk.transport,
        "lookup": lookup,
        "address": key.seal("person.address", address.encode()),
        "key": key.wrapped_by(desk.keys),
        "version": 0,
        "seen_at": desk.clock.now(),
        "skipped_s": 0,
    }
