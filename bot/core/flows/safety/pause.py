"""The safety pause and what follows it (docs/safety.md, 2 to 4): beginning, standing, ending."""

from dataclasses import replace
from datetime import time, timedelta

from bot.core import wall
from bot.core.labels import Risk
from bot.core.messages import DueKind
from bot.core.person import Pause
from bot.core.turn import Scene

AT_LEAST = timedelta(hours=2)
ENDS_BY_ITSELF = timedelta(hours=24)
GENTLE_FOR = timedelta(hours=72)
NOT_ASKED_AGAIN = timedelta(hours=6)
HELLO_AT = time(10, 0)
HELLO_TOMORROW_FROM = time(5, 0)
"""Who says yes to a hello tomorrow before this hour has not slept yet: tomorrow is after the night."""
HELLO_DAYS = 3


def begin(scene: Scene, risk: Risk) -> None:
    """A sign of this danger: the pause stands from its first sign until it is ended. A crisis outlasts the others."""
    pause = scene.care.pause
    if pause is not None and (pause.risk is risk or pause.risk is Risk.CRISIS):
        scene.set_care(pause=replace(pause, last_sign_at=scene.now, safer=False))
    else:
        scene.set_care(pause=Pause(risk=risk, since=scene.now, last_sign_at=scene.now))
    if risk in {Risk.CRISIS, Risk.THREAT}:
        scene.set_care(gentle_until=scene.now + GENTLE_FOR)


def confirm(scene: Scene) -> None:
    """They said themselves that it is so."""
    pause = scene.care.pause
    if pause is not None:
        scene.set_care(pause=replace(pause, confirmed=True))


def take_back(scene: Scene, risk: Risk) -> None:
    """It was a misunderstanding: no pause, and none of the days after it."""
    pause = scene.care.pause
    if pause is not None and pause.risk is risk:
        scene.set_care(pause=None, gentle_until=None)


def refresh(scene: Scene) -> None:
    """Ends what has run out by itself; called before anything else in a turn."""
    pause = scene.care.pause
    if pause is None:
        return
    quiet_for = scene.now - pause.last_sign_at
    if quiet_for >= ENDS_BY_ITSELF or (pause.safer and quiet_for >= AT_LEAST):
        scene.set_care(pause=None)


def heard(scene: Scene) -> None:
    """Words without a sign: the silence after a danger lasted only until they wrote."""
    pause = scene.care.pause
    if pause is not None and pause.risk is Risk.DANGER:
        scene.set_care(pause=None)


def safer(scene: Scene) -> bool:
    """They say that they are safer now. True where the pause has lasted long enough to end at once."""
    pause = scene.care.pause
    if pause is None:
        return True
    if scene.now - pause.last_sign_at >= AT_LEAST:
        scene.set_care(pause=None)
        return True
    scene.set_care(pause=replace(pause, safer=True))
    return False


def may_ask(scene: Scene, risk: Risk) -> bool:
    """False within six hours of a no to the same question."""
    answered = scene.care.asked_at.get(risk.value)
    return answered is None or scene.now - answered >= NOT_ASKED_AGAIN


def answered_no(scene: Scene, risk: Risk) -> None:
    """Remembers the no, and that nothing dry is said before morning."""
    asked_at = {**scene.care.asked_at, risk.value: scene.now}
    morning = wall.next_at(scene.about.quiet_to, scene.now, scene.about.zone)
    scene.set_care(asked_at=asked_at, soft_until=morning)


def book_hello(scene: Scene) -> None:
    """One plain hello a day at ten, for the three days in which nothing else comes unasked."""
    scene.set_care(hello_wanted=True)
    small_hours = scene.local.time() < HELLO_TOMORROW_FROM
    day = scene.local.date() + timedelta(days=0 if small_hours else 1)
    due_at = wall.instant(day, HELLO_AT, scene.about.zone)
    scene.book(DueKind.SAFETY_HELLO, due_at, ref="1")


def ask_safer_once(scene: Scene) -> None:
    """Remembers that "are you safer now?" was asked."""
    pause = scene.care.pause
    if pause is not None:
        scene.set_care(pause=replace(pause, asked_safer=True))
