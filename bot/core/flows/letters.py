"""Unsent letters: written here instead, sealed, judged again by daylight (docs/safety.md, 8; docs/decisions.md)."""

from datetime import datetime, time, timedelta

from bot.core import choose, wall
from bot.core.events import Event, EventKind
from bot.core.messages import Button, DueKind, Keep, KeptKind, ReadLetter, Remove, Rows, Say, Words
from bot.core.numbers import LETTERS_FROM, letter_count
from bot.core.person import Writing
from bot.core.turn import Scene, in_rows
from bot.core.words import respects_no

OPEN_FOR_MIN = 30
DAYLIGHT = time(9, 0)
WITHOUT_ZONE = timedelta(hours=8)
"""When a letter falls due for somebody whose morning is not known."""
LISTED = 8
LONGEST = 20_000
"""Characters of one letter; what is over is left out and said so."""
ROSE_TWICE = 2
FORMS = ("say", "cost", "learned")
SHEET = frozenset({"letter_seal", "letter_throw"} | {f"letter_{form}" for form in FORMS})
"""Buttons that can be typed while a sheet is open; everything else goes onto it."""


def slot(letter_id: str) -> str:
    """The name under which its messages in the chat are remembered."""
    return f"letter:{letter_id}"


def start(scene: Scene, ref: str = "") -> None:
    """Opens a sheet, once a day; what is typed from now on goes onto it."""
    if scene.talk.writing is not None:
        scene.say(scene.line("letter.open_already"), rows=sheet_rows(scene, scene.talk.writing.id))
        return
    if scene.is_gentle:
        scene.say(scene.line("letter.resting"), choose.act(scene, scene.talk.urge))
        return
    today = scene.local.date()
    if scene.person.ledger.on(today, EventKind.LETTER_SEALED):
        scene.say(scene.line("letter.enough_today"), choose.act(scene, scene.talk.urge))
        return
    if _rose_twice(scene):
        scene.say(scene.line("letter.rather_not"), choose.act(scene, scene.talk.urge))
        return
    writing = Writing(id=scene.pick.token(), urge=ref, started_at=scene.now)
    scene.set_talk(writing=writing, asking=None)
    scene.book(DueKind.LETTER_CLOSE, scene.now + timedelta(minutes=OPEN_FOR_MIN), writing.id)
    forms = tuple(scene.button(f"letter_{form}", writing.id) for form in FORMS)
    rows = (*in_rows(forms, 3), (scene.button("letter_throw", writing.id),))
    scene.say(scene.line("letter.start"), rows=rows)


def _rose_twice(scene: Scene) -> bool:
    """True where the last two letters left the urge stronger than it was."""
    ledger = scene.person.ledger
    rises = 0
    for sealed in ledger.of(EventKind.LETTER_SEALED)[-ROSE_TWICE:]:
        before = [e.value for e in ledger.of(EventKind.RATED) if e.at <= sealed.at]
        after = [e.value for e in ledger.about(sealed.ref, EventKind.RATED)]
        if before and after and (after[0] or 0) > (before[-1] or 0):
            rises += 1
    return rises >= ROSE_TWICE


def form(scene: Scene, ref: str, which: str) -> None:
    """A first sentence to go on from."""
    writing = scene.talk.writing
    if writing is None or writing.id != ref:
        stale(scene)
        return
    scene.say(scene.line(f"letter.form_{which}"), rows=sheet_rows(scene, ref))


def write(scene: Scene, words: Words) -> None:
    """Puts what was typed onto the sheet."""
    writing = scene.talk.writing
    if writing is None:
        return
    room = LONGEST - sum(len(part) for part in writing.parts)
    parts = (*writing.parts, words.text[: max(0, room)])
    scene.set_talk(
        writing=Writing(
            id=writing.id, urge=writing.urge, started_at=writing.started_at, parts=parts
        )
    )
    scene.incoming_slot = slot(writing.id)
    key = "letter.full" if len(words.text) > room else "letter.go_on"
    scene.say(scene.line(key), rows=sheet_rows(scene, writing.id))


def sheet_rows(scene: Scene, letter_id: str) -> Rows:
    """Seal it, or throw it away."""
    return scene.rows("letter_seal", "letter_throw", ref=letter_id, each=2)


def seal(scene: Scene, ref: str) -> None:
    """Closes the sheet: kept under their own key, gone from the chat, due in daylight."""
    writing = scene.talk.writing
    if writing is None or writing.id != ref:
        stale(scene)
        return
    if not any(part.strip() for part in writing.parts):
        scene.say(scene.line("letter.empty"), rows=sheet_rows(scene, ref))
        return
    due_at, key = _when_due(scene)
    keep(scene, writing)
    scene.book(DueKind.LETTER_DUE, due_at, writing.id)
    scene.replies.append(Remove(slot=slot(writing.id)))
    urge = scene.talk.urge
    rows = ((scene.button("held", urge.id),),) if urge else ()
    scene.say(scene.line(key), rows=rows)


def keep(scene: Scene, writing: Writing) -> None:
    """Seals what is on the sheet, whatever becomes of it later."""
    body = "\n".join(part for part in writing.parts if part.strip())
    scene.keep(Keep(id=writing.id, what=KeptKind.LETTER, body=body))
    scene.record(EventKind.LETTER_SEALED, ref=writing.id)
    if writing.urge:
        scene.record(EventKind.USED, ref=writing.urge, name="letter")
    scene.cancel(DueKind.LETTER_CLOSE)
    scene.set_talk(writing=None)


def shut(scene: Scene) -> None:
    """Keeps the sheet without an appointment: a sign of danger stood in it, they may ask for it later."""
    writing = scene.talk.writing
    if writing is None:
        return
    if any(part.strip() for part in writing.parts):
        keep(scene, writing)
    scene.cancel(DueKind.LETTER_CLOSE)
    scene.set_talk(writing=None)


def close(scene: Scene, letter_id: str) -> None:
    """Half an hour is over, or something else began: what is written is sealed, an empty sheet is put away."""
    writing = scene.talk.writing
    if writing is None or writing.id != letter_id:
        return
    if any(part.strip() for part in writing.parts):
        seal(scene, letter_id)
    else:
        throw_away(scene)
        scene.say(scene.line("letter.put_away"))


def throw_away(scene: Scene) -> None:
    """The sheet is gone; nothing was kept."""
    scene.cancel(DueKind.LETTER_CLOSE)
    scene.set_talk(writing=None)


def throw(scene: Scene, ref: str) -> None:
    """They throw it away themselves: from the chat too."""
    writing = scene.talk.writing
    if writing is None or writing.id != ref:
        stale(scene)
        return
    throw_away(scene)
    if writing.parts:
        scene.replies.append(Remove(slot=slot(writing.id)))
    scene.say(scene.line("letter.thrown"))


def _when_due(scene: Scene) -> tuple[datetime, str]:
    hold = scene.talk.hold
    if hold is not None and hold.ends_at > scene.now:
        return hold.ends_at, "letter.sealed_until_timer"
    if scene.about.zone is None:
        return scene.now + WITHOUT_ZONE, "letter.sealed_for_hours"
    return wall.next_at(DAYLIGHT, scene.now, scene.about.zone), "letter.sealed_until_nine"


def due(scene: Scene, letter_id: str) -> None:
    """Daylight: what to do with it, unshown."""
    if letter_id not in {event.ref for event in shut_letters(scene)}:
        return
    scene.say(scene.line("letter.due"), rows=fate_rows(scene, letter_id))


def fate_rows(scene: Scene, letter_id: str) -> Rows:
    """Burn it unread comes first; no "still want to send" where somebody said no."""
    actions = ["letter_burn", "letter_leave", "letter_read"]
    if not respects_no(scene):
        actions.append("letter_still")
    return scene.rows(*actions, ref=letter_id)


def shut_letters(scene: Scene) -> tuple[Event, ...]:
    """The letters that are still there, oldest first."""
    ledger = scene.person.ledger
    burnt = {e.ref for e in ledger.of(EventKind.LETTER_FATE) if e.name == "burnt"}
    return tuple(e for e in ledger.of(EventKind.LETTER_SEALED) if e.ref not in burnt)


def fate(scene: Scene, ref: str, name: str) -> None:
    """What they decide about a letter: burnt, shut or still_send."""
    if ref not in {event.ref for event in shut_letters(scene)}:
        stale(scene)
        return
    scene.record(EventKind.LETTER_FATE, ref=ref, name=name)
    scene.cancel(DueKind.LETTER_DUE, ref=ref)
    if name == "burnt":
        scene.burn(ref)
    counted = letter_count(scene.person.ledger)
    rate = (
        scene.line("letter.base_rate", letters=counted.judged, still_send=counted.still_send)
        if counted.judged >= LETTERS_FROM
        else ""
    )
    rows = rating_rows(scene, ref) if name == "still_send" else ()
    scene.say(scene.line(f"letter.{name}"), rate, rows=rows)
    if rows:
        scene.ask("letter_rating", ref)


def rating_rows(scene: Scene, letter_id: str) -> Rows:
    """0 to 10, how much they want to send it."""
    return in_rows(
        (scene.button("letter_rate", f"{letter_id}.{n}", label=str(n)) for n in range(11)), 6
    )


def rate(scene: Scene, letter_id: str, number: int) -> None:
    """How strong the wish is after a letter was looked at again."""
    scene.record(EventKind.RATED, ref=letter_id, name="letter", value=number)
    scene.set_talk(asking=None)
    key = "letter.rated_low" if number <= 5 else "letter.rated_high"  # half of the scale
    scene.say(scene.line(key), rows=scene.rows("urge_new") if number > 5 else ())  # the same half


def read(scene: Scene, ref: str, *, sure: bool = False) -> None:
    """Shows it; at night only when asked twice."""
    if ref not in {event.ref for event in shut_letters(scene)}:
        stale(scene)
        return
    if scene.is_night and not sure:
        rows = scene.rows("letter_read_sure", "letter_leave", ref=ref)
        scene.say(scene.line("letter.not_at_night"), rows=rows)
        return
    scene.record(EventKind.LETTER_FATE, ref=ref, name="read")
    scene.cancel(DueKind.LETTER_DUE, ref=ref)
    actions = ["letter_burn", "letter_leave"]
    if not respects_no(scene):
        actions.append("letter_still")
    scene.replies.append(
        ReadLetter(
            letter_id=ref,
            before=scene.line("letter.here"),
            missing=scene.line("letter.gone"),
            rows=scene.rows(*actions, ref=ref),
        )
    )


def list_all(scene: Scene, _ref: str = "") -> None:
    """/letters: those that are there, newest first, each to be read or burnt."""
    letters = shut_letters(scene)[::-1]
    counted = letter_count(scene.person.ledger)
    if not letters:
        key = "letter.none_left" if counted.sealed else "letter.none"
        scene.say(scene.line(key), rows=scene.rows("letter_new"))
        return
    buttons = [_day_button(scene, event) for event in letters[:LISTED]]
    rate = (
        scene.line("letter.base_rate", letters=counted.judged, still_send=counted.still_send)
        if counted.judged >= LETTERS_FROM
        else ""
    )
    scene.say(scene.line("letter.list", letters=len(letters)), rate, rows=in_rows(buttons, 2))


def _day_button(scene: Scene, event: Event) -> Button:
    return scene.button("letter_pick", event.ref, label=f"{event.local:%d.%m.%Y %H:%M}")


def pick(scene: Scene, ref: str) -> None:
    """One letter of the list."""
    if ref not in {event.ref for event in shut_letters(scene)}:
        stale(scene)
        return
    scene.say(scene.line("letter.picked"), rows=fate_rows(scene, ref))


def stale(scene: Scene) -> None:
    """A button from before."""
    scene.replies.append(Say(text=scene.line("stale.line"), lane=scene.lane))
