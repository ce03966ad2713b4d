"""Inline keyboards by Telegram's rules.

Called by the methods that send and edit; knows no chats.

Telegram refuses some faults and silently repairs others (an empty row, a button without a label, a
ninth button in a row): a repair is returned by name, so that a test can insist on none.
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.botapi.body import Fields
from tests.botapi.refused import Refused
from tests.botapi.text import unicode

DATA_BYTES = 64
BUTTONS = 100
BUTTONS_A_ROW = 8
MARKUP_BYTES = 10_000
"""Telegram counts in its own encoding; reports of refused keyboards fit about this much JSON."""
COPY_TEXT_CHARACTERS = 256

Button = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Markup:
    """What goes under a message: rows of an inline keyboard, None where there is none.

    `foreign` is true for a keyboard in place of the phone's own: such a message cannot be edited
    later.
    """

    rows: list[list[Button]] | None = None
    foreign: bool = False
    repairs: tuple[str, ...] = ()

    def json(self) -> dict[str, Any] | None:
        """As Telegram shows it in a message."""
        return {"inline_keyboard": self.rows} if self.rows else None


NO_MARKUP = Markup()


def markup_of(fields: Fields, *, inline_only: bool = False) -> Markup:
    """The keyboard of a call. Raises Refused where Telegram would not take it."""
    raw = fields.text("reply_markup")
    if not raw:
        return NO_MARKUP
    loaded = fields.loaded("reply_markup", "Can't parse reply keyboard markup JSON object")
    if not isinstance(loaded, dict):
        raise Refused.bad("Object expected as reply markup")
    if loaded.get("inline_keyboard") and not loaded.get("keyboard"):
        return _inline(loaded["inline_keyboard"], len(raw.encode("utf-8", "replace")))
    foreign = any(loaded.get(key) for key in ("keyboard", "remove_keyboard", "force_reply"))
    if foreign and inline_only:
        raise Refused.bad("Inline keyboard expected")
    return Markup(foreign=foreign)


def _inline(source: Any, size: int) -> Markup:
    if not isinstance(source, list) or not all(isinstance(row, list) for row in source):
        raise Refused.bad(
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    repairs: list[str] = []
    rows: list[list[Button]] = []
    for raw_row in source:
        row = [button for button in map(_button, raw_row) if button["text"]]
        if len(row) < len(raw_row):
            repairs.append("a button without a label was left out")
        if len(row) > BUTTONS_A_ROW:
            repairs.append(f"of {len(row)} buttons in a row only {BUTTONS_A_ROW} are shown")
            row = row[:BUTTONS_A_ROW]
        if row:
            rows.append(row)
        else:
            repairs.append("an empty row was left out")
    if sum(map(len, source)) > BUTTONS or size > MARKUP_BYTES:
        raise Refused.bad("reply markup is too long")
    return Markup(rows=rows or None, repairs=tuple(repairs))


def _button(source: Any) -> Button:
    if not isinstance(source, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    if "text" not in source:
        raise _unparsable('Can\'t find field "text"')
    text = source["text"]
    if not isinstance(text, str):
        raise _unparsable('Field "text" must be of type String')
    unicode(text, "Inline keyboard button text must be encoded in UTF-8")
    return {"text": text.strip(), **_action(source)}


def _action(source: Button) -> Button:
    """What the button does: the first of Telegram's kinds that is given and not empty."""
    if url := source.get("url"):
        return {"url": _link(url)}
    if data := source.get("callback_data"):
        if not isinstance(data, str):
            raise _unparsable('Field "callback_data" must be of type String')
        if len(data.encode("utf-8", "surrogatepass")) > DATA_BYTES:
            raise Refused.bad("BUTTON_DATA_INVALID")
        return {"callback_data": unicode(data, "BUTTON_DATA_INVALID")}
    if isinstance(copied := source.get("copy_text"), dict):
        if not 0 < len(str(copied.get("text", ""))) <= COPY_TEXT_CHARACTERS:
            raise Refused.bad("BUTTON_COPY_TEXT_INVALID")
        return {"copy_text": {"text": copied["text"]}}
    for kind in ("switch_inline_query", "switch_inline_query_current_chat", "web_app"):
        if kind in source:
            return {kind: source[kind]}
    raise _unparsable("Text buttons are unallowed in the inline keyboard")


def _link(url: Any) -> str:
    parts = urlsplit(str(url))
    if parts.scheme not in ("http", "https", "tg", "ton", ""):
        raise Refused.bad(
            f"Inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    if not (parts.netloc or "." in parts.path):
        raise Refused.bad(f"Inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return str(url)


def _unparsable(reason: str) -> Refused:
    return Refused.bad(f"Can't parse inline keyboard button: {reason}")


def canonical(rows: list[list[Button]] | None) -> str:
    """Something that is equal for keyboards that look and act the same."""
    return json.dumps(rows or [], sort_keys=True)
