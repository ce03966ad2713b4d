"""What Telegram makes of text and of HTML."""

import pytest

from tests.botapi.body import Fields
from tests.botapi.entities import parse_html
from tests.botapi.refused import Refused
from tests.botapi.text import caption, message_text


def taken(text: str, mode: str = "HTML") -> tuple[str, list[tuple[str, int, int]]]:
    """The text as it would be stored, and its entities."""
    formatted = message_text(Fields({"text": text, "parse_mode": mode}))
    marks = [(e["type"], e["offset"], e["length"]) for e in formatted.entities]
    return formatted.text, marks


def complaint(text: str, mode: str = "HTML") -> str:
    """Why it would be refused."""
    with pytest.raises(Refused) as refused:
        taken(text, mode)
    return refused.value.description.removeprefix("Bad Request: ")


def test_every_tag_that_bots_use_becomes_its_entity() -> None:
    source = "<b>b</b><i>i</i><u>u</u><s>s</s><code>c</code><pre>p</pre><tg-spoiler>t</tg-spoiler>"

    text, marks = taken(source)

    assert text == "biuscpt"
    kinds = ["bold", "italic", "underline", "strikethrough", "code", "pre", "spoiler"]
    assert marks == [(kind, at, 1) for at, kind in enumerate(kinds)]


def test_blockquotes_are_known_plain_and_expandable() -> None:
    assert taken("<blockquote>own words</blockquote>")[1] == [("blockquote", 0, 9)]
    assert taken("<blockquote expandable>x</blockquote>")[1] == [("expandable_blockquote", 0, 1)]


def test_offsets_count_in_utf_16_units() -> None:
    assert taken("🌙🌙<b>x</b>") == ("🌙🌙x", [("bold", 4, 1)])


def test_nested_tags_give_nested_entities_outer_first() -> None:
    assert taken("<b>a<i>b</i></b>")[1] == [("bold", 0, 2), ("italic", 1, 1)]


def test_a_link_keeps_its_address() -> None:
    _, entities = parse_html('<a href="https://example.org/?a=1&amp;b=2">here</a>')

    assert entities[0]["url"] == "https://example.org/?a=1&b=2"


def test_code_with_a_language_inside_a_block_is_one_entity() -> None:
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')

    assert entities == [{"offset": 0, "length": 1, "type": "pre", "language": "python"}]


def test_references_are_decoded_and_unknown_ones_left_alone() -> None:
    assert taken("&lt;&gt;&amp;&quot;&#39;&#x1F319; &nbsp; & &")[0] == "<>&\"'🌙 &nbsp; & &"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("é <div>x</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("I <3 you>", 'Unsupported start tag "3" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ('<a href="x">y', 'Can\'t find end tag corresponding to start tag "a"'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x$>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "&#xD83D;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ),
        ),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    assert complaint(source) == f"can't parse entities: {reason}"


def test_html_is_plain_text_where_no_mode_is_given() -> None:
    assert taken("<b>x", mode="") == ("<b>x", [])


def test_modes_that_this_server_cannot_read_are_refused() -> None:
    assert complaint("x", mode="Markup") == "unsupported parse_mode"


def test_the_limit_counts_what_is_left_after_parsing() -> None:
    assert len(taken(f"<b>{'x' * 4096}</b>")[0]) == 4096
    assert complaint("x" * 4097) == "message is too long"


def test_a_moon_counts_twice_towards_the_limit() -> None:
    assert len(taken("🌙" * 2048)[0]) == 2048
    assert complaint("🌙" * 2048 + "x") == "message is too long"


def test_a_source_of_more_than_32_kilobytes_is_refused_before_it_is_parsed() -> None:
    assert complaint("<" * 32_769) == "text is too long"


@pytest.mark.parametrize("blank", [" ", "\n\n", "\u200b", "<b> </b>", "\u2800", "\u202e"])
def test_text_of_which_nothing_shows_is_empty(blank: str) -> None:
    assert complaint(blank) == "text must be non-empty"


def test_no_text_at_all_has_its_own_complaint() -> None:
    assert complaint("") == "message text is empty"


def test_halves_of_surrogate_pairs_are_refused() -> None:
    assert complaint("a\ud83d") == "strings must be encoded in UTF-8"


def test_space_around_is_cut_and_entities_move_along() -> None:
    assert taken("\n  x <b>y</b> \n") == ("x y", [("bold", 2, 1)])


def test_control_characters_become_spaces_or_vanish() -> None:
    assert taken("a\tb\r\nc\u202e<i>d</i>") == ("a b\ncd", [("italic", 5, 1)])


def test_captions_may_be_empty_but_not_longer_than_1024() -> None:
    assert caption(Fields({})).text == ""
    with pytest.raises(Refused, match="message caption is too long"):
        caption(Fields({"caption": "x" * 1025}))
