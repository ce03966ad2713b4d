"""Where somewhere is: what people type, or a point on the map, to a zone and a country. Offline.

Owns when everything is read, and what is looked up at all. Phrases around a name ("I'm in ...") belong to
`bot.understanding.said`, which calls this, as does `bot.mind`.
"""

import math
import threading
from importlib import resources

from bot.core.reading import Place
from bot.places.gazetteer import Gazetteer
from bot.places.offsets import looks_like_offset, offset_from

SHORTEST, LONGEST = 2, 80
"""Characters; no place has a shorter or longer name, and such texts are not looked up."""
NORTH_POLE, DATE_LINE = 90, 180


class Places:
    """Looks places up; may be called from any thread. Everything is read at the first look-up, not before."""

    def __init__(self) -> None:
        """Costs nothing."""
        self._lock = threading.Lock()
        self._read: Gazetteer | None = None

    def find(self, text: str) -> Place | None:
        """The place that a text names, for its zone: the largest of that name unless a country or state is given.

        None where nothing is found, and for a country with several zones.
        """
        said = _said(text)
        if said is None:
            return None
        offset = offset_from(said)
        if offset is not None:
            return Place(name="", zone=offset)
        return None if looks_like_offset(said) else self._known.find(said)

    def find_country(self, text: str) -> str | None:
        """The country (alpha-2, upper case) that a text names, itself or by one of its cities; else None."""
        said = _said(text)
        return None if said is None or looks_like_offset(said) else self._known.find_country(said)

    def biggest(self, country: str) -> Place | None:
        """The largest city of a country (alpha-2); None where no city of it is known."""
        return self._known.biggest(country)

    def at(self, latitude: float, longitude: float) -> Place | None:
        """The zone and country of a point in degrees; None over open sea and for what is no point."""
        if not (math.isfinite(latitude) and math.isfinite(longitude)):
            return None
        if abs(latitude) > NORTH_POLE or abs(longitude) > DATE_LINE:
            return None
        return self._known.at(latitude, longitude)

    def country_of_zone(self, zone: str) -> str | None:
        """The country in which an IANA zone lies; None for offsets and zones of several countries or of none."""
        table = resources.files("tzdata") / "zoneinfo" / "zone.tab"
        rows = (line.split("\t") for line in table.read_text("utf-8").splitlines())
        return next((row[0] for row in rows if len(row) > 2 and row[2] == zone), None)

    @property
    def _known(self) -> Gazetteer:
        with self._lock:
            if self._read is None:
                self._read = Gazetteer()
            return self._read


def _said(text: str) -> str | None:
    said = " ".join(text[: LONGEST + 1].split()).strip(" .!?,")
    return said if SHORTEST <= len(said) <= LONGEST else None
