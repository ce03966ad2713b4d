"""The person may hurt somebody (docs/safety.md, 4). No detail of the ex is asked for or repeated."""

from bot.core.flows.safety import crisis, lines, pause
from bot.core.labels import Risk
from bot.core.messages import Lane
from bot.core.person import Mode
from bot.core.turn import Scene


def act(scene: Scene, *, emergency: bool = True) -> None:
    """Distance first; then whether they think of dying too, which would come first."""
    pause.begin(scene, Risk.THREAT)
    scene.understand()
    crisis.seal_quietly(scene)
    scene.set_care(modes=scene.care.modes | {Mode.AFTER_THREAT})
    scene.set_talk(asking=None)
    scene.lane = Lane.SAFETY
    scene.say(
        scene.line("threat.first"),
        lines.one_line(scene, Risk.THREAT),
        lines.emergency(scene) if emergency else "",
        scene.line("threat.dying_too"),
        rows=(
            (scene.button("threat_dying"), scene.button("threat_not_dying")),
            (scene.button("threat_else"), lines.elsewhere(scene, Risk.THREAT)),
        ),
    )


def not_dying(scene: Scene, _ref: str) -> None:
    """Only the anger: being with somebody, and nothing tonight."""
    scene.lane = Lane.SAFETY
    scene.say(scene.line("threat.stay_put"))


def meant_else(scene: Scene, _ref: str) -> None:
    """Nothing of the kind was meant."""
    scene.set_care(modes=scene.care.modes - {Mode.AFTER_THREAT})
    crisis.take_back_as(scene, Risk.THREAT)
