"""What is on the picture: the numbers of a person as a list of sections, with what there is nothing of left out.

Pure, and without a single pixel: the cards draw what is decided here. Called by `page`.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.core.stats import Day, DayKind, Stats
from bot.core.streak import Streak
from bot.pictures.labels import Part, part_of, plain
from bot.pictures.sections import (
    Bar,
    Bars,
    Empty,
    Figure,
    Hours,
    Letters,
    Run,
    Section,
    Urges,
    Waves,
)

SMALL_PRINT_DAYS = 3
"""After contact the run is small print below the window until it is so many days long."""
WAVES = 12
"""So many of the last waves are drawn."""
BARS = 3
"""So many of what sets it off, and of what helped."""
FULL_FROM = 4
"""The longest bar is full from so many on: one urge is no pattern."""
WEEK = 7
LEGEND = (DayKind.HELD, DayKind.CONTACT, DayKind.NEUTRAL, DayKind.TODAY, DayKind.BEFORE)

Labels: TypeAlias = Mapping[str, str]


def sections(numbers: Stats, labels: Labels, motives: Labels) -> tuple[Section, ...]:
    """What there is to show, from top to bottom; one `Empty` where there is nothing."""
    found = [section for make in ORDER if (section := make(numbers, labels, motives)) is not None]
    return tuple(found) if found and not numbers.is_empty else (_empty(labels),)


def _empty(labels: Labels) -> Empty:
    return Empty(
        title=labels["empty"],
        days=labels["days_held"],
        urges=labels["urges"],
        hours=labels["hours"],
        ratings=labels["ratings"],
        letters=labels["letters"],
    )


def _run(numbers: Stats, labels: Labels, _: Labels) -> Run | None:
    run = numbers.streak
    if run is None:
        return None
    caption, headline = _headline(run, labels)
    calendar = _since_it_began(numbers.calendar)
    kinds = {day.kind for day in calendar}
    return Run(
        caption=caption,
        headline=headline,
        figures=_run_figures(numbers, run, labels),
        title=labels["calendar"],
        weekdays=_weekdays(labels),
        calendar=calendar,
        legend=tuple((kind, labels[f"day_{kind}"]) for kind in LEGEND if kind in kinds),
    )


def _headline(run: Streak, labels: Labels) -> tuple[str, tuple[Part, ...]]:
    """What is counted, and the count. No number where it would be nought: on the first day that is a reproach."""
    if _is_small_print(run) and run.window_held:
        return labels["days_held"], part_of(labels, run.window_held, run.window)
    if run.current and not _is_small_print(run):
        return labels["run"], (Part(str(run.current), is_number=True),)
    return labels["begun"], ()


def _since_it_began(calendar: tuple[Day, ...]) -> tuple[Day, ...]:
    """Without the whole weeks that lie before the count began."""
    while calendar:
        days_left = WEEK - calendar[0].on.weekday()
        week = calendar[:days_left]
        if any(day.kind is not DayKind.BEFORE for day in week):
            break
        calendar = calendar[days_left:]
    return calendar


def _is_small_print(run: Streak) -> bool:
    return bool(run.contacts) and run.current < SMALL_PRINT_DAYS


def _run_figures(numbers: Stats, run: Streak, labels: Labels) -> tuple[Figure, ...]:
    """What the headline does not say already; noughts are left out."""
    found: list[Figure] = []
    said = {run.current}
    if _is_small_print(run):
        said = {run.current, run.window_held}
        found.append(Figure(labels["run_small"], str(run.current)))
    elif run.window > run.current:
        said.add(run.window_held)
        window = plain(part_of(labels, run.window_held, run.window))
        found.append(Figure(labels["days_held"], window))
    if run.contacts:
        found.append(Figure(labels["best"], str(run.best)))
    if run.total not in said:
        found.append(Figure(labels["total"], str(run.total)))
    held = sum(1 for day in numbers.calendar if day.kind is DayKind.HELD)
    if held not in said | {run.total}:
        found.append(Figure(labels["held_30"], str(held)))
    if numbers.checking_days:
        found.append(Figure(labels["not_looked"], str(numbers.checking_days)))
    return tuple(figure for figure in found if figure.value != "0")


def _urges(numbers: Stats, labels: Labels, _: Labels) -> Urges | None:
    if not numbers.urges:
        return None
    return Urges(
        title=labels["urges"],
        note=labels[f"span_{numbers.span}"],
        headline=part_of(labels, numbers.unsent, numbers.urges),
        caption=labels["unsent"],
        unsent=numbers.unsent,
        unknown=numbers.unknown,
        sent=numbers.sent,
        unknown_label=labels["unknown"],
    )


def _hours(numbers: Stats, labels: Labels, _: Labels) -> Hours | None:
    if not any(map(any, numbers.by_hour)):
        return None
    return Hours(
        title=labels["hours"],
        note=labels[f"span_{numbers.span}"],
        weekdays=_weekdays(labels),
        counts=numbers.by_hour,
    )


def _waves(numbers: Stats, labels: Labels, _: Labels) -> Waves | None:
    if numbers.before is None or numbers.after is None:
        return None
    told = numbers.forecast
    of = plain(part_of(labels, told.lower, told.waves))
    return Waves(
        title=labels["ratings"],
        note=labels[f"span_{numbers.span}"],
        average=labels["average"],
        before=Figure(labels["before"], f"{numbers.before:.1f}"),
        after=Figure(labels["after"], f"{numbers.after:.1f}"),
        forecast=labels["forecast"],
        lower=Figure(labels["lower"], of) if told.waves else None,
        waves=numbers.waves[-WAVES:],
    )


def _letters(numbers: Stats, labels: Labels, _: Labels) -> Letters | None:
    letters = numbers.letters
    if not letters.sealed:
        return None
    figures = [Figure(labels["sealed"], str(letters.sealed))]
    if letters.judged:
        figures.append(Figure(labels["judged"], str(letters.judged)))
        figures.append(Figure(labels["still_send"], str(letters.still_send)))
    return Letters(title=labels["letters"], note=labels["span_all"], figures=tuple(figures))


def _triggers(numbers: Stats, labels: Labels, motives: Labels) -> Bars | None:
    named = [(motives[id_], count) for id_, count in numbers.triggers if id_ in motives][:BARS]
    if not named:
        return None
    most = max(FULL_FROM, *(count for _, count in named))
    bars = tuple(Bar(label, count / most, str(count)) for label, count in named)
    return Bars(title=labels["triggers"], note=labels[f"span_{numbers.span}"], bars=bars)


def _helped(numbers: Stats, labels: Labels, _: Labels) -> Bars | None:
    found = []
    for helped in numbers.helped:
        label = labels.get(helped.arm.replace(":", "_"))
        if label is not None and helped.succeeded:
            value = plain(part_of(labels, helped.succeeded, helped.tried))
            found.append(Bar(label, helped.succeeded / helped.tried, value))
    if not found:
        return None
    return Bars(title=labels["helped"], note=labels["span_all"], bars=tuple(found[:BARS]))


def _weekdays(labels: Labels) -> tuple[str, ...]:
    return tuple(labels[f"weekday_{n}"] for n in range(WEEK))


ORDER: tuple[Callable[[Stats, Labels, Labels], Section | None], ...] = (
    _run,
    _urges,
    _letters,
    _hours,
    _waves,
    _triggers,
    _helped,
)
