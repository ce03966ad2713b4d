"""A real store on a file, as in tests/storage."""

from tests.storage.conftest import (
    clock,
    place,
    postgres_place,
    postgres_url,
    sqlite_place,
    sqlite_tables,
    store,
)

__all__ = [
    "clock",
    "place",
    "postgres_place",
    "postgres_url",
    "sqlite_place",
    "sqlite_tables",
    "store",
]
