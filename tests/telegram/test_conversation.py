"""The main job over the Bot API: somebody types "I want to text my ex", and it works."""

import pytest

from tests.botapi import BotApi
from tests.faults.hatch import Hatched, Nursery, hatched


@pytest.fixture
async def api():
    async with BotApi() as server:
        yield server


@pytest.fixture(autouse=True)
async def bot(born: Nursery, api: BotApi, tmp_path):
    async with hatched(born, tmp_path, api) as started:
        yield started


async def test_an_urge_is_met_with_one_screen_and_a_rating(api: BotApi):
    person = api.person()

    person.say("I want to text my ex")
    screen, rating = await person.hears(2)

    assert screen.labels[0] == "I won't send it"
    assert [label for label in rating.labels if label.isdigit()] == [str(n) for n in range(11)]


async def test_taps_rating_timer_and_holding_work(api: BotApi):
    person = api.person()
    person.say("I want to text my ex")
    _, rating = await person.hears(2)

    person.tap("7", message_id=rating.id)
    offer = (await person.hears(3))[-1]
    person.tap("Hold it with me", message_id=offer.id)
    timer = (await person.hears(5))[3]
    assert "I won't send it" in timer.labels
    person.tap("I won't send it", message_id=timer.id)
    held = (await person.hears(6))[-1]

    assert held.text
    assert not api.record.repairs
    assert not [call for call in api.record.calls if call.status >= 400]


async def test_every_tap_is_acknowledged(api: BotApi):
    person = api.person()
    person.say("I want to text my ex")
    _, rating = await person.hears(2)

    person.tap("7", message_id=rating.id)
    await person.hears(3)
    await api.until(
        lambda: [c for c in api.record.calls if c.method == "answercallbackquery"], "acknowledged"
    )


async def test_what_people_write_is_escaped(api: BotApi):
    person = api.person()
    person.say("/reasons")
    await person.hears(1)
    person.tap("Add a reason")
    await person.hears(2)
    person.say('<b>because</b> & "I" <script>alert(1)</script>')
    await person.hears(3)
    person.say("/reasons")
    listed = (await person.hears(4))[-1]

    assert '<b>because</b> & "I" <script>alert(1)</script>' in listed.text


async def test_groups_get_one_line_and_a_leave(api: BotApi):
    member = api.member(-100200300, 10_000_005)
    member.say("hi bot")

    await api.until(lambda: [c for c in api.record.calls if c.method == "leavechat"], "left")

    assert len([c for c in api.record.calls if c.method == "sendmessage"]) == 1


async def test_pictures_stickers_voices_forwards_and_places_have_an_answer(api: BotApi):
    person = api.person()
    things = (
        person.photo,
        person.sticker,
        person.voice,
        lambda: person.forward("I miss you too"),
        lambda: person.location(52.52, 13.40),
        lambda: person.document("a.txt", b"a"),
        person.contact,
    )
    for heard, send in enumerate(things, start=1):
        send()
        await person.hears(heard)


async def test_business_messages_have_no_answer(api: BotApi):
    person = api.person()
    person.business("I love you")
    person.say("hello")
    await person.hears(1)

    assert len(person.heard) == 1


async def test_an_edit_is_read_for_safety_alone(api: BotApi):
    person = api.person()
    first = person.say("hello")
    await person.hears(1)
    person.edit(first, "I want to kill myself tonight")

    answer = (await person.hears(2))[-1]

    assert "I'm a bot" in answer.text


async def test_the_menu_is_the_table_that_help_shows(api: BotApi):
    await api.until(lambda: api.cloud.profile.commands, "menu")

    from bot.core.commands import COMMANDS

    (commands,) = api.cloud.profile.commands.values()
    assert [command["command"] for command in commands] == list(COMMANDS)


async def test_the_token_is_in_no_log_and_neither_are_words(api: BotApi, bot: Hatched):
    person = api.person()
    person.say("I want to text Melchior about the aubergine")
    await person.hears(2)
    await bot.stop()

    assert api.token not in bot.text
    assert api.token.split(":")[1] not in bot.text
    assert "aubergine" not in bot.text
    assert str(person.id) not in bot.text


async def test_somebody_elses_and_forged_buttons_do_nothing_wrong(api: BotApi):
    owner, other = api.person(10_000_001), api.person(10_000_002)
    owner.say("I want to text my ex")
    screen, _ = await owner.hears(2)
    other.say("hello")
    mine = (await other.hears(1))[-1]
    data = screen.buttons[0]["callback_data"]

    other.forge(data, mine.id)
    other.forge("held:../../etc", mine.id)
    other.forge("\u0000" * 9, mine.id)
    await other.hears(4)
    owner.tap("I won't send it", message_id=screen.id)

    assert (await owner.hears(3))[-1].text
