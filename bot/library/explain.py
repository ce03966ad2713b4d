"""What pydantic finds wrong with an entry, in words for writers: the reason, and what to do.

Knows the models' field descriptions, no file. Called by `bot.library.manuscript` for each entry
with mistakes.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum, EnumType
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails


def telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without "too few" for a list whose items are wrong themselves."""
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(
            other is not error and other["loc"][: len(error["loc"])] == error["loc"]
            for other in errors
        )
    ]


def explain(error: ErrorDetails, model: type[BaseModel], what: str) -> tuple[str, str]:
    """Reason and remedy for one mistake in an entry of `model`, which a sentence calls `what`."""
    names = [str(part) for part in error["loc"] if not isinstance(part, int)]
    field = names[-1] if names else what
    if error["type"] == "content":
        context = error["ctx"]
        reason = str(context["reason"])
        return f"{field}: {reason}" if names else reason, str(context["remedy"])
    if error["type"] == "missing":
        hint = _description(model, field)
        return f"{what} without `{field}`", f"add {field}" + (f": {hint}" if hint else "")
    if error["type"] == "extra_forbidden":
        return _unknown_field(field, model, what)
    if error["type"] in {"enum", "literal_error"}:
        expected = str(error["ctx"]["expected"]).replace("'", "")
        return f"{field}: `{error['input']}` is not among its values", f"use {expected}"
    return _wrong_form(error, field)


def _unknown_field(field: str, model: type[BaseModel], what: str) -> tuple[str, str]:
    known = list(model.model_fields)
    if not field.islower() or " " in field:
        remedy = "if this is a text with a colon in it, put double quotes around all of it"
        return f"`{field}` is read as the name of a field", remedy
    near = get_close_matches(field, known, n=1)
    remedy = f"write {near[0]}" if near else f"remove it; there are: {', '.join(known)}"
    return f"{what} has no field `{field}`", remedy


def _wrong_form(error: ErrorDetails, field: str) -> tuple[str, str]:
    kind = error["type"]
    if kind in {"tuple_type", "list_type", "set_type"}:
        return f"{field} is not a list", "write [one, two], [] for none, or a line with - for each"
    if kind == "string_type":
        form = "a mapping" if isinstance(error["input"], dict) else "a list"
        return f"{field} is {form} where a text belongs", "write one text, in double quotes"
    if kind == "too_short":
        least, found = error["ctx"]["min_length"], error["ctx"]["actual_length"]
        return f"{field} has {found}, too few", f"write at least {least}"
    if kind == "bool_parsing":
        return f"{field}: `{error['input']}` is neither yes nor no", "write true, or leave it out"
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return f"{field} is not laid out as fields", "write each field as name: value, indented"
    return f"{field}: {error['msg']}", "look at the table in content/README.md"


def _description(model: type[BaseModel], field: str) -> str:
    info = model.model_fields.get(field)
    if info is None:
        return ""
    values = allowed_values(info.annotation)
    return "; ".join(filter(None, (info.description or "", " | ".join(values))))


def allowed_values(annotation: Any) -> tuple[str, ...]:
    """The values that a field may have where they are counted, () where it is free.

    >>> allowed_values(tuple[Literal["in", "out"], ...])
    ('in', 'out')
    """
    if annotation is bool:
        return ("true", "false")
    if isinstance(annotation, EnumType):
        members: Iterable[Enum] = annotation
        return tuple(str(member.value) for member in members)
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    if get_origin(annotation) is Annotated:
        return allowed_values(get_args(annotation)[0])
    inner = [part for part in get_args(annotation) if part not in {NoneType, Ellipsis}]
    return allowed_values(inner[0]) if len(inner) == 1 else ()
