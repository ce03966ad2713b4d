"""Days of the year that hurt: the evening before a plan, that morning a word."""

from bot.core.flows.urge_screen import quoted_lines
from bot.core.messages import KeptKind
from bot.core.turn import Scene

NAMED = frozenset({"birthday", "anniversary", "holiday"})
"""Kinds of day that have their own line; the others share one."""


def eve(scene: Scene, ref: str) -> None:
    """The evening before: a plan for tomorrow."""
    if not scene.about.full_messages:
        scene.say(scene.line("hard_date.eve_discreet"), rows=scene.rows("hard_date_open", ref=ref))
        return
    open_eve(scene, ref)


def open_eve(scene: Scene, ref: str) -> None:
    """What day it is, and a plan for it."""
    plans = scene.person.own_of(KeptKind.PLAN)
    quoted = quoted_lines(plans[-1].body) if plans else ""
    what = ref.partition(":")[0]
    known = {hard.what for hard in scene.about.hard_dates}
    key = f"hard_date.{what}" if what in known & NAMED else "hard_date.day"
    scene.say(
        scene.line(key),
        scene.line("hard_date.plan"),
        quoted,
        rows=scene.rows("plan_pick", "urge_new", each=2),
    )


def morning(scene: Scene, _ref: str) -> None:
    """That morning, a word."""
    key = "hard_date.morning_full" if scene.about.full_messages else "hard_date.morning"
    scene.say(scene.line(key))
