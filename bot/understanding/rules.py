"""The floor of safety: expressions that tell of danger, and what takes their findings back.

Owns how the lists of ``content/<language>/safety/*.yaml`` are read and applied; the lists themselves belong to their
writers. Works without any model. Called by the reader on every message, before and beside the model.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.core.errors import ContentError
from bot.core.labels import Level, Risk
from bot.understanding.plain import plain

FOLDER = "safety"
RULE_FILES = ("crisis.yaml", "danger.yaml", "threat.yaml", "ex_at_risk.yaml")
LOWERING_FILE = "lowering.yaml"
OTHER_LANGUAGES_FILE = "other_languages.yaml"

_APOSTROPHE = re.compile(r"'")
_NOISE = re.compile(r"[^\w\s.!?;:|\n]+")
_STOP = re.compile(r"\s*[.!?;:\n]+\s*")
_SPACE = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place where a rule found something: characters `start` to `end` of the levelled text."""

    risk: Risk
    level: Level
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An expression and what it tells of."""

    expression: re.Pattern[str]
    risk: Risk
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowering:
    """An expression that takes back the findings it overlaps with, or leaves them as a check."""

    expression: re.Pattern[str]
    risks: frozenset[Risk]
    to: Level


def level_text(text: str) -> str:
    r"""The form in which rules look at a text: no apostrophes, a full stop for every end of a clause.

    >>> level_text("I can\u2019t, I just CAN'T... help")
    'i cant i just cant . help'
    """
    text = _APOSTROPHE.sub("", plain(text))
    text = _STOP.sub(" . ", _NOISE.sub(" ", text))
    return _SPACE.sub(" ", text).strip()


class SafetyRules:
    """All rules of one language, ready to be applied. Immutable; may be used from any thread."""

    def __init__(
        self, rules: Sequence[Rule], lowerings: Sequence[Lowering], raw: Sequence[Rule] = ()
    ) -> None:
        """`raw` rules are of other languages and look at the text as it is written."""
        self._rules = tuple(rules)
        self._lowerings = tuple(lowerings)
        self._raw = tuple(raw)

    @classmethod
    def load(cls, content_dir: Path) -> "SafetyRules":
        """The rules of a language folder. Raises ContentError, naming every list that cannot be used."""
        problems: list[str] = []
        rules: list[Rule] = []
        for name in RULE_FILES:
            rules += _rules(_mapping(content_dir / FOLDER / name, problems), name, problems)
        lowerings = _lowerings(
            _mapping(content_dir / FOLDER / LOWERING_FILE, problems), LOWERING_FILE, problems
        )
        other = _mapping(content_dir / FOLDER / OTHER_LANGUAGES_FILE, problems)
        raw = _raw_rules(other, OTHER_LANGUAGES_FILE, problems)
        if problems:
            raise ContentError(tuple(problems))
        return cls(rules, lowerings, raw)

    def findings(self, text: str) -> list[Finding]:
        """What is left of all findings once idioms and denials have been taken back."""
        levelled = level_text(text)
        found = [
            Finding(risk=rule.risk, level=rule.level, start=match.start(), end=match.end())
            for rule in self._rules
            for match in rule.expression.finditer(levelled)
        ]
        if found:
            found = [kept for one in found if (kept := self._lowered(one, levelled)) is not None]
        if self._raw:
            written = plain(text)
            found += [
                Finding(risk=rule.risk, level=rule.level, start=0, end=0)
                for rule in self._raw
                if rule.expression.search(written)
            ]
        return found

    def levels(self, text: str) -> dict[Risk, Level]:
        """The highest level found for each risk; risks that were not found are missing."""
        levels: dict[Risk, Level] = {}
        for finding in self.findings(text):
            levels[finding.risk] = max(levels.get(finding.risk, Level.NONE), finding.level)
        return levels

    def _lowered(self, finding: Finding, levelled: str) -> Finding | None:
        for lowering in self._lowerings:
            if finding.risk not in lowering.risks:
                continue
            for match in lowering.expression.finditer(levelled):
                if match.start() < finding.end and finding.start < match.end():
                    if lowering.to is Level.NONE:
                        return None
                    finding = Finding(
                        risk=finding.risk,
                        level=min(finding.level, lowering.to),
                        start=finding.start,
                        end=finding.end,
                    )
        return finding


def compiled(expression: str) -> re.Pattern[str]:
    """An expression as its writers write it, for levelled text: apostrophes dropped, word edges at both ends."""
    return re.compile(rf"(?<!\w)(?:{expression.replace(chr(39), '')})(?!\w)")


def _mapping(path: Path, problems: list[str]) -> Mapping[str, object]:
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        problems.append(f"{FOLDER}/{path.name}: the file is missing; add it")
        return {}
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        problems.append(f"{FOLDER}/{path.name}: cannot be read ({error}); mend the file")
        return {}
    return read if isinstance(read, dict) else {}


def _entries(
    value: object, where: str, problems: list[str]
) -> Iterable[tuple[str, dict[str, object]]]:
    if not isinstance(value, list) or not value:
        problems.append(f"{where}: no list of expressions; write at least one")
        return
    for number, entry in enumerate(value, start=1):
        place = f"{where}, entry {number}"
        if not isinstance(entry, dict) or not isinstance(entry.get("expression"), str):
            problems.append(f"{place}: no expression; write one")
        elif not isinstance(entry.get("why"), str):
            problems.append(f"{place}: says nothing of why; add it")
        else:
            yield place, entry


def _pattern(entry: dict[str, object], place: str, problems: list[str]) -> re.Pattern[str] | None:
    try:
        return compiled(str(entry["expression"]))
    except re.error as error:
        problems.append(f"{place}: the expression is not valid ({error}); mend it")
        return None


def _rules(read: Mapping[str, object], name: str, problems: list[str]) -> list[Rule]:
    where = f"{FOLDER}/{name}"
    risk = _risk(read.get("risk"), where, problems)
    rules = []
    for place, entry in _entries(read.get("rules"), where, problems):
        pattern = _pattern(entry, place, problems)
        level = _level(entry.get("level"), place, problems)
        if pattern and risk and level:
            rules.append(Rule(expression=pattern, risk=risk, level=level))
    return rules


def _lowerings(read: Mapping[str, object], name: str, problems: list[str]) -> list[Lowering]:
    where = f"{FOLDER}/{name}"
    lowerings = []
    for place, entry in _entries(read.get("lowering"), where, problems):
        pattern = _pattern(entry, place, problems)
        lowers = entry.get("lowers")
        names = lowers if isinstance(lowers, list) else []
        risks = frozenset(
            risk for name in names if (risk := _risk(name, place, problems)) is not None
        )
        to = Level.CHECK if entry.get("to") == "check" else Level.NONE
        if pattern:
            lowerings.append(Lowering(expression=pattern, risks=risks, to=to))
    return lowerings


def _raw_rules(read: Mapping[str, object], name: str, problems: list[str]) -> list[Rule]:
    rules = []
    languages = read.get("languages")
    for language, lists in (languages if isinstance(languages, dict) else {}).items():
        for kind, expressions in (lists if isinstance(lists, dict) else {}).items():
            place = f"{FOLDER}/{name}, {language}"
            risk = _risk(kind, place, problems)
            for expression in expressions if isinstance(expressions, list) else []:
                try:
                    # Scripts without spaces have no word edges; a run of letters is enough there.
                    pattern = re.compile(str(expression), re.IGNORECASE)
                except re.error as error:
                    problems.append(f"{place}: the expression is not valid ({error}); mend it")
                    continue
                if risk:
                    rules.append(Rule(expression=pattern, risk=risk, level=Level.CHECK))
    return rules


def _risk(value: object, where: str, problems: list[str]) -> Risk | None:
    if isinstance(value, str) and value in set(Risk):
        return Risk(value)
    problems.append(f'{where}: "{value}" is no risk; use one of {", ".join(Risk)}')
    return None


def _level(value: object, where: str, problems: list[str]) -> Level | None:
    known = {"check": Level.CHECK, "act": Level.ACT}
    if isinstance(value, str) and value in known:
        return known[value]
    problems.append(f'{where}: the level is "{value}"; write act or check')
    return None
