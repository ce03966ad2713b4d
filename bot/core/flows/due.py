"""What has fallen due for one person: what is late, at night or over the cap is dropped, the rest is one message."""

from collections.abc import Callable
from dataclasses import replace

from bot.core import rhythm, wall
from bot.core.events import EventKind
from bot.core.flows import check_in, hard_dates, hold, letters, slip
from bot.core.flows.safety import crisis
from bot.core.messages import Appointment, Due, DueKind, Lane, Outgoing, Say
from bot.core.turn import Scene

ASKED_FOR: dict[DueKind, Callable[[Scene, Appointment], None]] = {
    DueKind.TIMER_TICK: lambda scene, a: hold.tick(scene, a.ref),
    DueKind.TIMER_END: lambda scene, a: hold.end(scene, a.ref, a.due_at),
    DueKind.LETTER_CLOSE: lambda scene, a: letters.close(scene, a.ref),
    DueKind.LETTER_DUE: lambda scene, a: letters.due(scene, a.ref),
    DueKind.LOOK_IN_SOON: lambda scene, a: slip.look_in(scene, a.ref, asked_for=True),
    DueKind.SAFETY_HELLO: lambda scene, a: crisis.hello(scene, a.ref),
}
UNASKED: dict[DueKind, Callable[[Scene, str], None]] = {
    DueKind.LOOK_IN: slip.look_in,
    DueKind.LOOK_IN_MORNING: check_in.look_in_morning,
    DueKind.MORNING: check_in.morning,
    DueKind.NUDGE: check_in.nudge,
    DueKind.EVENING: check_in.evening,
    DueKind.RISKY_HOUR: check_in.risky,
    DueKind.HARD_DATE_EVE: hard_dates.eve,
    DueKind.HARD_DATE: hard_dates.morning,
    DueKind.WEEKLY: check_in.weekly,
    DueKind.GOODBYE: check_in.goodbye,
}


def answer(scene: Scene, due: Due) -> None:
    """Keeps the appointments, safety's own first."""
    left = tuple(a for a in scene.person.booked if a not in due.items)
    scene.person = replace(scene.person, booked=left)
    for appointment in sorted(due.items, key=lambda a: (a.kind in rhythm.UNASKED, a.due_at)):
        scene.lane = Lane.CHECK_IN if appointment.kind in rhythm.UNASKED else Lane.TIMER
        reason = _dropped(scene, appointment)
        if reason:
            scene.notice("dropped", kind=appointment.kind.value, reason=reason)
            continue
        if appointment.kind in ASKED_FOR:
            ASKED_FOR[appointment.kind](scene, appointment)
        else:
            said = len(scene.replies)
            UNASKED[appointment.kind](scene, appointment.ref)
            if len(scene.replies) > said:
                scene.record(EventKind.UNASKED, ref=appointment.ref, name=appointment.kind.value)
    scene.replies[:] = _as_one(scene.replies)


def _dropped(scene: Scene, appointment: Appointment) -> str:
    """Why this is not said any more, "" where it is."""
    kind = appointment.kind
    if kind is DueKind.SAFETY_HELLO:
        return "" if scene.care.hello_wanted else "not wanted"
    if kind is DueKind.LETTER_CLOSE:
        return ""
    if scene.care.pause is not None or scene.is_gentle:
        return "safety pause"
    resting = scene.care.resting_until
    if (
        resting is not None
        and scene.now < resting
        and kind in {DueKind.TIMER_END, DueKind.TIMER_TICK, DueKind.LETTER_DUE}
    ):
        return "resting"
    return _unasked_dropped(scene, appointment) if kind in rhythm.UNASKED else ""


def _unasked_dropped(scene: Scene, appointment: Appointment) -> str:
    person = scene.person
    if not rhythm.may_come_unasked(person, scene.now):
        return "nothing unasked now"
    if scene.now - appointment.due_at > rhythm.LATE_AT_MOST:
        return "too late"
    if rhythm.is_quiet(person, scene.now):
        return "quiet hours"
    today = wall.local(scene.now, scene.about.zone).date()
    if any(
        e.name == appointment.kind.value and e.ref == appointment.ref
        for e in person.ledger.of(EventKind.UNASKED)
    ):
        return "sent before"
    if rhythm.times_on(person, today) >= rhythm.cap_on(person, today):
        same = {e.at for e in rhythm.unasked_on(person, today)}
        if scene.now not in same:
            return "cap"
    wrote = scene.talk.last_word_at
    if (
        appointment.kind is DueKind.RISKY_HOUR
        and wrote is not None
        and scene.now - wrote < rhythm.NOT_SINCE
    ):
        return "wrote lately"
    return ""


def _as_one(replies: list[Outgoing]) -> list[Outgoing]:
    """Messages that fall together become one: their texts below one another, their buttons too."""
    says = [reply for reply in replies if isinstance(reply, Say)]
    if len(says) <= 1:
        return replies
    merged = Say(
        text="\n\n".join(say.text for say in says),
        rows=tuple(row for say in says for row in say.rows),
        lane=min(say.lane for say in says),
    )
    others = [reply for reply in replies if not isinstance(reply, Say)]
    return [*others, merged]
