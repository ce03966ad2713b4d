"""The values that a message spells out: numbers, times, days, places, wishes about the bot's behaviour.

The words of a language stand in ``content/<language>/said.yaml``, the grammar here. Pure, fast enough to run on every
message, and ignorant of what a message means as a whole. A `SaidParser` is handed to `bot.understanding.load_reader`.
"""

from bot.understanding.said.parser import SaidParser
from bot.understanding.said.whereabouts import PlaceFinder

__all__ = ["PlaceFinder", "SaidParser"]
