"""What may stand in each kind of content file: one model a kind, its fields described for writers.

Owns the fields and their allowed values; the table in content/README.md is made from it. Knows
nothing of files, lines or other entries: whether a motive exists, or a text is too long, is for
`bot.library.rules`. Annotations are read at run time.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, model_validator

from bot.core.content import Hours, LineKind, Never, Span
from bot.library.formats import Country, Day, Days, Expression, Id, Point, Rating, Text, refuse

ToneName = Literal["plain", "warm", "blunt"]


class Entry(BaseModel):
    """The common ground of all kinds: unknown fields are mistakes, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VariantEntry(Entry):
    """One way to say something: a text alone, or a text with its tone."""

    text: Text = Field(description="the words; {them} and {their} become the ex's name")
    tone: ToneName = Field(default="plain", description="who hears it: people may choose a tone")


def _variant(value: object) -> object:
    if isinstance(value, dict) and len(value) == 1 and "text" not in value:
        reason = f"`{next(iter(value))}` is read as the name of a field, because of its colon"
        refuse(reason, "put double quotes around the whole text")
    return {"text": value} if isinstance(value, str) else value


WrittenVariant = Annotated[VariantEntry, BeforeValidator(_variant)]
Variants = Annotated[tuple[WrittenVariant, ...], Field(min_length=1)]


class LineEntry(RootModel[Variants]):
    """The ways to say one line."""


class PatternEntry(RootModel[Annotated[tuple[Text, ...], Field(min_length=1)]]):
    """Regular expressions by which words are told apart."""


class WordEntry(RootModel[Text]):
    """One text by its name."""


class ButtonEntry(Entry):
    """A button: its label alone, or with other words by which it may be meant."""

    label: Text = Field(description="what stands on the button")
    typed: tuple[Text, ...] = Field(default=(), description="other words that mean it, typed")

    @model_validator(mode="before")
    @classmethod
    def _from_label(cls, value: object) -> object:
        return {"label": value} if isinstance(value, str) else value


class ReframeEntry(Entry):
    """One thought for an urge."""

    id: Id = Field(description="never changed once people have seen it")
    point: Point = Field(description="N1 to C9 (docs/article-points.md); own: looking at a profile")
    kind: Literal["picture", "fact", "scene", "question", "humour", "numbers"] = Field(
        description="how it speaks"
    )
    motives: tuple[Text, ...] = Field(
        default=(), description="what it answers (motives.yaml); []: any"
    )
    rating: Rating = Field(default=Span(high=10), description="how strong the urge is, such as 0-7")
    hours: Hours = Field(default=Hours.ANY, description="night is 22:00 to 6:00")
    days: Days = Field(
        default=Span(), description="days since the last contact, such as 7- or 0-30"
    )
    tone: ToneName = Field(default="plain", description="who hears it first")
    never: tuple[Never, ...] = Field(default=(), description="not to people in this state")
    their_no: bool = Field(default=False, description="true: also where the ex said no")
    after_slip: bool = Field(default=False, description="true: also in the 24 hours after a slip")
    text: Text = Field(description="at most 60 words, one thing, ends in something to do or hold")


class ActEntry(Entry):
    """A next physical act."""

    id: Id = Field(description="never changed")
    text: Text = Field(description="at most 25 words")
    where: Literal["in", "out"] = Field(description="inside or outside the flat")
    body: Literal["lying", "seated", "standing", "moving"] = Field(description="what the body does")
    hazards: tuple[
        Literal["heat", "blade", "medicine", "height", "water", "driving", "alcohol"], ...
    ] = Field(default=(), description="what could hurt; without, in, and seated or lying: safe")
    hours: Hours = Field(default=Hours.ANY, description="night is 22:00 to 6:00")

    @property
    def is_safe(self) -> bool:
        """True for what may be named at night or after drinking (docs/safety.md, 8)."""
        return self.where == "in" and self.body in {"lying", "seated"} and not self.hazards


class PlanEntry(Entry):
    """An if-then plan to pick from."""

    id: Id = Field(description="never changed: kept plans name it")
    text: Text = Field(description="if this happens, then I do that")
    motives: tuple[Text, ...] = Field(default=(), description="what it answers; []: any")
    hours: Hours = Field(default=Hours.ANY, description="night is 22:00 to 6:00")
    alcohol: bool = Field(default=False, description="true: for after drinking")


class MotiveEntry(Entry):
    """Why somebody wants to write."""

    label: Text = Field(description="its name on a button, at most 24 characters")
    seen: Variants = Field(description="lines that show it was understood")
    expressions: tuple[Text, ...] = Field(default=(), description="words by which it is recognised")


class SeenEntry(Entry):
    """Lines that show that something else was understood."""

    seen: Variants = Field(description="lines that show it was understood")


class SignEntry(Entry):
    """Something told in passing that is confirmed by a tap before it counts."""

    expressions: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        description="words by which it is recognised"
    )


class ThoughtEntry(Entry):
    """One thought for a morning."""

    id: Id = Field(description="never changed")
    about: Literal["day", "them"] = Field(description="about the person's own day, or the ex")
    days: Days = Field(default=Span(), description="days since the last contact, such as 7-")
    text: Text = Field(description="at most 40 words")


class QuestionEntry(Entry):
    """A question about no contact that has an honest answer."""

    label: Text = Field(description="on a button, at most 24 characters")
    points: tuple[Point, ...] = Field(default=(), description="the points that it draws on")
    asks: Annotated[tuple[Text, ...], Field(min_length=6)] = Field(
        description="ways in which people ask it"
    )
    answers: Annotated[tuple[WrittenVariant, ...], Field(min_length=2)] = Field(
        description="ways to answer it"
    )


class HelpLineEntry(Entry):
    """A service that answers, or a directory of such."""

    country: Country = Field(description='two capital letters; "*": everywhere')
    kind: LineKind = Field(description="whom it is for")
    name: Text = Field(description="the line's own name")
    call: str = Field(default="", description="number")
    text: str = Field(default="", description="number or word to text")
    chat: str = Field(default="", description="address of a chat or directory")
    hours: str = Field(default="", description="when it answers")
    languages: str = Field(default="", description="which it speaks")
    sources: tuple[Text, ...] = Field(description="two pages that give it")
    checked_on: Day = Field(description="the day of the older source, such as 2026-11-30")

    @model_validator(mode="after")
    def _is_reachable(self) -> "HelpLineEntry":
        if not (self.call or self.text or self.chat):
            refuse("nobody can reach this line", "give call, text or chat")
        return self


class BannedEntry(Entry):
    """Wording that Unsent does not use."""

    words: tuple[Text, ...] = Field(
        default=(), description="words or phrases; heal* means any ending"
    )
    expression: Expression | None = Field(
        default=None, description="or a regular expression, lower case"
    )
    why: Text = Field(description="the reason, for the next writer")
    instead: Text = Field(description="what to write")
    unless: tuple[Text, ...] = Field(
        default=(), description="fine where one of these is in the text"
    )

    @model_validator(mode="after")
    def _bans_something(self) -> "BannedEntry":
        if bool(self.words) == bool(self.expression):
            refuse("nothing is banned here, or two things", "give words or an expression")
        return self


class StyleEntry(Entry):
    """The wording rules of one language."""

    banned: tuple[BannedEntry, ...] = Field(default=(), description="wording to avoid")
    spelling: dict[str, Text] = Field(default={}, description="other spelling: our spelling")
    small_words: tuple[Text, ...] = Field(
        default=(), description="left out when texts are compared"
    )
    may_repeat: tuple[Text, ...] = Field(
        default=(), description="set phrases that may stand in many places"
    )
