"""What one decision amounts to, and the scene on which the flows write it.

`decide` opens a `Scene`, the flows change it, `Scene.turn` closes it. A Turn is plain data: the store writes it in one
transaction, the sender sends its replies.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core import wall
from bot.core.chance import Chance
from bot.core.content import Library, Variant
from bot.core.events import Event, EventKind
from bot.core.messages import (
    Appointment,
    Button,
    DueKind,
    Keep,
    Lane,
    Notice,
    Outgoing,
    Rows,
    Say,
)
from bot.core.person import About, Asking, Care, OwnWords, Person, Talk, Tone, Understood
from bot.core.reading import Reading

REMEMBERED_BUTTONS = 24
"""So many choices of the latest messages can also be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Everything that follows from one incoming thing."""

    person: Person
    """The next snapshot; its ledger, own words and appointments hold the additions below already."""
    replies: tuple[Outgoing, ...] = ()
    events: tuple[Event, ...] = ()
    book: tuple[Appointment, ...] = ()
    cancel: tuple[Appointment, ...] = ()
    keep: tuple[Keep, ...] = ()
    burn: tuple[str, ...] = ()
    """Ids of kept words to destroy."""
    incoming_slot: str | None = None
    """The slot under which the messages that came in are remembered, so that they can be removed from the chat."""
    notices: tuple[Notice, ...] = ()
    lines: tuple[str, ...] = ()
    """The keys of the lines that were said, in order: for tests, previews and the log."""


class Scene:
    """One turn in the making. Made by `decide`, written on by the flows, kept by nobody."""

    def __init__(
        self,
        person: Person,
        reading: Reading | None,
        library: Library,
        now: datetime,
        pick: Chance,
    ) -> None:
        """`reading` is None where nothing was typed; `now` is aware UTC."""
        self.person = person
        self.reading = reading
        self.library = library
        self.now = now
        self.pick = pick
        self.lane = Lane.ANSWER
        self.resuming = False
        """Set by a flow that asked something first: what was written before is to be answered now."""
        self.incoming_slot: str | None = None
        self.replies: list[Outgoing] = []
        self._events: list[Event] = []
        self._book: dict[tuple[DueKind, str], Appointment] = {}
        self._cancel: dict[tuple[DueKind, str], Appointment] = {}
        self._keep: list[Keep] = []
        self._burn: list[str] = []
        self._notices: list[Notice] = []
        self._lines: list[str] = []
        self._still_open: tuple[Button, ...] = ()

    # What is the case ---------------------------------------------------------------------------

    @property
    def about(self) -> About:
        """What they told us and chose."""
        return self.person.about

    @property
    def talk(self) -> Talk:
        """Where the conversation stands."""
        return self.person.talk

    @property
    def care(self) -> Care:
        """What is known of danger."""
        return self.person.care

    @property
    def local(self) -> datetime:
        """The time on their wall, UTC where the zone is unknown."""
        return wall.local(self.now, self.about.zone)

    @property
    def is_night(self) -> bool:
        """True from 22:00 to 6:00, and while the zone is unknown."""
        return wall.is_night(self.now, self.about.zone)

    @property
    def is_soft(self) -> bool:
        """True while nothing dry or blunt may be said."""
        until = self.care.soft_until
        return self.is_gentle or (until is not None and self.now < until)

    @property
    def is_gentle(self) -> bool:
        """True in the 72 hours after a crisis or a threat: no run, rating, letter or count."""
        until = self.care.gentle_until
        return until is not None and self.now < until

    # What changes -------------------------------------------------------------------------------

    def set_about(self, **changes: object) -> None:
        """Replaces fields of `About`."""
        self.person = replace(self.person, about=replace(self.about, **changes))  # type: ignore[arg-type]  # checked by dataclass

    def set_talk(self, **changes: object) -> None:
        """Replaces fields of `Talk`."""
        self.person = replace(self.person, talk=replace(self.talk, **changes))  # type: ignore[arg-type]  # checked by dataclass

    def set_care(self, **changes: object) -> None:
        """Replaces fields of `Care`."""
        self.person = replace(self.person, care=replace(self.care, **changes))  # type: ignore[arg-type]  # checked by dataclass

    def understand(self, *, opened: str = "", chosen: bool = False) -> None:
        """Remembers what was understood of this message, without its words."""
        reading = self.reading
        if reading is None:
            return
        understood = Understood(
            label=reading.label,
            options=reading.options,
            motives=reading.motives,
            flags=reading.flags,
            topic=reading.topic,
            at=self.now,
            chosen=chosen,
            opened=opened,
        )
        self.set_talk(understood=understood)

    def ask(self, what: str, ref: str = "", *, minutes: int = 60) -> None:
        """The next typed words may answer this."""
        until = self.now + timedelta(minutes=minutes)
        self.set_talk(asking=Asking(what=what, ref=ref, until=until))

    def record(
        self,
        kind: EventKind,
        *,
        ref: str = "",
        name: str = "",
        value: int | None = None,
        chance: float | None = None,
        at: datetime | None = None,
    ) -> Event:
        """Writes down a fact; `at` is given for what happened earlier."""
        when = at or self.now
        event = Event(
            id=self.pick.token(),
            kind=kind,
            at=when,
            offset_min=wall.offset_min(when, self.about.zone),
            ref=ref,
            name=name,
            value=value,
            chance=chance,
        )
        self._events.append(event)
        self.person = replace(self.person, ledger=self.person.ledger.adding((event,)))
        return event

    def book(self, kind: DueKind, due_at: datetime, ref: str = "") -> None:
        """Makes an appointment, in the place of one of the same kind and ref."""
        appointment = Appointment(kind=kind, ref=ref, due_at=due_at)
        others = tuple(a for a in self.person.booked if (a.kind, a.ref) != (kind, ref))
        self._cancel.pop((kind, ref), None)
        self._book[kind, ref] = appointment
        self.person = replace(self.person, booked=(*others, appointment))

    def cancel(self, *kinds: DueKind, ref: str | None = None) -> None:
        """Drops appointments of these kinds, all of them or those with this ref."""
        dropped = [a for a in self.person.booked if a.kind in kinds and ref in {None, a.ref}]
        for appointment in dropped:
            self._book.pop((appointment.kind, appointment.ref), None)
            self._cancel[appointment.kind, appointment.ref] = appointment
        kept = tuple(a for a in self.person.booked if a not in dropped)
        self.person = replace(self.person, booked=kept)

    def keep(self, words: Keep) -> None:
        """Keeps words that they asked to be kept."""
        self._keep.append(words)

    def add_own(self, words: OwnWords) -> None:
        """Shows kept words to the rest of this turn; letters stay out."""
        self.person = replace(self.person, own=(*self.person.own, words))

    def burn(self, kept_id: str) -> None:
        """Destroys kept words."""
        self._burn.append(kept_id)
        own = tuple(words for words in self.person.own if words.id != kept_id)
        self.person = replace(self.person, own=own)

    def notice(self, name: str, **values: str | float) -> None:
        """Leaves a line for the log: names and numbers, never their words."""
        self._notices.append(Notice(name=name, values=dict(values)))

    # What is said -------------------------------------------------------------------------------

    def say(
        self,
        *parts: str,
        rows: Rows = (),
        lane: Lane | None = None,
        slot: str | None = None,
    ) -> None:
        """Adds a message: its parts with an empty line between, empty ones left out."""
        text = "\n\n".join(part for part in parts if part)
        lane = self.lane if lane is None else lane
        filled = tuple(row for row in rows if row)
        self.replies.append(Say(text=text, rows=filled, lane=lane, slot=slot))

    def sounds(self, name: str, text: str) -> bool:
        """True where one of the patterns of this name is found in the text, compared in lower case."""
        lowered = text.lower()
        return any(re.search(pattern, lowered) for pattern in self.library.patterns(name))

    def keep_choices(self) -> None:
        """What stood on screen before this turn may still be typed: the turn is an aside and answers nothing."""
        self._still_open = self.talk.buttons

    def line(self, key: str, /, **values: str | int) -> str:
        """One way to say the line, not the one they heard last, with its placeholders filled in."""
        return self.fill(self.variant(key, self.library.variants(key)).text, **values)

    def fill(self, text: str, /, **values: str | int) -> str:
        """The text with its placeholders filled in; {them} and {their} are always known."""
        name = self.about.ex_name
        names = {"them": name or "them", "their": f"{name}'s" if name else "their"}
        return text.format_map({**names, **values})

    def variant(self, key: str, variants: tuple[Variant, ...]) -> Variant:
        """One of the variants that fit, in a shuffled round without repeats; remembers that it was heard."""
        self._lines.append(key)
        heard = self.talk.heard.get(key, 0)
        fitting = self._fitting(variants)
        fresh = [n for n in fitting if not heard >> n & 1]
        if not fresh:
            last = heard.bit_length() and self.talk.heard.get(f"{key}#", 0)
            fresh = [n for n in fitting if n != last] or fitting
            heard = 0
        chosen = self.pick.choice(fresh)
        if len(variants) > 1:
            self.set_talk(heard={**self.talk.heard, key: heard | 1 << chosen, f"{key}#": chosen})
        return variants[chosen]

    def _fitting(self, variants: tuple[Variant, ...]) -> list[int]:
        """The numbers of the variants in the tone that they chose, or that the moment allows."""
        every = range(len(variants))
        wanted = Tone.WARM if self.is_soft and self.about.tone is Tone.BLUNT else self.about.tone
        chosen = [n for n in every if variants[n].tone is wanted]
        mild = [n for n in every if not (self.is_soft and variants[n].tone is Tone.BLUNT)]
        return chosen or mild or list(every)

    def button(self, action: str, ref: str = "", *, label: str | None = None) -> Button:
        """A button with the label that content gives to its action."""
        return Button(label=label or self.library.label(action), action=action, ref=ref)

    def rows(self, *actions: str, ref: str = "", each: int = 1) -> Rows:
        """Buttons of these actions for one thing, so many to a row."""
        return in_rows([self.button(action, ref) for action in actions], each)

    # What comes of it ---------------------------------------------------------------------------

    def turn(self) -> Turn:
        """Closes the scene."""
        shown = tuple(button for reply in self.replies for row in rows_of(reply) for button in row)
        if shown:
            labels = {button.label for button in shown}
            older = tuple(b for b in self._still_open if b.label not in labels)
            self.set_talk(buttons=(*shown[-REMEMBERED_BUTTONS:], *older)[:REMEMBERED_BUTTONS])
        return Turn(
            person=self.person,
            replies=tuple(self.replies),
            events=tuple(self._events),
            book=tuple(self._book.values()),
            cancel=tuple(self._cancel.values()),
            keep=tuple(self._keep),
            burn=tuple(self._burn),
            incoming_slot=self.incoming_slot,
            notices=tuple(self._notices),
            lines=tuple(self._lines),
        )


def in_rows(buttons: Iterable[Button], each: int) -> Rows:
    """Buttons in rows of so many."""
    flat = tuple(buttons)
    return tuple(flat[n : n + each] for n in range(0, len(flat), each))


def rows_of(reply: Outgoing) -> Rows:
    """The buttons under a reply, also under the message that follows a breath."""
    after = getattr(reply, "after", None)
    rows: Rows = getattr(after if after is not None else reply, "rows", ())
    return rows
