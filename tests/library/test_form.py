"""A writer's mistakes of form: each with its line, reason and remedy, all of them at once."""

from tests.library.conftest import Folder


def test_many_kinds_of_mistake_in_many_files_are_told_at_once(folder: Folder) -> None:
    folder.write(
        "reframes/t.yaml",
        """
        - id: T1 Pear
          point: T7
          kind: poem
          motives: closure
          rating: 0-11
          hours: nigt
          days: soon
          never: [sad]
          their_no: maybe
          text: ""
        - id: t1_apple
          pont: T1
          kind: fact
          text: Leave the tree alone.
        - just a text
        """,
    )
    folder.write("acts.yaml", "- id: socks\n  text: Pair six socks.\n  where: inside\n")
    folder.write("helplines.yaml", "- country: Ireland\n  kind: crisis\n  name: A line\n")

    said = folder.said("reframes/t.yaml")
    assert said[:12] == [
        (
            "1: id: `T1 Pear` cannot be an id; write it in small letters, digits and _, beginning"
            " with a letter"
        ),
        (
            "2: point: there is no point `T7`; use an id of docs/article-points.md (N1 to C9), or"
            " own for looking at a profile"
        ),
        (
            "3: kind: `poem` is not among its values; use picture, fact, scene, question, humour or"
            " numbers"
        ),
        "4: motives is not a list; write [one, two], [] for none, or a line with - for each",
        "5: rating: a rating runs from 0 to 10; write it as 0-4, 5-7, 8-10 or the like",
        "6: hours: `nigt` is not among its values; use any, day or night",
        "7: days: `soon` is no range; write it as 0-4, or 30- without an end",
        "8: never: `sad` is not among its values; use grief, slip, drunk, i_left or under_18",
        "9: their_no: `maybe` is neither yes nor no; write true, or leave it out",
        "10: text: there is no text here; write one, or remove the field",
        (
            "11: a reframe without `point`; add point: N1 to C9 (docs/article-points.md); own:"
            " looking at a profile"
        ),
        "12: a reframe has no field `pont`; write point",
    ]
    assert said[12] == (
        "15: a reframe is not laid out as fields; write each field as name: value, indented"
    )
    assert folder.said("acts.yaml") == [
        (
            "1: an act without `body`; add body: what the body does; lying | seated | standing |"
            " moving"
        ),
        "3: where: `inside` is not among its values; use in or out",
    ]
    assert [line.split(";")[0] for line in folder.said("helplines.yaml")] == [
        "1: a help line without `checked_on`",
        "1: a help line without `sources`",
        "1: country: `Ireland` is no country code",
    ]


def test_a_text_with_a_bare_colon_is_told_how_to_be_quoted(folder: Folder) -> None:
    folder.write("lines/slip.yaml", "contained:\n  - So far: days {days}.\nwhen: [When?]\n")

    assert folder.said("lines/slip.yaml") == [
        (
            "2: `So far` is read as the name of a field, because of its colon; put double quotes"
            " around the whole text"
        )
    ]


def test_a_text_that_begins_with_a_sign_of_yaml_is_told_how_to_be_quoted(folder: Folder) -> None:
    folder.write("lines/slip.yaml", "contained:\n  - {days} days held.\nwhen: [When?]\n")

    assert folder.said("lines/slip.yaml") == [
        (
            "2: YAML takes the first sign of this text for its own; put double quotes around the"
            " whole text"
        )
    ]


def test_a_line_is_a_list_and_never_empty(folder: Folder) -> None:
    folder.write("lines/slip.yaml", "contained: Held {days} days.\nwhen: []\n")

    assert folder.said("lines/slip.yaml") == [
        "1: a line is not a list; write [one, two], [] for none, or a line with - for each",
        "2: a line has 0, too few; write at least 1",
    ]


def test_a_mistake_in_one_entry_does_not_hide_what_is_wrong_in_another(folder: Folder) -> None:
    folder.write(
        "thoughts.yaml",
        """
        - id: one
          about: nobody
          text: Eat well.
        - id: two
          about: day
          text: Heal today.
        """,
    )

    lines = [problem.line for problem in folder.problems("thoughts.yaml")]

    assert lines == [2, 6]


def test_too_few_asks_and_answers_are_counted(folder: Folder) -> None:
    folder.write(
        "questions.yaml",
        """
        does_it_work:
          label: Does it work?
          asks: [does it work]
          answers: [Nobody can say.]
        """,
    )

    assert folder.said("questions.yaml") == [
        "3: asks has 1, too few; write at least 6",
        "4: answers has 1, too few; write at least 2",
    ]


def test_a_help_line_that_cannot_be_reached_is_refused(folder: Folder) -> None:
    folder.write(
        "helplines.yaml",
        """
        - country: IE
          kind: crisis
          name: A line
          sources: [a, b]
          checked_on: 20261101
        - country: IE
          kind: crisis
          name: A line
          sources: [a, b]
          checked_on: 2026-02-31
        - country: IE
          kind: crisis
          name: A line
          sources: [a, b]
          checked_on: 2026-11-01
        """,
    )

    said = folder.said("helplines.yaml")

    assert "10: checked_on: `2026-02-31` is no date; write it as 2026-11-30" in said
    assert "11: nobody can reach this line; give call, text or chat" in said


def test_an_expression_that_cannot_be_read_is_named(folder: Folder) -> None:
    folder.write(
        "style.yaml",
        """
        banned:
          - expression: "(open"
            why: it shames
            instead: something else
          - why: it shames
            instead: something else
        """,
    )
    motives = (folder.path / "motives.yaml").read_text(encoding="utf-8")
    folder.write("motives.yaml", motives.replace("bclosure", "b(closure"))
    folder.write("patterns.yaml", "social_bye:\n  - bye\n  - '[bye'\n")

    assert folder.said("style.yaml")[0].startswith("2: expression: the expression cannot be read")
    assert folder.said("style.yaml")[1] == (
        "5: banned: nothing is banned here, or two things; give words or an expression"
    )
    assert folder.said("motives.yaml")[0].startswith("4: this expression cannot be read")
    assert folder.said("patterns.yaml")[0].startswith("3: this expression cannot be read")
