"""What the check hands on: JSON to programs, lines to writers, a table to content/README.md."""

import json

from bot.library import schema_table
from bot.library.kinds import KINDS
from tests.library.conftest import Folder


def test_the_report_is_json_with_errors_warnings_and_counts(folder: Folder) -> None:
    folder.write("commands.yaml", "urge: Now!\nhelp: Help\n")

    report = json.loads(json.dumps(folder.check().as_json()))

    assert {
        "file": f"{folder.path}/commands.yaml",
        "line": 1,
        "reason": "an exclamation mark stands here",
        "remedy": "end with a full stop",
    } in report["errors"]
    assert report["warnings"] == []
    assert report["reframes"] == 2
    assert report["points"]["T1"] == 1
    assert (report["acts"], report["safe_acts"]) == (2, 1)
    assert (report["lines"], report["variants"], report["countries"]) == (4, 5, 1)


def test_writers_read_a_line_for_each_problem_and_a_sum(folder: Folder) -> None:
    folder.write("commands.yaml", "urge: Now!\nhelp: Help\n")
    helplines = (folder.path / "helplines.yaml").read_text(encoding="utf-8")
    folder.write("helplines.yaml", helplines.replace("2026-11-01", "2026-01-01"))

    report = folder.check()
    lines = report.lines()

    assert (
        f"{folder.path}/commands.yaml:1: an exclamation mark stands here; end with a full stop"
        in lines
    )
    assert sum(1 for line in lines if line.endswith("(warning)")) == 2
    assert lines[-1].startswith(f"{len(report.errors)} errors, 2 warnings in 2 reframes, 2 acts")


def test_problems_come_by_file_and_line_and_once(folder: Folder) -> None:
    errors = folder.check().errors

    assert list(errors) == sorted(set(errors), key=lambda e: (e.file, e.line, e.reason, e.remedy))


def test_the_table_names_every_kind_of_file_and_every_value() -> None:
    table = schema_table()

    assert all(f"`{kind.pattern}`" in table for kind in KINDS)
    assert (
        "| kind | yes | picture, fact, scene, question, humour, numbers | how it speaks |" in table
    )
    assert "| their_no | no | true, false | true: also where the ex said no |" in table
