"""Reads the pieces of Telegram's HTML: references and tags with their attributes.

Called by `entities` alone.

Positions are byte offsets in UTF-8, because Telegram names them so in its complaints.
"""

import re

_REFERENCE = re.compile(rb"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*));?")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACE = b" \t\r\n\0\v"
_NAME_ENDS = re.compile(rb"[ \t\r\n\0\v>]|\Z")
_ATTRIBUTE_ENDS = re.compile(rb"""[ \t\r\n\0\v=>/"']|\Z""")
_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_LAST_CODE_POINT = 0x10FFFF
_LONGEST_REFERENCE = 10


class Unparsable(Exception):
    """What is wrong with the HTML."""


class Scanner:
    """Steps through the bytes; `at` is where it stands."""

    def __init__(self, data: bytes) -> None:
        """Starts at the beginning."""
        self.data = data
        self.at = 0

    def peek(self, ahead: int = 0) -> bytes:
        """The byte here, empty at the end."""
        return self.data[self.at + ahead : self.at + ahead + 1]

    def reference(self) -> str:
        """Steps over an "&" and returns what it means; what is no reference stays as it is."""
        match = _REFERENCE.match(self.data, self.at)
        assert match
        character = _meaning(match)
        self.at = match.end() if character else self.at + 1
        return character or "&"

    def name(self) -> str:
        """The name of a tag, lower case."""
        return self._until(_NAME_ENDS).lower()

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Everything up to the ">", stepping over it; without a value it is empty."""
        found: dict[str, str] = {}
        while self.peek() != b">":
            self.skip_space()
            if self.peek() == b">":
                break
            attribute = self._until(_ATTRIBUTE_ENDS)
            if not attribute:
                raise Unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            found[attribute] = self._value(tag, begin)
        self.at += 1
        return found

    def skip_space(self) -> None:
        """Steps over white space."""
        while self.peek() and self.peek() in _SPACE:
            self.at += 1

    def _until(self, ends: re.Pattern[bytes]) -> str:
        match = ends.search(self.data, self.at)
        assert match
        found = self.data[self.at : match.start()]
        self.at = match.start()
        return found.decode("utf-8", "replace")

    def _value(self, tag: str, begin: int) -> str:
        self.skip_space()
        if self.peek() == b"=":
            self.at += 1
            self.skip_space()
        elif self.peek():
            return ""
        if not self.peek():
            raise Unparsable(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self.peek() in (b'"', b"'") else self._bare()
        if not self.peek():
            raise Unparsable(f"Unclosed start tag at byte offset {begin}")
        return value

    def _bare(self) -> str:
        match = _TOKEN.match(self.data, self.at)
        assert match
        self.at = match.end()
        if self.peek() and self.peek() not in _SPACE + b">":
            raise Unparsable(f"Unexpected end of name token at byte offset {match.start()}")
        return match[0].decode().lower()

    def _quoted(self) -> str:
        ends = re.compile(rb"&|\Z|" + self.peek())
        self.at += 1
        parts = [self._until(ends)]
        while self.peek() == b"&":
            parts += [self.reference(), self._until(ends)]
        self.at += 1
        return "".join(parts)


def _meaning(match: re.Match[bytes]) -> str:
    """The character of a reference, empty where Telegram knows none."""
    if match[3] is not None:
        return _NAMED.get(match[3], "")
    code = int(match[1] or b"0", 16) if match[1] is not None else int(match[2] or b"0")
    if not 0 < code < _LAST_CODE_POINT or len(match[0].rstrip(b";")) >= _LONGEST_REFERENCE:
        return ""
    if "\ud800" <= chr(code) <= "\udfff":
        raise Unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code)
