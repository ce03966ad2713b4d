r"""The phrase files: messages that people might write, one a line, from which the reader learns.

Owns the format of ``content/<language>/phrases/<label>.txt`` and its mistakes. Knows nothing of models. Called by
`training`, which learns from the phrases, and by `unsent check`, which tells writers what is wrong with them.

    # A comment. The next line names who wrote the lines below it.
    # by w3
    he rang twice and i let it ring {night}
    Dear Sam,\nthe roses came through the frost. {draft}
    \#nocontact day 4

`\n` is a line break, a comma-separated list of flags in braces may end a line. A backslash makes a leading `#`, a
trailing brace or another backslash an ordinary character.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.labels import Flag, Label

FOLDER = "phrases"
NOBODY = "unsigned"
_BY = re.compile(r"#\s*by\s+(\S+)\s*$")
_FLAGS = re.compile(r"(?<!\\)\{([a-z_,\s]*)\}$")
_ESCAPE = re.compile(r"\\([\\n#{}])")
_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One message to learn from."""

    text: str
    label: Label
    flags: frozenset[Flag] = frozenset()
    writer: str = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """Something wrong with one line of a phrase file: `line` counts from 1, 0 is the file as a whole."""

    file: str
    line: int
    reason: str
    remedy: str


def read_phrases(content_dir: Path) -> tuple[list[Phrase], list[Mistake]]:
    """Every phrase of one language folder (such as ``content/en``) by label, and every mistake that was found."""
    phrases: list[Phrase] = []
    mistakes: list[Mistake] = []
    seen: dict[str, tuple[Label, str, int]] = {}
    for label in Label:
        name = f"{FOLDER}/{label}.txt"
        path = content_dir / name
        if not path.is_file():
            mistakes.append(
                Mistake(file=name, line=0, reason="the file is missing", remedy="add it")
            )
            continue
        for number, found in _lines(path, name, label):
            if isinstance(found, Mistake):
                mistakes.append(found)
                continue
            before = seen.setdefault(same_words(found.text), (label, name, number))
            if before != (label, name, number):
                mistakes.append(_twice(name, number, before))
                continue
            phrases.append(found)
    return phrases, mistakes


def same_words(text: str) -> str:
    """What two messages share that differ only in case, spaces and punctuation; the text where it has no letters.

    >>> same_words("I miss him!!") == same_words("i miss him")
    True
    """
    return _WORD.sub("", text.lower()) or text.strip()


def fingerprint(phrases: Iterable[Phrase]) -> str:
    """The same for the same messages with the same labels and flags, whoever wrote them and in whatever order."""
    digest = hashlib.sha256()
    for line in sorted(f"{phrase.label} {phrase_line(phrase)}" for phrase in phrases):
        digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def phrase_line(phrase: Phrase) -> str:
    r"""The line under which a phrase stands in its file.

    >>> phrase_line(Phrase(text="#day4 {ok}", label=Label.RESISTED))
    '\\#day4 {ok\\}'
    """
    text = phrase.text.strip().replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n")
    if text.startswith("#"):
        text = "\\" + text
    if text.endswith("}"):
        text = text[:-1] + "\\}"
    flags = [flag.value for flag in Flag if flag in phrase.flags]
    return f"{text} {{{', '.join(flags)}}}" if flags else text


def phrase_file(phrases: Sequence[Phrase], heading: Sequence[str]) -> str:
    """A whole phrase file: the heading as comments, then the phrases in their order, each writer named."""
    lines = [f"# {line}".rstrip() for line in heading]
    writer = None
    for phrase in phrases:
        if phrase.writer != writer:
            writer = phrase.writer
            lines += ["", f"# by {writer}"]
        lines.append(phrase_line(phrase))
    return "\n".join(lines) + "\n"


def _lines(path: Path, name: str, label: Label) -> Iterator[tuple[int, Phrase | Mistake]]:
    writer = NOBODY
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield (
            0,
            Mistake(file=name, line=0, reason="the file is not UTF-8", remedy="save it as UTF-8"),
        )
        return
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line:
            continue
        if line.startswith("#"):
            by = _BY.match(line)
            writer = by.group(1) if by else writer
            continue
        yield number, _phrase(line, label, writer, (name, number))


def _phrase(line: str, label: Label, writer: str, where: tuple[str, int]) -> Phrase | Mistake:
    name, number = where
    flags: set[Flag] = set()
    found = _FLAGS.search(line)
    if found:
        line = line[: found.start()].rstrip()
        for word in (part.strip() for part in found.group(1).split(",")):
            if word not in set(Flag):
                return Mistake(
                    file=name,
                    line=number,
                    reason=f'"{word}" is no flag',
                    remedy=f"use one of {', '.join(Flag)}, or write \\}} for a brace in the text",
                )
            flags.add(Flag(word))
    text = _ESCAPE.sub(lambda m: "\n" if m.group(1) == "n" else m.group(1), line)
    if not text.strip():
        return Mistake(
            file=name, line=number, reason="flags without a message", remedy="write the message"
        )
    return Phrase(text=text, label=label, flags=frozenset(flags), writer=writer)


def _twice(name: str, number: int, before: tuple[Label, str, int]) -> Mistake:
    _, file, line = before
    return Mistake(
        file=name,
        line=number,
        reason=f"the same message stands in {file}:{line}",
        remedy="keep one of the two",
    )
