"""Cities, regions and zones together: the order in which a name is tried.

Owns what an ambiguous name means and what a hint behind it does. Made once, by `bot.places.places`, at the first
look-up; never changed after that, so that threads may share it.
"""

import re
from collections.abc import Sequence

import tzfpy

from bot.core.reading import Place
from bot.places.atlas import BIG, Atlas
from bot.places.names import load_names
from bot.places.offsets import zone_from
from bot.places.regions import Region, Regions
from bot.places.spelling import key_of

MOST_WORDS = 8
LONGEST_TAIL = 2
"""Words behind a comma that may be a district or province that nobody here knows."""
SHORE_KM = 30.0
"""So far out a point without a zone still belongs to the city on the shore."""
NAMED_KM = 60.0
"""So far away a city still gives its name to a point."""
_PARTS = re.compile(r"\s*[,;|()]\s*")


class Gazetteer:
    """Everything that is known of places."""

    def __init__(self) -> None:
        """Reads it all; takes some tenths of a second."""
        names = load_names()
        self._aliases = names.cities
        self._clocks = names.clocks
        self._atlas = Atlas()
        self._regions = Regions(names, self._atlas)

    # By name ------------------------------------------------------------------------------------

    def find(self, said: str) -> Place | None:
        """A place with its zone: a zone's own name, then a name alone, with a hint, with a letter wrong."""
        zone = zone_from(said)
        if zone is not None:
            return self._of_zone(zone)
        key = key_of(said)
        if not key or len(key.split()) > MOST_WORDS:
            return None
        if key in self._clocks:
            return Place(name="", zone=self._clocks[key])
        return self._whole(key) or self._hinted(said) or self._nearly(key)

    def find_country(self, said: str) -> str | None:
        """The country of a name: a country's own, then a region's or city's, then the one behind a comma."""
        key = key_of(said)
        if key in self._clocks:
            return None
        by_code = None if key in self._aliases else self._regions.country_of_code(said)
        regions = sorted(self._regions.called(key), key=lambda region: region.code is not None)
        if by_code is not None or regions:
            return by_code or regions[0].country
        place = self.find(said)
        if place is not None:
            return place.country
        behind = [self._regions.called(key_of(part)) for part in _PARTS.split(said)[1:]]
        found = next(
            (named for named in reversed(behind) if named), self._regions.nearly_called(key)
        )
        return found[0].country if found else None

    def _whole(self, key: str) -> Place | None:
        """The largest city or region of that name; where a region has several zones, a city in it of the same name."""
        cities = self._cities(key)
        regions = sorted(self._regions.called(key), key=self._regions.people, reverse=True)
        if key in self._aliases or not regions:
            return self._city(cities[0]) if cities else None
        if cities and int(self._atlas.people[cities[0]]) > self._regions.people(regions[0]):
            return self._city(cities[0])
        places = [place for region in regions if (place := self._region(region)) is not None]
        there = [self._city(n) for n in cities if self._is_in(n, regions)]
        return next(iter([*places, *there]), None)

    def _hinted(self, said: str) -> Place | None:
        """A city and where it is: "Cork, Ireland", "berlin germany", "Portland ME"."""
        parts = [part for part in map(key_of, _PARTS.split(said)) if part]
        if len(parts) > 1:
            return self._in_parts(parts[0], parts[1:])
        words = parts[0].split()
        cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(len(words) - 1, 0, -1)]
        found = (self._city_in(city, hint) for city, hint in cuts)
        return next((place for place in found if place is not None), None)

    def _in_parts(self, city: str, hints: Sequence[str]) -> Place | None:
        for hint in reversed(hints):
            place = self._city_in(city, hint)
            if place is not None:
                return place
        for hint in reversed(hints):
            # A village that is too small to be known: the region around it will do, or the big city.
            if self._regions.called(hint) or self._big(hint):
                return self._whole(hint)
        big = self._big(city) if len(hints[-1].split()) <= LONGEST_TAIL else None
        return None if big is None else self._city(big)

    def _big(self, key: str) -> int | None:
        """The bigger city whose own name it is."""
        named = (n for n in self._cities(key)[:1] if int(self._atlas.people[n]) >= BIG)
        return next((n for n in named if key_of(self._atlas.names[n]) == key), None)

    def _city_in(self, city: str, hint: str) -> Place | None:
        regions = self._regions.hinted(hint)
        if not regions:
            return None
        cities = self._cities(city)
        if not cities and self._regions.called(hint):
            # Behind a code alone a wrong letter is not excused: "me" is Maine.
            cities = self._atlas.nearly_called(city)
        return next((self._city(n) for n in cities if self._is_in(n, regions)), None)

    def _is_in(self, city: int, regions: Sequence[Region]) -> bool:
        country, part = self._atlas.countries[city], self._atlas.regions[city]
        return any(r.country == country and r.code in {None, part} for r in regions)

    def _cities(self, key: str) -> list[int]:
        name, country = self._aliases.get(key, (key, ""))
        found = self._atlas.called(key_of(name))
        return [n for n in found if not country or self._atlas.countries[n] == country]

    def _nearly(self, key: str) -> Place | None:
        cities = self._atlas.nearly_called(key)
        if cities:
            return self._city(cities[0])
        regions = self._regions.nearly_called(key)
        return self._region(regions[0]) if regions else None

    def _city(self, n: int) -> Place:
        atlas = self._atlas
        return Place(name=atlas.names[n], zone=atlas.zones[n], country=atlas.countries[n])

    def _region(self, region: Region) -> Place | None:
        zone = self._regions.zone(region)
        return Place(name=region.name, zone=zone, country=region.country) if zone else None

    # By zone, country or point ------------------------------------------------------------------

    def _of_zone(self, zone: str) -> Place:
        cities = self._atlas.of_zone(zone)
        country = self._atlas.countries[cities[0]] if cities else None
        name = zone.rpartition("/")[2].replace("_", " ")
        return Place(name=name, zone=zone, country=country)

    def biggest(self, country: str) -> Place | None:
        """The largest city of a country."""
        cities = self._atlas.within(country)
        return self._city(cities[0]) if cities else None

    def at(self, latitude: float, longitude: float) -> Place | None:
        """The zone of a point, with the country of the nearest city that keeps it; None at sea."""
        zone = tzfpy.get_tz(longitude, latitude)
        if not zone or zone.startswith("Etc/"):
            everywhere = list(range(len(self._atlas.names)))
            near = self._atlas.nearest(latitude, longitude, everywhere)
            return self._city(near[0]) if near and near[1] <= SHORE_KM else None
        near = self._atlas.nearest(latitude, longitude, self._atlas.of_zone(zone))
        if near is None:
            return Place(name="", zone=zone)
        city, km = near
        name = self._atlas.names[city] if km <= NAMED_KM else ""
        return Place(name=name, zone=zone, country=self._atlas.countries[city])
