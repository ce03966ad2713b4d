"""A simulated year of people with different habits: what holds on every day of it."""

from collections import Counter, defaultdict

import pytest

from benchmarks.year import HABITS, Simulated, simulate, weeks
from bot.core.messages import DueKind


@pytest.fixture(scope="module")
def people() -> list[Simulated]:
    return simulate(2 * len(HABITS))


def test_no_day_of_the_year_has_more_than_its_cap(people):
    for person in people:
        moments = defaultdict(set)
        caps = {}
        for sent in person.sent:
            moments[sent.day].add(sent.at)
            caps[sent.day] = max(sent.cap, caps.get(sent.day, 0))
        assert all(len(at) <= caps[day] for day, at in moments.items())


def test_nothing_comes_in_quiet_hours_or_after_the_goodbye(people):
    assert not [s for person in people for s in person.sent if s.is_quiet or s.after_goodbye]


def test_nothing_comes_twice(people):
    for person in people:
        often = Counter(
            (s.kind, s.ref, s.day if s.kind is DueKind.GOODBYE else None) for s in person.sent
        )
        assert set(often.values()) <= {1}


def test_who_never_comes_back_gets_one_goodbye_and_then_silence(people):
    gone = [person for person in people if person.habits.name == "came once and went"]
    for person in gone:
        assert [s.kind for s in person.sent].count(DueKind.GOODBYE) == 1
        assert person.sent[-1].kind is DueKind.GOODBYE
        assert not any(weeks(person)[10:])


def test_who_answers_hears_less_as_the_weeks_pass(people):
    for person in people:
        if person.habits.name == "answers nearly always" and person.habits.slips_a_month < 1:
            counts = weeks(person)
            assert sum(counts[26:]) / 26 < sum(counts[:4]) / 4
