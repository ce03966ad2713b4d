"""Every city of 15,000 people and more: names in, numbers out, small enough to stay in memory.

Owns how cities are stored and looked up; knows nothing of countries' names or of how people phrase where they are.
Made once by `bot.places.gazetteer`, at the first look-up, and never changed after that, so that threads may share it.
"""

import math
from array import array
from collections.abc import Iterator
from sys import intern

import numpy as np
import tzfpy

from bot.places.raw import CityRecord, cities
from bot.places.spelling import key_of, near

BIG = 100_000
"""From so many people on a city is also known with a letter wrong."""
LARGE = 60_000
"""From so many on it is known by its other names too."""
SHORTEST_OTHER_NAME = 3
SHORTEST_WITH_TYPO = 6
"""Shorter names are one letter away from ordinary words: Chile from chill."""
KM_PER_DEGREE = 111.2


class Atlas:
    """Cities by number, the largest is 0. Names are kept as hashes: 8 bytes each, however long they are."""

    def __init__(self) -> None:
        """Reads them all; takes some tenths of a second."""
        names, hashes, owners, places = _read()
        order = np.argsort(-np.array(places.people, np.int64), kind="stable")
        self.people = np.array(places.people, np.int64)[order]
        self._points = np.array([places.latitudes, places.longitudes], np.float32)[:, order]
        self.names = [names[n] for n in order]
        self.countries = [places.countries[n] for n in order]
        self.regions = [places.regions[n] for n in order]
        self.zones = [places.zones[n] for n in order]
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        found = np.array(owners, np.int64)
        other = found < 0
        # A city's own name counts before any other name of a larger one: York is not Toronto.
        numbers = rank[np.where(other, ~found, found)] + np.where(other, len(order), 0)
        by_hash = np.lexsort((numbers, np.array(hashes, np.int64)))
        self._hashes = np.array(hashes, np.int64)[by_hash]
        self._numbers = numbers[by_hash]

    def called(self, key: str) -> list[int]:
        """Cities of that name (see `key_of`): those whose own name it is first, each by size."""
        low, high = (self._hashes.searchsorted(hash(key), side) for side in ("left", "right"))
        return list(dict.fromkeys(int(n) % len(self.names) for n in self._numbers[low:high]))

    def nearly_called(self, key: str) -> list[int]:
        """Bigger cities whose name differs in one letter, by size."""
        keys = [other for other in near(key) if len(other) >= SHORTEST_WITH_TYPO]
        hashes = np.array([hash(other) for other in keys], np.int64)
        at = self._hashes.searchsorted(hashes)
        at = at[(at < len(self._hashes)) & (self._hashes[at % len(self._hashes)] == hashes)]
        found = {int(n) for n in self._numbers[at]}
        # Other names are left out: among so many there is one near every word.
        return sorted(n for n in found if n < len(self.names) and self.people[n] >= BIG)

    def within(self, country: str, region: str | None = None) -> list[int]:
        """Cities of a country, or of a part of it, by size."""
        return [
            n
            for n, there in enumerate(self.countries)
            if there == country and region in {None, self.regions[n]}
        ]

    def of_zone(self, zone: str) -> list[int]:
        """Cities that keep that zone's time, by size."""
        return [n for n, there in enumerate(self.zones) if there == zone]

    def nearest(
        self, latitude: float, longitude: float, among: list[int]
    ) -> tuple[int, float] | None:
        """The nearest of some cities, and how many kilometres it is away; None where there is none."""
        if not among:
            return None
        chosen = np.array(among)
        north = self._points[0, chosen] - latitude
        east = (self._points[1, chosen] - longitude + 180) % 360 - 180
        away = np.hypot(north, east * math.cos(math.radians(latitude)))
        best = int(away.argmin())
        return among[best], float(away[best]) * KM_PER_DEGREE


class _Places:
    """What is read of each city, before it is put in order."""

    def __init__(self) -> None:
        self.people = array("q")
        self.latitudes = array("f")
        self.longitudes = array("f")
        self.countries: list[str] = []
        self.regions: list[str] = []
        self.zones: list[str] = []

    def add(self, city: CityRecord) -> None:
        self.people.append(city["population"])
        self.latitudes.append(city["latitude"])
        self.longitudes.append(city["longitude"])
        self.countries.append(intern(city["countrycode"]))
        self.regions.append(intern(city["admin1code"]))
        self.zones.append(intern(_zone(city)))


def _read() -> "tuple[list[str], array[int], array[int], _Places]":
    """Names of cities; hashes of all names with the city that each belongs to, -1 - city for its other names."""
    names: list[str] = []
    hashes, owners = array("q"), array("q")
    places = _Places()
    for number, city in enumerate(cities()):
        names.append(city["name"])
        places.add(city)
        own = key_of(city["name"])
        hashes.append(hash(own))
        owners.append(number)
        if city["population"] >= LARGE:
            for other in {key_of(name) for name in _other_names(city)} - {own}:
                hashes.append(hash(other))
                owners.append(~number)
    return names, hashes, owners, places


def _other_names(city: CityRecord) -> Iterator[str]:
    """Names in other languages and old ones; not airports (LAX), nor sounds in Latin letters (niu yue)."""
    for name in city["alternatenames"]:
        if name.isascii():
            wanted = len(name) >= SHORTEST_OTHER_NAME and name[0].isupper() and not name.isupper()
        else:
            wanted = len(name) > 1
        if wanted:
            yield name


def _zone(city: CityRecord) -> str:
    """The map knows today's zones, where GeoNames' file may be years old; but it has no zone on the water's edge."""
    zone = tzfpy.get_tz(city["longitude"], city["latitude"])
    return city["timezone"] if not zone or zone.startswith("Etc/") else zone
