"""What time it is with them: nearest hours as buttons, a typed time, a city or a shared location."""

from datetime import UTC, datetime, time, timedelta

from bot.core import wall
from bot.core.reading import Place, Said
from bot.core.turn import Scene, in_rows

ASKED_AT_MOST = 2
OFFSETS_MIN = (-480, -420, -360, -300, -240, -180, 0, 60, 120, 180, 330, 480, 600)
"""Where most people who write English live; every other offset can be typed."""
QUARTER_MIN = 15
FARTHEST_MIN = 14 * 60
WEST_MOST_MIN = -12 * 60
DAY_MIN = 24 * 60


def ask(scene: Scene) -> None:
    """One tap: the local times in the likely zones, in the order of the clock."""
    scene.set_talk(zone_asked=scene.talk.zone_asked + 1)
    scene.ask("zone", minutes=24 * 60)
    scene.say(scene.line("zone.ask"), rows=(*hour_rows(scene), (scene.button("zone_skip"),)))


def hour_rows(scene: Scene) -> tuple[tuple, ...]:  # type: ignore[type-arg]  # Rows
    """Buttons that show the time in each likely zone."""
    buttons = [
        scene.button(
            "zone_offset",
            offset_name(minutes),
            label=f"{scene.now + timedelta(minutes=minutes):%H:%M}",
        )
        for minutes in OFFSETS_MIN
    ]
    return in_rows(buttons, 5)


def offset_name(minutes: int) -> str:
    """An offset as it is stored.

    >>> offset_name(-210), offset_name(330)
    ('-03:30', '+05:30')
    """
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def offset_from_clock(now: datetime, clock: time) -> str:
    """The offset at which the wall clock shows this now, to the quarter of an hour.

    >>> offset_from_clock(datetime(2026, 1, 1, 12, 7, tzinfo=UTC), time(14, 5))
    '+02:00'
    """
    there = clock.hour * 60 + clock.minute
    here = now.astimezone(UTC).hour * 60 + now.astimezone(UTC).minute
    ahead = round((there - here) / QUARTER_MIN) * QUARTER_MIN % DAY_MIN
    return offset_name(ahead - DAY_MIN if ahead > FARTHEST_MIN else ahead)


def is_offset(name: str) -> bool:
    """True for what `offset_name` could have made: nothing in a button is trusted."""
    sign, hours, colon, minutes = name[:1], name[1:3], name[3:4], name[4:]
    if sign not in {"+", "-"} or colon != ":" or not (hours.isdigit() and minutes.isdigit()):
        return False
    away = int(hours) * 60 + int(minutes)
    return len(minutes) == 2 and (
        away <= FARTHEST_MIN if sign == "+" else away <= -WEST_MOST_MIN
    )  # digits


def from_said(scene: Scene, said: Said) -> Place | None:
    """The zone that was typed: a city, or the time on their wall."""
    if said.place is not None:
        return said.place
    if said.clock is not None:
        return Place(name="", zone=offset_from_clock(scene.now, said.clock))
    return None


def settle(scene: Scene, place: Place) -> None:
    """From now on their days and hours are those of this place; what is planned moves with it."""
    scene.set_about(zone=place.zone, country=place.country or scene.about.country)
    scene.set_talk(asking=None)


def confirm(scene: Scene) -> str:
    """The line that echoes it as their own wall time."""
    return scene.line("zone.set", clock=f"{wall.local(scene.now, scene.about.zone):%H:%M}")
