"""Brings the planned appointments of a person up to date after a turn."""

from bot.core import rhythm
from bot.core.turn import Scene


def bring_up_to_date(scene: Scene) -> None:
    """Books what the rhythm wants and drops what it no longer wants; what is due already is left to its turn."""
    wanted = {(a.kind, a.ref): a for a in rhythm.plan(scene.person, scene.now)}
    for standing in scene.person.booked:
        if standing.kind not in rhythm.UNASKED or standing.due_at <= scene.now:
            continue
        if wanted.get((standing.kind, standing.ref)) == standing:
            del wanted[standing.kind, standing.ref]
        elif (standing.kind, standing.ref) not in wanted:
            scene.cancel(standing.kind, ref=standing.ref)
    for appointment in wanted.values():
        if not any(
            a.kind is appointment.kind and a.ref == appointment.ref and a.due_at <= scene.now
            for a in scene.person.booked
        ):
            scene.book(appointment.kind, appointment.due_at, appointment.ref)
