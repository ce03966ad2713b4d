"""Text as Telegram takes it in: cleaned, trimmed, measured in UTF-16 units.

Called by the rules; knows no messages.
"""

import re
from dataclasses import dataclass

from tests.botapi.body import Fields
from tests.botapi.entities import Entity, parse_html, units
from tests.botapi.refused import Refused

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
_MAX_SOURCE_BYTES = 1 << 15
_CONTROL = {code: " " for code in range(32) if code not in (10, 13)}
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
"""What Telegram takes out of every text; all of it one UTF-16 unit a piece."""
_BLANK = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"
    "\U000e0000\U000e0001]*"
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text with its entities, ready to be stored."""

    text: str
    entities: list[Entity]


def message_text(fields: Fields) -> Formatted:
    """The text of a message.

    Raises Refused where it is empty, too long, not Unicode or badly formatted.
    """
    if not fields.text("text"):
        raise Refused.bad("Message text is empty")
    formatted = _formatted(fields, "text", "entities")
    if not formatted.text:
        raise Refused.bad("Text must be non-empty")
    if units(formatted.text) > TEXT_UNITS:
        raise Refused.bad("Message is too long")
    return formatted


def caption(fields: Fields) -> Formatted:
    """The caption of a picture or file, which may be empty. Raises Refused as `message_text`."""
    formatted = _formatted(fields, "caption", "caption_entities")
    if units(formatted.text) > CAPTION_UNITS:
        raise Refused.bad("Message caption is too long")
    return formatted


def unicode(text: str, complaint: str = "Strings must be encoded in UTF-8") -> str:
    """The text itself.

    Raises Refused where it holds halves of surrogate pairs or came as other bytes.
    """
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise Refused.bad(complaint) from None
    return text


def is_blank(text: str) -> bool:
    """True where nothing of it would be seen."""
    return _BLANK.fullmatch(text) is not None


def _formatted(fields: Fields, name: str, entities_name: str) -> Formatted:
    source = unicode(fields.text(name))
    if len(source) > _MAX_SOURCE_BYTES or len(source.encode()) > _MAX_SOURCE_BYTES:
        raise Refused.bad("Text is too long")
    mode = fields.text("parse_mode").lower()
    if source and mode not in ("", "none"):
        if mode != "html":
            raise Refused.bad("Unsupported parse_mode")
        text, entities = parse_html(source)
    else:
        text, entities = source, _given(fields, entities_name)
    return _settled(text, entities)


def _given(fields: Fields, name: str) -> list[Entity]:
    """Entities that the caller counted out itself; Telegram ignores what is no list."""
    loaded = fields.loaded(name, "Can't parse entities JSON object")
    if not isinstance(loaded, list):
        return []
    for entity in loaded:
        if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
            raise Refused.bad("Can't parse MessageEntity: expected an Object")
        if not 0 <= entity["offset"] <= 1_000_000:
            raise Refused.bad(f"Receive an entity with incorrect offset {entity['offset']}")
    return [entity for entity in loaded if entity["length"] > 0]


def _settled(text: str, entities: list[Entity]) -> Formatted:
    """Without control characters, and without white space around; entities move along."""
    dropped = [units(text[: match.start()]) for match in _DROPPED.finditer(text)]
    text = _DROPPED.sub("", text).translate(_CONTROL)
    text = text.rstrip(" \n")
    if is_blank(text):
        return Formatted("", [])
    spans = [(entity, *_moved(entity, dropped)) for entity in entities]
    first = min((start for _, start, _ in spans), default=len(text))
    trimmed = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[trimmed:]
    end_of_text = units(text)
    kept: list[Entity] = []
    for entity, start, end in spans:
        offset, stop = start - trimmed, min(end - trimmed, end_of_text)
        if stop > offset:
            kept.append(entity | {"offset": offset, "length": stop - offset})
    return Formatted(text, kept)


def _moved(entity: Entity, dropped: list[int]) -> tuple[int, int]:
    """Start and end of an entity once what stood at `dropped` is gone."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return (
        start - sum(1 for at in dropped if at < start),
        end - sum(1 for at in dropped if at < end),
    )
