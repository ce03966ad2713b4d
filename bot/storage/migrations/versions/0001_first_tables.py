"""The first tables.

Revision: 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CLUSTERED = {"sqlite_with_rowid": False}
WHERE_NOT_ASIDE = "set_aside_at IS NULL"
WHERE_KEYLESS = "key IS NULL"
WHERE_WAITING = "done_at IS NULL"
WHERE_FREE = "lease_owner IS NULL AND set_aside_at IS NULL"


def upgrade() -> None:
    """From nothing to 0001."""
    _shared()
    _of_a_person()
    _on_the_way()


def downgrade() -> None:
    """From 0001 to nothing."""
    for table in ("message", "outbox", "inbox", "appointment", "kept", "event"):
        op.drop_table(table)
    for table in ("send_rate", "meta", "process", "person"):
        op.drop_table(table)


def _shared() -> None:
    op.create_table(
        "person",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("transport", AutoString(), nullable=False),
        sa.Column("lookup", AutoString()),
        sa.Column("address", sa.LargeBinary()),
        sa.Column("key", sa.LargeBinary()),
        sa.Column("state", sa.LargeBinary()),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("lease_until", UTCDateTime()),
        sa.Column("lease_owner", AutoString()),
        sa.Column("gone_at", UTCDateTime()),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("skipped_s", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("transport", "lookup", name="uq_person_transport_lookup"),
    )
    _index("ix_person_half_gone", "person", ["id"], where=WHERE_KEYLESS)
    op.create_table(
        "process",
        sa.Column("owner", AutoString(), nullable=False),
        sa.Column("beat_at", UTCDateTime(), nullable=False),
        sa.Column("keys", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_process"),
    )
    op.create_table(
        "meta",
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "send_rate",
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_send_rate"),
    )


def _of_a_person() -> None:
    op.create_table(
        "event",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("offset_min", sa.Integer(), nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("value", sa.Integer()),
        sa.Column("chance", sa.Float()),
        sa.PrimaryKeyConstraint("person_id", "seq", name="pk_event"),
        _person("event"),
        **CLUSTERED,
    )
    op.create_table(
        "kept",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("cue", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "id", name="pk_kept"),
        _person("kept"),
    )
    op.create_table(
        "appointment",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("ref", AutoString(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("lease_until", UTCDateTime()),
        sa.Column("lease_owner", AutoString()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("set_aside_at", UTCDateTime()),
        sa.Column("reason", AutoString()),
        sa.PrimaryKeyConstraint("person_id", "kind", "ref", name="pk_appointment"),
        _person("appointment"),
        **CLUSTERED,
    )
    _index("ix_appointment_due", "appointment", ["due_at"], where=WHERE_NOT_ASIDE)


def _on_the_way() -> None:
    op.create_table(
        "inbox",
        sa.Column("transport", AutoString(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("payload", sa.LargeBinary()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime()),
        sa.Column("reason", AutoString()),
        sa.PrimaryKeyConstraint("transport", "update_id", name="pk_inbox"),
        _person("inbox"),
        **CLUSTERED,
    )
    _index("ix_inbox_person_id", "inbox", ["person_id"])
    _index("ix_inbox_waiting", "inbox", ["person_id", "update_id"], where=WHERE_WAITING)
    op.create_table(
        "outbox",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("payload", sa.LargeBinary()),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", AutoString()),
        sa.Column("set_aside_at", UTCDateTime()),
        sa.Column("reason", AutoString()),
        sa.PrimaryKeyConstraint("person_id", "id", name="pk_outbox"),
        _person("outbox"),
        **CLUSTERED,
    )
    _index("ix_outbox_free", "outbox", ["lane", "at", "id"], where=WHERE_FREE)
    op.create_table(
        "message",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", AutoString()),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "message_id", name="pk_message"),
        _person("message"),
        **CLUSTERED,
    )


def _person(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_person_id_person"
    return sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=name, ondelete="CASCADE")


def _index(name: str, table: str, columns: list[str], *, where: str | None = None) -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
