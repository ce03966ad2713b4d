"""Reads ``content/<language>/said.yaml`` into `SaidWords`, and says everything that is wrong with it at once.

Owns the form of that file. Called by `bot.understanding.said.parser`, once, at start.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import time
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import yaml

from bot.core.errors import ContentError
from bot.core.person import Tone
from bot.understanding.said.dates import day_and_month
from bot.understanding.said.level import level
from bot.understanding.said.words import FILE, WISHES, Phrases, SaidWords

MONTHS, WEEKDAYS = 12, 7
T = TypeVar("T")


def load_words(content_dir: Path) -> SaidWords:
    """The words of a language folder. Raises ContentError, naming everything that cannot be used."""
    path = content_dir / FILE
    try:
        # Everything stays a text: no, on and y are words here.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  # the base loader makes texts only
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError((f"{FILE}: cannot be read ({error}); mend or restore it",)) from error
    problems: list[str] = []
    words = _filled(SaidWords, read, FILE, problems)
    problems += _senseless(words)
    if problems:
        raise ContentError(tuple(problems))
    return words


def _senseless(words: SaidWords) -> Iterator[str]:
    """What has the right form, but not the right meaning."""
    days = words.days
    if len(days.months) != MONTHS or len(days.weekdays) != WEEKDAYS:
        yield f"{FILE}, days: a year has {MONTHS} months and a week {WEEKDAYS} days; write a list of names for each"
    for name, day in days.holidays.items():
        if day_and_month(day) is None:
            yield f"{FILE}, days, holidays, {name}: `{day}` is no day of a year; write it as 25.12"
    for name, clock in days.parts.items():
        if not _is_clock(clock):
            yield f'{FILE}, days, parts, {name}: `{clock}` is no time; write it as "08:30"'
    for name in sorted(set(days.last_night) - set(days.parts)):
        yield f"{FILE}, days, last_night: `{name}` has no time; give it one under parts"
    for name in sorted(set(words.tones) - set(Tone)):
        yield f"{FILE}, tones: there is no tone `{name}`; use {', '.join(Tone)}"
    for name in sorted(set(words.wishes) - WISHES):
        yield f"{FILE}, wishes: nobody can carry out `{name}`; use {', '.join(sorted(WISHES))}"


def _is_clock(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


def _filled(kind: type[T], value: object, where: str, problems: list[str]) -> T:
    """One part of the file as its dataclass; what is wrong is added to `problems` and left empty."""
    section = value if isinstance(value, dict) else {}
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # only dataclasses come here
    unread = sorted(set(section) - names)
    problems += [f"{where}: nothing reads `{name}`; remove or rename it" for name in unread]
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for name in names:
        place = f"{where}, {name}"
        if name not in section:
            problems.append(f"{place}: is missing; add it")
        read = _READERS.get(hints[name])
        found = section.get(name, [] if read is _words else {})
        values[name] = (
            read(found, place, problems) if read else _filled(hints[name], found, place, problems)
        )
    return kind(**values)


def _words(value: object, where: str, problems: list[str]) -> Phrases:
    if not isinstance(value, list):
        problems.append(f"{where}: is no list; write its words between square brackets")
        return ()
    return tuple(word for word in value if _is_phrase(word, where, problems))


def _is_phrase(word: object, where: str, problems: list[str]) -> bool:
    if not isinstance(word, str) or not word:
        problems.append(f"{where}: a list or nothing stands where a word belongs; write a word")
        return False
    if level(word) not in {word, ""}:
        problems.append(f"{where}: `{word}` can never be found; write it as `{level(word)}`")
        return False
    return True


def _mapping(value: object, where: str, problems: list[str]) -> dict[str, object]:
    if not isinstance(value, dict):
        problems.append(f"{where}: is no mapping; write `word: value`")
        return {}
    return value


def _numbers(value: object, where: str, problems: list[str]) -> Mapping[str, float]:
    found = {}
    for word, number in _mapping(value, where, problems).items():
        if not re.fullmatch(r"-?\d+(\.\d+)?", str(number)):
            problems.append(f"{where}, {word}: `{number}` is no number; write one in digits")
        elif _is_phrase(word, where, problems):
            found[word] = float(str(number))
    return found


def _texts(value: object, where: str, problems: list[str]) -> Mapping[str, str]:
    found = {}
    for word, text in _mapping(value, where, problems).items():
        if isinstance(text, str):
            found[word] = text
        else:
            problems.append(f"{where}, {word}: a list stands where a text belongs; write a text")
    return found


def _groups(value: object, where: str, problems: list[str]) -> tuple[Phrases, ...]:
    groups = value if isinstance(value, list) else []
    return tuple(_words(group, f"{where}, {n}", problems) for n, group in enumerate(groups, 1))


def _lists(value: object, where: str, problems: list[str]) -> Mapping[str, Phrases]:
    found = {}
    for name, entries in _mapping(value, where, problems).items():
        listed = entries if isinstance(entries, list) else []
        found[name] = tuple(entry for entry in listed if isinstance(entry, str) and entry)
        if not found[name] or len(found[name]) < len(listed):
            problems.append(f"{where}, {name}: write a list of texts")
    return found


_READERS: Mapping[object, Callable[[object, str, list[str]], object]] = {
    Phrases: _words,
    Mapping[str, float]: _numbers,
    Mapping[str, str]: _texts,
    tuple[Phrases, ...]: _groups,
    Mapping[str, Phrases]: _lists,
}
