"""Which of several processes lives, leads and sends: what a dead one held is free, a living one's is not."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.storage import SqlStore
from bot.storage.presence import DEAD_AFTER
from tests.storage.kit import BEN, FakeClock, Told, message, said, turn, waiting

pytestmark = pytest.mark.external_service


async def beating(store: SqlStore, clock: FakeClock, seconds: int) -> None:
    """So long this one lives on while the others say nothing."""
    for _ in range(seconds // 5):
        await store.beat(clock.go(seconds=5))


async def test_what_a_dead_replica_was_sending_is_sent_by_another(
    one: SqlStore, two: SqlStore, clock: FakeClock
) -> None:
    await turn(one, Told(replies=("almost sent",)))
    await waiting(one, message(address=BEN))

    await beating(two, clock, 15)
    assert await two.claim_outbound(clock.now(), 10) == []
    await beating(two, clock, 10)

    assert said(list(await two.claim_outbound(clock.now(), 10))) == ["almost sent"]
    assert [backlog.address for backlog in await two.claim_backlogs(10)] == [BEN]


async def test_a_living_replica_keeps_what_it_is_sending_however_long_it_takes(
    one: SqlStore, two: SqlStore, clock: FakeClock
) -> None:
    await turn(one, Told(replies=("in a long queue",)))

    for _ in range(120):
        clock.go(seconds=5)
        await one.beat(clock.now())
    await two.beat(clock.now())
    await beating(two, clock, 10)

    assert await two.claim_outbound(clock.now(), 10) == []


async def test_after_the_database_was_away_nobody_is_taken_for_dead_at_once(
    one: SqlStore, two: SqlStore, clock: FakeClock
) -> None:
    await turn(one, Told(replies=("mine",)))
    await beating(two, clock, 10)

    clock.go(minutes=1)
    await two.beat(clock.now())
    assert await two.claim_outbound(clock.now(), 10) == []
    await one.beat(clock.go(seconds=1))
    await beating(two, clock, 10)

    assert await two.claim_outbound(clock.now(), 10) == []


async def test_a_replica_that_closes_leaves_nothing_held(one: SqlStore, two: SqlStore) -> None:
    await turn(one, Told(replies=("unsent",)))

    await one.close()

    assert said(list(await two.claim_outbound(two.desk.clock.now(), 10))) == ["unsent"]


async def test_one_leads_until_it_is_gone(one: SqlStore, two: SqlStore) -> None:
    assert await one.lead("poller")
    assert await one.lead("poller")
    assert not await two.lead("poller")
    assert await two.lead("another role")

    await one.close()

    assert await two.lead("poller")


async def test_a_leader_whose_connection_is_lost_hears_of_it(one: SqlStore, two: SqlStore) -> None:
    assert await one.lead("poller")
    await _hang_up_on_leaders(two)

    assert not await one.lead("poller")
    assert await two.lead("poller")
    assert not await one.lead("poller")


async def _hang_up_on_leaders(store: SqlStore) -> None:
    sql = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks "
        "WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
    )
    await store.database.run(lambda db: db.execute(text(sql)))


async def test_the_send_rate_is_shared(one: SqlStore, two: SqlStore) -> None:
    first = await one.reserve(10, 2)
    second = await two.reserve(4, 2)
    third = await one.reserve(1, 2)

    assert first == 0
    assert 4 < second <= 5
    assert 6 < third <= 7


def test_a_beat_is_expected_several_times_before_anybody_is_given_up() -> None:
    assert timedelta(seconds=3 * 5) <= DEAD_AFTER
