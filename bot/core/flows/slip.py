"""They made contact: no shame, containment first, and the questions when morning comes (docs/safety.md, 8)."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import choose, wall
from bot.core.events import EventKind
from bot.core.flows import urge as urges
from bot.core.flows.letters import stale
from bot.core.flows.safety import check, danger
from bot.core.flows.urge_screen import rows as rows_of_urge
from bot.core.flows.urge_screen import trigger_rows
from bot.core.labels import Label
from bot.core.messages import DueKind, Lane, Rows
from bot.core.person import Slip
from bot.core.streak import streak
from bot.core.turn import Scene
from bot.core.words import is_low, respects_no

KINDS = ("wrote", "called", "replied", "met", "reacted")
ANSWERS = ("kindly", "coldly", "not_yet", "untold")
LOOK_IN_AFTER = timedelta(hours=2)
SOON = timedelta(minutes=15)
MORNING_REVIEW = "review"


def ask(scene: Scene, *, told: bool = False) -> None:
    """A reading alone changes nothing: one tap says what it was. `told`: a tap has said already that it was contact."""
    if danger.afraid_answer(scene, Label.SLIP):
        return
    scene.understand()
    scene.ask("slip_kind", minutes=60)
    scene.say(scene.line("slip.what" if told else "slip.confirm"), rows=kind_rows(scene))


def kind_rows(scene: Scene) -> Rows:
    """What was it? What is no slip comes first and last."""
    return (
        (scene.button("slip_open"),),
        (
            scene.button("slip_kind", "wrote", label=scene.library.label("slip_wrote")),
            scene.button("slip_kind", "replied", label=scene.library.label("slip_replied")),
        ),
        (
            scene.button("slip_kind", "called", label=scene.library.label("slip_called")),
            scene.button("slip_kind", "met", label=scene.library.label("slip_met")),
        ),
        (
            scene.button("slip_kind", "reacted", label=scene.library.label("slip_reacted")),
            scene.button("slip_needed"),
        ),
        (scene.button("slip_pressed"), scene.button("slip_none")),
    )


def kind(scene: Scene, ref: str) -> None:
    """The tap that writes it down."""
    if ref not in KINDS:
        stale(scene)
        return
    confirmed(scene, ref)


def confirmed(scene: Scene, name: str, *, at: datetime | None = None) -> None:
    """Written down; for tonight: nothing more, what was held still counts, and did they answer?"""
    run = streak(scene.person.ledger, scene.about.last_contact_on, scene.local.date())
    already = scene.talk.slip
    if already is not None and scene.now - already.at < timedelta(minutes=10) and at is None:
        scene.say(scene.line("slip.known"), rows=_undo_rows(scene, already.contact))
        return
    event = scene.record(EventKind.CONTACT, name=name, at=at)
    urge = scene.talk.urge
    urges.close(scene)
    scene.cancel(DueKind.RISKY_HOUR, DueKind.NUDGE)
    scene.set_talk(slip=Slip(contact=event.id, at=event.at))
    held = scene.line("slip.held_days", days=run.current) if run.current > 1 else ""
    scene.say(
        scene.line(f"slip.contained_{name}"),
        "" if scene.is_gentle else held,
        scene.line("slip.no_more_tonight") if scene.is_night else scene.line("slip.no_more_today"),
        choose.act(scene, urge),
        rows=(_soon_row(scene, event.id), *_undo_rows(scene, event.id)),
    )
    if not respects_no(scene):
        rows = _answer_rows(scene, event.id)
        scene.ask("slip_answer", event.id)
        scene.say(scene.line("slip.answered_ask"), rows=rows)


def _soon_row(scene: Scene, contact: str) -> tuple:  # type: ignore[type-arg]  # a row
    return (scene.button("look_in_soon", contact),)


def _undo_rows(scene: Scene, contact: str) -> Rows:
    return ((scene.button("undo_event", contact),),)


def _answer_rows(scene: Scene, contact: str) -> Rows:
    buttons = [
        scene.button("slip_answer", f"{contact}.{name}", label=scene.library.label(f"slip_{name}"))
        for name in ANSWERS
    ]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def answered(scene: Scene, contact: str, name: str) -> None:
    """Whether the ex answered; a cold answer, or a low mood, is asked about."""
    known = {event.id for event in scene.person.ledger.of(EventKind.CONTACT)}
    if contact not in known or name not in ANSWERS:
        stale(scene)
        return
    scene.set_talk(asking=None)
    if scene.person.ledger.about(contact, EventKind.ANSWER_OF_EX):
        scene.say(scene.line("slip.answer_known"))
        return
    scene.record(EventKind.ANSWER_OF_EX, ref=contact, name=name)
    if scene.talk.slip is not None and scene.talk.slip.contact == contact:
        scene.set_talk(slip=replace(scene.talk.slip, answered=name))
    low = is_low(scene)
    if name == "coldly":
        scene.record(EventKind.MOOD, name="low")
    if name == "coldly" or low:
        scene.lane = Lane.SAFETY  # so that this is heard before the question that may follow
    scene.say(scene.line(f"slip.answer_{name}"))
    if name == "coldly" or low:
        check.on_pattern(scene)


def look_in_soon(scene: Scene, contact: str) -> None:
    """In a quarter of an hour, because they asked for it."""
    if contact not in {event.id for event in scene.person.ledger.of(EventKind.CONTACT)}:
        stale(scene)
        return
    scene.book(DueKind.LOOK_IN_SOON, scene.now + SOON, contact)
    scene.say(scene.line("slip.soon_booked"))


def look_in(scene: Scene, contact: str, *, asked_for: bool = False) -> None:
    """How are you? Nothing else."""
    if contact not in {event.id for event in scene.person.ledger.of(EventKind.CONTACT)}:
        return
    scene.lane = Lane.TIMER if asked_for else Lane.CHECK_IN
    rows = scene.rows("look_ok", "look_shaky", "look_low", ref=contact, each=3)
    scene.say(scene.line("look_in.ask"), rows=rows)


def look_answer(scene: Scene, _ref: str, name: str) -> None:
    """How they are after it."""
    scene.set_talk(unanswered_check_ins=0)
    if name == "low":
        scene.record(EventKind.MOOD, name="low")
        scene.say(scene.line("look_in.low"), choose.act(scene))
        check.on_pattern(scene)
        return
    rows = scene.rows("urge_new") if name == "shaky" else ()
    scene.say(scene.line(f"look_in.{name}"), rows=rows)


def review(scene: Scene, contact: str) -> None:
    """The morning after: when it was, then what came before, then a plan."""
    if contact not in {event.id for event in scene.person.ledger.of(EventKind.CONTACT)}:
        stale(scene)
        return
    scene.ask("slip_when", contact, minutes=12 * 60)
    rows = (
        scene.rows("slip_when_right", "slip_when_earlier", ref=contact, each=2)[0],
        (scene.button("slip_review_no", contact),),
    )
    scene.say(scene.line("slip.when_ask"), rows=rows)


def when_typed(scene: Scene, contact: str) -> bool:
    """A typed time for it. False where none was understood, or it lies ahead."""
    said = scene.reading.said if scene.reading else None
    wall_time = said.at if said else None
    if wall_time is None:
        return False
    at = wall.instant(wall_time.date(), wall_time.time(), scene.about.zone)
    if at > scene.now:
        return False
    move(scene, contact, at)
    return True


def move(scene: Scene, contact: str, at: datetime) -> None:
    """The same contact at another time: the mistaken entry is taken back, a new one written."""
    old = next((e for e in scene.person.ledger.of(EventKind.CONTACT) if e.id == contact), None)
    if old is None:
        stale(scene)
        return
    scene.record(EventKind.UNDONE, ref=old.id)
    new = scene.record(EventKind.CONTACT, name=old.name, at=at)
    scene.set_talk(slip=Slip(contact=new.id, at=at), asking=None)
    shown = wall.local(at, scene.about.zone)
    scene.say(scene.line("slip.moved", when=f"{shown:%d.%m. %H:%M}"))
    ask_before(scene, new.id)


def when_right(scene: Scene, contact: str) -> None:
    """The time that is written down is right."""
    if contact not in {event.id for event in scene.person.ledger.of(EventKind.CONTACT)}:
        stale(scene)
        return
    ask_before(scene, contact)


def when_earlier(scene: Scene, contact: str) -> None:
    """They want to type when."""
    scene.ask("slip_when", contact, minutes=12 * 60)
    scene.say(scene.line("slip.when_type"))


def ask_before(scene: Scene, contact: str) -> None:
    """What came just before it."""
    scene.set_talk(asking=None)
    rows = (*trigger_rows(scene, contact), (scene.button("slip_review_no", contact),))
    scene.say(scene.line("slip.before_ask"), rows=rows)


def review_no(scene: Scene, _ref: str) -> None:
    """Not now; nothing is lost."""
    scene.set_talk(asking=None, slip=None)
    scene.say(scene.line("slip.review_no"))


def opened(scene: Scene, _ref: str) -> None:
    """The ex asked to talk about them, and they said yes: no slip."""
    event = scene.record(EventKind.EX_OPEN)
    # It is the first button: whoever hit it by mistake can still say what it was.
    scene.ask("slip_kind", event.id, minutes=10)
    rows = (*scene.rows("open_how", "open_time", each=2), (scene.button("undo_event", event.id),))
    scene.say(scene.line("open.said_yes"), rows=rows)


def none(scene: Scene, _ref: str) -> None:
    """Nothing was sent."""
    scene.set_talk(asking=None)
    if urges.is_open(scene) and scene.talk.urge is not None:
        scene.say(scene.line("slip.none"), rows=rows_of_urge(scene, scene.talk.urge))
        return
    scene.say(
        scene.line("slip.none"),
        rows=((scene.button("urge_new"), scene.button("not_meant", "last")),),
    )


def undo(scene: Scene, ref: str) -> None:
    """Takes a mistaken entry back, whatever it was."""
    events = scene.person.ledger.of(*UNDOABLE)
    if ref not in {event.id for event in events}:
        scene.say(scene.line("undo.already"))
        return
    scene.record(EventKind.UNDONE, ref=ref)
    if scene.talk.slip is not None and scene.talk.slip.contact == ref:
        scene.set_talk(slip=None)
    scene.cancel(DueKind.LOOK_IN_SOON, DueKind.LOOK_IN, DueKind.LOOK_IN_MORNING, ref=ref)
    scene.say(scene.line("undo.done"))


UNDOABLE = (
    EventKind.CONTACT,
    EventKind.NECESSARY,
    EventKind.EX_CONTACT,
    EventKind.EX_OPEN,
    EventKind.CHECKED,
    EventKind.HELD,
)
"""What may be taken back with one tap."""
