"""What a check found, for people and for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.library.manuscript import Manuscript
from bot.library.problems import Problem
from bot.library.rules.coverage import by_point

ALIKE_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Errors fail the check, warnings do not; both by file and line."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    counts: Mapping[str, int]
    points: Mapping[str, int]
    """Reframes of each point of the article."""

    def as_json(self) -> dict[str, object]:
        """For `json.dumps`: errors, warnings, points, and a number for each kind of content."""
        return {
            "errors": [_as_json(problem) for problem in self.errors],
            "warnings": [_as_json(problem) for problem in self.warnings],
            **self.counts,
            "points": dict(self.points),
        }

    def lines(self) -> tuple[str, ...]:
        """For those who write: a line a problem, what must be mended last, and at the end how much there is."""
        named = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in self.counts.items())
        return (
            *_shortened(self.warnings),
            *(problem.as_line() for problem in self.errors),
            f"{_count(self.errors, 'error')}, {_count(self.warnings, 'warning')} in {named}",
        )


def _shortened(warnings: tuple[Problem, ...]) -> Iterator[str]:
    """Warnings with the same remedy in one file as a few lines; `--json` has them all."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in warnings:
        alike.setdefault((problem.file, problem.remedy), []).append(problem)
    for (file, _), some in alike.items():
        shown = some if len(some) <= ALIKE_SHOWN + 1 else some[:ALIKE_SHOWN]
        yield from (f"{problem.as_line()} (warning)" for problem in shown)
        if len(shown) < len(some):
            yield f"{file}: {len(some) - len(shown)} more like these; --json lists them (warning)"


def _count(problems: tuple[Problem, ...], name: str) -> str:
    return f"{len(problems)} {name}{'' if len(problems) == 1 else 's'}"


def report_of(problems: tuple[Problem, ...], manuscript: Manuscript) -> Report:
    """Problems sorted into errors and warnings, with the counts of what was read."""
    help_lines = [placed.entry for placed in manuscript.help_lines]
    return Report(
        errors=tuple(problem for problem in problems if not problem.warning),
        warnings=tuple(problem for problem in problems if problem.warning),
        counts={
            "reframes": len(manuscript.reframes),
            "acts": len(manuscript.acts),
            "safe_acts": sum(1 for placed in manuscript.acts if placed.entry.is_safe),
            "plans": len(manuscript.plans),
            "motives": len(manuscript.motives),
            "thoughts": len(manuscript.thoughts),
            "questions": len(manuscript.questions),
            "lines": len(manuscript.lines),
            "variants": sum(len(placed.entry.root) for placed in manuscript.lines),
            "buttons": len(manuscript.buttons),
            "help_lines": len(help_lines),
            "countries": len({line.country for line in help_lines} - {"*"}),
        },
        points=by_point(manuscript),
    )


def _as_json(problem: Problem) -> dict[str, str | int]:
    return {
        "file": problem.file,
        "line": problem.line,
        "reason": problem.reason,
        "remedy": problem.remedy,
    }
