"""What was understood, what was meant instead, and what follows from a label."""

from dataclasses import replace

from bot.core.events import EventKind
from bot.core.flows import (
    checking,
    contact,
    grief,
    necessary,
    question,
    resisted,
    slip,
    talk,
    urge,
)
from bot.core.flows.letters import stale
from bot.core.flows.safety import check
from bot.core.labels import Label, Risk
from bot.core.messages import Words
from bot.core.reading import Reading
from bot.core.turn import Scene

RISKS = {Label.CRISIS: Risk.CRISIS, Label.DANGER: Risk.DANGER, Label.THREAT: Risk.THREAT}


def route(scene: Scene, label: Label, words: Words | None = None) -> None:
    """The flow of a label."""
    if label is Label.SOCIAL:
        talk.social(scene, words)
    elif label is Label.OTHER:
        talk.other(scene, words)
    else:
        FLOWS[label](scene)


FLOWS = {
    Label.SLIP: slip.ask,
    Label.EX_OPEN: contact.ex_open,
    Label.EX_CONTACT: contact.ex_contact,
    Label.MUST_CONTACT: necessary.ask,
    Label.URGE: urge.start,
    Label.CHECKING: checking.answer,
    Label.RESISTED: resisted.answer,
    Label.QUESTION: question.answer,
    Label.GRIEF: grief.answer,
}


def means(scene: Scene, ref: str) -> None:
    """They chose what they meant: from there the flow goes on, and it counts for what is unclear a while longer."""
    if ref not in {label.value for label in FLOWS}:
        stale(scene)
        return
    label = Label(ref)
    before = scene.talk.understood
    flags = before.flags if before and label in before.options else frozenset()
    motives = before.motives if before and label in before.options else ()
    topic = before.topic if before else None
    scene.reading = Reading(label=label, confidence=1.0, flags=flags, motives=motives, topic=topic)
    if label is Label.SLIP:
        slip.ask(scene, told=True)
    else:
        route(scene, label)
    if scene.talk.understood is not None:
        scene.set_talk(understood=replace(scene.talk.understood, label=label, chosen=True))


def resume(scene: Scene) -> None:
    """The answer to what they wrote before something else had to be asked."""
    before = scene.talk.understood
    if before is None:
        scene.say(scene.line("unsure.line"), rows=talk.menu(scene))
        return
    safe = tuple(label for label in before.options if label not in RISKS)
    scene.reading = Reading(
        label=before.label,
        confidence=1.0,
        options=safe,
        motives=before.motives,
        flags=before.flags,
        topic=before.topic,
    )
    if before.label in RISKS:
        talk.unsure(scene, goes_on=True)
    else:
        route(scene, before.label)


def not_meant(scene: Scene, _ref: str) -> None:
    """The reading was wrong: what it opened is taken back, and the likeliest others are offered."""
    before = scene.talk.understood
    if before is None:
        scene.say(scene.line("unsure.line"), rows=talk.menu(scene))
        return
    live = {event.id for event in scene.person.ledger.of(EventKind.URGE)}
    if before.opened in live:
        scene.record(EventKind.UNDONE, ref=before.opened)
        urge.close(scene)
    left = tuple(label for label in before.options if label is not before.label)
    scene.reading = Reading(label=Label.OTHER, confidence=0.0, options=left, motives=before.motives)
    talk.unsure(scene)


def safe_urge(scene: Scene) -> None:
    """From /sos: safe, it is an urge."""
    if scene.care.pause is not None and scene.care.pause.risk is Risk.CRISIS:
        check.question(scene, Risk.CRISIS)
        return
    urge.start(scene)


def from_them(scene: Scene, _ref: str) -> None:
    """The forwarded message was from the ex."""
    scene.set_talk(asking=None)
    contact.ex_contact(scene)


def to_them(scene: Scene, _ref: str) -> None:
    """It is what they want to send, or have sent."""
    scene.set_talk(asking=None)
    urge.start(scene)
