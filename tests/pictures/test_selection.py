"""What is on the picture, and what is left out."""

from dataclasses import replace

import pytest

from bot.core.numbers import ForecastCount, LetterCount
from bot.core.stats import DayKind, Helped, Stats
from bot.pictures.labels import plain
from bot.pictures.sections import Bars, Empty, Hours, Letters, Run, Section, Urges, Waves
from bot.pictures.selection import sections
from tests.pictures.lives import life

FULL = life(30, 9).stats()
NO_HOURS = ((0,) * 24,) * 7


@pytest.fixture
def shown(labels, motives):
    """What the picture of some numbers holds."""

    def of(numbers: Stats) -> tuple[Section, ...]:
        return sections(numbers, labels, motives)

    return of


@pytest.fixture
def run_of(shown):
    def of(numbers: Stats) -> Run:
        return next(part for part in shown(numbers) if isinstance(part, Run))

    return of


def figures(run: Run) -> dict[str, str]:
    return {figure.label: figure.value for figure in run.figures}


def test_a_month_shows_every_section_in_its_order(shown):
    kinds = [type(part) for part in shown(FULL)]

    assert kinds == [Run, Urges, Letters, Hours, Waves, Bars, Bars]


@pytest.mark.parametrize(
    ("without", "gone"),
    [
        ({"streak": None}, Run),
        ({"letters": LetterCount(judged=0, still_send=0, sealed=0)}, Letters),
        ({"by_hour": NO_HOURS}, Hours),
        ({"before": None, "after": None, "waves": ()}, Waves),
        ({"urges": 0, "unsent": 0, "sent": 0, "unknown": 0}, Urges),
        ({"triggers": (), "helped": ()}, Bars),
    ],
)
def test_a_section_without_data_is_left_out_alone(shown, without, gone):
    kinds = [type(part) for part in shown(replace(FULL, **without))]

    assert gone not in kinds
    assert set(kinds) == {Run, Urges, Letters, Hours, Waves, Bars} - {gone}


def test_with_nothing_yet_the_picture_says_what_will_be_here(shown, labels):
    (empty,) = shown(life(0, untouched=True).stats())

    assert isinstance(empty, Empty)
    assert empty.title == labels["empty"]
    assert {empty.days, empty.urges, empty.letters} <= set(labels.values())


def test_those_who_must_not_be_shown_a_run_see_no_calendar_either(shown):
    hidden = shown(life(30, 9).stats(show_run=False))

    assert not any(isinstance(part, Run) for part in hidden)


def test_the_headline_is_the_run(run_of, labels):
    run = run_of(FULL)

    assert (run.caption, plain(run.headline)) == (labels["run"], "9")
    assert figures(run) == {"Days held": "25 of 29", "Longest run": "16", "Days not looked": "8"}


def test_after_contact_the_headline_is_the_window_and_the_run_is_small_print(run_of, labels):
    run = run_of(life(45, 11, wrote=(2,)).stats())

    assert (run.caption, plain(run.headline)) == (labels["days_held"], "40 of 44")
    assert figures(run)["This run"] == "1"


def test_from_the_third_day_on_the_run_is_the_headline_again(run_of, labels):
    run = run_of(life(45, 11, wrote=(4,)).stats())

    assert (run.caption, plain(run.headline)) == (labels["run"], "3")


def test_no_nought_is_ever_the_headline(run_of, labels):
    begun = [life(0, 2).stats(), life(1, 5).stats(), life(2, 5, wrote=(1, 0)).stats()]

    for numbers in begun:
        run = run_of(numbers)
        assert (run.caption, run.headline) == (labels["begun"], ())
        assert "0" not in figures(run).values()


def test_a_number_that_the_headline_says_is_not_said_again(run_of):
    run = run_of(life(20, 1).stats())

    assert plain(run.headline) == "19"
    assert "19" not in figures(run).values()


def test_days_held_of_the_last_thirty_are_counted_from_the_calendar(run_of):
    numbers = life(400, 12).stats("all")
    held = sum(1 for day in numbers.calendar if day.kind is DayKind.HELD)

    assert figures(run_of(numbers))["Held, last 30 days"] == str(held)


def test_whole_weeks_before_the_count_began_are_left_out(run_of):
    run = run_of(life(1, 5).stats())

    assert len(run.calendar) <= 7
    assert run.calendar[-1].kind is DayKind.TODAY
    assert run.calendar[0].on.weekday() == 0


def test_the_legend_names_the_kinds_of_day_that_occur(run_of):
    run = run_of(FULL)

    assert {kind for kind, _ in run.legend} == {day.kind for day in run.calendar}


def test_what_spans_less_than_all_time_says_so(shown, labels):
    for span in ("week", "month", "all"):
        parts = shown(life(400, 12).stats(span))
        notes = {type(part): part.note for part in parts if isinstance(part, Urges | Hours | Waves)}

        assert set(notes.values()) == {labels[f"span_{span}"]}


def test_letters_that_were_not_decided_on_show_no_decision(shown):
    numbers = replace(FULL, letters=LetterCount(judged=0, still_send=0, sealed=2))
    (letters,) = [part for part in shown(numbers) if isinstance(part, Letters)]

    assert [figure.value for figure in letters.figures] == ["2"]


def test_without_a_forecast_none_is_counted(shown):
    numbers = replace(FULL, forecast=ForecastCount(waves=0, lower=0))
    (waves,) = [part for part in shown(numbers) if isinstance(part, Waves)]

    assert waves.lower is None


def test_only_the_last_waves_are_drawn_but_all_are_counted(shown):
    numbers = life(400, 12).stats("all")
    (waves,) = [part for part in shown(numbers) if isinstance(part, Waves)]

    assert waves.waves == numbers.waves[-12:]
    assert waves.before.value == f"{numbers.before:.1f}"


def test_what_has_no_name_is_not_shown(shown):
    numbers = replace(
        FULL,
        triggers=(("from_an_older_version", 9), ("anger", 2)),
        helped=(Helped(arm="theme:Z", tried=9, succeeded=9),),
    )
    bars = [part for part in shown(numbers) if isinstance(part, Bars)]

    assert [[bar.label for bar in part.bars] for part in bars] == [["Anger"]]


def test_what_never_helped_is_not_shown_as_help(shown, labels):
    numbers = replace(FULL, helped=(Helped(arm="help:hold", tried=6, succeeded=0),))

    assert labels["helped"] not in [part.title for part in shown(numbers) if isinstance(part, Bars)]


def test_one_urge_fills_no_bar(shown):
    numbers = replace(FULL, triggers=(("anger", 1),), helped=())
    (bars,) = [part for part in shown(numbers) if isinstance(part, Bars)]

    assert bars.bars[0].share == pytest.approx(0.25)
