"""The methods that put something new into a chat.

Called by the server; each returns what stands under "result".
"""

from collections.abc import Callable
from typing import Any

from tests.botapi.chats import Chat, Json
from tests.botapi.cloud import Cloud
from tests.botapi.files import StoredFile, size_of
from tests.botapi.keyboards import Markup, markup_of
from tests.botapi.record import Call
from tests.botapi.refused import Refused
from tests.botapi.text import Formatted, caption, message_text

_ACTIONS = frozenset((
    "cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice",
    "upload_audio", "upload_voice", "upload_photo", "upload_document", "choose_sticker",
    "pick_up_location", "find_location", "record_video_note", "upload_video_note",
))  # fmt: skip


def send_message(cloud: Cloud, call: Call) -> Json:
    """Text."""
    formatted = message_text(call.fields)
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    if preview := call.fields.loaded(
        "link_preview_options", "Can't parse link preview options JSON object"
    ):
        content["link_preview_options"] = preview
    return _put(cloud, call, lambda: content)


def send_photo(cloud: Cloud, call: Call) -> Json:
    """A picture, uploaded or known by its id."""
    words = caption(call.fields)

    def content() -> Json:
        stored = cloud.files.of_call(call.fields, "photo")
        width, height = size_of(stored.data)
        sizes = [{**stored.json(), "width": width, "height": height}]
        return {"photo": sizes, **captioned(words)}

    return _put(cloud, call, content)


def send_document(cloud: Cloud, call: Call) -> Json:
    """Any file."""
    words = caption(call.fields)

    def content() -> Json:
        return {
            "document": _document(cloud.files.of_call(call.fields, "document")),
            **captioned(words),
        }

    return _put(cloud, call, content)


def send_voice(cloud: Cloud, call: Call) -> Json:
    """A voice note, uploaded or known by its id."""
    words = caption(call.fields)
    duration_s = call.fields.number("duration", 0, 0, 86_400)

    def content() -> Json:
        stored = cloud.files.of_call(call.fields, "voice")
        return {"voice": {**stored.json(), "duration": duration_s}, **captioned(words)}

    return _put(cloud, call, content)


def send_chat_action(cloud: Cloud, call: Call) -> bool:
    """Says "typing…" and the like."""
    if call.fields.text("action").lower() not in _ACTIONS:
        raise Refused.bad("Wrong parameter action in request")
    chat = cloud.chat_of(call.fields)
    chat.check_writable()
    chat.check_open()
    return True


def captioned(words: Formatted) -> Json:
    """The part of a message that holds its caption, empty where there is none."""
    shown: Json = {"caption": words.text} if words.text else {}
    if words.entities:
        shown["caption_entities"] = words.entities
    return shown


def _document(stored: StoredFile) -> Json:
    return {**stored.json(), "file_name": stored.name, "mime_type": stored.mime}


def _put(cloud: Cloud, call: Call, content: Callable[[], Json]) -> Json:
    """Checks in Telegram's order (chat, keyboard, content, rate, block), then adds the message."""
    fields = call.fields
    markup = markup_of(fields)
    chat = cloud.chat_of(fields)
    chat.check_writable()
    reply = _replied(chat, call)
    parts = content() | reply
    if fields.flag("protect_content"):
        parts["has_protected_content"] = True
    cloud.limiter.admit(chat.id, cloud.clock.steady())
    chat.check_open()
    message = chat.add(
        at=cloud.clock.unix(), sender=_sender(cloud, chat), content=parts, from_bot=True
    )
    message.rows, message.foreign_markup = markup.rows, markup.foreign
    message.silent = fields.flag("disable_notification")
    note_repairs(cloud, chat, markup)
    return cloud.accept(call, message)


def note_repairs(cloud: Cloud, chat: Chat, markup: Markup) -> None:
    """Keeps what Telegram would have mended without a word."""
    cloud.record.repairs += [(chat.id, repair) for repair in markup.repairs]


def _sender(cloud: Cloud, chat: Chat) -> Json | None:
    return None if chat.kind == "channel" else cloud.me


def _replied(chat: Chat, call: Call) -> Json:
    """What a reply adds to a message. Raises Refused where the message that it answers is gone."""
    given: Any = call.fields.loaded("reply_parameters", "Can't parse reply parameters JSON object")
    if given is None:
        message_id = call.fields.number("reply_to_message_id")
        forgiving = call.fields.flag("allow_sending_without_reply")
    elif isinstance(given, dict):
        message_id = int(given.get("message_id") or 0)
        forgiving = bool(given.get("allow_sending_without_reply"))
    else:
        raise Refused.bad("Object expected as reply parameters")
    if not message_id:
        return {}
    try:
        return {"reply_to_message": chat.present(message_id, "message to be replied").json()}
    except Refused:
        if forgiving:
            return {}
        raise
