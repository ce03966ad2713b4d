"""The file of words: every mistake in it is named at once, with what to do."""

from pathlib import Path

import pytest
import yaml

from bot.core.errors import ContentError
from bot.places import load_places
from bot.understanding.said import SaidParser
from tests.understanding.said.saying import CONTENT


def _spoilt(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (CONTENT / "said.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "said.yaml").write_text(text, encoding="utf-8")
    return folder


def _problems(folder: Path) -> str:
    with pytest.raises(ContentError) as caught:
        SaidParser(load_places(), folder)
    return "\n".join(caught.value.problems)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "said.yaml: cannot be read" in _problems(tmp_path)


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "said.yaml").write_text("a: [b", encoding="utf-8")

    assert "said.yaml: cannot be read" in _problems(tmp_path)


def test_an_empty_file_lacks_everything(tmp_path: Path) -> None:
    (tmp_path / "said.yaml").write_text("", encoding="utf-8")

    problems = _problems(tmp_path)

    assert "said.yaml, fillers: is missing; add it" in problems
    assert "said.yaml, clock, noon: is missing; add it" in problems


def test_mistakes_of_many_kinds_are_all_told_at_once(tmp_path: Path) -> None:
    folder = _spoilt(
        tmp_path,
        ("fillers: [a, ", "fillers: [Don't, "),
        ("zero: 0,", "zero: none,"),
        ("christmas: 25.12", "christmas: 31.2"),
        ('morning: "08:30"', 'morning: "8h"'),
        ("tones:\n", "tones:\n  loud: [loud]\n"),
        ("  fewer:\n", '  more_often:\n    - "more"\n  fewer:\n'),
        ("  articles: [the]\n", "  artikel: [the]\n"),
        ("[december, dec]]", "[december, dec], [undecimber]]"),
    )

    problems = _problems(folder)

    assert "said.yaml, fillers: `Don't` can never be found; write it as `dont`" in problems
    assert "said.yaml, numbers, words, zero: `none` is no number; write one in digits" in problems
    assert "said.yaml, days, holidays, christmas: `31.2` is no day of a year" in problems
    assert "said.yaml, days, parts, morning: `8h` is no time" in problems
    assert "said.yaml, tones: there is no tone `loud`; use any, plain, warm, blunt" in problems
    assert "said.yaml, wishes: nobody can carry out `more_often`" in problems
    assert "said.yaml, places, articles: is missing; add it" in problems
    assert "said.yaml, places: nothing reads `artikel`; remove or rename it" in problems
    assert "a year has 12 months" in problems


def test_expressions_that_cannot_be_used_are_all_told_at_once(tmp_path: Path) -> None:
    folder = _spoilt(
        tmp_path,
        ('    - "no mornings"\n', '    - "no (mornings"\n'),
        ('    - "mornings off"\n', '    - "{thing} off"\n'),
        ('  dont: "(?:dont', '  dont: "(?:{dont}|dont'),
    )

    problems = _problems(folder)

    assert "wishes, stop_mornings: `no (mornings`: " in problems
    assert "nothing is called 'thing'" in problems
    assert "a part holds itself" in problems


def test_no_word_stands_twice_in_one_list() -> None:
    read = yaml.load((CONTENT / "said.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)

    assert list(_twice(read, "said.yaml")) == []


def _twice(value: object, where: str):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _twice(inner, f"{where}, {name}")
    elif isinstance(value, list):
        words = [word for word in value if isinstance(word, str)]
        yield from (f"{where}: {word}" for word in set(words) if words.count(word) > 1)
