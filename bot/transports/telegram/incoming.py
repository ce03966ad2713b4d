"""Telegram's updates as `Received`: only private chats, only what has an answer, nothing of anybody else's chats."""

from dataclasses import dataclass
from datetime import datetime

import telegram

from bot.core.messages import (
    Attachment,
    AttachmentKind,
    Command,
    Incoming,
    Location,
    Tap,
    Words,
)
from bot.core.ports import Received
from bot.transports.telegram.text import clean

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member", "channel_post"]
"""What Telegram is asked for. Business messages are not, and have no answer where they come all the same."""
LONGEST = 4096
LONGEST_ACTION = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwanted:
    """A group or channel to say one line to and leave."""

    chat_id: int
    may_write: bool


def received_from(
    update: telegram.Update, now: datetime, username: str
) -> Received | Unwanted | None:
    """What an update amounts to; None for what has no answer (business chats, reactions, our own doings)."""
    if update.callback_query is not None:
        return _tap(update, update.callback_query, now)
    message = update.message or update.edited_message
    chat = message.chat if message else None
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    if update.channel_post is not None:
        return Unwanted(chat_id=update.channel_post.chat_id, may_write=False)
    if message is None or chat is None:
        return None
    if chat.type in {"group", "supergroup"}:
        return Unwanted(chat_id=chat.id, may_write=True)
    if chat.type != "private" or message.from_user is None or message.from_user.is_bot:
        return None
    content = _content(message, edited=update.edited_message is not None, username=username)
    if content is None:
        return None
    return Received(
        update_id=update.update_id,
        address=str(chat.id),
        content=content,
        at=now,
        message_id=message.message_id,
    )


def _membership(change: telegram.ChatMemberUpdated) -> Unwanted | None:
    joined = change.new_chat_member.status in {"member", "administrator", "restricted"}
    if change.chat.type == "private" or not joined:
        return None
    return Unwanted(chat_id=change.chat.id, may_write=change.chat.type != "channel")


def _tap(update: telegram.Update, query: telegram.CallbackQuery, now: datetime) -> Received | None:
    message = query.message
    if message is None or message.chat.type != "private" or message.chat.id != query.from_user.id:
        return None
    action, _, ref = (query.data or "")[:LONGEST_ACTION].partition(":")
    return Received(
        update_id=update.update_id,
        address=str(message.chat.id),
        content=Tap(action=clean(action), ref=clean(ref)),
        at=now,
        tap_id=query.id,
    )


def _content(message: telegram.Message, *, edited: bool, username: str) -> Incoming | None:
    forwarded = message.forward_origin is not None
    if message.text is not None:
        text = clean(message.text)[:LONGEST]
        if text.startswith("/") and not edited and not forwarded:
            return _command(text, username)
        return Words(text=text, forwarded=forwarded, edited=edited)
    caption = clean(message.caption or "")[:LONGEST]
    if edited:
        return Words(text=caption, edited=True) if caption else None
    if message.location is not None and not forwarded:
        return Location(latitude=message.location.latitude, longitude=message.location.longitude)
    return _attachment(message, caption, forwarded=forwarded)


def _command(text: str, username: str) -> Command:
    """A command for another bot keeps that bot's name, so that nobody takes it for one of ours."""
    first, _, argument = text[1:].partition(" ")
    name, _, bot = first.partition("@")
    own = not bot or bot.lower() == username.lower()
    return Command(name=name.lower() if own else first.lower(), argument=argument.strip())


def _attachment(message: telegram.Message, caption: str, *, forwarded: bool) -> Attachment | None:
    kinds = (
        (AttachmentKind.VOICE, message.voice or message.audio),
        (AttachmentKind.STICKER, message.sticker),
        (AttachmentKind.PICTURE, message.photo),
        (AttachmentKind.VIDEO, message.video or message.video_note or message.animation),
        (AttachmentKind.FILE, message.document),
    )
    for kind, found in kinds:
        if found:
            file_id = message.voice.file_id if message.voice else None
            return Attachment(what=kind, file_id=file_id, caption=caption, forwarded=forwarded)
    if message.effective_attachment is not None or forwarded:
        return Attachment(what=AttachmentKind.OTHER, caption=caption, forwarded=forwarded)
    return None
