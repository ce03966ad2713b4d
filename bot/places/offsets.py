"""Zones that are typed as such: "Europe/Berlin", "UTC+2", "-03:30".

Owns what counts as an offset and what a zone is called in `zoneinfo`. Called by `bot.places`.
"""

import re
from functools import cache
from zoneinfo import available_timezones

HOUR_MIN = 60
WEST_MOST_MIN = -12 * HOUR_MIN
EAST_MOST_MIN = 14 * HOUR_MIN
QUARTER_MIN = 15
"""Every offset in use is a multiple of this."""
_SIGNED = re.compile(r"(?:utc|gmt|z)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?(?:\s*h)?", re.ASCII)
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2012": "-", "\u2010": "-"})
_UNIVERSAL = {"utc", "z", "zulu", "universal time", "coordinated universal time"}


def offset_from(text: str) -> str | None:
    """The offset that a text is, as it is stored ("+05:30"); None for anything else, and for one that no clock keeps.

    >>> offset_from("UTC+2"), offset_from("GMT-3:30"), offset_from("+0530"), offset_from("UTC+27")
    ('+02:00', '-03:30', '+05:30', None)
    """
    said = text.strip().translate(_MINUS).lower()
    if said in _UNIVERSAL:
        return "+00:00"
    found = _SIGNED.fullmatch(said)
    if found is None:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    away = (hours * HOUR_MIN + minutes) * (-1 if found[1] == "-" else 1)
    if minutes >= HOUR_MIN or minutes % QUARTER_MIN or not WEST_MOST_MIN <= away <= EAST_MOST_MIN:
        return None
    return f"{found[1] if away else '+'}{hours:02d}:{minutes:02d}"


def looks_like_offset(text: str) -> bool:
    """True for what is meant as an offset, whether or not there is one."""
    return _SIGNED.fullmatch(text.strip().translate(_MINUS).lower()) is not None


@cache
def _zones() -> dict[str, str]:
    real = (zone for zone in available_timezones() if "/" in zone)
    return {zone.lower(): zone for zone in real if not zone.startswith("Etc/")}


def zone_from(text: str) -> str | None:
    """The IANA zone that a text names, whatever its capitals: "europe/berlin", "America/New York"; else None."""
    if "/" not in text:
        return None
    return _zones().get("_".join(text.lower().split()))
