"""From the manuscript, once it has no mistakes of form, to the frozen objects of the core."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from bot.core.content import (
    Act,
    HelpLine,
    Motive,
    PlanIdea,
    Question,
    Reframe,
    Thought,
    Variant,
)
from bot.core.person import Tone
from bot.library.kinds import SIGN_OF, is_for_checking
from bot.library.library import ContentLibrary
from bot.library.manuscript import Manuscript, Placed
from bot.library.rules.placeholders import NAMES, placeholders_of
from bot.library.schema import (
    ActEntry,
    HelpLineEntry,
    PlanEntry,
    QuestionEntry,
    ReframeEntry,
    ThoughtEntry,
    VariantEntry,
)

T = TypeVar("T")


def library_of(manuscript: Manuscript, language: str) -> ContentLibrary:
    """Everything in it, in the order of the files."""
    motives = {
        p.id: Motive(id=p.id, label=p.entry.label, seen=_variants(p.entry.seen))
        for p in manuscript.motives
    }
    seen = {motive.id: motive.seen for motive in motives.values()}
    seen |= {p.id: _variants(p.entry.seen) for p in manuscript.seen}
    return ContentLibrary(
        language=language,
        lines=_frozen({p.id: _variants(p.entry.root) for p in manuscript.lines}),
        labels=_frozen({p.id: p.entry.label for p in manuscript.buttons}),
        typed_words=_frozen(
            {p.id: tuple(word.lower() for word in p.entry.typed) for p in manuscript.buttons}
        ),
        commands=_frozen({p.id: p.entry.root for p in manuscript.commands}),
        reframes=tuple(_reframe(p) for p in manuscript.reframes),
        acts=tuple(_act(p.entry) for p in manuscript.acts),
        plans=tuple(_plan(p.entry) for p in manuscript.plans),
        motives=_frozen(motives),
        seen_lines=_frozen(seen),
        questions=_frozen({p.id: _question(p) for p in manuscript.questions}),
        thoughts=tuple(_thought(p.entry) for p in manuscript.thoughts),
        lines_of_help=tuple(_help_line(p.entry) for p in manuscript.help_lines),
        countries=_frozen({p.id: p.entry.root for p in manuscript.countries}),
        expressions=_frozen({p.id: p.entry.root for p in manuscript.patterns}),
        motive_expressions=_frozen({p.id: p.entry.expressions for p in manuscript.motives}),
        sign_expressions=_frozen({SIGN_OF[p.id]: p.entry.expressions for p in manuscript.signs}),
        asks=_frozen({p.id: p.entry.asks for p in manuscript.questions}),
    )


def _frozen(found: dict[str, T]) -> Mapping[str, T]:
    return MappingProxyType(found)


def _variants(entries: tuple[VariantEntry, ...]) -> tuple[Variant, ...]:
    return tuple(Variant(text=entry.text, tone=Tone(entry.tone)) for entry in entries)


def _reframe(placed: Placed[ReframeEntry]) -> Reframe:
    entry = placed.entry
    return Reframe(
        id=entry.id,
        point=entry.point,
        kind=entry.kind,
        text=entry.text,
        motives=frozenset(entry.motives),
        rating=entry.rating,
        hours=entry.hours,
        days=entry.days,
        tone=Tone(entry.tone),
        never=frozenset(entry.never),
        for_checking=is_for_checking(placed.file),
        their_no=entry.their_no,
        after_slip=entry.after_slip,
        needs=placeholders_of(entry.text) - NAMES,
    )


def _act(entry: ActEntry) -> Act:
    return Act(id=entry.id, text=entry.text, safe=entry.is_safe, hours=entry.hours)


def _plan(entry: PlanEntry) -> PlanIdea:
    return PlanIdea(
        id=entry.id,
        text=entry.text,
        motives=frozenset(entry.motives),
        hours=entry.hours,
        alcohol=entry.alcohol,
    )


def _question(placed: Placed[QuestionEntry]) -> Question:
    entry = placed.entry
    return Question(
        id=placed.id,
        label=entry.label,
        answers=_variants(entry.answers),
        points=entry.points,
    )


def _thought(entry: ThoughtEntry) -> Thought:
    return Thought(id=entry.id, text=entry.text, theirs=entry.about == "them", days=entry.days)


def _help_line(entry: HelpLineEntry) -> HelpLine:
    return HelpLine(
        country=entry.country,
        kind=entry.kind,
        name=entry.name,
        call=entry.call,
        text=entry.text,
        chat=entry.chat,
        hours=entry.hours,
        languages=entry.languages,
        checked_on=entry.checked_on,
    )
