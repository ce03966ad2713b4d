"""They may not need this any more: leaving counts as success."""

from datetime import timedelta

from bot.core import rhythm
from bot.core.events import EventKind
from bot.core.messages import Forget, SendExport
from bot.core.turn import Scene

FROM_DAY = 90
AGAIN_AFTER_DAYS = 60
LOW_FOR = timedelta(days=21)
LOW_RATING = 3
LOW_FROM_DAY = 30
"""Low urges count from this day on: before it they are luck."""


def offer(scene: Scene) -> None:
    """Low urges for weeks, or day 90: they may not need this any more."""
    today = scene.local.date()
    last = scene.talk.graduation_offered_on
    if last is not None and (today - last).days < AGAIN_AFTER_DAYS:
        return
    start = rhythm.taper_start(scene.person)
    age = (today - start).days if start else 0
    if age < LOW_FROM_DAY or not (age >= FROM_DAY or _low_for_weeks(scene)):
        return
    scene.set_talk(graduation_offered_on=today)
    scene.say(scene.line("graduation.line"), rows=scene.rows("graduate", "graduate_not_yet"))


def _low_for_weeks(scene: Scene) -> bool:
    since = scene.now - LOW_FOR
    rated = scene.person.ledger.since(since, EventKind.RATED)
    return all((e.value or 0) <= LOW_RATING for e in rated if e.name == "first")


def how(scene: Scene, _ref: str) -> None:
    """Export and erase in one step, or only quiet."""
    rows = scene.rows("graduate_leave", "stop_all", "graduate_not_yet")
    scene.say(scene.line("graduation.how"), rows=rows)


def not_yet(scene: Scene, _ref: str) -> None:
    """They stay."""
    scene.say(scene.line("graduation.not_yet"))


def leave(scene: Scene, _ref: str) -> None:
    """Everything into their hands, then nothing of it left here."""
    scene.replies.append(SendExport(text=scene.line("export.here")))
    scene.replies.append(Forget(text=scene.line("forget.done")))
