"""Runs of days, derived from facts."""

from datetime import UTC, date, datetime, timedelta

from bot.core.events import Event, EventKind
from bot.core.ledger import Ledger
from bot.core.streak import checking_run, is_milestone, streak

ZERO = date(2026, 3, 1)


def event(
    kind: EventKind,
    day: int,
    *,
    name: str = "",
    ref: str = "",
    id_: str = "",
    hour: int = 12,
    offset: int = 0,
):
    at = datetime(2026, 3, 1, hour, tzinfo=UTC) + timedelta(days=day)
    return Event(
        id=id_ or f"{kind}{day}{hour}", kind=kind, at=at, name=name, ref=ref, offset_min=offset
    )


def on(day: int) -> date:
    return ZERO + timedelta(days=day)


def test_only_finished_days_are_held():
    assert streak(Ledger(), ZERO, on(0)).current == 0
    assert streak(Ledger(), ZERO, on(1)).current == 0
    assert streak(Ledger(), ZERO, on(10)).current == 9


def test_a_slip_ends_a_run_and_keeps_the_days_before_it():
    ledger = Ledger((event(EventKind.CONTACT, 24, name="wrote"),))

    run = streak(ledger, ZERO, on(26))

    assert (run.current, run.best, run.total) == (1, 23, 24)
    assert (run.window_held, run.window) == (24, 25)


def test_necessary_contact_protects_the_run_without_adding_to_it():
    ledger = Ledger((event(EventKind.NECESSARY, 5, name="children"),))

    run = streak(ledger, ZERO, on(11))

    assert run.current == 9
    assert run.contacts == 0


def test_a_mistaken_entry_that_was_taken_back_never_was():
    slip = event(EventKind.CONTACT, 5, name="wrote", id_="slip")
    undone = event(EventKind.UNDONE, 6, ref="slip")

    assert streak(Ledger((slip, undone)), ZERO, on(11)).current == 10


def test_a_past_day_stays_in_the_zone_in_which_it_was_lived():
    late = event(EventKind.CONTACT, 4, name="wrote", hour=23, offset=120)

    assert Ledger((late,)).contact_days == {on(5)}


def test_the_headline_looks_back_ninety_days_at_most():
    run = streak(Ledger(), ZERO, on(400))

    assert (run.window_held, run.window) == (90, 90)
    assert run.total == 399


def test_a_contact_before_day_zero_moves_day_zero():
    early = event(EventKind.CONTACT, -10, name="met")

    run = streak(Ledger((early,)), ZERO, on(10))

    assert run.total == 9 + 9


def test_without_any_date_the_first_message_is_day_zero():
    began = event(EventKind.BEGAN, 3)

    assert streak(Ledger((began,)), None, on(8)).current == 4


def test_milestones():
    assert [n for n in range(250) if is_milestone(n)] == [1, 3, 7, 14, 30, 60, 90, 100, 200]


def test_looking_at_the_profile_has_a_run_of_its_own():
    looked = Ledger((event(EventKind.CHECKED, 2),))

    assert checking_run(looked, on(9)) == 6
    assert checking_run(Ledger(), on(9)) is None


def test_an_urge_stays_unknown_until_somebody_can_know():
    urge = event(EventKind.URGE, 1, ref="u1")
    later = event(EventKind.ANSWERED, 3, name="steady")
    now = datetime(2026, 3, 10, tzinfo=UTC)

    assert [o for _, o in Ledger((urge,)).outcomes(now)] == [None]
    assert [o for _, o in Ledger((urge, later)).outcomes(now)] == [True]


def test_contact_within_a_day_of_an_urge_means_it_was_sent_even_when_held():
    urge = event(EventKind.URGE, 1, ref="u1")
    held = event(EventKind.HELD, 1, ref="u1", hour=13)
    sent = event(EventKind.CONTACT, 1, name="wrote", hour=22)
    now = datetime(2026, 3, 10, tzinfo=UTC)

    assert [o for _, o in Ledger((urge, held)).outcomes(now)] == [True]
    assert [o for _, o in Ledger((urge, held, sent)).outcomes(now)] == [False]
