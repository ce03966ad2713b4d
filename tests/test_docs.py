"""The documents keep step with the project: what they name exists, and what exists is named where it has to be."""

import re
from pathlib import Path

import pytest

from bot.cli import _parser
from bot.core.commands import COMMANDS
from bot.library import schema_table
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "content/*.md", "benchmarks/*.md", "training/*.md")
    for path in ROOT.glob(pattern)
)
OURS = tuple(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"))
"""Those in which a path in backquotes is one of this tree; docs/design.md and its like also speak of plans."""
WRITING = (*OURS, ROOT / "content" / "README.md")
ROOTS = (ROOT, ROOT / "bot", ROOT / "content", ROOT / "content" / "en")
"""Where a path in backquotes may begin: `bot/core/turn.py`, `core/turn.py`, `en/style.yaml`."""
LINK = re.compile(r"\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"")
QUOTED = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^\s*```.*?^\s*```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"[\w.-]*\w/[\w./-]*|[\w-]+\.(?:py|yaml|yml|toml|md|txt|lock|jsonl)")
MADE = ("data/", ".venv/", "content/en/lines/<")
"""Begin what is made by running, or stands for many."""
ROOM = re.compile(
    r"(?:delivery|transports|scheduling|storage|library|core|understanding)\.[a-z_.]+"
)


def prose(document: Path) -> str:
    """A document without its fenced blocks."""
    return FENCED.sub("", document.read_text("utf-8"))


def named(document: Path) -> str:
    return str(document.relative_to(ROOT))


def anchors(document: Path) -> set[str]:
    """The anchors of its headings, as a forge makes them."""
    titles = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def links(document: Path) -> list[str]:
    found = [a or b for a, b in LINK.findall(prose(document))]
    return [link for link in found if "://" not in link and not link.startswith("mailto:")]


def broken(document: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    file = (document.parent / target).resolve() if target else document
    return not file.exists() or bool(anchor and anchor not in anchors(file))


def table_under(document: Path, heading: str) -> list[list[str]]:
    """The rows of the first table after a heading, cells without backquotes."""
    text = document.read_text("utf-8")
    after = text[re.search(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE).end() :]
    rows = re.search(r"(?:^\|.*\|\n)+", after, re.MULTILINE).group().splitlines()[2:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document):
    assert [link for link in links(document) if broken(document, link)] == []


def exists(path: str) -> bool:
    if "*" in path or "<" in path or path.startswith(MADE):
        return True
    if "/" not in path:
        return any(ROOT.glob(path)) or any(
            any(base.rglob(path)) for base in (ROOT / "bot", ROOT / "content")
        )
    return any((base / path).exists() for base in ROOTS)


@pytest.mark.parametrize("document", WRITING, ids=named)
def test_every_path_that_is_named_exists(document):
    quoted = QUOTED.findall(prose(document))
    paths = [text for text in quoted if PATH.fullmatch(text)]

    assert paths
    assert [path for path in paths if not exists(path)] == []


@pytest.mark.parametrize("document", OURS, ids=named)
def test_every_module_that_is_named_exists(document):
    modules = [text for text in QUOTED.findall(prose(document)) if ROOM.fullmatch(text)]

    missing = [
        name
        for name in modules
        if not any(
            (ROOT / "bot" / f"{name.replace('.', '/')}{end}").exists() for end in (".py", "")
        )
    ]

    assert missing == []


def test_the_readme_lists_every_setting_with_its_default_and_no_other():
    listed = {row[0]: row[1] for row in table_under(ROOT / "README.md", "Settings")}

    defaults = {
        f"{PREFIX}{n.upper()}": str(f.default or "") for n, f in Settings.model_fields.items()
    }
    defaults[f"{PREFIX}CONTENT_DIR"] = ""  # beside the code, wherever that is

    assert listed == defaults


def test_settings_that_are_named_anywhere_exist():
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for_compose_alone = {f"{PREFIX}DOMAIN"}

    unknown = {
        (named(document), name)
        for document in DOCUMENTS
        for name in re.findall(rf"\b{PREFIX}[A-Z][A-Z_]*[A-Z]\b", document.read_text("utf-8"))
        if name not in known | for_compose_alone
    }

    assert unknown == set()


def verbs() -> list[str]:
    actions = (action for action in _parser()._actions if action.dest == "verb")
    return list(next(actions).choices)


def test_the_readme_lists_every_verb_and_no_other():
    listed = [row[0] for row in table_under(ROOT / "README.md", "Verbs")]

    assert listed == [f"unsent {verb}" for verb in verbs()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_verb_that_is_named_exists(document):
    text = document.read_text("utf-8")

    used = re.findall(r"(?:`|bin/|python -m )(?:unsent|bot) ([a-z][a-z-]+)", text)

    assert [verb for verb in used if verb not in verbs()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_that_is_named_exists(document):
    of_the_terminal = {"skip", "quit"}
    of_others = {"newbot", "metrics", "healthz", "telegram"}

    used = re.findall(r"`/([a-z]+)(?: [^`]*)?`", document.read_text("utf-8"))

    assert [name for name in used if name not in {*COMMANDS, *of_the_terminal, *of_others}] == []


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_make_target_that_is_named_exists(document):
    used = re.findall(r"(?:^|`)make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE)

    assert [target for target in used if target not in targets()] == []


def test_contributing_lists_every_make_target_and_no_other():
    listed = {row[0] for row in table_under(ROOT / "CONTRIBUTING.md", "Five minutes")}

    assert listed == {f"make {target}" for target in targets()}


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_what_is_read_first_stays_short(name):
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= 150


def test_the_architecture_places_every_room_and_module():
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = [path for path in (ROOT / "bot").iterdir() if path.name.strip("_") == path.name]

    unplaced = [
        path.name
        for path in rooms
        if (path.suffix == ".py" and f"bot/{path.name}" not in text)
        or (path.is_dir() and f"bot/{path.name}/" not in text)
    ]

    assert unplaced == []


def test_the_table_of_content_files_is_the_one_that_the_schema_makes():
    """Make it anew with the command that stands above it in content/README.md."""
    _, _, table = (
        (ROOT / "content" / "README.md").read_text("utf-8").partition("<!-- schema -->\n\n")
    )

    assert table == schema_table()


def test_the_voice_has_ten_rules_each_with_a_good_and_a_bad_example():
    text = (ROOT / "content" / "README.md").read_text("utf-8")
    voice = text[text.index("## The voice") : text.index("## How to add")]

    rules = re.split(r"^\d+\. ", voice, flags=re.MULTILINE)[1:]

    assert len(rules) == 10
    assert [
        rule for rule in rules if (rule.count("- Good: *"), rule.count("- Bad: *")) != (1, 1)
    ] == []


def test_the_changelog_opens_with_what_is_not_released():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "[Unreleased]"


@pytest.mark.parametrize(
    "name", ["README.md", "content/README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
)
def test_documents_raise_no_voice(name):
    """No exclamation mark in prose; one opens a link to a picture, or a comment."""
    assert re.findall(r"\w+!(?![\[-])", prose(ROOT / name)) == []
