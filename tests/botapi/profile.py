"""The methods about the bot itself, its chats, taps and files. Called by the server."""

import json
import re
from typing import Any

from tests.botapi.chats import Json
from tests.botapi.cloud import ANSWERABLE_S, Cloud
from tests.botapi.record import Call
from tests.botapi.refused import Refused
from tests.botapi.text import unicode

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS = 100
_COMMAND_LETTERS = 32
_COMMAND_DESCRIPTION = 256
_NAME, _DESCRIPTION, _SHORT_DESCRIPTION = 64, 512, 120
_TAP_ANSWER = 200
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_ABILITIES = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}


def get_me(cloud: Cloud, _call: Call) -> Json:
    """The bot."""
    return cloud.me | _ABILITIES


def set_my_commands(cloud: Cloud, call: Call) -> bool:
    """The menu for a scope and a language."""
    given: Any = call.fields.loaded("commands", "Can't parse commands JSON object")
    if given is not None and not isinstance(given, list):
        raise Refused.bad("Expected an Array of BotCommand")
    commands = [_command(command) for command in given or []]
    if len(commands) > _COMMANDS:
        raise Refused.bad("BOT_COMMANDS_TOO_MUCH")
    cloud.profile.commands[_scope(call)] = commands
    return True


def get_my_commands(cloud: Cloud, call: Call) -> list[Json]:
    """The menu of exactly this scope and language, empty where none was set."""
    return cloud.profile.commands.get(_scope(call), [])


def delete_my_commands(cloud: Cloud, call: Call) -> bool:
    """Takes the menu of a scope and language away."""
    cloud.profile.commands.pop(_scope(call), None)
    return True


def set_my_name(cloud: Cloud, call: Call) -> bool:
    """The name, in a language."""
    return _described(cloud.profile.names, call, "name", _NAME)


def set_my_description(cloud: Cloud, call: Call) -> bool:
    """What stands in an empty chat."""
    return _described(cloud.profile.descriptions, call, "description", _DESCRIPTION)


def set_my_short_description(cloud: Cloud, call: Call) -> bool:
    """What stands on the bot's page."""
    return _described(
        cloud.profile.short_descriptions, call, "short_description", _SHORT_DESCRIPTION
    )


def get_chat(cloud: Cloud, call: Call) -> Json:
    """A chat in full."""
    chat = cloud.chat_of(call.fields)
    return chat.json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": True,
            "limited_gifts": True,
            "unique_gifts": True,
            "premium_subscription": True,
            "gifts_from_channels": True,
        },
    }


def leave_chat(cloud: Cloud, call: Call) -> bool:
    """Goes out of a group or channel."""
    chat = cloud.chat_of(call.fields)
    if chat.kind == "private":
        raise Refused.bad("Can't leave private chats")
    if chat.member in ("left", "kicked"):
        chat.check_writable()
    chat.member = "left"
    return True


def answer_callback_query(cloud: Cloud, call: Call) -> bool:
    """Ends the spinning of a tapped button, with a line or without."""
    tapped = cloud.taps.get(call.fields.text("callback_query_id"))
    if tapped is None or cloud.clock.steady() - tapped.at > ANSWERABLE_S:
        raise Refused.bad("query is too old and response timeout expired or query ID is invalid")
    text = unicode(call.fields.text("text"))
    if len(text) > _TAP_ANSWER:
        raise Refused.bad("MESSAGE_TOO_LONG")
    tapped.answers.append((text, call.fields.flag("show_alert")))
    call.chat_id = tapped.chat_id
    return True


def get_file(cloud: Cloud, call: Call) -> Json:
    """Where a file can be downloaded."""
    stored = cloud.files.named(call.fields.text("file_id"))
    return {**stored.json(), "file_path": stored.path}


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise Refused.bad("Can't parse BotCommand: expected an Object")
    for key in ("command", "description"):
        if not isinstance(given.get(key), str):
            raise Refused.bad(f"Can't parse BotCommand: Can't find field \"{key}\"")
    name = unicode(given["command"], "Command must be encoded in UTF-8").strip().removeprefix("/")
    description = unicode(
        given["description"], "Command description must be encoded in UTF-8"
    ).strip()
    if not name:
        raise Refused.bad("Command must be non-empty")
    if len(name) > _COMMAND_LETTERS:
        raise Refused.bad(f"Command length must not exceed {_COMMAND_LETTERS}")
    if not description:
        raise Refused.bad("Command description must be non-empty")
    if len(description) > _COMMAND_DESCRIPTION:
        raise Refused.bad(f"Command description length must not exceed {_COMMAND_DESCRIPTION}")
    if not _COMMAND.fullmatch(name):
        raise Refused.bad("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _scope(call: Call) -> tuple[str, str]:
    given: Any = call.fields.loaded("scope", "Can't parse BotCommandScope JSON object")
    if given is not None and (not isinstance(given, dict) or "type" not in given):
        raise Refused.bad("Can't parse BotCommandScope: BotCommandScope must be an Object")
    return json.dumps(given or {"type": "default"}, sort_keys=True), _language(call)


def _language(call: Call) -> str:
    language = call.fields.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise Refused.bad("Invalid language code specified")
    return language


def _described(kept: dict[str, str], call: Call, key: str, limit: int) -> bool:
    text = unicode(call.fields.text(key)).strip()
    if len(text) > limit:
        raise Refused.bad(f"BOT_{key.upper()}_TOO_LONG")
    kept[_language(call)] = text
    return True
