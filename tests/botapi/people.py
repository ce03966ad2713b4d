"""What people do: write, tap, send pictures, block the bot.

Each act becomes an update, as Telegram would make one.

Used by tests, by the control API and by the load; the bot never sees any of this but the updates.
"""

import itertools
import re
from typing import Any

from tests.botapi.body import Upload
from tests.botapi.chats import Chat, Json, Message
from tests.botapi.cloud import Cloud, Tapped
from tests.botapi.entities import units

_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?")
_QUERY_IDS = itertools.count(4_400_000_000_000_001)
_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
"""A picture of one pixel."""


class Person:
    """Somebody in their private chat with the bot, or, with `group`, in a group or channel."""

    def __init__(self, cloud: Cloud, chat: Chat, group: Chat | None = None) -> None:
        """`chat` is the person's private chat, which also names the person."""
        self._cloud = cloud
        self.private = chat
        self.chat = group or chat

    @property
    def id(self) -> int:
        """The person's id, which is also that of their private chat."""
        return self.private.id

    # What they do ------------------------------------------------------------------------------

    def say(self, text: str, **more: Any) -> Message:
        """Types text; commands in it are marked as Telegram marks them."""
        content: Json = {"text": text, **more}
        marks = [
            {"type": "bot_command", "offset": units(text[: m.start()]), "length": units(m[0])}
            for m in _COMMAND.finditer(text)
        ]
        if marks:
            content["entities"] = marks
        return self._post(content)

    def tap(
        self, label: str | None = None, *, data: str | None = None, message_id: int | None = None
    ) -> str:
        """Presses a button that is there, the newest where several match.

        Returns the id of the tap.

        Raises LookupError where no message shows such a button.
        """
        for message in reversed(self.chat.from_bot()):
            if message_id in (None, message.id):
                for button in message.buttons:
                    if label in (None, button["text"]) and data in (
                        None,
                        button.get("callback_data"),
                    ):
                        return self.forge(button["callback_data"], message.id)
        raise LookupError(f"no button {label or data!r} in chat {self.chat.id}")

    def forge(self, data: str, message_id: int) -> str:
        """Sends any callback data as if a button under that message carried it.

        Returns the id of the tap.
        """
        cloud = self._cloud
        query_id = str(next(_QUERY_IDS))
        message = self.chat.messages.get(message_id)
        shown: Json = {"message_id": message_id, "chat": self.chat.json(), "date": 0}
        if message and not message.deleted:
            shown = message.json()
        cloud.taps[query_id] = Tapped(self.chat.id, data, cloud.clock.steady())
        query: Json = {
            "id": query_id,
            "from": self.private.user(),
            "message": shown,
            "chat_instance": str(-self.chat.id),
            "data": data,
        }
        self._push("callback_query", query)
        return query_id

    def edit(self, message: Message, text: str) -> None:
        """Changes what they wrote earlier."""
        message.change(message.content | {"text": text}, None, self._cloud.clock.unix())
        kind = "edited_channel_post" if self.chat.kind == "channel" else "edited_message"
        self._push(kind, message.json())

    def photo(self, caption: str | None = None) -> Message:
        """Sends a picture."""
        stored = self._cloud.files.add("photo", Upload(name="p.png", mime="image/png", data=_DOT))
        return self._post(_with(caption, photo=[{**stored.json(), "width": 1, "height": 1}]))

    def voice(self, duration_s: int = 3) -> Message:
        """Sends a voice note."""
        stored = self._cloud.files.add(
            "voice", Upload(name="v.oga", mime="audio/ogg", data=b"OggS")
        )
        return self._post({"voice": {**stored.json(), "duration": duration_s}})

    def document(self, name: str, data: bytes, caption: str | None = None) -> Message:
        """Sends a file."""
        upload = Upload(name=name, mime="application/octet-stream", data=data)
        stored = self._cloud.files.add("document", upload)
        return self._post(_with(caption, document={**stored.json(), "file_name": name}))

    def sticker(self, emoji: str = "🌙") -> Message:
        """Sends a sticker."""
        upload = Upload(name="s.webp", mime="image/webp", data=b"RIFF")
        stored = self._cloud.files.add("sticker", upload)
        shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._post(
            {"sticker": {**stored.json(), **shape, "type": "regular", "emoji": emoji}}
        )

    def location(self, latitude: float, longitude: float) -> Message:
        """Shares where they are, in degrees."""
        return self._post({"location": {"latitude": latitude, "longitude": longitude}})

    def contact(self, phone: str = "+10000000000", first_name: str = "Somebody") -> Message:
        """Shares a contact."""
        return self._post({"contact": {"phone_number": phone, "first_name": first_name}})

    def forward(self, text: str, original_name: str = "Somebody") -> Message:
        """Forwards a message of somebody whose account is hidden."""
        origin = {
            "type": "hidden_user",
            "sender_user_name": original_name,
            "date": self._cloud.clock.unix(),
        }
        return self._post({"text": text, "forward_origin": origin})

    def send(self, content: Json) -> Message:
        """Sends a message with any content, in the Bot API's words (dice, poll, video_note, …)."""
        return self._post(content)

    def business(self, text: str) -> Message:
        """Writes to somebody for whom the bot acts as a secretary."""
        message = self._added({"text": text, "business_connection_id": "AbCdEfGh"})
        self._push("business_message", message.json())
        return message

    def block(self) -> None:
        """Blocks the bot, which learns of it."""
        self._membership("member", "kicked")
        self.private.blocked = True

    def unblock(self) -> None:
        """Lets the bot write again."""
        self.private.blocked = False
        self._membership("kicked", "member")

    def leave_telegram(self) -> None:
        """Deletes their account; nobody tells the bot."""
        self.private.deactivated = True

    def add_bot(self) -> None:
        """Puts the bot into the group."""
        self.chat.member = "member"
        self._membership("left", "member")

    # What they see -----------------------------------------------------------------------------

    @property
    def heard(self) -> list[Message]:
        """What the bot wrote here and has not deleted, oldest first."""
        return self.chat.from_bot()

    @property
    def last(self) -> Message:
        """The newest of it. Raises IndexError before the first."""
        return self.chat.from_bot()[-1]

    async def hears(
        self, count: int = 1, *, after: int = 0, timeout_s: float = 10.0
    ) -> list[Message]:
        """Waits for `count` messages of the bot with ids above `after`; returns them all."""

        def enough() -> list[Message]:
            new = [message for message in self.heard if message.id > after]
            return new if len(new) >= count else []

        what = f"{count} messages in chat {self.chat.id}"
        return await self._cloud.record.until(enough, what, timeout_s)

    # How it is told ----------------------------------------------------------------------------

    def _added(self, content: Json) -> Message:
        sender = None if self.chat.kind == "channel" else self.private.user()
        at = self._cloud.clock.unix()
        return self.chat.add(at=at, sender=sender, content=content, from_bot=False)

    def _post(self, content: Json) -> Message:
        message = self._added(content)
        self._push("channel_post" if self.chat.kind == "channel" else "message", message.json())
        return message

    def _push(self, kind: str, content: Json) -> None:
        self._cloud.updates.push(kind, content, self.chat.id)

    def _membership(self, old: str, new: str) -> None:
        bot = self._cloud.me
        change: Json = {
            "chat": self.chat.json(),
            "from": self.private.user(),
            "date": self._cloud.clock.unix(),
            "old_chat_member": _member(bot, old),
            "new_chat_member": _member(bot, new),
        }
        self._push("my_chat_member", change)


def _with(caption: str | None, **content: Any) -> Json:
    return content | ({"caption": caption} if caption else {})


def _member(bot: Json, status: str) -> Json:
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
