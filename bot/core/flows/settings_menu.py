"""/settings on screen: what is set now, and the choices for each of it."""

from collections.abc import Callable
from datetime import time

from bot.core.flows import setup, zone
from bot.core.flows.settings import (
    NAMED_DAYS,
    SWITCHES,
    days_name,
    pause_rows,
    switch,
)
from bot.core.messages import Rows
from bot.core.person import Mode, Tone
from bot.core.turn import Scene, in_rows

EVENINGS = (time(20, 0), time(21, 0), time(21, 30))
QUIETS = ((time(21, 0), time(8, 0)), (time(22, 0), time(7, 30)), (time(23, 0), time(7, 0)))
ASKED_MIN = 60


def show(scene: Scene, _ref: str = "") -> None:
    """What is set now, and a button for each of it."""
    about = scene.about
    off = scene.line("settings.off")
    values = {
        "morning": f"{about.morning_at:%H:%M}" if about.morning_at else off,
        "evening": f"{about.evening_at:%H:%M}" if about.evening_at else off,
        "days": days_name(scene, about.days),
        "quiet": f"{about.quiet_from:%H:%M}–{about.quiet_to:%H:%M}",
        "clock": f"{scene.local:%H:%M}" if about.zone else scene.line("settings.unknown"),
        "tone": scene.library.label(f"tone_{about.tone.value}"),
    }
    buttons = [
        scene.button("settings", topic, label=scene.library.label(f"settings_{topic}"))
        for topic in TOPICS
    ]
    rows = (*in_rows(buttons, 3), (scene.button("start_all" if about.stopped else "stop_all"),))
    scene.say(scene.line("settings.now", **values), _state(scene), rows=rows)


def _state(scene: Scene) -> str:
    about = scene.about
    if about.stopped:
        return scene.line("settings.stopped")
    if about.paused_until is not None and about.paused_until > scene.local.date():
        return scene.line("settings.paused", when=f"{about.paused_until:%d.%m.%Y}")
    return ""


def topic(scene: Scene, ref: str) -> None:
    """A switch is turned at once; for the rest the choices, some of which can be typed."""
    if ref in SWITCHES:
        switch(scene, ref)
        return
    if ref not in CHOICES:
        scene.say(scene.line("stale.line"))
        return
    asking, choices = CHOICES[ref]
    if asking:
        scene.set_talk(setup_step=None)
        scene.ask(asking, minutes=ASKED_MIN)
    scene.say(scene.line(f"settings.ask_{ref}"), rows=choices(scene))


def _mornings(scene: Scene) -> Rows:
    times = [
        scene.button("set_morning", f"{at:%H%M}", label=f"{at:%H:%M}") for at in setup.MORNINGS
    ]
    return (*in_rows(times, 3), (scene.button("stop_mornings"),))


def _evenings(scene: Scene) -> Rows:
    times = [scene.button("set_evening", f"{at:%H%M}", label=f"{at:%H:%M}") for at in EVENINGS]
    none = scene.button("set_evening", "none", label=scene.library.label("settings_no_evening"))
    return (tuple(times), (none,))


def _days(scene: Scene) -> Rows:
    return tuple(
        (scene.button("set_days", name, label=scene.library.label(f"days_{name}")),)
        for name in NAMED_DAYS
    )


def _quiet(scene: Scene) -> Rows:
    return tuple(
        (scene.button("set_quiet", f"{a:%H%M}.{b:%H%M}", label=f"{a:%H:%M}–{b:%H:%M}"),)
        for a, b in QUIETS
    )


def _tones(scene: Scene) -> Rows:
    tones = [
        scene.button("set_tone", tone.value, label=scene.library.label(f"tone_{tone.value}"))
        for tone in Tone
    ]
    return in_rows(tones, 2)


def _dates(scene: Scene) -> Rows:
    """The days that are known, each to be dropped."""
    drop = scene.library.label("own_drop")
    return tuple(
        (
            scene.button(
                "date_drop",
                f"{hard.what}.{hard.month}.{hard.day}",
                label=f"{drop} {hard.day}.{hard.month}. {scene.library.label(f'date_{hard.what}')}",
            ),
        )
        for hard in scene.about.hard_dates
    )


def _careful(scene: Scene) -> Rows:
    ends: Rows = ()
    if scene.person.in_mode(Mode.AFRAID):
        ends = (*ends, (scene.button("afraid_end"),))
    if scene.person.in_mode(Mode.THEY_DIED):
        ends = (*ends, (scene.button("died_end"),))
    return (*scene.rows("careful_afraid", "careful_no", "careful_died", "careful_none"), *ends)


def _nothing(_scene: Scene) -> Rows:
    return ()


CHOICES: dict[str, tuple[str, Callable[[Scene], Rows]]] = {
    "mornings": ("set_morning", _mornings),
    "evening": ("set_evening", _evenings),
    "days": ("", _days),
    "quiet": ("", _quiet),
    "zone": ("zone", zone.hour_rows),
    "tone": ("", _tones),
    "dates": ("hard_date", _dates),
    "name": ("setup_name", _nothing),
    "contact": ("setup_contact", _nothing),
    "careful": ("", _careful),
    "pause": ("set_pause", pause_rows),
}
"""By topic: the question that typed words may answer, and the buttons."""
TOPICS = (*CHOICES, *SWITCHES)
"""In the order of the screen."""
