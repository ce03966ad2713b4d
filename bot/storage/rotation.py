"""`unsent rotate-key`: wraps every person's key with the first host key, while the bot runs or not.

The people's own keys stay the same, so that nothing that they sealed is touched. It may be stopped
and started again: what is wrapped with the first key already is left alone.
"""

from datetime import timedelta

from sqlalchemy import bindparam, func, select, update

from bot.core.errors import StoreRefused
from bot.core.ports import Clock
from bot.storage.database import Transaction
from bot.storage.keys import MARK_BYTES, HostKeys, Unreadable
from bot.storage.opening import LOOKUP, Access, open_store
from bot.storage.statement import Statement
from bot.storage.tables import META, PERSON, PROCESS

BATCH = 500
ALIVE = timedelta(seconds=60)

_K = PERSON.c.key
_OTHERS = Statement(
    select(PERSON.c.id, _K)
    .where(
        _K.is_not(None),
        func.substr(_K, 1, MARK_BYTES) != bindparam("mark", type_=_K.type),
        PERSON.c.id > bindparam("after"),
    )
    .order_by(PERSON.c.id)
    .limit(BATCH)
)
_REWRAP = Statement(
    update(PERSON)
    .where(PERSON.c.id == bindparam("p"), bindparam("old") == _K)  # Not if forgotten meanwhile.
    .values(key=bindparam("new"))
)
_LOOKUP = Statement(update(META).where(META.c.key == LOOKUP).values(value=bindparam("wrapped")))
_RUNNING = Statement(select(PROCESS.c["keys"]).where(PROCESS.c.beat_at > bindparam("since")))


async def rotate_key(access: Access, clock: Clock) -> int:
    """Returns how many people's keys were wrapped anew.

    Raises SettingsError or StoreRefused, also where a running bot does not know the new key yet.
    """
    store = await open_store(access, "", clock)
    keys = store.desk.keys
    try:
        since = clock.now() - ALIVE
        await store.database.run(lambda db: _require_known(db, keys, since=since))
        done, after = 0, ""
        while True:
            count, after = await store.database.run(lambda db, a=after: _batch(db, keys, a))  # type: ignore[misc]  # bound now
            if not after:
                break
            done += count
        wrapped = keys.wrap(store.desk.lookup_key, LOOKUP)
        await store.database.run(lambda db: db.execute(_LOOKUP, {"wrapped": wrapped}))
        return done
    finally:
        await store.close()


def _require_known(db: Transaction, keys: HostKeys, *, since: object) -> None:
    """Whoever runs now must be able to read what is wrapped with the new key."""
    first = keys.marks[0].hex()
    for marks in db.execute(_RUNNING, {"since": since}).scalars():
        if first not in marks.split(","):
            message = (
                "UNSENT_SECRET_KEY: a running bot does not know the new key; restart it with "
                "both (new,old), then run this again"
            )
            raise StoreRefused(message)


def _batch(db: Transaction, keys: HostKeys, after: str) -> tuple[int, str]:
    """Wraps some more; returns how many, and the id after which to go on, "" at the end."""
    rows = db.execute(_OTHERS, {"mark": keys.marks[0], "after": after}).all()
    anew = []
    for row in rows:
        try:
            new = keys.person(row.key, row.id).wrapped_by(keys)
        except Unreadable:
            continue  # Damaged, or of a key that is not given: it stays as it is.
        anew.append({"p": row.id, "old": row.key, "new": new})
    if anew:
        db.execute(_REWRAP, anew)
    return len(anew), rows[-1].id if rows else ""
