"""Breathing out slowly for a minute and a bit, in one message that the sender edits at the pace of the breath."""

from bot.core.flows import urge as urges
from bot.core.flows.urge_screen import rating_rows
from bot.core.messages import Breath, Frame, Say
from bot.core.turn import Scene

BREATHS = 7
IN_S = 4.0
OUT_S = 6.0
"""Seven breaths of ten seconds: 70 s, out longer than in."""


def start(scene: Scene, ref: str) -> None:
    """With an open urge a rating follows, without one a plain word."""
    urge = scene.talk.urge
    if urge is not None and urge.id == ref:
        urges.used(scene, urge, "breathe")
        scene.ask("after", ref, minutes=60)
        after = Say(
            text=scene.line("breathe.done") + "\n\n" + scene.line("rating.after_ask"),
            rows=(
                *rating_rows(scene, "after", ref),
                (scene.button("held", ref), scene.button("hold", ref)),
            ),
        )
    else:
        after = Say(text=scene.line("breathe.done_plain"))
    scene.replies.append(Breath(frames=_frames(scene), after=after))


def _frames(scene: Scene) -> tuple[Frame, ...]:
    start_text = scene.line("breathe.start")
    steps = []
    for number in range(1, BREATHS + 1):
        count = "●" * number + "○" * (BREATHS - number)
        steps.append(
            Frame(text=f"{start_text}\n\n{scene.line('breathe.in')}\n{count}", seconds=IN_S)
        )
        steps.append(
            Frame(text=f"{start_text}\n\n{scene.line('breathe.out')}\n{count}", seconds=OUT_S)
        )
    return tuple(steps)
