"""Keys, ids, motives, placeholders: what is asked for is there, what is there is asked for."""

from tests.library.conftest import Folder


def test_lines_that_no_flow_says_are_named_with_the_nearest_key(folder: Folder) -> None:
    folder.write(
        "lines/slip.yaml",
        """
        contained:
          - You wrote, and {days} days stand.
          - Leave it there, {days} days count.
        whem: [When was it?]
        """,
    )

    assert folder.said("lines/slip.yaml") == [
        "1: lines are missing here: when; write each with its variants",
        "4: nothing in Unsent uses `slip.whem`; do you mean slip.when?",
    ]


def test_a_line_with_mistakes_is_not_also_called_missing(folder: Folder) -> None:
    folder.write("lines/slip.yaml", "contained: [{txt: Hello}]\nwhen: [When was it?]\n")

    assert not [line for line in folder.said("lines/slip.yaml") if "missing" in line]


def test_lines_of_a_missing_file_are_said_for_that_file(folder: Folder) -> None:
    folder.write("lines/held.yaml", (folder.path / "lines/slip.yaml").read_text())
    (folder.path / "lines/slip.yaml").unlink()

    assert folder.said("lines/slip.yaml") == [
        "1: lines are missing here: contained, when; write each with its variants"
    ]


def test_buttons_and_commands_that_nothing_uses_are_named(folder: Folder) -> None:
    folder.write("buttons.yaml", "held: Held\nhold: Hold\ndance: Dance\n")
    folder.write("commands.yaml", "urge: The urge\nhelp: Help\nhalp: Help\n")

    assert folder.said("buttons.yaml") == ["3: nothing in Unsent uses `dance`; remove it"]
    assert folder.said("commands.yaml") == ["3: nothing in Unsent uses `halp`; remove it"]


def test_patterns_that_are_asked_for_are_missed_and_others_named(folder: Folder) -> None:
    folder.write("patterns.yaml", "social_by: [bye]\n")

    assert folder.said("patterns.yaml") == [
        "1: missing here: social_bye; write a list of expressions for each",
        "1: nothing in Unsent uses `social_by`; do you mean social_bye?",
    ]


def test_openings_that_every_urge_needs_are_missed(folder: Folder) -> None:
    folder.write("motives.yaml", "any: {seen: [It is strong.]}\nclosure: {label: A talk}\n")

    said = folder.said("motives.yaml")

    assert "1: missing here: alcohol, draft, night; write a motive for each" in said
    assert "1: missing here: died, left, minor, order, pictures; write a sign for each" in said


def test_too_few_variants_are_counted(folder: Folder) -> None:
    folder.write("lines/slip.yaml", "contained: ['You held {days} days.']\nwhen: [When?]\n")

    reasons = [problem.reason for problem in folder.problems("lines/slip.yaml")]

    assert reasons == ["slip.contained has 1 of at least 2 variants"]


def test_an_id_used_twice_is_named_at_both_places(folder: Folder) -> None:
    folder.write("thoughts.yaml", "- {id: a, about: day, text: Eat well.}\n" * 2)

    said = folder.said("thoughts.yaml")

    assert "1: the id a is used 2 times; give each its own" in said
    assert "2: the id a is used 2 times; give each its own" in said


def test_a_motive_that_nobody_has_is_named(folder: Folder) -> None:
    folder.write(
        "plans.yaml",
        """
        - id: ten
          text: If it is past ten, then I ring a friend.
          motives:
            - closure
            - clousre
            - night
        """,
    )

    assert folder.said("plans.yaml") == [
        "5: there is no motive `clousre`; write closure",
        "6: there is no motive `night`; use one of closure",
    ]


def test_placeholders_are_known_where_they_stand(folder: Folder) -> None:
    folder.write(
        "lines/slip.yaml",
        """
        contained:
          - "{days} days with {them} unsent, at {hour}."
          - "{Days} days, {days} in all."
        when:
          - At {hour}, was it?
          - "When was it}?"
          - Was it {it:>4}?
        """,
    )
    folder.write("buttons.yaml", 'held: "Not to {them}"\nhold: Hold\n')

    assert folder.said("lines/slip.yaml") == [
        "2: {hour} is not known here; allowed here: {days}, {their}, {them}",
        "3: {Days} is not known here; allowed here: {days}, {their}, {them}",
        (
            "6: these braces are no placeholder; write a placeholder as {name}; allowed here:"
            " {hour}, {their}, {them}"
        ),
        (
            "7: these braces are no placeholder; write a placeholder as {name}; allowed here:"
            " {hour}, {their}, {them}"
        ),
    ]
    assert folder.said("buttons.yaml") == [
        "1: {them} is not known here; allowed here: none",
    ]


def test_a_line_without_its_number_is_named(folder: Folder) -> None:
    folder.write("lines/slip.yaml", "contained: [Good., 'Held {days}.']\nwhen: [When?]\n")

    assert folder.said("lines/slip.yaml") == ["1: {days} is not in this variant; put it in"]
