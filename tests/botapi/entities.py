"""HTML as bots write it → plain text and its entities, with the complaints in Telegram's words.

Entity offsets count in UTF-16 units of the result, as Telegram counts. Called by `text`; knows no
messages. Telegram also marks links, mentions and commands by itself; this does not.
"""

import re
from dataclasses import dataclass
from typing import Any

from tests.botapi.refused import Refused
from tests.botapi.scanner import Scanner, Unparsable

Entity = dict[str, Any]

_SPECIAL = re.compile(rb"[&<]")
_TYPES = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link",
    "tg-emoji": "custom_emoji", "tg-time": "date_time", "blockquote": "blockquote",
}  # fmt: skip
_LINK = re.compile(r"(?:(?:https?|tg|ton)://)?[^\s/]+\.[^\s/]+|tg://\S+", re.IGNORECASE)
_USER_LINK = re.compile(r"tg://user\?id=(\d+)")


def units(text: str) -> int:
    """The length in UTF-16 units, which is how Telegram counts.

    >>> units("a"), units("🌙")
    (1, 2)
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities, outer ones first. Raises Refused where Telegram cannot parse it.

    >>> parse_html("a <b>b</b> &lt; c")
    ('a b < c', [{'offset': 2, 'length': 1, 'type': 'bold'}])
    """
    try:
        return _Parser(source.encode()).run()
    except Unparsable as problem:
        raise Refused.bad(f"can't parse entities: {problem}") from None


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end, and how much text (in units and parts) stood before it."""

    name: str
    attributes: dict[str, str]
    offset: int
    parts: int


class _Parser:
    """Walks over the source once."""

    def __init__(self, data: bytes) -> None:
        self._scanner = Scanner(data)
        self._parts: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._found: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        scanner = self._scanner
        while special := _SPECIAL.search(scanner.data, scanner.at):
            self._write(scanner.data[scanner.at : special.start()].decode())
            scanner.at = special.start()
            if special[0] == b"&":
                self._write(scanner.reference())
            elif scanner.peek(1) == b"/":
                self._end_tag()
            else:
                self._start_tag()
        self._write(scanner.data[scanner.at :].decode())
        if self._open:
            name = self._open[-1].name
            raise Unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        for entity in self._found:
            if entity["type"] == "code":  # a language counts in a block only
                entity.pop("language", None)
        self._found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self._parts), self._found

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._units += units(text)

    def _start_tag(self) -> None:
        begin = self._scanner.at
        self._scanner.at += 1
        name = self._scanner.name()
        if not self._scanner.peek():
            raise Unparsable(f"Unclosed start tag at byte offset {begin}")
        if name not in _TYPES:
            raise Unparsable(f'Unsupported start tag "{name}" at byte offset {begin}')
        attributes = self._scanner.attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise Unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(name, attributes, self._units, len(self._parts)))

    def _end_tag(self) -> None:
        scanner = self._scanner
        begin = scanner.at
        if not self._open:
            raise Unparsable(f"Unexpected end tag at byte offset {begin}")
        scanner.at += 2
        name = scanner.name()
        scanner.skip_space()
        if scanner.peek() != b">":
            raise Unparsable(f"Unclosed end tag at byte offset {begin}")
        scanner.at += 1
        opened = self._open.pop()
        if name and name != opened.name:
            raise Unparsable(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{opened.name}>", found "</{name}>"'
            )
        length = self._units - opened.offset
        entity: Entity = {"offset": opened.offset, "length": length, "type": _TYPES[opened.name]}
        if length and self._completed(entity, opened):
            self._found.append(entity)

    def _completed(self, entity: Entity, opened: _Open) -> bool:
        """Adds what the attributes say; False where no entity of its own comes of it."""
        attributes = opened.attributes
        if opened.name == "a":
            url = attributes.get("href") or "".join(self._parts[opened.parts :])
            if user := _USER_LINK.fullmatch(url):
                entity |= {"type": "text_mention", "user": {"id": int(user[1])}}
                return True
            entity["url"] = url
            return _LINK.match(url) is not None
        if opened.name == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
            if not entity["custom_emoji_id"].isdecimal():
                raise Unparsable("Invalid custom emoji identifier specified")
        elif opened.name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.name == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        elif opened.name == "pre" and self._found:
            return not _became_block(self._found[-1], entity)
        return True


def _became_block(inner: Entity, outer: Entity) -> bool:
    """True where code with a language fills a block: then they are one."""
    fills = (inner["offset"], inner["length"]) == (outer["offset"], outer["length"])
    if fills and "language" in inner:
        inner["type"] = "pre"
        return True
    return False
