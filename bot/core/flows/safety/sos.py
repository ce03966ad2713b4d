"""/sos: the lines first, in every state, with nothing needed; then what it is about."""

from bot.core.content import LineKind
from bot.core.flows.safety import lines
from bot.core.messages import Lane, Rows
from bot.core.turn import Scene
from bot.core.words import is_minor


def show(scene: Scene, _ref: str = "") -> None:
    """Everything at once: emergency, somebody to talk to, somebody for violence."""
    scene.lane = Lane.SAFETY
    kinds = [LineKind.CRISIS, LineKind.VIOLENCE]
    if is_minor(scene):
        kinds.append(LineKind.CHILD)
    scene.say(
        scene.line("sos.first"),
        lines.emergency(scene),
        lines.several(scene, *kinds),
        rows=_rows(scene),
    )


def _rows(scene: Scene) -> Rows:
    return (
        (scene.button("sos_crisis"),),
        (scene.button("sos_danger"),),
        (scene.button("sos_threat"),),
        (scene.button("sos_urge"),),
        (lines.elsewhere(scene), scene.button("clear_chat")),
    )


def ask_country(scene: Scene, ref: str) -> None:
    """Which country they are in, typed."""
    scene.lane = Lane.SAFETY
    scene.ask("country", ref, minutes=30)
    scene.say(scene.line("sos.which_country"))


def told_country(scene: Scene) -> bool:
    """The typed country or city. False where none was recognised."""
    place = scene.reading.said.place if scene.reading else None
    if place is None or place.country is None:
        return False
    scene.set_about(country=place.country)
    scene.set_talk(asking=None)
    show(scene)
    return True


def unknown_country(scene: Scene) -> None:
    """Not recognised: the directories serve everywhere."""
    scene.lane = Lane.SAFETY
    scene.set_talk(asking=None)
    scene.say(scene.line("sos.unknown_country"), lines.several(scene, LineKind.CRISIS))
