"""What people call places besides their own names: the typed form of `names.yaml`, which explains itself.

Called by `bot.places.gazetteer`; the file belongs to this room, so that a mistake in it is a bug that tests find.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from bot.places.spelling import key_of

FILE = "names.yaml"


@dataclass(frozen=True, slots=True)
class Names:
    """Everything by the form in which names are compared, but `regions`, which is by country and code."""

    cities: Mapping[str, tuple[str, str]]
    """By what people say: the city's own name, its country."""
    countries: Mapping[str, tuple[str, ...]]
    """By alpha-2 code: other names."""
    regions: Mapping[tuple[str, str], tuple[str, ...]]
    """By country and GeoNames' code: names as they are shown."""
    clocks: Mapping[str, str]
    """By what people say: the IANA zone."""


def load_names() -> Names:
    """Reads the file; takes some milliseconds."""
    text = files("bot.places").joinpath(FILE).read_text(encoding="utf-8")
    # Everything stays a text: NO, ON and 08 are names here.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    read = yaml.load(text, Loader=loader)  # noqa: S506  # the base loader makes texts only
    return Names(
        cities={key_of(said): (name, country) for said, (name, country) in read["cities"].items()},
        countries={country: tuple(names) for country, names in read["countries"].items()},
        regions={
            (country, code): tuple(names)
            for country, regions in read["regions"].items()
            for code, names in regions.items()
        },
        clocks={key_of(said): zone for zone, names in read["clocks"].items() for said in names},
    )
