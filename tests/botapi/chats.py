"""Chats and what stands in them, with everything that was ever changed.

Called by the methods and by people.

Message ids count up in each chat by itself, so that code which mixes up two chats is found out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.keyboards import Button, canonical
from tests.botapi.refused import Refused

Json = dict[str, Any]
"""An object of the Bot API, as it is sent."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said until it was edited."""

    content: Json
    rows: list[list[Button]] | None


@dataclass(slots=True, kw_only=True)
class Message:
    """One message; `content` is the part that differs by kind (text, photo and caption, …)."""

    chat: "Chat"
    id: int
    at: int
    """Unix seconds."""
    sender: Json | None
    from_bot: bool
    content: Json
    rows: list[list[Button]] | None = None
    foreign_markup: bool = False
    silent: bool = False
    edited_at: int | None = None
    deleted: bool = False
    earlier: list[Version] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text or caption, empty where it has none."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def buttons(self) -> list[Button]:
        """All buttons, row by row."""
        return [button for row in self.rows or [] for button in row]

    @property
    def labels(self) -> list[str]:
        """What stands on its buttons."""
        return [button["text"] for button in self.buttons]

    @property
    def look(self) -> tuple[Json, str]:
        """What an edit must differ from."""
        return self.content, canonical(self.rows)

    def json(self) -> Json:
        """As the Bot API shows it."""
        shown: Json = {
            "message_id": self.id,
            "chat": self.chat.json(),
            "date": self.at,
            **self.content,
        }
        if self.sender:
            shown["from"] = self.sender
        if self.edited_at is not None:
            shown["edit_date"] = self.edited_at
        if self.rows:
            shown["reply_markup"] = {"inline_keyboard": self.rows}
        return shown

    def change(self, content: Json, rows: list[list[Button]] | None, at: int) -> None:
        """Replaces what it says; the old remains in `earlier`."""
        self.earlier.append(Version(self.content, self.rows))
        self.content, self.rows, self.edited_at = content, rows, at


@dataclass(slots=True)
class Chat:
    """A private chat, group or channel, and whether the bot may still write there."""

    id: int
    kind: str = "private"
    first_name: str = ""
    username: str | None = None
    language_code: str | None = "en"
    blocked: bool = False
    deactivated: bool = False
    member: str = "member"
    """What the bot is in a group: member, administrator, left or kicked."""
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0

    def json(self) -> Json:
        """As the Bot API shows it."""
        shown: Json = {"id": self.id, "type": self.kind}
        shown["first_name" if self.kind == "private" else "title"] = self.first_name
        if self.username:
            shown["username"] = self.username
        return shown

    def user(self) -> Json:
        """The person of a private chat."""
        shown: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            shown["username"] = self.username
        if self.language_code:
            shown["language_code"] = self.language_code
        return shown

    def add(self, *, at: int, sender: Json | None, content: Json, from_bot: bool) -> Message:
        """Puts a message at the end."""
        self.last_message_id += 1
        message = Message(
            chat=self,
            id=self.last_message_id,
            at=at,
            sender=sender,
            content=content,
            from_bot=from_bot,
        )
        self.messages[message.id] = message
        return message

    def seen(self, *, deleted: bool = False) -> list[Message]:
        """Every message, oldest first; those deleted only when asked for."""
        return [message for message in self.messages.values() if deleted or not message.deleted]

    def from_bot(self) -> list[Message]:
        """What the bot wrote and did not delete, oldest first."""
        return [message for message in self.seen() if message.from_bot]

    def present(self, message_id: int, what: str) -> Message:
        """The message with this id.

        Raises Refused ("message to edit not found") where there is none any more.
        """
        message = self.messages.get(message_id)
        if message is None or message.deleted:
            raise Refused.bad(f"{what} not found")
        return message

    def check_writable(self) -> None:
        """Raises Refused where the bot may not write here."""
        if self.deactivated:
            raise Refused.forbidden("user is deactivated")
        if self.member in ("left", "kicked"):
            kind = f"{self.kind} chat"
            gone = "is not a member of" if self.member == "left" else "was kicked from"
            raise Refused.forbidden(f"bot {gone} the {kind}")

    def check_open(self) -> None:
        """Raises Refused where the person has blocked the bot."""
        if self.blocked:
            raise Refused.forbidden("bot was blocked by the user")


class Chats:
    """The chats that the bot can reach: those in use, and spans of ids that are made on demand."""

    def __init__(self, opened: Iterable[range] = ()) -> None:
        """`opened` are ids of people who have started the bot before, made when they are needed."""
        self._chats: dict[int, Chat] = {}
        self._opened = list(opened)

    def open(self, ids: range) -> None:
        """Lets the bot write to these people."""
        self._opened.append(ids)

    def made(self) -> list[Chat]:
        """Every chat that was used."""
        return list(self._chats.values())

    def find(self, chat_id: int) -> Chat | None:
        """The chat, None for nobody."""
        chat = self._chats.get(chat_id)
        if chat is None and any(chat_id in ids for ids in self._opened):
            chat = self.make(chat_id)
        return chat

    def make(self, chat_id: int, kind: str = "private") -> Chat:
        """The chat with this id, made where it is missing."""
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = Chat(chat_id, kind, first_name=f"Person {abs(chat_id)}")
        return chat
