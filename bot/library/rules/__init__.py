"""What content must be beyond its form, one module a family of rules, one function a rule.

A rule takes the `Desk` and yields problems; its docstring says why it exists. `USABLE` are those
without which the bot cannot speak; `GOOD` are the others, which only `unsent check` insists on.
"""

from bot.library.rules import (
    copies,
    coverage,
    expressions,
    grade,
    help_lines,
    keys,
    lengths,
    openings,
    placeholders,
    presence,
    tags,
    wording,
)
from bot.library.rules.desk import Desk, Rule

USABLE: tuple[Rule, ...] = (
    keys.missing_lines,
    keys.missing_labels,
    keys.missing_commands,
    keys.missing_openings,
    keys.ids_twice,
    placeholders.unknown,
)
GOOD: tuple[Rule, ...] = (
    keys.missing_patterns,
    keys.unused,
    keys.too_few_variants,
    keys.unknown_motives,
    placeholders.missing,
    presence.unread_files,
    presence.other_rooms,
    expressions.unreadable,
    lengths.too_long,
    grade.too_hard,
    wording.banned,
    wording.marks,
    wording.spelling,
    copies.runs,
    copies.near_copies,
    copies.same_again,
    openings.twice_running,
    openings.too_often_you,
    tags.empty_ranges,
    tags.never_shown,
    tags.unkind,
    coverage.points,
    coverage.motives,
    coverage.states,
    help_lines.sources,
    help_lines.dates,
    help_lines.countries,
)

__all__ = ["GOOD", "USABLE", "Desk", "Rule"]
