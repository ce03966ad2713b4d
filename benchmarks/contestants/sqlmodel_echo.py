"""The echo bot with a database: for each update one row written and three read, SQLModel on SQLite, synchronous=FULL.

python -m benchmarks.contestants.sqlmodel_echo URL TOKEN FOLDER     # needs: pip install aiosqlite
"""

import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters


class Said(SQLModel, table=True):
    """A message."""

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(index=True)
    text: str


class Echo:
    """Writes one row and reads three, then says what was said."""

    def __init__(self, path: str) -> None:
        self.engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
        event.listen(self.engine.sync_engine, "connect", _durable)

    async def make_tables(self, _application: Any) -> None:
        """Before the first update."""
        async with self.engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)

    async def keep(self, chat_id: int, text: str) -> None:
        """The row, and the last three of the chat."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            session.add(Said(chat_id=chat_id, text=text))
            await session.commit()
            latest = select(Said).where(Said.chat_id == chat_id).order_by(Said.id.desc()).limit(3)
            (await session.exec(latest)).all()

    async def said(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A message."""
        if update.message and update.message.text:
            await self.keep(update.message.chat_id, update.message.text)
            await update.message.reply_text(update.message.text)

    async def tapped(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A tap."""
        query = update.callback_query
        if query and query.message:
            await self.keep(query.message.chat.id, query.data or "")
            await query.answer()
            await query.message.chat.send_message(query.data or "")


def _durable(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def main() -> None:
    """Runs it."""
    url, token, folder = sys.argv[1:4]
    echo = Echo(f"{folder}/echo.db")
    builder = Application.builder().token(token).job_queue(None).post_init(echo.make_tables)
    application = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo.said))
    application.add_handler(CallbackQueryHandler(echo.tapped))
    application.run_polling()


if __name__ == "__main__":
    main()
