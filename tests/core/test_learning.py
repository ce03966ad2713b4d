"""What helps this person is found, and the others are still tried."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from bot.core.events import Event, EventKind
from bot.core.learning import FLOOR, Experience, Tally, Trial, band, choose_arm, trials
from bot.core.ledger import Ledger
from bot.mind import SeededChance

ARMS = ("help:hold", "help:letter", "help:breathe", "help:angle")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def lives(better: str, *, seed: int, urges: int) -> list[Trial]:
    """Somebody for whom one help truly works better: nine times in ten instead of four."""
    past: list[Trial] = []
    luck = SeededChance(f"luck{seed}")
    for n in range(urges):
        arm, chance = choose_arm(
            ARMS, past, Experience(), motive="", strength="mid", pick=SeededChance(f"{seed}:{n}")
        )
        success = luck.uniform() < (0.9 if arm == better else 0.4)
        past.append(
            Trial(
                arm=arm,
                motive="",
                strength="mid",
                success=success,
                chance=chance,
                at=NOW,
                unsent=success,
                fell_by=3 if success else 0,
            )
        )
    return past


def test_the_better_help_is_found_within_forty_urges():
    found = 0
    for seed in range(40):
        past = lives("help:breathe", seed=seed, urges=40)
        last = Counter(trial.arm for trial in past[20:])
        found += last.most_common(1)[0][0] == "help:breathe"

    assert found >= 34


def test_the_others_are_still_tried():
    tried = Counter(
        trial.arm for seed in range(40) for trial in lives(ARMS[0], seed=seed, urges=40)
    )

    assert all(tried[arm] >= 40 for arm in ARMS)


def test_no_chance_falls_below_one_in_ten():
    sure = [
        Trial(
            arm=ARMS[0],
            motive="",
            strength="mid",
            success=True,
            chance=1,
            at=NOW,
            unsent=True,
            fell_by=5,
        )
    ] * 50
    chances = Counter()
    for n in range(300):
        arm, chance = choose_arm(
            ARMS, sure, Experience(), motive="", strength="mid", pick=SeededChance(str(n))
        )
        assert chance >= FLOOR
        chances[arm] += 1

    assert min(chances[arm] for arm in ARMS) >= 12


def test_the_experience_of_everyone_is_where_a_newcomer_starts():
    common = Experience(
        tallies={
            ("help:letter", "", "mid"): Tally(400, 360),
            **{(arm, "", "mid"): Tally(400, 80) for arm in ARMS if arm != "help:letter"},
        }
    )
    first = Counter(
        choose_arm(ARMS, [], common, motive="", strength="mid", pick=SeededChance(str(n)))[0]
        for n in range(200)
    )

    assert first.most_common(1)[0][0] == "help:letter"


def test_silence_teaches_nothing():
    urge = Event(id="1", kind=EventKind.URGE, at=NOW, ref="u")
    chosen = Event(id="2", kind=EventKind.CHOSEN, at=NOW, ref="u", name="theme:T", chance=0.5)
    rated = Event(id="3", kind=EventKind.RATED, at=NOW, ref="u", name="first", value=8)

    assert not trials(Ledger((urge, chosen, rated)), NOW + timedelta(days=3))


def test_a_help_that_was_offered_but_not_used_teaches_nothing():
    events = [
        Event(id="1", kind=EventKind.URGE, at=NOW, ref="u"),
        Event(id="2", kind=EventKind.CHOSEN, at=NOW, ref="u", name="help:hold", chance=0.5),
        Event(id="3", kind=EventKind.RATED, at=NOW, ref="u", name="first", value=8),
        Event(id="4", kind=EventKind.RATED, at=NOW, ref="u", name="after", value=3),
        Event(id="5", kind=EventKind.HELD, at=NOW, ref="u"),
    ]
    used = Event(id="6", kind=EventKind.USED, at=NOW, ref="u", name="hold")

    assert not trials(Ledger(tuple(events)), NOW + timedelta(days=3))
    (trial,) = trials(Ledger((*events, used)), NOW + timedelta(days=3))
    assert trial.success
    assert trial.fell_by == 5


def test_the_bands_are_those_of_the_timer():
    assert [band(n) for n in (0, 4, 5, 7, 8, 10)] == ["low", "low", "mid", "mid", "high", "high"]
