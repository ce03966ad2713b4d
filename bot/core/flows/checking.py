"""Looking at the ex's profile: its own reframes, its own run of days, no lecture."""

from dataclasses import replace

from bot.core import choose
from bot.core.events import EventKind
from bot.core.flows.safety import danger
from bot.core.labels import Label
from bot.core.person import Mode, Urge
from bot.core.streak import checking_run
from bot.core.turn import Scene

WORTH_SAYING = 2


def answer(scene: Scene) -> None:
    """One thought, an act, and whether they looked."""
    if danger.afraid_answer(scene, Label.CHECKING):
        return
    event_id = scene.pick.token()
    urge = Urge(id=event_id, opened_at=scene.now, last_word_at=scene.now, motives=_motives(scene))
    if scene.talk.urge is not None and scene.talk.urge.rating is not None:
        urge = replace(urge, rating=scene.talk.urge.rating)
    scene.understand()
    died = scene.person.in_mode(Mode.THEY_DIED)
    thought, _ = ("", "") if died else choose.reframe(scene, urge, checking=True)
    rows = (
        (scene.button("check_held"), scene.button("check_looked")),
        (scene.button("urge_new"), scene.button("not_meant", "last")),
    )
    scene.say(scene.line("checking.seen"), thought, choose.act(scene, urge), rows=rows)


def _motives(scene: Scene) -> tuple[str, ...]:
    return scene.reading.motives if scene.reading else ()


def looked(scene: Scene, _ref: str) -> None:
    """They looked: written down, no lecture."""
    event = scene.record(EventKind.CHECKED)
    scene.say(
        scene.line("checking.looked"),
        choose.act(scene),
        rows=((scene.button("undo_event", event.id),),),
    )


def held(scene: Scene, _ref: str) -> None:
    """They did not look."""
    days = checking_run(scene.person.ledger, scene.local.date())
    run = scene.line("checking.run", days=days) if days and days >= WORTH_SAYING else ""
    scene.say(scene.line("checking.held"), run)
