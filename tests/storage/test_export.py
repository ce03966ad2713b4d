"""The export holds everything that is kept of a person, for programs and for people."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.events import EventKind
from bot.core.messages import DueKind, Keep, KeptKind
from bot.core.person import About, Care, Mode
from bot.core.ports import Delivered
from bot.core.stats import stats_of
from bot.storage import SqlStore
from tests.storage.kit import ANNA, NOON, Told, appointment, fact, letter, person_of, turn

FULL = Told(
    replies=("hello",),
    events=(
        fact(EventKind.URGE, ref="u1", name="lonely", offset_min=60),
        fact(EventKind.RATED, ref="u1", name="first", value=8, offset_min=60),
    ),
    book=(appointment(DueKind.MORNING, "day", hours=20),),
    keep=(
        letter("l1", "what I would say\nand more"),
        Keep(id="p1", what=KeptKind.PLAN, body="then I ring my sister", cue="late"),
    ),
    change=lambda person: replace(
        person,
        about=About(ex_name="Sam", zone="Europe/Berlin"),
        care=Care(modes=frozenset({Mode.THEIR_NO})),
    ),
)


async def exported(store: SqlStore) -> tuple[dict[str, Any], str]:
    replies = await turn(store, FULL)
    await store.settle([Delivered(outbound=replies[0], message_ids=(77,), slot="s", at=NOON)])
    content = await store.export(await person_of(store))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        data = json.loads(archive.read("data.json"))
        return data, archive.read("unsent.txt").decode()


async def test_the_data_holds_everything(store: SqlStore) -> None:
    data, _ = await exported(store)

    assert data["account"]["address"] == ANNA
    assert data["settings"]["ex_name"] == "Sam"
    assert data["care"]["modes"] == ["their_no"]
    assert [(e["kind"], e["value"], e["local"]) for e in data["events"]] == [
        ("urge", None, "2026-11-22 13:00"),
        ("rated", 8, "2026-11-22 13:00"),
    ]
    assert data["letter"][0]["words"] == "what I would say\nand more"
    assert (data["plan"][0]["words"], data["plan"][0]["cue"]) == ("then I ring my sister", "late")
    assert data["appointments"][0]["kind"] == "morning"
    assert data["appointments"][0]["local"] == "2026-11-23 09:00"
    assert data["messages"][0]["message_id"] == 77
    assert len(data["received"]) == 2


async def test_the_text_can_be_read(store: SqlStore) -> None:
    _, text = await exported(store)

    lines = text.splitlines()
    assert lines[0] == "What is kept of you"
    assert "ex name: Sam" in lines
    assert "2026-11-22 13:00  urge  lonely" in lines
    assert "    and more" in lines
    assert "    then I ring my sister" in lines


async def test_the_numbers_of_stats_follow_from_the_export(store: SqlStore) -> None:
    await turn(
        store,
        Told(
            replies=("hello",),
            events=(
                replace(fact(EventKind.URGE, ref="u1"), at=NOON + timedelta(minutes=0)),
                replace(
                    fact(EventKind.RATED, ref="u1", name="first", value=8),
                    at=NOON + timedelta(minutes=1),
                ),
                replace(
                    fact(EventKind.RATED, ref="u1", name="after", value=3),
                    at=NOON + timedelta(minutes=20),
                ),
                replace(fact(EventKind.HELD, ref="u1"), at=NOON + timedelta(minutes=21)),
                replace(fact(EventKind.URGE, ref="u2"), at=NOON + timedelta(minutes=1800)),
                replace(
                    fact(EventKind.CONTACT, ref="u2", name="wrote"),
                    at=NOON + timedelta(minutes=1810),
                ),
            ),
        ),
    )
    person = await person_of(store)
    with zipfile.ZipFile(io.BytesIO(await store.export(person))) as archive:
        told = json.loads(archive.read("data.json"))["events"]

    numbers = stats_of(await store.load(person), NOON + timedelta(days=3), "all")
    rated = {name: [e["value"] for e in told if e["name"] == name] for name in ("first", "after")}
    assert numbers.urges == sum(e["kind"] == "urge" for e in told) == 2
    assert numbers.sent == sum(e["kind"] == "contact" for e in told) == 1
    assert (numbers.before, numbers.after) == (rated["first"][0], rated["after"][0]) == (8, 3)


async def test_nobody_has_no_export(store: SqlStore) -> None:
    with pytest.raises(KeyError):
        await store.export("nobody")
