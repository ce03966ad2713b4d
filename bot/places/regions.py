"""Countries and parts of countries: their names, how many people, and which zone stands for them, if one does.

Made by `bot.places.gazetteer` together with the atlas; never changed after that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.places.atlas import SHORTEST_WITH_TYPO, Atlas
from bot.places.names import Names
from bot.places.raw import countries
from bot.places.spelling import key_of, near

MOST = 0.9
"""A region with several zones stands for the one in which so large a share of its city people live."""
SAMPLED_YEAR = 2026
SAMPLE_DAYS = 10
"""Zones count as one where their clocks agree on every tenth day of a year."""
LONGEST_CODE = 3
"""Names of so few letters count only behind a city: "London ON", but not "on"."""
GONE = frozenset({"CS", "AN"})
"""States that are no more, but still in the list."""


@dataclass(frozen=True, slots=True)
class Region:
    """A country, or a part of one where `code` is given."""

    name: str
    country: str
    code: str | None = None


class Regions:
    """All of them, by name."""

    def __init__(self, names: Names, atlas: Atlas) -> None:
        """`atlas` says who lives where."""
        self._atlas = atlas
        self._named: dict[str, list[Region]] = {}
        self._codes: dict[str, list[Region]] = {}
        for (country, code), called in names.regions.items():
            part = Region(called[0], country, code)
            self._add(part, (name for name in called if len(name) > LONGEST_CODE))
            self._add_code(part, (code, *called))
        for record in countries():
            if record["iso"] not in GONE:
                country_region = Region(record["name"].strip(), record["iso"])
                self._add(country_region, (record["name"], *names.countries.get(record["iso"], ())))
                self._add_code(country_region, (record["iso"], record["iso3"]))

    def _add(self, region: Region, names: Iterator[str] | Sequence[str]) -> None:
        for name in names:
            self._named.setdefault(key_of(name), []).append(region)

    def _add_code(self, region: Region, codes: Sequence[str]) -> None:
        for code in codes:
            self._codes.setdefault(key_of(code), []).append(region)

    def called(self, key: str) -> list[Region]:
        """Regions of that name; parts of countries first: more people say Georgia and mean the American one."""
        return self._named.get(key, [])

    def nearly_called(self, key: str) -> list[Region]:
        """Countries and regions whose name differs in one letter."""
        keys = (other for other in near(key) if len(other) >= SHORTEST_WITH_TYPO)
        return next((self._named[other] for other in keys if other in self._named), [])

    def hinted(self, key: str) -> list[Region]:
        """What may stand behind a city: a region's name or code, or two of them ("texas usa")."""
        words = key.split()
        found = self._by_any_name(key)
        for cut in range(1, len(words) if not found else 1):
            outer = {region.country for region in self._by_any_name(" ".join(words[cut:]))}
            inner = self._by_any_name(" ".join(words[:cut]))
            found += [region for region in inner if region.country in outer]
        return found

    def _by_any_name(self, key: str) -> list[Region]:
        return [*self.called(key), *self._codes.get(key, ())]

    def country_of_code(self, code: str) -> str | None:
        """The country of two or three capital letters; None for anything else."""
        if not (code.isascii() and code.isupper() and len(code) in {2, 3}):
            return None
        found = self._codes.get(code.lower(), ())
        return next((region.country for region in found if region.code is None), None)

    def people(self, region: Region) -> int:
        """How many live in its cities."""
        return sum(
            int(self._atlas.people[n]) for n in self._atlas.within(region.country, region.code)
        )

    def zone(self, region: Region) -> str | None:
        """The zone in which nearly all of its city people live, None where there is no such."""
        shares: dict[tuple[timedelta | None, ...], int] = {}
        first: dict[tuple[timedelta | None, ...], str] = {}
        for n in self._atlas.within(region.country, region.code):
            clock = clock_of(self._atlas.zones[n])
            shares[clock] = shares.get(clock, 0) + int(self._atlas.people[n])
            first.setdefault(clock, self._atlas.zones[n])
        best = max(shares, key=shares.__getitem__, default=())
        return first[best] if best and shares[best] >= MOST * sum(shares.values()) else None


@cache
def clock_of(zone: str) -> tuple[timedelta | None, ...]:
    """How a zone's clock goes through a year; empty for one that this machine does not know."""
    try:
        info = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ()
    start = datetime(SAMPLED_YEAR, 1, 1, 12, tzinfo=info)
    days = range(0, 365, SAMPLE_DAYS)
    return tuple((start + timedelta(days=day)).utcoffset() for day in days)
