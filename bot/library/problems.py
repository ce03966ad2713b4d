"""What is wrong with a content file, said so that a writer can mend it.

Knows nothing of files or rules; every reader and rule of this room makes these, `check` and
`load_library` collect them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where it stands, what it is, and what to do."""

    file: str
    """As the writer would open it, such as "content/en/reframes/t.yaml"."""
    line: int
    """From 1; 1 also for what a file lacks."""
    reason: str
    remedy: str
    warning: bool = False
    """True for what may stay as it is; everything else fails the check."""

    def as_line(self) -> str:
        """One line that editors turn into a link.

        >>> Problem("en/acts.yaml", 4, "over 25 words (31)", "cut it").as_line()
        'en/acts.yaml:4: over 25 words (31); cut it'
        """
        return f"{self.file}:{self.line}: {self.reason}; {self.remedy}"


def in_reading_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By file and line, each said once."""
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.reason, p.remedy)))
