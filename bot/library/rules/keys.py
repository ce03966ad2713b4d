"""Names: what the code asks for is there, what is there is asked for, what entries name exists."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import BaseModel

from bot.library import kinds
from bot.library.kinds import FileKind
from bot.library.manuscript import Placed
from bot.library.problems import Problem
from bot.library.rules.desk import Desk
from bot.library.schema import PlanEntry, ReframeEntry


def missing_lines(desk: Desk) -> Iterator[Problem]:
    """A flow that says a line without words would fail in the middle of a conversation."""
    written = desk.manuscript.names(kinds.LINES)
    wanted: dict[str, list[str]] = defaultdict(list)
    for key in desk.vocabulary.lines:
        if key not in written:
            moment, _, name = key.partition(".")
            wanted[moment].append(name)
    for moment, names in wanted.items():
        file = desk.manuscript.file(f"lines/{moment}.yaml")
        if file not in desk.manuscript.unread:
            reason = f"lines are missing here: {', '.join(sorted(names))}"
            yield Problem(file, 1, reason, "write each with its variants")


def missing_labels(desk: Desk) -> Iterator[Problem]:
    """A button without a label cannot be shown."""
    yield from _missing(desk, kinds.BUTTONS, desk.vocabulary.buttons)


def missing_commands(desk: Desk) -> Iterator[Problem]:
    """The menu and /help say what every command does."""
    yield from _missing(desk, kinds.COMMANDS, frozenset(desk.vocabulary.commands))


def missing_openings(desk: Desk) -> Iterator[Problem]:
    """The first screen of an urge begins with one of these, whatever was understood."""
    yield from _missing(desk, kinds.SEEN, kinds.SEEN_ONLY)
    yield from _missing(desk, kinds.SIGN, kinds.SIGNS)


def missing_patterns(desk: Desk) -> Iterator[Problem]:
    """Without its expressions a thing is never recognised, and nobody notices."""
    yield from _missing(desk, kinds.PATTERNS, desk.vocabulary.patterns)


def _missing(desk: Desk, kind: FileKind[BaseModel], wanted: frozenset[str]) -> Iterator[Problem]:
    file = desk.manuscript.file(kind.pattern)
    names = sorted(wanted - desk.manuscript.names(kind))
    if names and file not in desk.manuscript.unread:
        yield Problem(file, 1, f"missing here: {', '.join(names)}", f"write {kind.what} for each")


def unused(desk: Desk) -> Iterator[Problem]:
    """Words that no flow says mislead the next writer; mostly their name is misspelt."""
    vocabulary, manuscript = desk.vocabulary, desk.manuscript
    wanted: list[tuple[tuple[Placed[BaseModel], ...], set[str]]] = [
        (manuscript.lines, set(vocabulary.lines)),
        (manuscript.buttons, set(vocabulary.buttons)),
        (manuscript.commands, set(vocabulary.commands)),
        (manuscript.patterns, set(vocabulary.patterns)),
    ]
    for entries, names in wanted:
        for placed in entries:
            if placed.id not in names:
                near = get_close_matches(placed.id, names - {e.id for e in entries}, n=1)
                remedy = f"do you mean {near[0]}?" if near else "remove it"
                yield placed.problem(f"nothing in Unsent uses `{placed.id}`", remedy)


def too_few_variants(desk: Desk) -> Iterator[Problem]:
    """Repetition is what people hate most; the code says how often a line is met."""
    for placed in desk.manuscript.lines:
        line = desk.vocabulary.lines.get(placed.id)
        found = len(placed.entry.root)
        if line and found < line.at_least:
            remedy = f"write {line.at_least - found} more"
            yield placed.problem(
                f"{placed.id} has {found} of at least {line.at_least} variants", remedy
            )


def ids_twice(desk: Desk) -> Iterator[Problem]:
    """What a person was shown is remembered by id: two with one id would hide each other."""
    manuscript = desk.manuscript
    groups: tuple[tuple[Placed[BaseModel], ...], ...] = (
        manuscript.reframes,
        manuscript.acts,
        manuscript.plans,
        manuscript.thoughts,
    )
    for entries in groups:
        count = Counter(placed.id for placed in entries)
        for placed in entries:
            if count[placed.id] > 1:
                reason = f"the id {placed.id} is used {count[placed.id]} times"
                yield placed.problem(reason, "give each its own", "id")


def unknown_motives(desk: Desk) -> Iterator[Problem]:
    """A motive that nobody can have keeps a piece from ever being the fitting one."""
    known = desk.manuscript.names(kinds.MOTIVES) - kinds.SEEN_ONLY - kinds.SIGNS
    tagged: list[Placed[ReframeEntry] | Placed[PlanEntry]] = []
    tagged += desk.manuscript.reframes
    tagged += desk.manuscript.plans
    for placed in tagged:
        for n, motive in enumerate(placed.entry.motives):
            if known and motive not in known:
                near = get_close_matches(motive, known, n=1)
                remedy = f"write {near[0]}" if near else f"use one of {', '.join(sorted(known))}"
                yield placed.problem(f"there is no motive `{motive}`", remedy, "motives", n)
