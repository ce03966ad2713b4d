"""What Telegram makes of inline keyboards."""

import json
from typing import Any

import pytest

from tests.botapi.body import Fields
from tests.botapi.keyboards import Markup, markup_of
from tests.botapi.refused import Refused


def markup(*rows: list[dict[str, Any]]) -> Markup:
    """What would be stored."""
    return markup_of(Fields({"reply_markup": json.dumps({"inline_keyboard": rows})}))


def complaint(*rows: list[dict[str, Any]]) -> str:
    """Why it would be refused."""
    with pytest.raises(Refused) as refused:
        markup(*rows)
    return refused.value.description.removeprefix("Bad Request: ")


def button(text: str = "x", **more: Any) -> dict[str, Any]:
    """A button that carries data unless told otherwise."""
    return {"text": text, **(more or {"callback_data": "x"})}


def test_data_of_64_bytes_is_taken_and_of_65_refused() -> None:
    assert markup([button(callback_data="é" * 32)]).rows
    assert complaint([button(callback_data="é" * 32 + "x")]) == "BUTTON_DATA_INVALID"


def test_a_button_that_does_nothing_is_refused() -> None:
    reason = "Text buttons are unallowed in the inline keyboard"
    assert complaint([{"text": "x"}]) == f"can't parse inline keyboard button: {reason}"
    empty = complaint([button(callback_data="")])
    assert empty == f"can't parse inline keyboard button: {reason}"


def test_a_button_needs_a_text_field() -> None:
    reason = complaint([{"callback_data": "x"}])

    assert reason == "can't parse inline keyboard button: Can't find field \"text\""


def test_a_button_with_an_empty_label_is_left_out_and_noted() -> None:
    shown = markup([button(""), button("y")])

    assert [[b["text"] for b in row] for row in shown.rows or []] == [["y"]]
    assert shown.repairs == ("a button without a label was left out",)


def test_empty_rows_are_left_out_and_noted() -> None:
    shown = markup([], [button()])

    assert len(shown.rows or []) == 1
    assert shown.repairs == ("an empty row was left out",)


def test_a_ninth_button_in_a_row_is_not_shown_and_noted() -> None:
    shown = markup([button() for _ in range(9)])

    assert len((shown.rows or [[]])[0]) == 8
    assert shown.repairs == ("of 9 buttons in a row only 8 are shown",)


def test_a_hundred_buttons_are_taken_and_one_more_refused() -> None:
    rows = [[button() for _ in range(5)] for _ in range(20)]

    assert markup(*rows).rows
    assert complaint(*rows, [button()]) == "reply markup is too long"


def test_a_keyboard_of_ten_kilobytes_is_refused() -> None:
    rows = [[button("x" * 60, callback_data="y" * 60)] for _ in range(80)]

    assert complaint(*rows) == "reply markup is too long"


def test_half_a_surrogate_pair_on_a_button_is_refused() -> None:
    assert complaint([button("\ud83d")]) == "inline keyboard button text must be encoded in UTF-8"


def test_links_need_an_address() -> None:
    assert markup([button(url="https://example.org")]).rows
    assert complaint([button(url="javascript:x")]).endswith("Unsupported URL protocol")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('{"inline_keyboard": [1]}', 'field "inline_keyboard" of the InlineKeyboardMarkup must'),
    ],
)
def test_what_is_no_keyboard_is_refused(raw: str, reason: str) -> None:
    with pytest.raises(Refused, match="Bad Request") as refused:
        markup_of(Fields({"reply_markup": raw}))

    assert reason in refused.value.description


def test_only_inline_keyboards_can_be_put_under_an_edit() -> None:
    fields = Fields({"reply_markup": '{"keyboard": [[{"text": "x"}]]}'})

    assert markup_of(fields).foreign
    with pytest.raises(Refused, match="inline keyboard expected"):
        markup_of(fields, inline_only=True)
