"""Everything that is kept about one person: `data.json` for programs, `unsent.txt` to read.

The headings of the text come from content; names of fields and kinds stand for themselves where
content has no word for them.
"""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.core import wall
from bot.core.messages import KeptKind
from bot.core.person import Person
from bot.storage.database import Transaction
from bot.storage.desk import Desk
from bot.storage.payload import State, state_as_data
from bot.storage.people import held, snapshot
from bot.storage.statement import Statement
from bot.storage.tables import INBOX, KEPT, MESSAGE

HEADINGS = (
    "title",
    "account",
    "settings",
    "care",
    "conversation",
    "events",
    "letter",
    "reason",
    "plan",
    "note",
    "voice",
    "ring",
    "appointments",
    "messages",
    "received",
    "nothing",
)
"""What content should have a word for; `nothing` stands under an empty heading."""

_KEPT = Statement(
    select(KEPT).where(KEPT.c.person_id == bindparam("p")).order_by(KEPT.c.kept_at, KEPT.c.id)
)
_MESSAGES = Statement(
    select(MESSAGE).where(MESSAGE.c.person_id == bindparam("p")).order_by(MESSAGE.c.at)
)
_RECEIVED = Statement(
    select(INBOX.c.message_id, INBOX.c.received_at)
    .where(INBOX.c.person_id == bindparam("p"))
    .order_by(INBOX.c.received_at)
)


@dataclass(frozen=True, slots=True)
class Everything:
    """One person's data, read in one transaction: plain values, except for the snapshot."""

    person: Person
    account: dict[str, Any]
    kept: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    received: list[dict[str, Any]]


def collect(db: Transaction, desk: Desk, person_id: str) -> Everything:
    """Reads it all. Raises KeyError for nobody."""
    row = held(db, desk, person_id)
    if row is None:
        raise KeyError(person_id)
    person = snapshot(db, desk, row)
    zone = person.about.zone
    return Everything(
        person=person,
        account={"id": person_id, "transport": desk.transport, "address": row.address},
        kept=[
            {
                "kind": kept.kind.value,
                **_times(kept.kept_at, zone),
                "words": row.key.open("kept.body", kept.body).decode(),
                "cue": row.key.open("kept.cue", kept.cue).decode(),
            }
            for kept in db.execute(_KEPT, {"p": person_id})
        ],
        messages=[
            {"message_id": message.message_id, "slot": message.slot, **_times(message.at, zone)}
            for message in db.execute(_MESSAGES, {"p": person_id})
        ],
        received=[
            {"message_id": came.message_id, **_times(came.received_at, zone)}
            for came in db.execute(_RECEIVED, {"p": person_id})
        ],
    )


def zipped(everything: Everything, headings: Mapping[str, str], now: datetime) -> bytes:
    """The zip. Takes no database; may run in a thread of its own."""
    data = _data(everything, now)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2))
        archive.writestr("unsent.txt", "\n".join(_lines(data, headings)) + "\n")
    return file.getvalue()


def _times(at: datetime, zone: str | None) -> dict[str, str]:
    return {"at": at.isoformat(), "local": wall.local(at, zone).isoformat(" ", "minutes")[:16]}


def _data(everything: Everything, now: datetime) -> dict[str, Any]:
    person = everything.person
    state = state_as_data(State.of(person))
    kept = {
        kind.value: [one for one in everything.kept if one["kind"] == kind] for kind in KeptKind
    }
    return {
        "made_at": now.isoformat(),
        "account": everything.account,
        "settings": state["about"],
        "care": state["care"],
        "conversation": state["talk"],
        "events": [
            {
                "kind": event.kind.value,
                "at": event.at.isoformat(),
                "local": event.local.isoformat(" ", "minutes"),
                "id": event.id,
                "ref": event.ref,
                "name": event.name,
                "value": event.value,
                "chance": event.chance,
            }
            for event in person.ledger.events
        ],
        **kept,
        "appointments": [
            {"kind": one.kind.value, "ref": one.ref, **_times(one.due_at, person.about.zone)}
            for one in person.booked
        ],
        "messages": everything.messages,
        "received": everything.received,
    }


def _lines(data: Mapping[str, Any], headings: Mapping[str, str]) -> Iterator[str]:
    def word(name: str) -> str:
        return headings.get(name, name.replace("_", " "))

    yield word("title")
    yield data["made_at"][:10]
    for name in data:
        if name == "made_at":
            continue
        yield ""
        yield word(name)
        yield "-" * len(word(name))
        found = data[name]
        told = list(_fields(found, word) if isinstance(found, dict) else _entries(found, word))
        yield from told or [word("nothing")]


def _fields(found: Mapping[str, Any], word: Any) -> Iterator[str]:
    """A block of settings, one a line; what is not set is left out."""
    for name, value in found.items():
        if value not in (None, "", [], {}, False):
            plain = value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)
            yield f"{word(name)}: {plain}"


def _entries(found: list[dict[str, Any]], word: Any) -> Iterator[str]:
    """A list of things with a time, each as one line; words of their own stand below it."""
    for entry in found:
        told = [entry["local"]]
        told += [word(entry["kind"])] if "kind" in entry and "words" not in entry else []
        told += [
            str(entry[name])
            for name in ("name", "value", "message_id", "cue")
            if entry.get(name) not in (None, "")
        ]
        yield "  ".join(told)
        if "words" in entry:
            yield from (f"    {line}" for line in entry["words"].splitlines())
