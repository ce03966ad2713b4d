"""A whole run at its most talkative, with everything going wrong: no word of anybody in its log, no token."""

from pathlib import Path

import pytest

from tests.botapi import BotApi, Fault, Faults
from tests.faults.databases import KEY
from tests.faults.hatch import Nursery, hatched

WORDS = {
    "an urge": "I want to text Melchior about the aubergine",
    "danger": "I want to kill myself with the xylophone tonight",
    "a reason": "because of the saxophone",
    "a letter": "dear marzipan, I hate you",
    "nothing": "qwzyx flibbertigibbet",
    "an edit": "the edited kohlrabi",
    "a caption": "the captioned rutabaga",
    "a forward": "the forwarded celeriac",
}
PRIVATE = (
    "melchior", "aubergine", "xylophone", "saxophone", "marzipan", "qwzyx", "flibbertigibbet", "kohlrabi",
    "rutabaga", "celeriac", "zebulon", "10000001", "10_000_001",
)  # fmt: skip


@pytest.mark.parametrize("style", ["text", "json"])
async def test_a_log_says_nothing_of_anybody(
    born: Nursery, api: BotApi, tmp_path: Path, style: str
) -> None:
    more = {"UNSENT_LOG_FORMAT": style, "UNSENT_SENDS_PER_SECOND": "0", "UNSENT_SECRET_KEY": KEY}
    async with hatched(born, tmp_path, api, **more) as bot:
        person = api.person(10_000_001, first_name="Zebulon")
        first = person.say(WORDS["an urge"])
        await person.hears(2)
        api.suffer(Faults.evenly(0.3, *(kind for kind in Fault if kind is not Fault.SLOW)))
        person.say("/reasons")
        await _taps(api, person, "Add a reason")
        person.say(WORDS["a reason"])
        person.say("/urge")
        await _taps(api, person, "Say it here instead")
        for kind in ("a letter", "nothing", "danger"):
            person.say(WORDS[kind])
        person.photo(WORDS["a caption"])
        person.forward(WORDS["a forward"])
        person.edit(first, WORDS["an edit"])
        api.updates.inject({"message": {"chat": WORDS["nothing"], "text": WORDS["danger"]}})
        api.updates.inject({"callback_query": {"id": WORDS["nothing"], "data": WORDS["danger"]}})
        person.forge("held:aubergine", person.last.id)
        for command in ("/stats", "/export", "/letters", "/help melchior", "/forget"):
            person.say(command)
        await _taps(api, person, "Yes, erase")
        api.suffer(None)
        await api.until(lambda: len(api.updates) == 0, "all taken", 30.0)
        person.block()
        person.say("/help")
        assert await bot.stop() == 0

    told = bot.text.lower()
    assert len(bot.log.lines) > 5
    assert [word for word in PRIVATE if word in told] == []
    assert [part for part in (*api.token.split(":"), KEY) if part.lower() in told] == []


async def _taps(api: BotApi, person, beginning: str) -> None:
    """Presses the newest button that begins so, once it is there."""

    def found() -> str:
        labels = [label for message in person.heard for label in message.labels]
        return next((label for label in labels if label.startswith(beginning)), "")

    label = await api.until(found, f"a button {beginning}", 30.0)
    person.tap(label)
