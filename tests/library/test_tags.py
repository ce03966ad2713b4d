"""Tags that exclude each other, what there is too little of, help lines that cannot be trusted."""

import pytest

from bot.library.points import POINTS
from tests.library.conftest import Folder


def write_reframe(folder: Folder, tags: str, name: str = "c.yaml") -> None:
    """One reframe with these tags after its id, kind and text."""
    folder.write(
        f"reframes/{name}",
        "- id: one\n  kind: fact\n  text: Put the kettle on.\n"
        + "".join(f"  {tag}\n" for tag in tags.split("; ")),
    )


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("point: T2; rating: 8-3", "5: rating ends before it begins"),
        ("point: T2; days: 9-3", "5: days ends before it begins"),
        ("point: T2; their_no: true", "5: their_no is for A6, C1, N2, N5, not T2"),
        ("point: T2; after_slip: true", "5: within a day of a slip only N9, T5 are said, not T2"),
        (
            "point: T5; after_slip: true; never: [slip]",
            "5: after_slip and never: [slip] exclude each other",
        ),
        ("point: own", "4: point own is for looking at a profile, in checking.yaml"),
        ("point: A1; hours: night", "5: A1 is never said at night"),
        ("point: C2; rating: 9-10", "5: C2 is never said at a rating of 9 or 10"),
        ("point: C6; never: [slip]", "5: C6 without never: grief"),
        ("point: A4", "1: A4 without never: grief, slip"),
    ],
)
def test_tags_that_no_person_fits_are_named(folder: Folder, tags: str, expected: str) -> None:
    write_reframe(folder, tags)

    assert [line.split(";")[0] for line in folder.said("reframes/c.yaml")] == [expected]


@pytest.mark.parametrize(
    "tags",
    [
        "point: T5; after_slip: true",
        "point: C1; their_no: true; rating: 9-10",
        "point: A8; rating: 9-10; hours: night",
        "point: C6; never: [grief, slip]",
        "point: T2; rating: 9-10",
    ],
)
def test_tags_that_somebody_fits_are_left_alone(folder: Folder, tags: str) -> None:
    write_reframe(folder, tags)

    assert folder.said("reframes/c.yaml") == []


def test_every_point_is_counted_and_the_poor_ones_named(folder: Folder) -> None:
    report = folder.check()

    assert list(report.points) == list(POINTS)
    assert len(POINTS) == 36
    assert report.points["T1"] == 1
    assert "point T1 has 1 of at least 6 reframes" in [
        problem.reason for problem in folder.problems("reframes/t.yaml")
    ]


def test_a_motive_needs_first_reframes_and_some_at_every_strength(folder: Folder) -> None:
    reasons = [problem.reason for problem in folder.problems("reframes")]

    assert reasons[2:] == [
        "the motive closure has 1 of at least 2 reframes for a rating of 0 to 4",
        "the motive closure has 1 of at least 2 reframes for a rating of 5 to 7",
        "the motive closure has 1 of at least 2 reframes for a rating of 8 to 10",
        "the motive closure has 1 of at least 3 reframes that may come first (N, T, A8)",
    ]


def test_the_part_of_the_library_for_special_states_is_counted(folder: Folder) -> None:
    reasons = {problem.reason for problem in folder.check().errors}

    assert "0 of at least 6 reframes with their_no" in reasons
    assert "0 of at least 6 reframes with after_slip" in reasons
    assert "1 of at least 4 reframes about looking at a profile" in reasons
    assert "1 of at least 20 acts in, lying or seated, without hazards" in reasons


def test_reframes_about_a_profile_do_not_count_for_a_point(folder: Folder) -> None:
    write_reframe(folder, "point: T1", name="checking.yaml")

    assert folder.check().points["T1"] == 1


HELP_LINE = """
- country: {country}
  kind: crisis
  name: A line
  call: 116 123
  sources: [{sources}]
  checked_on: {day}
"""


def write_help_line(
    folder: Folder, country: str = "IE", sources: str = "a, b", day: str = "2026-11-01"
) -> None:
    """One help line."""
    folder.write(
        "helplines.yaml", HELP_LINE.strip().format(country=country, sources=sources, day=day)
    )


def test_a_help_line_needs_two_different_sources(folder: Folder) -> None:
    write_help_line(folder, sources="a, a")

    assert [problem.reason for problem in folder.problems("helplines.yaml")] == [
        "1 of at least 2 different sources"
    ]


def test_a_check_in_the_future_is_an_error(folder: Folder) -> None:
    write_help_line(folder, day="2026-11-21")

    assert folder.said("helplines.yaml") == [
        "6: checked_on 2026-11-21 lies in the future; write the day of the source"
    ]


def test_a_check_of_half_a_year_ago_is_a_warning_and_an_error_in_a_release(folder: Folder) -> None:
    write_help_line(folder, day="2026-05-23")

    report, release = folder.check(), folder.check(release=True)

    assert [w.reason for w in report.warnings] == ["checked on 2026-05-23, over 180 days ago"]
    assert len(release.errors) == len(report.errors) + 1
    assert not release.warnings


def test_a_check_of_exactly_180_days_ago_still_counts(folder: Folder) -> None:
    write_help_line(folder, day="2026-05-24")

    assert folder.said("helplines.yaml") == []


def test_countries_have_a_name_and_a_code(folder: Folder) -> None:
    write_help_line(folder, country="FR")
    folder.write("countries.yaml", "IE: Ireland\nGermany: Germany\n")

    assert folder.said("helplines.yaml") == ["1: FR is not in countries.yaml; add its name there"]
    assert folder.said("countries.yaml") == [
        "2: Germany is no country code; write its two capital letters"
    ]
