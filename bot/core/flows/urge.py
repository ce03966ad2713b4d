"""Somebody is about to write to their ex: one screen at once, then how strong it is, then one help (docs/design.md)."""

from dataclasses import replace
from datetime import timedelta

from bot.core import choose
from bot.core.events import EventKind
from bot.core.flows import after, grief, rating
from bot.core.flows.letters import stale
from bot.core.flows.safety import danger, modes
from bot.core.flows.urge_screen import gentle_rows, quote, ring_line, rows, seen_line, trigger_rows
from bot.core.labels import Flag, Label
from bot.core.messages import DueKind
from bot.core.person import Mode, Urge
from bot.core.turn import Scene
from bot.core.words import drank

OPEN_FOR = timedelta(minutes=60)
MANY_IN = timedelta(hours=1)
MANY_AN_HOUR = 3
MANY_A_DAY = 6


def is_open(scene: Scene) -> bool:
    """True while an urge is open: not held, no contact, and a word within the hour, or its timer still running."""
    urge = scene.talk.urge
    if urge is None:
        return False
    hold = scene.talk.hold
    running = hold is not None and hold.urge == urge.id and hold.ends_at + OPEN_FOR > scene.now
    return running or scene.now - urge.last_word_at < OPEN_FOR


def start(scene: Scene) -> None:
    """Another urge, or more of the one that is open."""
    if danger.afraid_answer(scene, Label.URGE):
        return
    if scene.person.in_mode(Mode.THEY_DIED):
        grief.answer(scene)
        return
    if is_open(scene):
        again(scene)
        return
    urge = _open(scene)
    if scene.is_gentle:
        text, _ = choose.reframe(scene, urge)
        scene.say(text, choose.act(scene, urge), rows=gentle_rows(scene))
    elif _many(scene):
        many(scene, urge)
    else:
        show(scene, urge)
        if not modes.ask_where_told(scene):
            rating.ask(scene)


def _open(scene: Scene) -> Urge:
    reading = scene.reading
    motives = reading.motives if reading else ()
    urge = Urge(
        id=scene.pick.token(),
        opened_at=scene.now,
        last_word_at=scene.now,
        motives=motives,
        flags=reading.flags if reading else frozenset(),
    )
    scene.set_talk(urge=urge, hold=None)
    scene.cancel(DueKind.TIMER_END, DueKind.TIMER_TICK)
    event = scene.record(EventKind.URGE, ref=urge.id, name=motives[0] if motives else "")
    scene.understand(opened=event.id)
    return urge


def _many(scene: Scene) -> bool:
    ledger = scene.person.ledger
    hour = ledger.since(scene.now - MANY_IN, EventKind.URGE)
    day = ledger.on(scene.local.date(), EventKind.URGE)
    return len(hour) >= MANY_AN_HOUR or len(day) >= MANY_A_DAY


def many(scene: Scene, urge: Urge) -> None:
    """The third in an hour or the sixth in a day: no new thought, a person and an act."""
    line = ring_line(scene, "urge.many_ring") or scene.line("urge.many")
    scene.say(line, choose.act(scene, urge), rows=rows(scene, urge, first="hold"))


def show(scene: Scene, urge: Urge) -> None:
    """The screen: understood, their own words, one reframe, five buttons."""
    seen = seen_line(scene, urge)
    own = choose.own_words(scene, urge)
    quoted = quote(scene, own) if own else ""
    text, theme = choose.reframe(scene, urge)
    first = "" if scene.talk.greeted else scene.line("first.note")
    scene.set_talk(greeted=True, urge=_with_theme(urge, theme))
    scene.say(seen, quoted, text or choose.act(scene, urge), first, rows=rows(scene, urge))


def _with_theme(urge: Urge, theme: str) -> Urge:
    return replace(urge, themes=(*urge.themes, theme)) if theme else urge


def again(scene: Scene) -> None:
    """More words in an open urge: it counts once; what has not been tried comes first."""
    urge = scene.talk.urge
    if urge is None:
        return
    flags = urge.flags | (scene.reading.flags if scene.reading else frozenset())
    urge = replace(urge, last_word_at=scene.now, flags=flags)
    scene.set_talk(urge=urge)
    if scene.is_gentle:
        scene.say(choose.act(scene, urge), rows=gentle_rows(scene))
        return
    untried = rating.on_offer(scene, urge)
    if untried:
        is_draft = scene.reading is not None and Flag.DRAFT in scene.reading.flags
        if is_draft and "letter" in untried:
            first, offer = "letter", scene.line("offer.letter_draft")
        else:
            first, offer = untried[0], scene.line(f"offer.{untried[0]}")
        scene.say(_heard(scene), offer, rows=rows(scene, urge, first=first))
    else:
        scene.say(_heard(scene), choose.act(scene, urge), rows=rows(scene, urge))
    modes.ask_where_told(scene)


def _heard(scene: Scene) -> str:
    """Sadness in the middle of an urge is met as sadness."""
    reading = scene.reading
    is_sad = reading is not None and reading.label is Label.GRIEF and not reading.ask
    return grief.line(scene) if is_sad else scene.line("urge.again")


def angle(scene: Scene, ref: str) -> None:
    """Another theme; after three no more words, an act."""
    urge = scene.talk.urge
    if urge is None or urge.id != ref:
        stale(scene)
        return
    urge = used(scene, urge, "angle")
    urge = replace(urge, angles=urge.angles + 1)
    scene.set_talk(urge=urge)
    text, theme = choose.reframe(scene, urge) if urge.angles < rating.ANGLES else ("", "")
    if not text:
        act = choose.act(scene, urge)
        scene.say(scene.line("angle.enough"), act, rows=rows(scene, urge, first="hold"))
        return
    scene.set_talk(urge=_with_theme(urge, theme))
    scene.say(text, rows=rows(scene, urge))


def used(scene: Scene, urge: Urge, help_: str) -> Urge:
    """Remembers that this help was used."""
    scene.record(EventKind.USED, ref=urge.id, name=help_)
    urge = replace(urge, tried=(*urge.tried, help_), last_word_at=scene.now)
    scene.set_talk(urge=urge)
    return urge


def held(scene: Scene, ref: str) -> None:
    """They won't send it: a plain warm line, an act, then stop. One optional tap: what set it off."""
    urge = scene.talk.urge
    if urge is None or urge.id != ref:
        known = scene.person.ledger.about(ref, EventKind.HELD)
        scene.say(scene.line("held.already" if known else "stale.line"))
        return
    act = choose.act(scene, urge)
    late = drank(scene)
    scene.record(EventKind.HELD, ref=urge.id)
    close(scene)
    if scene.is_gentle or late:
        scene.say(scene.line("held.line"), act)
    else:
        question = scene.line("held.trigger_ask")
        asked = trigger_rows(scene, urge.id, urge.motives)
        scene.say(scene.line("held.line"), act, question, rows=asked)
    after.first_urge(scene)


def close(scene: Scene) -> None:
    """The urge is over: its timer too."""
    scene.cancel(DueKind.TIMER_END, DueKind.TIMER_TICK)
    scene.set_talk(urge=None, hold=None, asking=None)


def trigger(scene: Scene, ref: str, motive: str) -> None:
    """What set it off, for /stats and for the next plan."""
    ledger = scene.person.ledger
    known = {e.ref for e in ledger.of(EventKind.URGE)}
    known |= {e.id for e in ledger.of(EventKind.CONTACT)}
    if ref not in known or motive not in scene.library.motives:
        stale(scene)
        return
    if ledger.about(ref, EventKind.TRIGGER):
        scene.say(scene.line("held.trigger_known"))
        return
    scene.record(EventKind.TRIGGER, ref=ref, name=motive)
    after.offer_plan(scene, ref, motive, thanks=scene.line("held.trigger_thanks"))
