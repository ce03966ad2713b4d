"""How single values are written: texts, ids, ranges, days, countries.

Used by the models of `bot.library.schema`. Everything arrives as the text that was written.
"""

import re
from datetime import date
from typing import Annotated, NoReturn

from pydantic import AfterValidator, BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from bot.core.content import Span
from bot.library.points import OWN, POINTS

HIGHEST_RATING = 10


def refuse(reason: str, remedy: str) -> NoReturn:
    """Ends a validation; `bot.library.explain` takes reason and remedy out of the error again."""
    context = {"reason": reason, "remedy": remedy}
    raise PydanticCustomError("content", "{reason}", context)  # its kind, not a text


def _text(value: object) -> object:
    if value == "":
        refuse("there is no text here", "write one, or remove the field")
    return value


def _span(value: object) -> Span:
    found = re.fullmatch(r"(\d{1,4})-(\d{1,4})?", value) if isinstance(value, str) else None
    if not found:
        refuse(f"{_shown(value)} is no range", "write it as 0-4, or 30- without an end")
    return Span(low=int(found[1]), high=int(found[2]) if found[2] else None)


def _rating(span: Span) -> Span:
    if span.high is None or span.high > HIGHEST_RATING:
        refuse("a rating runs from 0 to 10", "write it as 0-4, 5-7, 8-10 or the like")
    return span


def _point(value: str) -> str:
    if value not in POINTS and value != OWN:
        remedy = "use an id of docs/article-points.md (N1 to C9), or own for looking at a profile"
        refuse(f"there is no point {_shown(value)}", remedy)
    return value


def _day(value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        refuse(f"{_shown(value)} is no date", "write it as 2026-11-30")


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}|\*", value):
        remedy = 'write its two capital letters (GB, IE), or "*" for everywhere'
        refuse(f"{_shown(value)} is no country code", remedy)
    return value


def _id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", value):
        remedy = "write it in small letters, digits and _, beginning with a letter"
        refuse(f"{_shown(value)} cannot be an id", remedy)
    return value


def _expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        remedy = "mend the regular expression, or use words instead"
        refuse(f"the expression cannot be read ({error})", remedy)
    return value


def _shown(value: object) -> str:
    return f"`{value}`" if isinstance(value, str) else "this"


Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[Text, AfterValidator(_id)]
Days = Annotated[Span, PlainValidator(_span)]
Rating = Annotated[Span, PlainValidator(_span), AfterValidator(_rating)]
Point = Annotated[Text, AfterValidator(_point)]
Day = Annotated[date, PlainValidator(_day)]
Country = Annotated[Text, AfterValidator(_country)]
Expression = Annotated[Text, AfterValidator(_expression)]
