"""Files that are no readable YAML are named, and never stop the check of the others."""

import os

import pytest

from tests.library.conftest import Folder

BROKEN = {
    "tab": ("urge: one\n\thelp: two\n", "2: a tab stands where YAML wants spaces"),
    "colon": ("urge: Or: this\n", "1: a colon where none can stand"),
    "open quote": ('urge: "one\nhelp: two\n', "1: a quotation mark is opened here"),
    "nothing": ("# to do\n", "1: the file is empty"),
    "second document": ("urge: one\n---\nhelp: two\n", "2: a second document begins"),
    "control character": ("urge: one\nhelp: t\x07wo\n", "2: a control character stands here"),
    "brackets without end": ("urge: " + "[" * 100_000, "1: lists and mappings stand too deep"),
    "not laid out so": ("- urge\n- help\n", "1: the file is not names, each with an entry"),
}
"""Texts of commands.yaml, and what is said of them."""

PARTLY = {
    "name twice": ("urge: one\nhelp: two\nurge: three\n", "3: `urge` stands here a second time"),
    "anchor": ("urge: &a one\nhelp: *a\n", "2: an anchor is used here (*)"),
    "loop of anchors": ("urge: one\nhelp: &a [*a]\n", "2: an anchor is used here (*)"),
    "list as a name": ("urge: one\nhelp: two\n? [a]\n: b\n", "3: a list or mapping stands where"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_problem_with_its_line(folder: Folder, name: str) -> None:
    text, expected = BROKEN[name]
    (folder.path / "commands.yaml").write_text(text, encoding="utf-8")

    said = [line for line in folder.said("commands.yaml") if "missing here" not in line]

    assert len(said) == 1
    assert said[0].startswith(expected)


@pytest.mark.parametrize("name", PARTLY)
def test_a_broken_part_is_named_and_the_rest_is_read(folder: Folder, name: str) -> None:
    text, expected = PARTLY[name]
    (folder.path / "commands.yaml").write_text(text, encoding="utf-8")

    report = folder.check()

    assert any(line.startswith(expected) for line in folder.said("commands.yaml"))
    assert report.counts["reframes"] == 2


def test_another_encoding_is_named_with_line_and_byte(folder: Folder) -> None:
    (folder.path / "commands.yaml").write_bytes(b"urge: one\nhelp: caf\xe9\n")

    assert folder.said("commands.yaml") == [
        "2: the file is not UTF-8 (byte 0xe9); save it with the encoding UTF-8"
    ]


def test_a_byte_order_mark_does_no_harm(folder: Folder) -> None:
    (folder.path / "commands.yaml").write_bytes(b"\xef\xbb\xbfurge: one\nhelp: two\n")

    assert folder.load().command_help("urge") == "one"


def test_a_huge_file_is_not_read(folder: Folder) -> None:
    (folder.path / "commands.yaml").write_text("urge: one\nhelp: " + "x" * 1_000_001)

    assert folder.said("commands.yaml")[0].startswith(
        "1: the file has 1,000,017 bytes, the most is 1,000,000"
    )


def test_a_link_to_itself_is_named(folder: Folder) -> None:
    (folder.path / "commands.yaml").unlink()
    (folder.path / "commands.yaml").symlink_to(folder.path / "commands.yaml")
    (folder.path / "lines" / "loop.yaml").symlink_to(folder.path / "lines" / "loop.yaml")
    (folder.path / "lines" / "round").symlink_to(folder.path, target_is_directory=True)

    report = folder.check()

    assert "cannot be read" in folder.said("commands.yaml")[0]
    assert "cannot be read" in folder.said("lines/loop.yaml")[0]
    assert report.counts["lines"] == 4


def test_a_folder_or_a_pipe_in_the_place_of_a_file_is_named(folder: Folder) -> None:
    for name in ("commands.yaml", "plans.yaml"):
        (folder.path / name).unlink()
    (folder.path / "commands.yaml").mkdir()
    os.mkfifo(folder.path / "plans.yaml")

    assert folder.said("commands.yaml") == ["1: this is no file; put a file in its place"]
    assert folder.said("plans.yaml") == ["1: this is no file; put a file in its place"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_without_permission_is_named(folder: Folder) -> None:
    (folder.path / "commands.yaml").chmod(0)

    assert "cannot be read (Permission denied)" in folder.said("commands.yaml")[0]


def test_a_missing_file_is_said_once(folder: Folder) -> None:
    (folder.path / "commands.yaml").unlink()

    assert folder.said("commands.yaml") == [
        "1: this file is missing; write it; content/README.md says what belongs in it"
    ]


def test_a_file_that_nothing_reads_is_named(folder: Folder) -> None:
    folder.write("lines/urge.yml", "a: [b]\n")
    folder.write("lines/deep/urge.yaml", "a: [b]\n")
    folder.write("notes.txt", "hello\n")
    folder.write("notes.md", "For writers.\n")
    folder.write("phrases/urge.txt", "i want to text them\n")
    folder.write("safety/crisis.yaml", "a: b\n")

    unread = [e.file for e in folder.check().errors if e.reason == "nothing reads this file"]

    assert [file.removeprefix(f"{folder.path}/") for file in unread] == [
        "lines/deep/urge.yaml",
        "lines/urge.yml",
        "notes.txt",
    ]


def test_what_other_rooms_need_is_missed(folder: Folder) -> None:
    folder.write("phrases/urge.txt", "i want to text them\n")

    assert folder.said("phrases/urge.txt") == []
    assert folder.said("phrases/crisis.txt")[0].startswith("1: this file is missing")
    assert folder.said("safety")[0].startswith("1: no words of danger are here")
