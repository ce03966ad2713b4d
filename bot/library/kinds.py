"""The kinds of content file: where each stands, how it is laid out, which model its entries follow.

A new kind is a line here, a model in `bot.library.schema`, and a test.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel

from bot.library import schema

M_co = TypeVar("M_co", bound=BaseModel, covariant=True)

SEEN_ONLY = frozenset({"any", "draft", "alcohol", "night"})
"""Names in motives.yaml that are no motive; they have only lines for what else was understood."""
SIGN_OF = {
    "left": "i_left",
    "died": "they_died",
    "minor": "under_18",
    "order": "order",
    "pictures": "pictures",
}
"""Names in motives.yaml that are told in passing, and the sign of a reading that each is."""
SIGNS = frozenset(SIGN_OF)
NOT_READ = ("phrases", "safety", "said.yaml")
"""What other rooms own; the library sees only that it is there."""
CHECKING_FILE = "checking.yaml"
"""The reframes about looking at the ex's profile."""


def is_for_checking(file: str) -> bool:
    """True for the file of reframes about looking at the ex's profile."""
    return file.endswith(f"/{CHECKING_FILE}")


class Shape(StrEnum):
    """How a file is laid out."""

    ENTRIES = "a list of entries"
    NAMED = "names, each with an entry"
    WHOLE = "one entry"


@dataclass(frozen=True, slots=True)
class FileKind(Generic[M_co]):
    """One kind of entry and where it stands."""

    pattern: str
    """Under content/<language>/."""
    shape: Shape
    model: type[M_co]
    what: str
    """What one entry is called in a sentence."""
    only: frozenset[str] = frozenset()
    """Of a file that several kinds share: the names of this kind."""
    without: frozenset[str] = frozenset()
    """The names that are of other kinds."""
    optional: bool = False

    def takes(self, name: str) -> bool:
        """True where the entry of that name is of this kind."""
        return (not self.only or name in self.only) and name not in self.without


LINES = FileKind("lines/*.yaml", Shape.NAMED, schema.LineEntry, "a line")
BUTTONS = FileKind("buttons.yaml", Shape.NAMED, schema.ButtonEntry, "a button")
COMMANDS = FileKind("commands.yaml", Shape.NAMED, schema.WordEntry, "a command")
REFRAMES = FileKind("reframes/*.yaml", Shape.ENTRIES, schema.ReframeEntry, "a reframe")
ACTS = FileKind("acts.yaml", Shape.ENTRIES, schema.ActEntry, "an act")
PLANS = FileKind("plans.yaml", Shape.ENTRIES, schema.PlanEntry, "a plan")
MOTIVES = FileKind(
    "motives.yaml", Shape.NAMED, schema.MotiveEntry, "a motive", without=SEEN_ONLY | SIGNS
)
SEEN = FileKind("motives.yaml", Shape.NAMED, schema.SeenEntry, "a motive", only=SEEN_ONLY)
SIGN = FileKind("motives.yaml", Shape.NAMED, schema.SignEntry, "a sign", only=SIGNS)
THOUGHTS = FileKind("thoughts.yaml", Shape.ENTRIES, schema.ThoughtEntry, "a thought")
QUESTIONS = FileKind("questions.yaml", Shape.NAMED, schema.QuestionEntry, "a question")
HELP_LINES = FileKind("helplines.yaml", Shape.ENTRIES, schema.HelpLineEntry, "a help line")
COUNTRIES = FileKind("countries.yaml", Shape.NAMED, schema.WordEntry, "a country")
PATTERNS = FileKind(
    "patterns.yaml", Shape.NAMED, schema.PatternEntry, "a list of expressions", optional=True
)
STYLE = FileKind("style.yaml", Shape.WHOLE, schema.StyleEntry, "the style", optional=True)

KINDS: tuple[FileKind[BaseModel], ...] = (
    LINES,
    BUTTONS,
    COMMANDS,
    REFRAMES,
    ACTS,
    PLANS,
    MOTIVES,
    SEEN,
    SIGN,
    THOUGHTS,
    QUESTIONS,
    HELP_LINES,
    COUNTRIES,
    PATTERNS,
    STYLE,
)
