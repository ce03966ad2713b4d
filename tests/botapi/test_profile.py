"""The bot's menu, name and descriptions."""

import pytest

from tests.botapi.conftest import Caller
from tests.botapi.people import Person


def menu(name: str = "start", description: str = "x") -> list[dict[str, str]]:
    """A menu of one."""
    return [{"command": name, "description": description}]


async def test_a_menu_belongs_to_its_scope_and_language(call: Caller) -> None:
    scope = {"type": "all_private_chats"}
    await call("setMyCommands", commands=menu(), scope=scope, language_code="de")

    assert await call("getMyCommands") == []
    assert await call("getMyCommands", scope=scope, language_code="de") == menu()
    await call("deleteMyCommands", scope=scope, language_code="de")
    assert await call("getMyCommands", scope=scope, language_code="de") == []


@pytest.mark.parametrize(
    ("name", "description", "reason"),
    [
        ("Start", "x", "BOT_COMMAND_INVALID"),
        ("st-art", "x", "BOT_COMMAND_INVALID"),
        ("", "x", "command must be non-empty"),
        ("a" * 33, "x", "command length must not exceed 32"),
        ("start", " ", "command description must be non-empty"),
        ("start", "x" * 257, "command description length must not exceed 256"),
    ],
)
async def test_bad_commands_are_refused(
    call: Caller, name: str, description: str, reason: str
) -> None:
    refusal = await call.refused("setMyCommands", commands=menu(name, description))

    assert refusal == f"Bad Request: {reason}"


async def test_a_leading_slash_is_forgiven(call: Caller) -> None:
    await call("setMyCommands", commands=menu("/start"))

    assert await call("getMyCommands") == menu()


async def test_name_and_descriptions_have_their_lengths(call: Caller) -> None:
    assert await call("setMyName", name="x" * 64)
    assert await call("setMyDescription", description="x" * 512)
    assert await call("setMyShortDescription", short_description="x" * 120)
    assert await call.refused("setMyName", name="x" * 65)
    assert await call.refused("setMyDescription", description="x" * 513)
    assert await call.refused("setMyShortDescription", short_description="x" * 121)
    assert (await call("getMe"))["first_name"] == "x" * 64


async def test_a_chat_can_be_looked_up(call: Caller, ada: Person) -> None:
    assert (await call("getChat", chat_id=ada.id))["first_name"] == "Ada"
