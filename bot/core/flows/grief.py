"""Sadness without a wish to write: compassion, a letter or a person, no strategy, no question at the end."""

from bot.core.events import EventKind
from bot.core.flows.urge_screen import ring_line
from bot.core.person import Mode
from bot.core.turn import Scene

KINDS = {
    "anger": "grief.anger",
    "jealousy": "grief.jealousy",
    "loneliness": "grief.loneliness",
    "reminder": "grief.reminder",
    "regret": "grief.regret",
    "special_day": "grief.special_day",
}


def answer(scene: Scene) -> None:
    """Says what fits their kind of sadness; sleepless nights have their own words."""
    scene.understand()
    scene.record(EventKind.MOOD, name="low")
    buttons = [scene.button("letter_new"), scene.button("breathe")]
    scene.say(
        line(scene),
        ring_line(scene, "grief.ring"),
        rows=(tuple(buttons), (scene.button("not_meant", "last"),)),
    )


def line(scene: Scene) -> str:
    """What fits their kind of sadness, as far as it was read."""
    reading = scene.reading
    motives = reading.motives if reading else ()
    if scene.person.in_mode(Mode.THEY_DIED) or (reading and "they_died" in reading.signs):
        key = "grief.died"
    else:
        known = [KINDS[motive] for motive in motives if motive in KINDS]
        night = reading is not None and "night" in {flag.value for flag in reading.flags}
        key = known[0] if known else "grief.night" if night else "grief.any"
    return scene.line(key)
