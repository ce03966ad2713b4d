"""Texts that repeat each other: whole, in a run of words, in their main words, or as they open."""

from tests.library.conftest import Folder


def test_seven_equal_words_are_found_across_files(folder: Folder) -> None:
    folder.write_thoughts("Go home and Leave the bowl, alone for {held_days}; more sleep helps.")

    assert folder.said("thoughts.yaml") == [
        (
            f'1: "leave the bowl alone for {{held_days}} more" stands also at'
            f" {folder.path}/reframes/t.yaml:10; say it in other words"
        ),
        "1: {held_days} is not known here; allowed here: {their}, {them}",
    ]


def test_a_set_phrase_may_repeat(folder: Folder) -> None:
    phrase = "These lines are open by night and by day"
    folder.write_thoughts(f"{phrase}. Take one.", f"Rest now. {phrase}.")
    folder.write("style.yaml", f"may_repeat: [{phrase}]\n")

    assert folder.said("thoughts.yaml") == []


def test_a_near_copy_is_found_in_another_file(folder: Folder) -> None:
    folder.write_thoughts(
        "A green pear is not talked ripe by anybody. Leave that bowl alone for some days.",
    )

    assert folder.said("thoughts.yaml") == [
        (
            f"1: shares 53% of its main words with {folder.path}/reframes/t.yaml:10;"
            " find another picture, or remove one of them"
        )
    ]


def test_texts_on_one_subject_are_no_copies(folder: Folder) -> None:
    folder.write_thoughts(
        "Hang the washing out while the kettle boils, then drink the tea by the window.",
        "The kettle can wait. Ring whoever makes you laugh and let them talk for a while.",
    )

    assert folder.said("thoughts.yaml") == []


def test_forms_may_be_alike_and_what_varies_may_not(folder: Folder) -> None:
    question = "Better to ask than guess, so now: are you thinking of"
    folder.write("lines/form.yaml", f"week: ['{question} tea?']\nmonth: ['{question} bread?']\n")
    folder.write(
        "lines/slip.yaml",
        f"contained: ['{question} {{days}}?', 'Those {{days}} stand.']\nwhen: [When?]\n",
    )

    assert folder.said("lines/form.yaml") == []
    assert any(line.startswith('1: "better to ask') for line in folder.said("lines/slip.yaml"))


def test_the_same_text_twice_is_found_and_short_ones_only_among_variants(folder: Folder) -> None:
    folder.write(
        "lines/slip.yaml",
        """
        contained:
          - "{days}. Good."
          - "{days}: good."
        when:
          - When was it?
        """,
    )
    folder.write_thoughts(
        "When was it?", "Eat some good bread today.", "Eat some good bread today."
    )

    assert folder.said("lines/slip.yaml") == [
        (
            f"3: the same text stands at {folder.path}/lines/slip.yaml:2; write another one, or"
            " remove it"
        )
    ]
    assert [line.split(";")[0] for line in folder.said("thoughts.yaml")] == [
        '7: begins like the one before it ("eat some good")',
        f"7: the same text stands at {folder.path}/thoughts.yaml:4",
    ]


def test_variants_that_open_alike_are_found_within_a_line_only(folder: Folder) -> None:
    folder.write(
        "lines/slip.yaml",
        """
        contained:
          - You held {days} days, and they count.
          - You held {days} of them.
        when:
          - You held {hour} minutes.
        """,
    )

    assert folder.said("lines/slip.yaml") == [
        '3: begins like the one before it ("you held {days}"); begin it differently'
    ]


def test_too_many_texts_that_begin_with_you_are_a_warning(folder: Folder) -> None:
    entry = '- {{id: t{n}, point: T1, kind: fact, text: "{text}"}}\n'
    texts = ["You rest.", "You eat.", "You'd walk.", *(f"Word{n} it is." for n in range(9))]
    folder.write(
        "reframes/n.yaml", "".join(entry.format(n=n, text=text) for n, text in enumerate(texts))
    )

    warnings = [w for w in folder.check().warnings if w.file.endswith("reframes/n.yaml")]

    assert [(w.line, w.reason) for w in warnings] == [(1, '3 of 12 begin with "You"')]
