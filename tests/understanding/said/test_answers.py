"""Yes and no, with slang and manners."""

import pytest

from tests.understanding.said.saying import said


@pytest.mark.parametrize(
    "text",
    "yes|Yes!|yeah|yep pls|yesss!!|y|ja|sí|oui|да|ok|okay then|sure, why not|of course|I do|yes I am|👍|👍🏽|✅|"
    "uh huh|definitely|yes please thanks|go on then|absolutely!!!|K|alright|I think so|yeah I guess so".split(
        "|"
    ),
)
def test_a_yes_is_a_yes(text: str) -> None:
    assert said(text).yes is True


@pytest.mark.parametrize(
    "text",
    "no|No.|nope, thanks|nah|noooo|n|nein|não|нет|not really|no thanks|no thank you|ok no|I don't think so|not yet|"
    "of course not|hell no|👎|not today|I'd rather not|no no no|never|i didn't|no, I'm good".split(
        "|"
    ),
)
def test_a_no_is_a_no(text: str) -> None:
    assert said(text).yes is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "maybe",
        "yes and no",
        "not sure",
        "no idea",
        "7",
        "yes he hit me and then he said sorry and I do not know what to do",
        "no contact",
        "he said no",
        "please",
        "thanks",
        "…",
        "😀",
        "nobody",
        "yesterday",
        "now",
    ],
)
def test_anything_else_is_neither(text: str) -> None:
    assert said(text).yes is None
