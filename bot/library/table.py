"""The table of content files for content/README.md, made from the schema so that it stays true."""

from collections.abc import Iterator

from pydantic import BaseModel, RootModel

from bot.library.explain import allowed_values
from bot.library.kinds import KINDS, SEEN, SIGN, FileKind
from bot.library.schema import BannedEntry, VariantEntry

PARTS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("a variant (lines, seen, answers): its text alone, or", VariantEntry),
    ("an entry of `banned`", BannedEntry),
)
"""What stands inside entries."""
SIMPLE = {
    "lines/*.yaml": "a list of variants; the line is called by file and name: slip.contained",
    "commands.yaml": "one line, at most 64 characters",
    "patterns.yaml": "a list of regular expressions, for text in lower case",
    "countries.yaml": "two capital letters: the name in this language",
}
"""Kinds whose entries have no fields."""


def schema_table() -> str:
    """Markdown: for each kind of file its fields, which must be there, and what they may be."""
    return "\n\n".join((*_files(), *(_section(title, model) for title, model in PARTS))) + "\n"


def _files() -> Iterator[str]:
    for kind in KINDS:
        title = f"`{kind.pattern}`: {kind.shape}{_names(kind)}"
        if issubclass(kind.model, RootModel):
            yield f"**{title}**\n\nEach is {SIMPLE[kind.pattern]}."
        else:
            yield _section(title, kind.model)


def _names(kind: FileKind[BaseModel]) -> str:
    return f" ({', '.join(sorted(kind.only))})" if kind in {SEEN, SIGN} else ""


def _section(title: str, model: type[BaseModel]) -> str:
    rows = [
        f"| {name} | {'yes' if info.is_required() else 'no'} |"
        f" {', '.join(allowed_values(info.annotation))} | {info.description or ''} |"
        for name, info in model.model_fields.items()
    ]
    head = ["| field | must be there | values | what it is |", "|---|---|---|---|"]
    return "\n".join((f"**{title}**", "", *head, *rows))
