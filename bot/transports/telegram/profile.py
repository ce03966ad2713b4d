"""What people see of the bot before they write: its menu and its description, from the table that /help uses."""

import asyncio
import logging

import telegram
from telegram.error import RetryAfter, TelegramError

from bot.core.commands import COMMANDS
from bot.core.content import Library

log = logging.getLogger(__name__)
TRY_AGAIN_S = 60.0
TRIES = 10


async def introduce(bot: telegram.Bot, library: Library) -> None:
    """Sets menu and description; tries for some minutes, since the bot works without them too."""
    commands = [(name, library.command_help(name)) for name in COMMANDS]
    for _ in range(TRIES):
        try:
            await bot.set_my_commands(commands)
            await bot.set_my_description(library.variants("profile.description")[0].text)
            await bot.set_my_short_description(library.variants("profile.short")[0].text)
        except RetryAfter:
            log.info("menu not set: told to wait")
        except TelegramError as error:
            log.warning("menu not set", extra={"reason": type(error).__name__})
        else:
            return
        await asyncio.sleep(TRY_AGAIN_S)
