"""Plain text to Telegram's HTML and into pieces that Telegram takes. Lengths are UTF-16 units, as Telegram counts."""

import html
from itertools import groupby

LONGEST = 4096
CAPTION = 1024
QUOTE = "> "


def units(text: str) -> int:
    """The length of a text as Telegram counts it.

    >>> units("a"), units("\U0001f642")
    (1, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def as_html(text: str) -> str:
    r"""Escaped; lines that begin with "> " become a quotation.

    >>> as_html("Yours:\n> a < b")
    'Yours:\n<blockquote>a &lt; b</blockquote>'
    """
    parts = []
    for quoted, lines in groupby(text.split("\n"), key=_is_quoted):
        if quoted:
            inside = "\n".join(line[len(QUOTE) :] if line != ">" else "" for line in lines)
            parts.append(f"<blockquote>{html.escape(inside, quote=False)}</blockquote>")
        else:
            parts.append(html.escape("\n".join(lines), quote=False))
    return "\n".join(parts)


def _is_quoted(line: str) -> bool:
    return line.startswith(QUOTE) or line == ">"


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """The text in pieces of at most `longest` units, cut at paragraphs, lines, words, or where it must be.

    A quoted line that is cut in two stays a quotation in both pieces.
    """
    found: list[str] = []
    rest = text
    while units(rest) > longest:
        cut = _cut(rest, longest)
        piece, left = rest[:cut], rest[cut:]
        quoted = _is_quoted(piece.rsplit("\n", 1)[-1]) and not left.startswith("\n")
        found.append(piece.rstrip())
        rest = left.lstrip("\n ")
        if quoted:
            rest = QUOTE + rest
    if rest.strip() or not found:
        found.append(rest)
    return found


def _cut(text: str, longest: int) -> int:
    """Where to cut so that the first part has at most `longest` units."""
    high = min(len(text), longest)
    while units(text[:high]) > longest:
        high -= max(1, (units(text[:high]) - longest) // 2)
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, high // 2, high)
        if found > 0:
            return found
    return high


def clean(text: str) -> str:
    """What a person typed, without what no text should hold: control characters, lone surrogates, NUL."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(char for char in whole if char in "\n\t" or char.isprintable() or _is_mark(char))


def _is_mark(char: str) -> bool:
    """Spaces and joiners that are not "printable" but belong to writing, such as those in emoji and Arabic."""
    return char.isspace() or char in "\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
