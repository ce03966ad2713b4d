"""What a host gets wrong in the settings: one line that says which, why and what to do; never a traceback.

Every case goes through the real command line in an empty folder: as a process of its own with nothing else in its
environment, or, where settings are refused before anything is loaded, as a call of what that process calls.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET_KEY = "j7PZq2mUu0c5y8b1T4x9W3k6N0r2L5s8V1d4G7h0"
VERBS = (
    *("run", "chat", "check", "understand", "preview", "migrate", "config"),
    *("healthcheck", "report", "rotate-key", "backup", "move-data"),
)


def unsent(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs a verb; `settings` without their prefix. Input has ended already."""
    given = {f"UNSENT_{name}": value for name, value in settings.items()}
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**kept, **given, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_refused(done: subprocess.CompletedProcess[str], *told: str) -> None:
    """Status 2, one line, and in it everything that a host has to know."""
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert [part for part in told if part not in done.stderr] == [], done.stderr


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """An empty folder, and no setting."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("UNSENT_")]:
        monkeypatch.delenv(name)
    return tmp_path


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("TELEGRAM_TOKEN", "abc", ["does not look like a token", "copy it from BotFather"]),
        (
            "TELEGRAM_TOKEN",
            "123456:AB CD",
            ["does not look like a token", "copy it from BotFather"],
        ),
        (
            "TELEGRAM_API_URL",
            "api.telegram.org",
            ["must be an address", "https://api.telegram.org"],
        ),
        ("TELEGRAM_API_URL", f"https://x.org/bot{TOKEN}", ["not contain the token", "http://host"]),
        (
            "WEBHOOK_URL",
            "bot.example.org",
            ["must be a public address", "https://bot.example.org/"],
        ),
        ("WEBHOOK_SECRET", "short", ["must be 16 to 256", "openssl rand -hex 32"]),
        ("WEBHOOK_SECRET", "signs: not allowed", ["must be 16 to 256", "openssl rand -hex 32"]),
        ("LISTEN", "8080", ["must be host:port", "127.0.0.1:8080"]),
        ("LISTEN", "127.0.0.1:99999", ["must be host:port", "127.0.0.1:8080"]),
        ("METRICS_LISTEN", "everywhere", ["must be host:port", "127.0.0.1:8080"]),
        ("SENDS_PER_SECOND", "fast", ["must be", "a whole number"]),
        ("SENDS_PER_SECOND", "-1", ["must be", "greater than or equal to 0"]),
        ("SENDS_PER_SECOND", "5000", ["must be", "less than or equal to 1000"]),
        ("CONTENT_DIR", "nowhere", ["there is no folder nowhere", "name the one with `en/` in it"]),
        ("LOG_LEVEL", "loud", ["must be", "'DEBUG', 'INFO', 'WARNING' or 'ERROR'"]),
        ("LOG_FORMAT", "xml", ["must be", "'text' or 'json'"]),
    ],
)
@pytest.mark.usefixtures("nowhere")
def test_a_setting_that_cannot_be_used_is_refused_in_one_line(
    monkeypatch, capsys, setting, value, told
):
    monkeypatch.setenv(f"UNSENT_{setting}", value)

    status = cli.main(["run"])

    line = capsys.readouterr().err
    assert status == 2
    assert line.count("\n") == 1
    assert line.startswith(f"unsent: UNSENT_{setting}: ")
    assert [part for part in told if part not in line] == []
    assert TOKEN not in line


def test_a_process_with_a_malformed_token_ends_with_the_line_alone(tmp_path):
    done = unsent(tmp_path, "run", TELEGRAM_TOKEN="abc")

    assert_refused(done, "unsent: UNSENT_TELEGRAM_TOKEN: does not look like a token")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("nowhere")
def test_a_webhook_without_a_secret_is_refused(monkeypatch, capsys):
    monkeypatch.setenv("UNSENT_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("UNSENT_WEBHOOK_URL", "https://bot.example.org/t")

    status = cli.main(["run"])

    assert status == 2
    assert capsys.readouterr().err == (
        "unsent: UNSENT_WEBHOOK_SECRET: is missing beside UNSENT_WEBHOOK_URL; "
        "make one with: openssl rand -hex 32\n"
    )


@pytest.mark.parametrize(
    ("url", "reason", "remedy"),
    [
        ("mysql://host/unsent", "not mysql", "write sqlite:///data/unsent.db or postgresql://"),
        ("sqlite:///taken/unsent.db", "is a file and no folder", "move it"),
        ("postgresql://u:hunter2@127.0.0.1:1/x", "does not answer", "is it running"),
    ],
)
def test_a_database_that_cannot_be_had_is_refused_in_one_line(tmp_path, url, reason, remedy):
    (tmp_path / "taken").write_text("a file stands where the folder should be")

    done = unsent(tmp_path, "migrate", DATABASE_URL=url)

    assert_refused(done, "UNSENT_DATABASE_URL: ", reason, remedy)
    assert "hunter2" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into any folder")
def test_a_data_folder_that_may_not_be_written_is_refused_in_one_line(tmp_path):
    (tmp_path / "data").mkdir(mode=0o500)

    done = unsent(tmp_path, "migrate")

    assert_refused(done, "UNSENT_DATABASE_URL: ", "make its folder writable")


def test_verbs_that_look_in_say_where_no_bot_has_run_yet(tmp_path):
    done = unsent(tmp_path, "healthcheck")

    assert_refused(done, "UNSENT_DATABASE_URL: there is no data/unsent.db yet", "start the bot")
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_too_short_is_refused_before_anybody_can_write(tmp_path):
    done = unsent(tmp_path, "chat", SECRET_KEY="short")

    assert_refused(done, "UNSENT_SECRET_KEY: ", "at least 32 characters", "openssl rand -base64 32")


def test_a_folder_without_content_is_refused_with_the_setting_that_names_it(tmp_path):
    done = unsent(tmp_path, "preview", CONTENT_DIR=".")

    assert_refused(done, "this folder is missing", "UNSENT_CONTENT_DIR")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"UNSENT_SENDS_PER_SECOND=many\n", "UNSENT_SENDS_PER_SECOND: must be a whole number"),
        (b"\xff\xfeU\x00", ".env cannot be read (UnicodeDecodeError); mend or remove it"),
    ],
)
def test_a_dotenv_file_is_held_to_the_same_rules(nowhere, capsys, content, told):
    (nowhere / ".env").write_bytes(content)

    status = cli.main(["config"])

    assert status == 2
    assert capsys.readouterr().err == f"unsent: {told}\n"


def test_config_shows_what_is_set_and_no_secret(tmp_path):
    done = unsent(
        tmp_path,
        "config",
        TELEGRAM_TOKEN=TOKEN,
        SECRET_KEY=SECRET_KEY,
        DATABASE_URL="postgresql://unsent:hunt@er2@db/unsent?password=hunter3",
        LOG_LEVEL="warning",
    )

    shown = dict(line.split("=", 1) for line in done.stdout.splitlines())
    assert done.returncode == 0
    assert shown["UNSENT_TELEGRAM_TOKEN"] == shown["UNSENT_SECRET_KEY"] == "(set)"
    assert shown["UNSENT_DATABASE_URL"] == "postgresql://unsent:***@db/unsent?password=***"
    assert shown["UNSENT_LOG_LEVEL"] == "WARNING"
    assert [secret for secret in (TOKEN, SECRET_KEY, "hunt", "er2") if secret in done.stdout] == []


def test_empty_settings_count_as_not_set(nowhere, capsys):
    (nowhere / ".env").write_text("UNSENT_TELEGRAM_TOKEN=\nUNSENT_SENDS_PER_SECOND=\n")

    cli.main(["config"])

    shown = capsys.readouterr().out
    assert "UNSENT_TELEGRAM_TOKEN=\n" in shown
    assert "UNSENT_SENDS_PER_SECOND=30\n" in shown


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([verb, "--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"usage: unsent {verb}" in told
    assert told.count(".\n") >= 1


def test_help_lists_every_verb_and_no_other(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])

    listed = [
        line.split()[0]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("    ") and not line.startswith("     ")
    ]
    assert listed == list(VERBS)


@pytest.mark.parametrize(
    "arguments", [["dance"], ["preview", "--rating", "11"], ["backup"], ["move-data", "one"]]
)
def test_a_verb_or_argument_that_is_not_known_ends_with_status_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)

    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_without_a_verb_the_help_is_shown(capsys):
    status = cli.main([])

    assert status == 2
    assert "usage: unsent" in capsys.readouterr().out


def test_a_file_to_score_that_is_not_there_is_named(tmp_path):
    done = unsent(tmp_path, "understand", "--score", "none.jsonl")

    assert_refused(done, "--score none.jsonl: ", "cannot be read", "name a file of JSON lines")
