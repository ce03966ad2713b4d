"""A bare echo bot on aiogram: `python aiogram_echo.py URL TOKEN`, in its own environment (see bots.py)."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message


async def echo(message: Message) -> None:
    """Says what was said."""
    if message.text:
        await message.answer(message.text)


async def tapped(query: CallbackQuery) -> None:
    """Answers a tap and says what it carried."""
    await query.answer()
    await query.message.answer(query.data or "")


async def main() -> None:
    """Runs it."""
    url, token = sys.argv[1:3]
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    dispatcher.callback_query.register(tapped)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
