"""A bare echo bot on python-telegram-bot: `python -m tests.botapi.echo URL TOKEN`.

What our bot is compared with in benchmarks, and what shows that the server satisfies the real client.
"""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


async def tapped(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answers a tap and says what it carried."""
    query = update.callback_query
    if query and query.message:
        await query.answer()
        await query.message.chat.send_message(query.data or "")


def echo_bot(url: str, token: str) -> Application[Any, Any, Any, Any, Any, Any]:
    """The bot, not yet running."""
    builder = Application.builder().token(token).job_queue(None)
    application = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(tapped))
    return application


if __name__ == "__main__":
    echo_bot(*sys.argv[1:3]).run_polling()
