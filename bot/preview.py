"""`unsent preview`: what would be said to an urge night after night, and why it was chosen. For writers of content."""

import argparse
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.core.decide import decide
from bot.core.events import EventKind
from bot.core.labels import Label
from bot.core.messages import Command, Incoming, Say, Tap, Words
from bot.core.person import About, Person
from bot.core.reading import Reading
from bot.library import ContentLibrary, load_library
from bot.mind import SeededChance
from bot.settings import Settings

LANGUAGE = "en"
FIRST_DAY = date(2026, 1, 5)


def preview(settings: Settings, options: argparse.Namespace) -> Iterator[str]:
    """The screens of so many urges, one a day at the same hour, each with the reasons for its reframe."""
    library = load_library(settings.content_dir, LANGUAGE)
    reading = _reading(settings, options)
    start = FIRST_DAY - timedelta(days=options.days)
    about = About(zone="UTC", last_contact_on=start, careful_answered=True, adult=True)
    person = Person(id="preview", about=about)
    for night in range(options.count):
        day = FIRST_DAY + timedelta(days=night)
        now = datetime.combine(day, time(options.hour), UTC)
        yield f"── {day:%a} {now:%H:%M}, day {options.days + night}"
        incoming = _incoming(options)
        person = yield from _screen(person, incoming, reading, library, now)
        urge = person.talk.urge
        if options.rating is not None and urge is not None:
            rated = Tap(action="rate", ref=f"{urge.id}.{options.rating}")
            person = yield from _screen(person, rated, None, library, now + timedelta(seconds=20))
            angle = Tap(action="angle", ref=urge.id)
            person = yield from _screen(person, angle, None, library, now + timedelta(minutes=1))


def _incoming(options: argparse.Namespace) -> Incoming:
    """What opens the moment; without a text `/urge`, or a word that stands for a look at the profile."""
    if options.text or options.moment != "urge":
        return Words(text=options.text or options.moment)
    return Command(name="urge")


def _reading(settings: Settings, options: argparse.Namespace) -> Reading:
    """What the text is read as; without a text an urge or a look, of which nothing more is known."""
    label = Label.CHECKING if options.moment == "checking" else Label.URGE
    if not options.text:
        return Reading(label=label, confidence=1.0)
    from bot.app import load_knowledge
    from bot.clock import SystemClock
    from bot.core.reading import Context

    clock = SystemClock()
    read = load_knowledge(settings, clock).reader.read(options.text, Context(now=clock.now()))
    return replace(read, label=label, ask=False)


def _screen(
    person: Person,
    incoming: Incoming,
    reading: Reading | None,
    library: ContentLibrary,
    now: datetime,
) -> Generator[str, None, Person]:
    chance = SeededChance(f"{now.isoformat()}:{incoming.kind}")
    turn = decide(person, incoming, reading, library, now, chance)
    for reply in turn.replies:
        if isinstance(reply, Say):
            yield reply.text
            labels = [button.label for row in reply.rows for button in row]
            yield "   [" + "] [".join(labels) + "]" if labels else ""
    for event in turn.events:
        if event.kind is EventKind.SHOWN:
            yield f"   → {_why(event.name, library)}"
        elif event.kind is EventKind.CHOSEN:
            yield f"   → {event.name} had a chance of {event.chance:.0%}"
    yield ""
    return turn.person


def _why(shown: str, library: ContentLibrary) -> str:
    """The tags of what was shown."""
    found = next((r for r in library.reframes if r.id == shown), None)
    if found is None:
        return f"{shown}: their own words"
    motives = ", ".join(sorted(found.motives)) or "any motive"
    high = "" if found.rating.high is None else found.rating.high
    return (
        f"{found.id}: point {found.point}, {found.kind}, {motives}, rating {found.rating.low}-{high}, "
        f"hours {found.hours.value}, {found.tone.value}"
    )
