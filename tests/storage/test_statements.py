"""Cost follows what is asked for, not how many people there are: an index answers every statement."""

import importlib
import pkgutil
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

import bot.storage
from bot.storage.statement import Statement

SHORT = {"process", "json_each", "CONSTANT"}
"""Tables of a few rows, and lists that are handed in."""

ON_THEIR_WAY = {"ix_inbox_waiting", "ix_outbox_free", "ix_appointment_due", "ix_person_half_gone"}
"""Indexes that only hold what is still to be done."""

TOUCHES_ALL_REPLIES = {"presence._GAUGE", "outbox._MINE"}


def _statements() -> dict[str, Statement]:
    names = [module.name for module in pkgutil.iter_modules(bot.storage.__path__)]
    modules = [importlib.import_module(f"bot.storage.{name}") for name in names]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Statement)
    }


STATEMENTS = _statements()


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_statement_reads_a_whole_table(name: str, sqlite_tables: Path) -> None:
    core = STATEMENTS[name].spelled("sqlite")
    sql = str(core.compile(dialect=sqlite.dialect(paramstyle="qmark")))

    with closing(sqlite3.connect(sqlite_tables)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?"))
        plan = [row[3] for row in rows]

    scans = [line.split() for line in plan if line.startswith("SCAN")]
    whole = [words[1] for words in scans if words[1] not in SHORT and words[-1] not in ON_THEIR_WAY]
    assert whole == (["outbox"] if name in TOUCHES_ALL_REPLIES else []), plan
    assert not [line for line in plan if re.search(r"\(transport=\?\)", line)], plan


def test_there_are_statements_to_look_at() -> None:
    assert len(STATEMENTS) > 40
