"""One transaction, and what runs it.

Everything that the store does is a plain function `work(db, ...)` over a `Transaction`; it knows
neither threads nor event loops. SQLite runs it in its own thread, Postgres on an async connection:
the same functions, the same statements. The modules of this room are the only callers.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection
from sqlalchemy.sql import Executable

from bot.storage.statement import Rows, Statement, Values, by_sqlalchemy

T = TypeVar("T")


class Transaction:
    """The database as one piece of work sees it: all that it does counts, or nothing."""

    __slots__ = ("_after", "_raw", "_undo", "connection", "dialect")

    def __init__(self, connection: Connection, raw: sqlite3.Connection | None = None) -> None:
        """`connection` has a transaction open; whoever made it also ends it.

        `raw` is the driver's own connection below it, on SQLite.
        """
        self.connection = connection
        self._raw = raw
        self.dialect = connection.dialect.name
        self._after: list[Callable[[], object]] = []
        self._undo: list[Callable[[], object]] = []

    def execute(
        self, statement: Statement | Executable, values: Values | Sequence[Values] | None = None
    ) -> Rows:
        """Runs a statement once, or once for each of several rows."""
        if not isinstance(statement, Statement):
            return by_sqlalchemy(self.connection, statement, values)
        if self._raw is None:
            return statement.run(self.connection, values)
        return statement.run_on_sqlite(self._raw, self.connection.dialect, values)

    def after(self, then: Callable[[], object]) -> None:
        """Something to do once all this is on disk: what is remembered in memory."""
        self._after.append(then)

    def undo(self, then: Callable[[], object]) -> None:
        """Something to take back in memory where all this comes to nothing."""
        self._undo.append(then)

    def committed(self) -> None:
        """Called by whoever committed."""
        for then in self._after:
            then()

    def dropped(self) -> None:
        """Called by whoever rolled back."""
        for then in reversed(self._undo):
            then()


Work: TypeAlias = Callable[[Transaction], T]


class Database(Protocol):
    """What an open database offers. The errors are those of `bot.core.errors`."""

    async def run(self, work: Work[T]) -> T:
        """Runs `work` in one write transaction, maybe more than once; raises what it raises."""
        ...

    async def lead(self, role: str) -> bool:
        """See `Store.lead`."""
        ...

    async def reserve(self, count: int, per_second: float) -> float:
        """See `Store.reserve`."""
        ...

    async def scrub(self, *, erased: bool = False) -> None:
        """Wipes what finished transactions left behind; `erased`: somebody was forgotten just now."""
        ...

    async def close(self) -> None:
        """Ends what is under way and lets go of every connection and lock."""
        ...
