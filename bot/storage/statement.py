"""Statements: written once with SQLAlchemy's Core over the tables, run cheaply on both databases.

SQLAlchemy compiles each one the first time that it is used. On SQLite the driver then runs the
compiled text itself: of the CPU of a turn, SQLAlchemy's own way from statement to rows was two
thirds (measured: 40 to 130 us a statement against 5 to 10). On Postgres, where each statement
travels to a server, SQLAlchemy runs it.
"""

import json
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ARRAY, Connection, Dialect, String, TypeDecorator, bindparam, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement, Executable, TableClause
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Insert as PlainInsert
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine
from typing_extensions import override

Insert: TypeAlias = postgresql.Insert | sqlite.Insert
Values: TypeAlias = Mapping[str, object]
Process: TypeAlias = Callable[[Any], Any]


class Rows:
    """What a statement gave: rows with their columns as attributes, all of them fetched."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: Sequence[Any], rowcount: int) -> None:
        """`rowcount`: how many rows were changed."""
        self._rows = rows
        self.rowcount = rowcount

    def __iter__(self) -> Iterator[Any]:
        """Every row."""
        return iter(self._rows)

    def all(self) -> Sequence[Any]:
        """Every row."""
        return self._rows

    def first(self) -> Any | None:
        """The first row, None where there is none."""
        return self._rows[0] if self._rows else None

    def scalar(self) -> Any | None:
        """The first column of the first row, None where there is none."""
        return self._rows[0][0] if self._rows else None

    def scalars(self) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._rows]


class Statement:
    """One statement. Those that the two databases spell differently are given as a function."""

    __slots__ = ("_plan", "_spelled", "_write")

    def __init__(self, write: Executable | Callable[[str], Executable]) -> None:
        """`write` is the statement, or makes it from the name of a dialect."""
        self._write = write
        self._spelled: dict[str, Executable] = {}
        self._plan: _Plan | None = None

    def spelled(self, dialect: str) -> Executable:
        """The statement for a dialect."""
        if isinstance(self._write, Executable):
            return self._write
        if dialect not in self._spelled:
            self._spelled[dialect] = self._write(dialect)
        return self._spelled[dialect]

    def run(self, connection: Connection, values: Values | Sequence[Values] | None) -> Rows:
        """Runs it by SQLAlchemy."""
        return by_sqlalchemy(connection, self.spelled(connection.dialect.name), values)

    def run_on_sqlite(
        self, raw: sqlite3.Connection, dialect: Dialect, values: Values | Sequence[Values] | None
    ) -> Rows:
        """Runs it by the driver. Every run names the same values."""
        several = values is not None and not isinstance(values, Mapping)
        plan = self._plan
        if plan is None:
            example = values[0] if several else values  # type: ignore[index]  # a sequence then
            plan = self._plan = _planned(self.spelled("sqlite"), dialect, example or {})  # type: ignore[arg-type]  # as above
        if not several:
            cursor = raw.execute(plan.sql, plan.bound(values or {}))  # type: ignore[arg-type]  # one
            return Rows(plan.read(cursor), cursor.rowcount)
        if plan.row is None:
            cursor = raw.executemany(plan.sql, [plan.bound(one) for one in values or ()])  # type: ignore[arg-type]  # several
            return Rows((), cursor.rowcount)
        found: list[Any] = []
        for one in values or ():
            found += plan.read(raw.execute(plan.sql, plan.bound(one)))  # type: ignore[arg-type]  # several
        return Rows(found, len(found))


def by_sqlalchemy(
    connection: Connection, statement: Executable, values: Values | Sequence[Values] | None
) -> Rows:
    """Runs any statement of SQLAlchemy's."""
    result = connection.execute(statement, values)
    if result.returns_rows:
        rows = result.all()
        return Rows(rows, len(rows))
    return Rows((), result.rowcount)


class _Plan(NamedTuple):
    """A statement compiled for SQLite: its text, what goes in, and what comes out."""

    sql: str
    names: tuple[tuple[str, Process | None, Any], ...]
    """In the order of the question marks: the value's name, its way in, and what stands there."""
    row: Callable[[Any], Any] | None
    processes: tuple[tuple[int, Process], ...]

    def bound(self, values: Values) -> list[Any]:
        return [
            (process(values[name]) if process else values[name]) if name in values else constant
            for name, process, constant in self.names
        ]

    def read(self, cursor: sqlite3.Cursor) -> list[Any]:
        if self.row is None:
            return []
        rows = cursor.fetchall()
        if not self.processes:
            return [self.row(row) for row in rows]
        read = []
        for row in rows:
            cells = list(row)
            for place, process in self.processes:
                cells[place] = process(cells[place])
            read.append(self.row(cells))
        return read


def _planned(statement: Executable, dialect: Dialect, example: Values) -> _Plan:
    is_insert = isinstance(statement, PlainInsert) and statement.select is None
    columns = list(example) if is_insert else None
    compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]  # ours have it
    assert isinstance(compiled, SQLCompiler)  # as for all statements that are no DDL
    names = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        process = _way(bind.type, dialect, "bind_processor")
        constant = None if name in example else bind.effective_value
        names.append((name, process, process(constant) if process else constant))
    exported = list(getattr(statement, "exported_columns", ()))
    row = _row([column.key for column in exported]) if exported else None
    out = [_way(column.type, dialect, "result_processor", None) for column in exported]
    processes = tuple((place, process) for place, process in enumerate(out) if process)
    return _Plan(compiled.string, tuple(names), row, processes)


def _row(names: list[str]) -> Callable[[Any], Any]:
    make: Callable[[Any], Any] = namedtuple("Row", names)._make  # type: ignore[attr-defined]  # noqa: PYI024
    return make


def _way(kind: TypeEngine[Any], dialect: Dialect, way: str, *extra: object) -> Process | None:
    found: Process | None = getattr(kind.dialect_impl(dialect), way)(dialect, *extra)
    return found


def insert(dialect: str, table: TableClause) -> Insert:
    """An insert that may say ON CONFLICT, which the two databases have in different classes."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


# "One of these": a list as a single value, so that the text of a statement never varies. -----------


class _Several(TypeDecorator[Sequence[Any]]):
    """A list: an array on Postgres, JSON on SQLite."""

    impl = String
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        array: TypeEngine[Any] = ARRAY(self.item)
        return array if dialect.name == "postgresql" else String()

    @override
    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        items = list(value or ())
        return items if dialect.name == "postgresql" else json.dumps(items)


class any_of(FunctionElement[Any]):  # noqa: N801  # reads like a function of SQLAlchemy's
    """True where the column holds one of the values that are listed under a name."""

    # Not of type Boolean: SQLAlchemy would compare it with 1, and no index would serve it.
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        """`column` is of text or whole numbers."""
        super().__init__(column, bindparam(name, type_=_Several(column.type)))


@compiles(any_of, "postgresql")
def _array(element: any_of, compiler: SQLCompiler, **kw: Any) -> str:
    column, listed = (compiler.process(one, **kw) for one in element.clauses)
    return f"{column} = ANY({listed})"


@compiles(any_of, "sqlite")
def _json(element: any_of, compiler: SQLCompiler, **kw: Any) -> str:
    column, listed = (compiler.process(one, **kw) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608  # names, no values


def unindexed(column: ColumnElement[str]) -> ColumnElement[str]:
    """The column as an expression that no index answers.

    SQLite keeps no statistics and would start from it, through everybody of one transport.
    """
    return func.coalesce(column, "")
