"""What comes once the first urge is over: the time where they are, then set-up; and the offer to keep a plan."""

from bot.core.content import PlanIdea
from bot.core.events import EventKind
from bot.core.flows import zone
from bot.core.messages import KeptKind
from bot.core.turn import Scene, in_rows
from bot.core.words import drank

PLANS_AT_MOST = 3
PLANS_OFFERED = 3


def first_urge(scene: Scene) -> None:
    """One thing at a time: the zone first, since everything timed needs it; then set-up, once."""
    if scene.is_gentle or scene.care.pause is not None:
        return
    if scene.about.zone is None and scene.talk.zone_asked < zone.ASKED_AT_MOST:
        zone.ask(scene)
    elif not scene.talk.setup_offered:
        offer_setup(scene)


def offer_setup(scene: Scene) -> None:
    """Set-up, in steps, each of which can be skipped."""
    scene.set_talk(setup_offered=True)
    scene.say(scene.line("setup.offer"), rows=scene.rows("setup_begin", "setup_later", each=2))


def offer_plan(scene: Scene, ref: str, motive: str, *, thanks: str) -> None:
    """One if-then plan that fits what set it off, where there is room for one; not late after drinking."""
    room = len(scene.person.own_of(KeptKind.PLAN)) < PLANS_AT_MOST
    if not room or scene.is_soft or drank(scene):
        scene.say(thanks)
        return
    ideas = fitting_plans(scene, motive)[:PLANS_OFFERED]
    if not ideas:
        scene.say(thanks)
        return
    text = "\n".join(f"{n}. {scene.fill(idea.text)}" for n, idea in enumerate(ideas, start=1))
    numbered = [
        scene.button("plan_keep", idea.id, label=str(n)) for n, idea in enumerate(ideas, start=1)
    ]
    rows = (*in_rows(numbered, 3), (scene.button("plan_write", ref), scene.button("plan_not_now")))
    scene.say(thanks, scene.line("plan.offer"), text, rows=rows)


def fitting_plans(scene: Scene, motive: str) -> list[PlanIdea]:
    """Ideas for this motive that they do not have yet, in a shuffled order."""
    mine = {words.cue for words in scene.person.own_of(KeptKind.PLAN)}
    alcohol = motive == "drunk"
    fitting = [
        idea
        for idea in scene.library.plans
        if idea.id not in mine
        and (motive in idea.motives or not idea.motives)
        and idea.alcohol == alcohol
    ]
    fitting.sort(key=lambda idea: (motive not in idea.motives, scene.pick.uniform()))
    return fitting


def helped(scene: Scene, ref: str, what: str) -> None:
    """What helped, for /stats."""
    if scene.person.ledger.about(ref, EventKind.HELPED):
        scene.say(scene.line("resisted.helped_known"))
        return
    scene.record(EventKind.HELPED, ref=ref, name=what)
    offer_plan(scene, ref, "", thanks=scene.line("resisted.helped_thanks"))
