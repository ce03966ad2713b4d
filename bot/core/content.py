"""The typed pieces of the content library, as the flows read them. `bot.library` makes them from the files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from bot.core.person import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A closed range of whole numbers; `high` None has no end."""

    low: int = 0
    high: int | None = None

    def __contains__(self, number: int) -> bool:
        """True for the numbers in it, both ends included."""
        return self.low <= number and (self.high is None or number <= self.high)


class Hours(StrEnum):
    """When a piece fits: night is 22:00 to 6:00, and always where the zone is unknown."""

    ANY = "any"
    DAY = "day"
    NIGHT = "night"


class Never(StrEnum):
    """A state of the person in which a piece is not shown."""

    GRIEF = "grief"
    SLIP = "slip"
    DRUNK = "drunk"
    I_LEFT = "i_left"
    UNDER_18 = "under_18"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to say a line."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Reframe:
    """One thought for an urge, drawn from one point of the article (docs/article-points.md)."""

    id: str
    point: str
    """Such as "T3"; the letter is its theme. "own" for checking a profile, which the article has no point for."""
    kind: str
    """picture, fact, scene, question, humour or numbers."""
    text: str
    motives: frozenset[str] = frozenset()
    rating: Span = Span()
    hours: Hours = Hours.ANY
    days: Span = Span()
    """Days since the last contact."""
    tone: Tone = Tone.PLAIN
    never: frozenset[Never] = frozenset()
    for_checking: bool = False
    their_no: bool = False
    """Fit for somebody whose ex said no: nothing in it about return, missing or hope."""
    after_slip: bool = False
    """Fit within 24 h of a slip."""
    needs: frozenset[str] = frozenset()
    """Placeholders of the person's own numbers; shown only where each has a value."""

    @property
    def theme(self) -> str:
        """N, T, A or C; "own" for a checking reframe without a point."""
        return self.point if self.point == "own" else self.point[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A next physical act, small enough for two in the morning in a small flat."""

    id: str
    text: str
    safe: bool
    """Indoors, seated or lying, without anything that could hurt: the only kind after drinking, at night or at 9."""
    hours: Hours = Hours.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIdea:
    """An if-then plan to pick from, and what it answers."""

    id: str
    text: str
    motives: frozenset[str] = frozenset()
    hours: Hours = Hours.ANY
    alcohol: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Motive:
    """Why somebody wants to write: its name on a button, and lines that show that it was understood."""

    id: str
    label: str
    seen: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about no contact that has an honest answer."""

    id: str
    label: str
    answers: tuple[Variant, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thought:
    """One thought for a morning. `theirs` is True where it is about the ex, False where about the person's own day."""

    id: str
    text: str
    theirs: bool
    days: Span = Span()


class LineKind(StrEnum):
    """Whom a help line is for."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    VIOLENCE = "violence"
    CHILD = "child"
    IMAGES = "images"
    OWN_VIOLENCE = "own_violence"


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """A service that answers, or a directory of such."""

    country: str
    """ISO 3166 alpha-2; "*" for everywhere."""
    kind: LineKind
    name: str
    call: str = ""
    text: str = ""
    chat: str = ""
    hours: str = ""
    languages: str = ""
    checked_on: date


class Library(Protocol):
    """All text for people, in one language. Made once at start; every answer is immutable."""

    def variants(self, key: str) -> tuple[Variant, ...]:
        """The ways to say a line. Raises KeyError for a key that `bot.core.lines` does not name."""
        ...

    def label(self, action: str) -> str:
        """What stands on the button for an action."""
        ...

    def typed(self, action: str) -> tuple[str, ...]:
        """Other words, lower case, by which the button may be meant when it is on screen."""
        ...

    def command_help(self, name: str) -> str:
        """One short line on what a command does, for the menu and /help."""
        ...

    @property
    def reframes(self) -> tuple[Reframe, ...]:
        """Every reframe, in the order of the files."""
        ...

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act."""
        ...

    @property
    def plans(self) -> tuple[PlanIdea, ...]:
        """Every plan to pick from."""
        ...

    @property
    def motives(self) -> Mapping[str, Motive]:
        """Motives by id."""
        ...

    def seen(self, name: str) -> tuple[Variant, ...]:
        """Lines that show that it was understood: by motive, or for "any", "draft", "alcohol", "night"."""
        ...

    @property
    def questions(self) -> Mapping[str, Question]:
        """Answers by topic."""
        ...

    @property
    def thoughts(self) -> tuple[Thought, ...]:
        """Every morning thought."""
        ...

    def help_lines(self, kind: LineKind, country: str | None) -> tuple[HelpLine, ...]:
        """Lines of that kind in the country, best first; where there is none, or no country, the directories."""
        ...

    def patterns(self, name: str) -> tuple[str, ...]:
        """Regular expressions, for lower-case text, by which something is told apart; () for an unknown name."""
        ...

    def country_name(self, country: str) -> str:
        """A country's name in this language, its code where it is not known."""
        ...
