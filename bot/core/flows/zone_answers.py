"""The answers to "what time is it with you?": a tapped hour, a typed time or city, a shared location."""

from bot.core.flows import after, setup, zone
from bot.core.flows.letters import stale
from bot.core.reading import Place, Said
from bot.core.turn import Scene


def offset(scene: Scene, ref: str) -> None:
    """A tapped hour."""
    if not zone.is_offset(ref):
        stale(scene)
        return
    told(scene, Place(name="", zone=ref))


def told(scene: Scene, place: Place) -> None:
    """The zone is known; in set-up the next question follows, after a first urge the offer of set-up."""
    zone.settle(scene, place)
    setup.zone_set(scene)
    if scene.talk.setup_step is None and not scene.talk.setup_offered:
        after.offer_setup(scene)


def typed(scene: Scene, said: Said) -> bool:
    """A typed time or city. False where it was neither."""
    place = zone.from_said(scene, said)
    if place is not None:
        told(scene, place)
        return True
    if said.impossible_clock:
        scene.say(scene.line("zone.impossible"), rows=zone.hour_rows(scene))
        return True
    return False


def skip(scene: Scene, _ref: str) -> None:
    """Not told; asked once more at the next urge."""
    scene.set_talk(asking=None)
    scene.say(scene.line("zone.skipped"))
