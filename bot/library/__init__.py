"""Content files, written by people, become frozen objects that the flows read, or are checked.

The way through: `positions` (YAML with line numbers) → `manuscript` (entries by `schema` and
`kinds`) → `rules` → `build`.
"""

from bot.library.check import check, load_library
from bot.library.library import ContentLibrary
from bot.library.problems import Problem
from bot.library.report import Report
from bot.library.table import schema_table
from bot.library.vocabulary import Vocabulary, core_vocabulary

__all__ = [
    "ContentLibrary",
    "Problem",
    "Report",
    "Vocabulary",
    "check",
    "core_vocabulary",
    "load_library",
    "schema_table",
]
