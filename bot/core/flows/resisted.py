"""They held off, deleted it, reached a day: noticed plainly, and what helped is worth keeping."""

from bot.core.events import EventKind
from bot.core.flows import after
from bot.core.flows import urge as urges
from bot.core.flows.safety import danger
from bot.core.labels import Label
from bot.core.messages import Rows
from bot.core.streak import is_milestone, streak
from bot.core.turn import Scene, in_rows

HELPED = ("waited", "person", "moved", "slept", "wrote_it", "phone_away")


def answer(scene: Scene) -> None:
    """In an open urge it is its end; else it is asked whether it should count."""
    if danger.afraid_answer(scene, Label.RESISTED):
        return
    urge = scene.talk.urge
    if urges.is_open(scene) and urge is not None:
        urges.held(scene, urge.id)
        return
    scene.understand()
    rows: Rows = (
        (scene.button("resisted_count"),),
        (scene.button("urge_new"), scene.button("not_meant", "last")),
    )
    scene.say(scene.line("resisted.seen"), rows=rows)


def count(scene: Scene, _ref: str) -> None:
    """Written down, on their word; then what helped."""
    last = scene.person.ledger.last(EventKind.HELD)
    if last is not None and scene.now - last.at < urges.OPEN_FOR / 6:
        scene.say(scene.line("held.already"))
        return
    ref = scene.pick.token()
    event = scene.record(EventKind.HELD, ref=ref)
    rows = (*_helped_rows(scene, ref), (scene.button("undo_event", event.id),))
    scene.say(scene.line("resisted.counted"), scene.line("resisted.what_helped"), rows=rows)


def _helped_rows(scene: Scene, ref: str) -> Rows:
    buttons = [
        scene.button("helped", f"{ref}.{name}", label=scene.library.label(f"helped_{name}"))
        for name in HELPED
    ]
    return in_rows(buttons, 2)


def helped(scene: Scene, ref: str, name: str) -> None:
    """What helped, for /stats, and perhaps a plan."""
    known = {event.ref for event in scene.person.ledger.of(EventKind.HELD)}
    if ref not in known or name not in HELPED:
        scene.say(scene.line("stale.line"))
        return
    after.helped(scene, ref, name)


def milestone(scene: Scene) -> str:
    """A line where today is a milestone that was not said yet, else ""."""
    run = streak(scene.person.ledger, scene.about.last_contact_on, scene.local.date())
    if scene.is_gentle or not is_milestone(run.current):
        return ""
    if any(
        e.value == run.current and e.at.date() >= run.since
        for e in scene.person.ledger.of(EventKind.MILESTONE)
    ):
        return ""
    scene.record(EventKind.MILESTONE, value=run.current)
    return scene.line("milestone.line", days=run.current)
