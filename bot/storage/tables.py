"""The tables, and nothing else: what a row holds, in which type, under which constraint.

Table models hold no logic and do not validate (SQLModel leaves that out for them); the modules
beside this one fill and read them through SQLAlchemy Core. Whoever changes a column here adds a
migration, and the suite compares the two.

Words of people exist only inside the LargeBinary columns, each sealed with its person's own key.
Every row of a person refers to `person` with ON DELETE CASCADE, so that erasing them cannot leave
a table out.
"""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    Enum,
    Index,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from bot.core.events import EventKind
from bot.core.messages import DueKind, KeptKind

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Without names a constraint cannot be changed on SQLite, where alembic copies the table."""

CLUSTERED = {"sqlite_with_rowid": False}
"""Rows lie in the order of their primary key: one tree less to write, a person's side by side.

A migration that makes alembic copy such a table on SQLite must say so again (`table_kwargs`).
"""

GIVEN = {"autoincrement": False}
"""Numbers that we or the transport choose. Telegram's need 64 bits."""


def _values(kind: type[EventKind | DueKind | KeptKind]) -> list[str]:
    return [member.value for member in kind]


def _enum(kind: type[EventKind | DueKind | KeptKind]) -> Enum:
    """Stores the value, not the name, as plain text: a new member needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        length=24,
        values_callable=_values,
        create_constraint=False,
    )


def _only(where: str, name: str, *columns: str) -> Index:
    """An index of those rows alone that are still to be done."""
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Row(SQLModel):
    """What all tables share: one metadata of our own, apart from other models of a host."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)


class PersonRow(Row, table=True):
    """Somebody. While they are being forgotten all but their id is None, `state` until a turn."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("transport", "lookup"),
        _only("key IS NULL", "ix_person_half_gone", "id"),
    )

    id: str = Field(primary_key=True)
    transport: str
    lookup: str | None = None
    """Their address as nobody can read it: only who has the host key can ask for one."""
    address: bytes | None = Field(default=None, sa_type=LargeBinary)
    key: bytes | None = Field(default=None, sa_type=LargeBinary)
    state: bytes | None = Field(default=None, sa_type=LargeBinary)
    version: int = Field(default=0, sa_type=BigInteger)
    lease_until: datetime | None = None
    lease_owner: str | None = None
    gone_at: datetime | None = None
    seen_at: datetime
    skipped_s: int = Field(default=0, sa_type=BigInteger)
    """How far their clock was moved ahead, in seconds; only the terminal does that."""


class EventRow(Row, table=True):
    """A fact. `seq` counts a person's own from 1: two turns that think they are next collide."""

    __tablename__ = "event"
    __table_args__ = (CLUSTERED,)

    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    seq: int = Field(primary_key=True)
    id: str
    kind: EventKind = Field(sa_type=_enum(EventKind))
    at: datetime
    offset_min: int
    ref: str
    name: str
    value: int | None = None
    chance: float | None = None


class KeptRow(Row, table=True):
    """Words kept because they asked: letters, reasons, plans, notes."""

    __tablename__ = "kept"

    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    id: str = Field(primary_key=True)
    kind: KeptKind = Field(sa_type=_enum(KeptKind))
    kept_at: datetime
    body: bytes = Field(sa_type=LargeBinary)
    cue: bytes = Field(sa_type=LargeBinary)


class AppointmentRow(Row, table=True):
    """Something that falls due. Set aside: it could not be kept; the reason stays on record."""

    __tablename__ = "appointment"
    __table_args__ = (
        _only("set_aside_at IS NULL", "ix_appointment_due", "due_at"),
        CLUSTERED,
    )

    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    kind: DueKind = Field(primary_key=True, sa_type=_enum(DueKind))
    ref: str = Field(primary_key=True)
    due_at: datetime
    lease_until: datetime | None = None
    lease_owner: str | None = None
    attempts: int = 0
    set_aside_at: datetime | None = None
    reason: str | None = None


class InboxRow(Row, table=True):
    """What came in. `payload` is None once it is done, or where it was over the backlog's cap."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_person_id", "person_id"),
        _only("done_at IS NULL", "ix_inbox_waiting", "person_id", "update_id"),
        CLUSTERED,
    )

    transport: str = Field(primary_key=True)
    update_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=GIVEN)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE")
    payload: bytes | None = Field(default=None, sa_type=LargeBinary)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    urgent: bool = False
    received_at: datetime
    done_at: datetime | None = None
    reason: str | None = None


class OutboxRow(Row, table=True):
    """A reply on its way. It belongs to `lease_owner` while that process lives."""

    __tablename__ = "outbox"
    __table_args__ = (
        _only("lease_owner IS NULL AND set_aside_at IS NULL", "ix_outbox_free", "lane", "at", "id"),
        CLUSTERED,
    )

    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=GIVEN)
    lane: int
    at: datetime
    payload: bytes | None = Field(default=None, sa_type=LargeBinary)
    not_before: datetime
    attempts: int = 0
    lease_owner: str | None = None
    set_aside_at: datetime | None = None
    reason: str | None = None


class MessageRow(Row, table=True):
    """A message of ours in their chat, for editing and clearing; theirs are in the inbox."""

    __tablename__ = "message"
    __table_args__ = (CLUSTERED,)

    person_id: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    message_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs=GIVEN)
    slot: str | None = None
    at: datetime


class ProcessRow(Row, table=True):
    """A process that works on this database, and the marks of the host keys that it knows."""

    __tablename__ = "process"

    owner: str = Field(primary_key=True)
    beat_at: datetime
    keys: str


class MetaRow(Row, table=True):
    """Single facts about the database, such as the wrapped key by which people are found."""

    __tablename__ = "meta"

    key: str = Field(primary_key=True)
    value: bytes = Field(sa_type=LargeBinary)


class SendRateRow(Row, table=True):
    """When the next message may leave, for all processes together (Postgres only)."""

    __tablename__ = "send_rate"

    name: str = Field(primary_key=True)
    next_at: datetime


def _table(model: type[Row]) -> Table:
    return Row.metadata.tables[str(model.__tablename__)]


PERSON = _table(PersonRow)
EVENT = _table(EventRow)
KEPT = _table(KeptRow)
APPOINTMENT = _table(AppointmentRow)
INBOX = _table(InboxRow)
OUTBOX = _table(OutboxRow)
MESSAGE = _table(MessageRow)
PROCESS = _table(ProcessRow)
META = _table(MetaRow)
SEND_RATE = _table(SendRateRow)
