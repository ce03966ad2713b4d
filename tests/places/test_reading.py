"""When and how often the data is read, and what is in it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.core import wall
from bot.places import load_places
from bot.places.atlas import Atlas
from bot.places.names import load_names
from bot.places.spelling import key_of

MEMORY_MB = 80
"""What all of it may add, the map of tzfpy (34 MB) included; the whole bot has 300."""
MEASURE = """
import numpy
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
from bot.places import load_places
places = load_places()
before = resident()
assert places.find("Berlin").zone == "Europe/Berlin"
print(resident() - before)
"""


def test_nothing_is_read_before_the_first_look_up() -> None:
    places = load_places()

    assert places._read is None


def test_an_offset_needs_no_reading() -> None:
    places = load_places()

    found = places.find("UTC+2")

    assert found is not None
    assert places._read is None


def test_threads_that_ask_at_once_read_once_and_get_the_same() -> None:
    places = load_places()

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(places.find, ["Cork", "Berlin"] * 8))

    assert {place.name for place in found if place} == {"Cork", "Berlin"}
    assert None not in found
    assert places._known is places._known


def test_places_stay_small_in_memory() -> None:
    root = Path(__file__).parents[2]

    measured = subprocess.run(
        [sys.executable, "-c", MEASURE], check=True, capture_output=True, text=True, cwd=root
    )

    assert float(measured.stdout) < MEMORY_MB


def test_every_name_that_people_use_leads_to_a_city() -> None:
    atlas = Atlas()
    names = load_names()

    lost = [
        said
        for said, (name, country) in names.cities.items()
        if not any(atlas.countries[n] == country for n in atlas.called(key_of(name)))
    ]

    assert lost == []


def test_every_named_clock_is_a_zone() -> None:
    zones = set(load_names().clocks.values())

    assert [zone for zone in zones if not wall.is_zone(zone)] == []


def test_every_region_has_cities() -> None:
    atlas = Atlas()

    empty = [region for region in load_names().regions if not atlas.within(*region)]

    assert empty == [("CA", "14")], "of Nunavut no town is large enough to be known"


def test_every_zone_of_a_city_is_known_to_this_machine() -> None:
    assert [zone for zone in set(Atlas().zones) if not wall.is_zone(zone)] == []
