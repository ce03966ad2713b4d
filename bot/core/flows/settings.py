"""What /settings changes, in buttons and in plain words: every change is echoed and can be taken back with one tap."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta

from bot.core import wall
from bot.core.messages import Rows
from bot.core.person import EVERY_DAY, MORNING_AT, About, Tone, Undo
from bot.core.reading import HardDate, Wish
from bot.core.turn import Scene, in_rows

WORKDAYS = frozenset(range(5))
THREE_A_WEEK = frozenset({0, 2, 4})
NAMED_DAYS = {"every": EVERY_DAY, "workdays": WORKDAYS, "three": THREE_A_WEEK}
HARD_DATES_AT_MOST = 12
PAUSE_DAYS = (1, 3, 7, 30)
LONGEST_PAUSE = timedelta(days=366)
NOON = time(12)
SWITCHES = {
    "discreet": "full_messages",
    "count": "show_count",
    "whole": "whole_morning",
    "risky": "risky_hours",
    "weekly": "weekly_letter",
}
"""Settings that are only on or off, and the field that holds them."""


def days_name(scene: Scene, days: frozenset[int]) -> str:
    """Days of the week as they are said."""
    if days == EVERY_DAY:
        return scene.line("settings.every_day")
    if days == WORKDAYS:
        return scene.line("settings.workdays")
    return ", ".join(scene.library.label(f"weekday_{day}") for day in sorted(days))


def switch(scene: Scene, name: str) -> None:
    """Turns one of `SWITCHES` on or off."""
    field = SWITCHES[name]
    turned_on = not getattr(scene.about, field)
    _change(scene, f"settings.{name}_{'on' if turned_on else 'off'}", {}, **{field: turned_on})


def _change(
    scene: Scene, key: str, values: Mapping[str, str] | None = None, /, **fields: object
) -> None:
    """Changes settings, says so, and remembers how they were."""
    before = scene.about
    scene.set_about(**fields)
    undo = Undo(ref=scene.pick.token(), about=before)
    scene.set_talk(undo=undo, asking=None)
    scene.say(scene.line(key, **(values or {})), rows=((scene.button("undo_settings", undo.ref),),))


def undo(scene: Scene, ref: str) -> None:
    """As it was before the last change."""
    last = scene.talk.undo
    if last is None or last.ref != ref or last.about is None:
        scene.say(scene.line("undo.already"))
        return
    scene.person = replace(scene.person, about=last.about)
    scene.set_talk(undo=None)
    scene.say(scene.line("undo.settings"))


def clock_of(ref: str) -> time | None:
    """The time in a button, None for what is none.

    >>> clock_of("0730"), clock_of("2599")
    (datetime.time(7, 30), None)
    """
    if len(ref) != 4 or not ref.isdigit() or int(ref[:2]) > 23 or int(ref[2:]) > 59:  # HHMM
        return None
    return time(int(ref[:2]), int(ref[2:]))


def morning_fields(about: About, clock: time | None) -> dict[str, object]:
    """What changes with the hour of the morning: quiet hours end with it where it lies in them."""
    if clock is None:
        return {"morning_at": None}
    quiet = wall.is_between(clock, about.quiet_from, about.quiet_to)
    moved = {"quiet_to": clock} if quiet and clock < NOON else {}
    return {"morning_at": clock, "stopped": False, **moved}


def set_morning(scene: Scene, clock: time | None) -> None:
    """When the morning comes, None for no mornings."""
    key = "settings.morning_set" if clock else "settings.mornings_stopped"
    values = {"clock": f"{clock:%H:%M}"} if clock else {}
    _change(scene, key, values, **morning_fields(scene.about, clock))


def set_evening(scene: Scene, clock: time | None) -> None:
    """The wind-down, None for none."""
    if clock is None:
        _change(scene, "settings.evening_stopped", evening_at=None)
    else:
        _change(scene, "settings.evening_set", {"clock": f"{clock:%H:%M}"}, evening_at=clock)


def set_days(scene: Scene, days: frozenset[int]) -> None:
    """The days of the week on which unasked messages may come."""
    if not days:
        stop_all(scene, "")
        return
    _change(scene, "settings.days_set", {"days": days_name(scene, days)}, days=days)


def days_named(scene: Scene, ref: str) -> None:
    """The days of a button."""
    if ref in NAMED_DAYS:
        set_days(scene, NAMED_DAYS[ref])
    else:
        scene.say(scene.line("stale.line"))


def set_quiet(scene: Scene, start: time | None, end: time | None) -> None:
    """The hours in which nothing unasked comes."""
    if start is None or end is None or start == end:
        scene.say(scene.line("stale.line"))
        return
    values = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    _change(scene, "settings.quiet_set", values, quiet_from=start, quiet_to=end)


def set_tone(scene: Scene, ref: str) -> None:
    """How the bot may sound."""
    if ref not in {tone.value for tone in Tone}:
        scene.say(scene.line("stale.line"))
        return
    label = scene.library.label(f"tone_{ref}")
    _change(scene, "settings.tone_set", {"tone": label}, tone=Tone(ref))


def stop_all(scene: Scene, _ref: str) -> None:
    """Nothing unasked any more."""
    _change(scene, "settings.all_stopped", stopped=True)


def start_all(scene: Scene, _ref: str) -> None:
    """Unasked messages again."""
    morning_at = scene.about.morning_at or MORNING_AT
    scene.set_talk(goodbye_said=False, unanswered_check_ins=0)
    _change(scene, "settings.all_started", stopped=False, paused_until=None, morning_at=morning_at)


def pause_days(scene: Scene, ref: str) -> None:
    """A pause of so many days."""
    if not ref.isdigit() or int(ref) not in PAUSE_DAYS:
        scene.say(scene.line("stale.line"))
        return
    pause_until(scene, Wish(what="pause_until", on=scene.local.date() + timedelta(days=int(ref))))


def pause_rows(scene: Scene) -> Rows:
    """How long a pause may last."""
    days = [
        scene.button("set_pause", str(n), label=scene.library.label(f"pause_{n}"))
        for n in PAUSE_DAYS
    ]
    return (*in_rows(days, 2), (scene.button("resume"),))


def pause_until(scene: Scene, wish: Wish) -> None:
    """Nothing unasked before that day."""
    today = scene.local.date()
    if wish.on is None or not today < wish.on <= today + LONGEST_PAUSE:
        scene.say(scene.line("settings.pause_when"), rows=pause_rows(scene))
        return
    _change(scene, "settings.pause_set", {"when": f"{wish.on:%d.%m.%Y}"}, paused_until=wish.on)


def resume(scene: Scene, _ref: str) -> None:
    """The pause is over."""
    _change(scene, "settings.resumed", paused_until=None, stopped=False)


def add_hard_date(scene: Scene, hard: HardDate) -> bool:
    """A day of the year that will be hard: the evening before and that morning. True: it was answered."""
    if hard in scene.about.hard_dates:
        scene.say(scene.line("settings.date_known"))
    elif len(scene.about.hard_dates) >= HARD_DATES_AT_MOST:
        scene.say(scene.line("settings.dates_full"))
    else:
        what = scene.library.label(f"date_{hard.what}")
        values = {"when": f"{hard.day}.{hard.month}.", "what": what}
        dates = (*scene.about.hard_dates, hard)
        _change(scene, "settings.date_added", values, hard_dates=dates)
    return True


def drop_hard_date(scene: Scene, ref: str) -> None:
    """That day is not hard any more."""
    left = tuple(h for h in scene.about.hard_dates if f"{h.what}.{h.month}.{h.day}" != ref)
    if left == scene.about.hard_dates:
        scene.say(scene.line("stale.line"))
        return
    _change(scene, "settings.date_dropped", hard_dates=left)


def apply(scene: Scene, wish: Wish) -> bool:
    """Carries out a change that was said in plain words. False where it says too little."""
    change = WISHES.get(wish.what)
    return change is not None and change(scene, wish)


def _with(value: object, change: Callable[[], None]) -> bool:
    """Carries it out where there is a value to carry out."""
    if value is None:
        return False
    change()
    return True


def _always(change: Callable[[Scene, Wish], None]) -> Callable[[Scene, Wish], bool]:
    def carry_out(scene: Scene, wish: Wish) -> bool:
        change(scene, wish)
        return True

    return carry_out


def _discreet(scene: Scene, *, on: bool) -> None:
    _change(scene, f"settings.discreet_{'off' if on else 'on'}", full_messages=not on)


def _quiet(scene: Scene, wish: Wish) -> None:
    """One end of the quiet hours, or both."""
    about = scene.about
    set_quiet(scene, wish.clock or about.quiet_from, wish.clock_to or about.quiet_to)


WISHES: dict[str, Callable[[Scene, Wish], bool]] = {
    "morning_at": lambda s, w: _with(w.clock, lambda: set_morning(s, w.clock)),
    "evening_at": lambda s, w: _with(w.clock, lambda: set_evening(s, w.clock)),
    "days": lambda s, w: _with(w.days, lambda: set_days(s, w.days or frozenset())),
    "quiet": lambda s, w: _with(w.clock or w.clock_to, lambda: _quiet(s, w)),
    "tone": lambda s, w: _with(w.word, lambda: set_tone(s, w.word or "")),
    "hard_date": lambda s, w: w.hard_date is not None and add_hard_date(s, w.hard_date),
    "stop_mornings": _always(lambda s, _: set_morning(s, None)),
    "stop_evenings": _always(lambda s, _: set_evening(s, None)),
    "start_mornings": _always(lambda s, _: set_morning(s, s.about.morning_at or MORNING_AT)),
    "fewer": _always(lambda s, _: set_days(s, THREE_A_WEEK)),
    "pause_until": _always(pause_until),
    "resume": _always(lambda s, _: resume(s, "")),
    "stop_all": _always(lambda s, _: stop_all(s, "")),
    "start_all": _always(lambda s, _: start_all(s, "")),
    "discreet": _always(lambda s, _: _discreet(s, on=True)),
    "full_messages": _always(lambda s, _: _discreet(s, on=False)),
}
"""By the name of the wish (`bot.core.reading.Wish`)."""
