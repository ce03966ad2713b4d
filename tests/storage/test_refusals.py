"""What cannot be opened is refused in one line: the setting, the reason, the remedy; nothing is overwritten."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.core.errors import SettingsError, StoreRefused
from bot.storage import SqlStore, migrate, open_store
from tests.storage.conftest import SECRET, Place, raw
from tests.storage.kit import person_of

OTHER = "another host key that is long enough as well"


async def refusal(place: Place, **changes: str | None) -> str:
    """The line with which a store refuses to open."""
    with pytest.raises((StoreRefused, SettingsError)) as refused:
        await open_store(replace(place.access, **changes), "telegram", place.clock, exclusive=True)
    line = str(refused.value)
    assert "\n" not in line
    return line


async def test_a_wrong_key_is_refused_and_nothing_is_overwritten(place: Place) -> None:
    store = await place.open()
    person_id = await person_of(store)
    before = await raw(store, "SELECT value FROM meta")
    await store.close()

    line = await refusal(place, secret=OTHER)

    assert line.startswith("UNSENT_SECRET_KEY")
    store = await place.open()
    assert await raw(store, "SELECT value FROM meta") == before
    assert (await store.load(person_id)).id == person_id


async def test_a_lost_key_is_refused_and_no_new_one_is_made(fresh: Place) -> None:
    assert fresh.path is not None
    store = await fresh.open()
    await store.close()
    fresh.path.with_suffix(".key").unlink()

    line = await refusal(fresh)

    assert "UNSENT_SECRET_KEY" in line
    assert "put it back" in line
    assert not fresh.path.with_suffix(".key").exists()


@pytest.mark.parametrize("secret", ["short", f"{OTHER},short", " , "])
async def test_a_key_that_is_no_key_is_refused(sqlite_place: Place, secret: str) -> None:
    assert "UNSENT_SECRET_KEY" in await refusal(sqlite_place, secret=secret)


@pytest.mark.external_service
async def test_on_postgres_a_missing_key_is_an_error(postgres_place: Place) -> None:
    assert "openssl rand" in await refusal(postgres_place, secret=None)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not a database URL"),
        ("mysql://host/name", "not mysql"),
        ("sqlite://", "needs a file"),
        ("postgresql://u:hunter2@127.0.0.1:1/unsent", "127.0.0.1/unsent"),
        ("postgresql://u:hunter2@127.0.0.1:1/unsent?sslmode=require", "is it running"),
        ("postgresql://u:hunter2@127.0.0.1/unsent?bogus=1", "bogus"),
    ],
)
async def test_a_url_that_leads_nowhere_is_named_without_its_password(
    sqlite_place: Place, url: str, said: str
) -> None:
    line = await refusal(sqlite_place, url=url, secret=SECRET)

    assert line.startswith("UNSENT_DATABASE_URL")
    assert said in line
    assert "hunter2" not in line


@pytest.mark.external_service
async def test_a_database_that_the_server_does_not_have_is_named(
    postgres_place: Place, postgres_url: str
) -> None:
    line = await refusal(postgres_place, url=postgres_url.replace("/postgres?", "/nowhere?"))

    assert "there is no database of that name" in line


async def test_a_folder_in_place_of_the_file_is_refused(
    sqlite_place: Place, tmp_path: Path
) -> None:
    assert "is a folder" in await refusal(sqlite_place, url=f"sqlite:///{tmp_path}")


async def test_a_file_in_place_of_the_folder_is_refused(
    sqlite_place: Place, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")

    line = await refusal(sqlite_place, url=f"sqlite:///{tmp_path}/file/unsent.db")

    assert line.startswith("UNSENT_DATABASE_URL")


async def test_a_file_that_is_no_database_is_refused(sqlite_place: Place, tmp_path: Path) -> None:
    (tmp_path / "photo.db").write_bytes(b"not a database at all" * 100)

    line = await refusal(sqlite_place, url=f"sqlite:///{tmp_path}/photo.db")

    assert "damaged" in line
    assert (tmp_path / "photo.db").read_bytes().startswith(b"not a database")


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user who may do little; root, who may do anything, steps down for it."""
    mighty = os.geteuid() == 0
    if mighty:
        os.seteuid(65534)
    try:
        yield
    finally:
        if mighty:
            os.seteuid(0)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder into which nobody may write, and in it a file that may only be read."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        (folder / "readonly.db").write_bytes(b"")
        (folder / "readonly.db").chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("new/unsent.db", "Permission denied"),
        ("unsent.db", "Permission denied"),
        ("readonly.db", "may not be read and written"),
    ],
)
async def test_a_folder_or_file_without_rights_is_refused(
    sqlite_place: Place, locked_folder: Path, file: str, reason: str
) -> None:
    with without_rights():
        line = await refusal(sqlite_place, url=f"sqlite:///{locked_folder}/{file}")

    assert line.startswith("UNSENT_DATABASE_URL")
    assert reason in line


async def test_a_newer_schema_is_refused(place: Place) -> None:
    store = await place.open()
    await raw_write(store, "UPDATE alembic_version SET version_num = '9999'")
    await store.close()

    line = await refusal(place)
    with pytest.raises(StoreRefused, match="newer version"):
        await place.open(exclusive=False)
    with pytest.raises(StoreRefused, match="newer version"):
        await migrate(place.access.url)

    assert "9999" in line
    assert "update Unsent" in line


async def raw_write(store: SqlStore, sql: str) -> None:
    await store.database.run(lambda db: db.execute(text(sql)))
