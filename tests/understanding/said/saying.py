"""Says something to the real parser, with the real words and places."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from bot.core.reading import Context, Said
from bot.places import load_places
from bot.understanding.said import SaidParser

CONTENT = Path(__file__).parents[3] / "content" / "en"
NOW = datetime(2026, 11, 18, 21, 30, tzinfo=timezone(timedelta(hours=1)))
"""A Wednesday evening on the wall of whoever writes."""
PARSER = SaidParser(load_places(), CONTENT)


def said(text: str, asking: str | None = None, now: datetime = NOW) -> Said:
    """What the parser makes of it, as an answer to a question or to none."""
    return PARSER(text, Context(now=now, asking=asking))
