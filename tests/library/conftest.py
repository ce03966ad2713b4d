"""A small content folder on disk, which each test spoils in its own way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from bot.core.lines import Line
from bot.library import ContentLibrary, Problem, Report, Vocabulary, check, load_library

TODAY = date(2026, 11, 20)
VOCABULARY = Vocabulary(
    lines={
        "slip.contained": Line(placeholders=frozenset({"days"}), at_least=2),
        "slip.when": Line(optional=frozenset({"hour"})),
        "form.week": Line(),
        "form.month": Line(),
    },
    buttons=frozenset({"held", "hold"}),
    commands=("urge", "help"),
    patterns=frozenset({"social_bye"}),
)
SMALL: Mapping[str, str] = {
    "lines/slip.yaml": """
        contained:
          - One message. The {days} days you held still count.
          - text: Leave it at that for tonight. Those {days} days are yours.
            tone: warm
        when:
          - When was it?
        """,
    "lines/form.yaml": """
        week: [Urges of this week.]
        month: [Urges of this month.]
        """,
    "buttons.yaml": """
        held: I won't send it
        hold: {label: Hold it with me, typed: [Wait, hold]}
        """,
    "commands.yaml": """
        urge: I want to text them
        help: What I can do
        """,
    "reframes/t.yaml": """
        - id: t1_pear
          point: T1
          kind: picture
          motives: [closure]
          rating: 0-8
          hours: any
          days: 3-
          tone: warm
          never: [grief]
          text: A green pear can't be talked ripe. Leave the bowl alone for {held_days} more days.
        """,
    "reframes/checking.yaml": """
        - id: checking_window
          point: own
          kind: picture
          text: Shop windows show the three best coats. Walk on and rub your cold hands warm.
        """,
    "acts.yaml": """
        - id: socks
          text: Sit on the bed and pair up six socks.
          where: in
          body: seated
        - id: block
          text: Walk once round the block, hands in pockets.
          where: out
          body: moving
          hours: day
        """,
    "plans.yaml": """
        - id: past_ten
          text: If it is past ten, then I ring a friend.
          motives: [closure]
          hours: night
        """,
    "motives.yaml": """
        closure:
          label: A last talk
          seen: [One proper talk is what you want.]
          expressions: ['\\bclosure\\b']
        any: {seen: [It is strong right now.]}
        draft: {seen: [That message landed here.]}
        alcohol: {seen: [You told me about the drink.]}
        night: {seen: [It is late.]}
        left: {expressions: ['\\bi left\\b']}
        died: {expressions: ['\\bdied\\b']}
        minor: {expressions: ['\\bi am 1[0-7]\\b']}
        order: {expressions: ['\\border\\b']}
        pictures: {expressions: ['\\bnudes\\b']}
        """,
    "thoughts.yaml": """
        - id: bread
          about: day
          days: 0-30
          text: Buy good bread today, and eat the end of it on the way home.
        """,
    "questions.yaml": """
        does_it_work:
          label: Does it work?
          points: [N1]
          asks: [does it work, does this work, will it work, is it any use, any good, why do it]
          answers:
            - Nobody can say so for you. It is a first step.
            - It won't mend old trouble alone. What it gives is room.
        """,
    "helplines.yaml": """
        - country: IE
          kind: crisis
          name: Listening Line
          call: 116 123
          sources: [https://one.example, https://two.example]
          checked_on: 2026-11-01
        - country: "*"
          kind: crisis
          name: The directory
          chat: https://lines.example
          sources: [https://one.example, https://two.example]
          checked_on: 2026-11-01
        """,
    "countries.yaml": """
        IE: Ireland
        NO: Norway
        """,
    "patterns.yaml": """
        social_bye: ['\\bbye\\b']
        """,
    "style.yaml": """
        banned:
          - words: [healing, heal*]
            why: therapy talk
            instead: say it plainly
            unless: [the healing brush]
        spelling: {color: colour}
        small_words: [a, an, and, the, in, of, on, to, it, is]
        may_repeat: []
        """,
}


@dataclass(frozen=True)
class Folder:
    """content/en under a temporary folder."""

    content_dir: Path

    @property
    def path(self) -> Path:
        return self.content_dir / "en"

    def write(self, name: str, text: str) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def write_thoughts(self, *texts: str) -> None:
        """One thought for each text, which stands on the first of its three lines."""
        entries = [
            f'- text: "{text}"\n  id: thought_{n}\n  about: day\n' for n, text in enumerate(texts)
        ]
        self.write("thoughts.yaml", "".join(entries))

    def check(self, *, release: bool = False) -> Report:
        return check(self.content_dir, VOCABULARY, TODAY, release=release)

    def load(self) -> ContentLibrary:
        return load_library(self.content_dir, "en", VOCABULARY)

    def problems(self, name: str) -> list[Problem]:
        """What the check says of one file, errors and warnings."""
        report = self.check()
        wanted = f"{self.path.as_posix()}/{name}"
        return [p for p in (*report.errors, *report.warnings) if p.file == wanted]

    def said(self, name: str) -> list[str]:
        """The same as "line: reason; remedy", without what the small folder has too little of."""
        return [
            f"{p.line}: {p.reason}; {p.remedy}"
            for p in self.problems(name)
            if " of at least " not in p.reason
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path)
    for name, text in SMALL.items():
        made.write(name, text)
    return made
