"""The phrase files, and what writers are told about mistakes in them."""

import json
from pathlib import Path

import pytest

from bot.core.labels import Flag, Label
from bot.understanding.phrases import (
    Phrase,
    fingerprint,
    phrase_file,
    phrase_line,
    read_phrases,
    same_words,
)

ROOT = Path(__file__).parent.parent.parent
CONTENT = ROOT / "content" / "en"
DATA = Path(__file__).parent / "data"
AT_LEAST = 10_000


def folder_with(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "phrases").mkdir(exist_ok=True)
    for label in Label:
        text = files.get(label.value, "# nothing yet\n")
        (tmp_path / "phrases" / f"{label}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_real_phrases_have_no_mistakes_and_are_enough():
    phrases, mistakes = read_phrases(CONTENT)

    assert mistakes == []
    assert len(phrases) >= AT_LEAST


@pytest.mark.parametrize("name", ["dev.jsonl", "test.jsonl"])
def test_no_message_that_is_measured_on_is_learnt_from(name: str):
    phrases, _ = read_phrases(CONTENT)
    learnt = {same_words(phrase.text) for phrase in phrases}
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()

    kept_apart = {same_words(json.loads(line)["text"]) for line in lines}

    assert len(kept_apart) >= 800
    assert learnt & kept_apart == set()


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "two\nlines",
        "#nocontact day 4",
        "so {sad}",
        "a \\ backslash",
        "\\n is not a break",
        "{draft}",
    ],
)
def test_what_is_written_is_read_back(text: str, tmp_path: Path):
    phrase = Phrase(text=text, label=Label.GRIEF, flags=frozenset({Flag.NIGHT}), writer="w3")
    folder = folder_with(tmp_path, grief=phrase_file([phrase], ["What grief sounds like."]))

    phrases, mistakes = read_phrases(folder)

    assert mistakes == []
    assert phrases == [phrase]


def test_a_writer_is_named_once_for_the_lines_below(tmp_path: Path):
    folder = folder_with(tmp_path, urge="first\n# by ana\nsecond\n\n# a thought\nthird\n")

    phrases, _ = read_phrases(folder)

    assert [phrase.writer for phrase in phrases] == ["unsigned", "ana", "ana"]


def test_every_mistake_is_told_at_once_with_file_line_and_remedy(tmp_path: Path):
    folder = folder_with(
        tmp_path,
        urge="i want to text him {nigth}\n{night}\nshould i call",
        grief="Should I call?\n",
    )
    (folder / "phrases" / "other.txt").unlink()
    (folder / "phrases" / "social.txt").write_bytes(b"caf\xe9\n")

    _, mistakes = read_phrases(folder)

    found = {(mistake.file, mistake.line) for mistake in mistakes}
    assert found == {
        ("phrases/urge.txt", 1),
        ("phrases/urge.txt", 2),
        ("phrases/grief.txt", 1),
        ("phrases/other.txt", 0),
        ("phrases/social.txt", 0),
    }
    assert all(mistake.reason and mistake.remedy for mistake in mistakes)


def test_the_fingerprint_follows_text_label_and_flags_and_nothing_else():
    one = Phrase(text="hes online", label=Label.CHECKING, writer="a")
    two = Phrase(text="caved", label=Label.SLIP, writer="b")

    same = fingerprint([Phrase(text="caved", label=Label.SLIP, writer="z"), one])

    assert fingerprint([one, two]) == same
    assert fingerprint([one, Phrase(text="caved", label=Label.URGE)]) != same
    assert (
        fingerprint([one, Phrase(text="caved", label=Label.SLIP, flags=frozenset({Flag.NIGHT}))])
        != same
    )


def test_flags_are_written_in_one_order():
    flags = frozenset({Flag.NIGHT, Flag.ALCOHOL})

    assert (
        phrase_line(Phrase(text="wine", label=Label.URGE, flags=flags)) == "wine {alcohol, night}"
    )
