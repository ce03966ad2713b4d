"""The keys that the code asks content for: one that is missing makes content unusable.

Knows only names; `load_library` takes those of the core, tests pass their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.commands import COMMANDS
from bot.core.lines import BUTTONS, LINES, PATTERNS, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Lines by key ("slip.contained"), actions that need a button, commands, names of patterns."""

    lines: Mapping[str, Line]
    buttons: frozenset[str]
    commands: tuple[str, ...]
    patterns: frozenset[str] = frozenset()


def core_vocabulary() -> Vocabulary:
    """The keys that the flows of this version use."""
    return Vocabulary(lines=LINES, buttons=BUTTONS, commands=COMMANDS, patterns=PATTERNS)
