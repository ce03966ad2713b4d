"""The methods that edit and delete.

Called by the server; each returns what stands under "result".
"""

from typing import Any

from tests.botapi.body import whole
from tests.botapi.chats import Chat, Json, Message
from tests.botapi.cloud import Cloud
from tests.botapi.keyboards import Markup, canonical, markup_of
from tests.botapi.record import Call
from tests.botapi.refused import Refused
from tests.botapi.sending import captioned, note_repairs
from tests.botapi.text import caption, message_text

DELETABLE_S = 2 * 86_400
_AT_ONCE = 100
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(cloud: Cloud, call: Call) -> Json:
    """New text; a keyboard that is not given again is gone."""
    formatted = message_text(call.fields)
    message, markup = _editable(cloud, call)
    if "text" not in message.content:
        raise Refused.bad("There is no text in the message to edit")
    content = _without(message.content, "text", "entities") | {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    return _changed(cloud, message, content, markup)


def edit_message_caption(cloud: Cloud, call: Call) -> Json:
    """New caption; a keyboard that is not given again is gone."""
    words = caption(call.fields)
    message, markup = _editable(cloud, call)
    if not {"photo", "document", "voice"} & message.content.keys():
        raise Refused.bad("There is no caption in the message to edit")
    content = _without(message.content, "caption", "caption_entities") | captioned(words)
    return _changed(cloud, message, content, markup)


def edit_message_reply_markup(cloud: Cloud, call: Call) -> Json:
    """New buttons under the same words."""
    message, markup = _editable(cloud, call)
    return _changed(cloud, message, message.content, markup)


def delete_message(cloud: Cloud, call: Call) -> bool:
    """Takes a message out of the chat, for both sides."""
    message_id = call.fields.number("message_id")
    if not call.fields.text("chat_id"):
        raise Refused.bad("Chat identifier is not specified")
    if message_id <= 0:
        raise Refused.bad("Message identifier is not specified")
    chat = cloud.chat_of(call.fields)
    chat.check_writable()
    message = chat.present(message_id, "message to delete")
    _check_deletable(cloud, message)
    message.deleted = True
    return True


def delete_messages(cloud: Cloud, call: Call) -> bool:
    """Takes up to a hundred messages out of the chat; those that are not there are passed over."""
    message_ids = _message_ids(call)
    chat = cloud.chat_of(call.fields)
    chat.check_writable()
    present = [
        message
        for message_id in message_ids
        if (message := chat.messages.get(message_id)) and not message.deleted
    ]
    for message in present:
        _check_deletable(cloud, message)
    for message in present:
        message.deleted = True
    return True


def _editable(cloud: Cloud, call: Call) -> tuple[Message, Markup]:
    """The message to edit and its new keyboard.

    A bot's own messages can be edited however old they are.
    """
    fields = call.fields
    message_id = fields.number("message_id")
    markup = markup_of(fields, inline_only=True)
    if not fields.text("chat_id") and message_id <= 0:
        raise Refused.bad("Message identifier is not specified")
    chat = cloud.chat_of(fields)
    if chat.deactivated:
        raise Refused.forbidden("user is deactivated")
    message = chat.present(message_id, "message to edit")
    if not message.from_bot or message.foreign_markup:
        raise Refused.bad("Message can't be edited")
    return message, markup


def _changed(cloud: Cloud, message: Message, content: Json, markup: Markup) -> Json:
    chat = message.chat
    limits = cloud.limiter.limits
    if limits and limits.count_edits:
        cloud.limiter.admit(chat.id, cloud.clock.steady())
    chat.check_open()
    if message.look == (content, canonical(markup.rows)):
        raise Refused.bad(_NOT_MODIFIED)
    message.change(content, markup.rows, cloud.clock.unix())
    note_repairs(cloud, chat, markup)
    cloud.record.answered(chat.id)
    return message.json()


def _check_deletable(cloud: Cloud, message: Message) -> None:
    chat: Chat = message.chat
    old = cloud.clock.unix() - message.at > DELETABLE_S
    others = not message.from_bot and chat.kind != "private" and chat.member != "administrator"
    if others:
        raise Refused.bad("Message can't be deleted")
    if old and chat.kind in ("private", "group"):
        raise Refused.bad("Message can't be deleted for everyone")


def _message_ids(call: Call) -> list[int]:
    given: Any = call.fields.loaded("message_ids", "Can't parse message_ids JSON object")
    if not given:
        raise Refused.bad("Message identifiers are not specified")
    if not isinstance(given, list):
        raise Refused.bad("Expected an Array of message identifiers")
    if len(given) > _AT_ONCE:
        raise Refused.bad("Too many message identifiers specified")
    ids = [whole(str(one)) for one in given]
    if min(ids) <= 0:
        raise Refused.bad("Invalid message identifier specified")
    return ids


def _without(content: Json, *keys: str) -> Json:
    return {key: value for key, value in content.items() if key not in keys}
