"""Wall time: what the clock on the person's wall says, and when that will be. Zones come in, instants go out."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NIGHT_FROM = time(22, 0)
NIGHT_TO = time(6, 0)
"""The hours in which blunt words and acts that lead outdoors are left out (docs/safety.md, 7 and 8)."""
MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=512)
def zone_info(zone: str | None) -> tzinfo:
    """The zone of an IANA name or an offset such as "+05:30"; UTC where it is None or unknown to this machine.

    >>> zone_info("-03:30").utcoffset(None)
    datetime.timedelta(days=-1, seconds=73800)
    """
    if not zone:
        return UTC
    if zone[0] in "+-":
        hours, _, minutes = zone[1:].partition(":")
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(-away if zone[0] == "-" else away)
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def is_zone(zone: str) -> bool:
    """True where `zone` names a zone that this machine knows."""
    return zone == "UTC" or zone_info(zone) is not UTC


def local(now: datetime, zone: str | None) -> datetime:
    """The wall time of an instant, aware."""
    return now.astimezone(zone_info(zone))


def offset_min(now: datetime, zone: str | None) -> int:
    """How far the wall clock is ahead of UTC, in minutes."""
    away = local(now, zone).utcoffset()
    return int(away.total_seconds() // 60) if away else 0


def instant(day: date, clock: time, zone: str | None) -> datetime:
    """When the wall clock shows this: UTC.

    A time that comes twice means the first. A time that daylight saving skips means the moment of the skip, so that
    what was planned for it happens once, just after.
    """
    wall = datetime.combine(day, clock)
    info = zone_info(zone)
    found = wall.replace(tzinfo=info).astimezone(UTC)
    if found.astimezone(info).replace(tzinfo=None) == wall:
        return found
    before = wall.replace(tzinfo=info, fold=1).astimezone(UTC)
    after = found
    while after - before > MINUTE:
        middle = before + (after - before) / 2
        if middle.astimezone(info).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after.replace(second=0, microsecond=0)


def next_at(clock: time, now: datetime, zone: str | None) -> datetime:
    """The next instant, after `now`, at which the wall clock shows `clock`."""
    day = local(now, zone).date()
    for ahead in range(3):
        found = instant(day + timedelta(days=ahead), clock, zone)
        if found > now:
            return found
    raise AssertionError(clock)


def is_between(clock: time, start: time, end: time) -> bool:
    """True within [start, end), also where that runs over midnight; False where both are the same."""
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def is_night(now: datetime, zone: str | None) -> bool:
    """True from 22:00 to 6:00, and wherever the zone is not known."""
    return zone is None or is_between(local(now, zone).time(), NIGHT_FROM, NIGHT_TO)
