"""What is remembered of people is bounded, and always what the tables say."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.ledger import Ledger
from bot.core.messages import DueKind, Keep, KeptKind
from bot.core.person import About, Person
from bot.storage import Access, open_store
from bot.storage.snapshots import MOST_EVENTS, MOST_PEOPLE, Snapshots
from tests.storage.conftest import SECRET
from tests.storage.kit import FakeClock, Told, appointment, fact, person_of, turn

refs = st.sampled_from(["a", "b", "c"])
kinds = st.sampled_from([DueKind.TIMER_END, DueKind.MORNING])
appointments = st.builds(appointment, kinds, refs, hours=st.integers(1, 90))
kept = st.builds(Keep, id=refs, what=st.sampled_from(KeptKind), body=st.text(), cue=refs)


@st.composite
def turns(draw: st.DrawFn) -> Told:
    name = draw(st.text(max_size=5))
    return Told(
        events=tuple(fact() for _ in range(draw(st.integers(0, 3)))),
        book=tuple({(a.kind, a.ref): a for a in draw(st.lists(appointments, max_size=2))}.values()),
        keep=tuple({k.id: k for k in draw(st.lists(kept, max_size=2))}.values()),
        burn=tuple(draw(st.lists(refs, max_size=1))),
        change=lambda person: replace(person, about=About(ex_name=name)),
    )


@given(st.lists(turns(), max_size=5))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_whatever_happened_the_remembered_person_is_the_stored_one(told: list[Told]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        access = Access(f"sqlite:///{Path(folder)}/x.db", SECRET)
        store = await open_store(access, "telegram", FakeClock(), exclusive=True)
        for one in told:
            store.desk.clock.go(minutes=1)
            await turn(store, one)
        person_id = await person_of(store)
        remembered = await store.load(person_id)
        store.desk.snapshots.drop(person_id)

        stored = await store.load(person_id)

        assert remembered == stored
        await store.close()


def person(number: int, events: int = 0) -> Person:
    return Person(id=str(number), ledger=Ledger(tuple(fact() for _ in range(events))))


def test_a_snapshot_is_only_that_of_its_version() -> None:
    snapshots = Snapshots()
    snapshots.put(3, person(1))

    assert snapshots.of("1", 3) == person(1)
    assert snapshots.of("1", 4) is None
    assert snapshots.of("2", 3) is None


def test_who_was_not_seen_for_longest_goes_first() -> None:
    snapshots = Snapshots()
    for number in range(MOST_PEOPLE):
        snapshots.put(1, person(number))
    snapshots.of("0", 1)

    snapshots.put(1, person(-1))

    assert snapshots.latest("0") is not None
    assert snapshots.latest("1") is None


def test_long_ledgers_leave_room_for_fewer_people() -> None:
    snapshots = Snapshots()
    long = person(0, MOST_EVENTS // 2)
    for number in range(5):
        snapshots.put(1, replace(long, id=str(number)))

    held = [number for number in range(5) if snapshots.latest(str(number)) is not None]

    assert held == [3, 4]


def test_putting_somebody_again_counts_their_ledger_once() -> None:
    snapshots = Snapshots()
    long = person(0, MOST_EVENTS // 2)
    for version in range(20):
        snapshots.put(version, long)
    snapshots.put(1, person(1, 1))

    assert snapshots.latest("0") is not None
