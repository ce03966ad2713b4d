"""The content of one language as the flows ask for it: made once at start, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.content import (
    Act,
    HelpLine,
    LineKind,
    Motive,
    PlanIdea,
    Question,
    Reframe,
    Thought,
    Variant,
)

EVERYWHERE = "*"


@dataclass(frozen=True, kw_only=True)
class ContentLibrary:
    """Implements `bot.core.content.Library`. The mappings are read-only views."""

    language: str
    lines: Mapping[str, tuple[Variant, ...]]
    labels: Mapping[str, str]
    typed_words: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, str]
    reframes: tuple[Reframe, ...]
    acts: tuple[Act, ...]
    plans: tuple[PlanIdea, ...]
    motives: Mapping[str, Motive]
    seen_lines: Mapping[str, tuple[Variant, ...]]
    questions: Mapping[str, Question]
    thoughts: tuple[Thought, ...]
    lines_of_help: tuple[HelpLine, ...]
    countries: Mapping[str, str]
    expressions: Mapping[str, tuple[str, ...]]
    motive_expressions: Mapping[str, tuple[str, ...]]
    """By which a motive is found in a message; for the reader, like the next two."""
    sign_expressions: Mapping[str, tuple[str, ...]]
    """By which i_left, they_died, under_18 and order are found."""
    asks: Mapping[str, tuple[str, ...]]
    """The ways in which each question is asked."""

    def variants(self, key: str) -> tuple[Variant, ...]:  # noqa: D102  # the contract is the Protocol's
        return self.lines[key]

    def label(self, action: str) -> str:  # noqa: D102
        return self.labels[action]

    def typed(self, action: str) -> tuple[str, ...]:  # noqa: D102
        return self.typed_words.get(action, ())

    def command_help(self, name: str) -> str:  # noqa: D102
        return self.commands[name]

    def seen(self, name: str) -> tuple[Variant, ...]:  # noqa: D102
        return self.seen_lines[name]

    def help_lines(self, kind: LineKind, country: str | None) -> tuple[HelpLine, ...]:
        """As the Protocol says; without a directory of its kind, that of crisis lines."""
        return (
            self._help_lines(kind, country)
            or self._help_lines(kind, EVERYWHERE)
            or self._help_lines(LineKind.CRISIS, EVERYWHERE)
        )

    def _help_lines(self, kind: LineKind, country: str | None) -> tuple[HelpLine, ...]:
        return tuple(
            line for line in self.lines_of_help if (line.kind, line.country) == (kind, country)
        )

    def patterns(self, name: str) -> tuple[str, ...]:  # noqa: D102
        return self.expressions.get(name, ())

    def country_name(self, country: str) -> str:  # noqa: D102
        return self.countries.get(country, country)
