"""Updates as nobody should send them: the fields of real ones, with anything in them."""

from typing import Any

from hypothesis import strategies as st

Json = Any
PRIVATE = 10_000_001
NUMBERS = st.one_of(
    st.integers(-(2**70), 2**70),
    st.sampled_from([0, 1, -1, 2**31, 2**63, 2**64, PRIVATE, -100_200_300]),
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from([
        "I want to text my ex", "/urge", "/start", "/forget", "/stats all", "/sos@unsent_test_bot", "/",
        "7", "yes",
        "I want to kill myself", "\u0000", "\ud800", "\u202eevil", "a" * 5000, "🌙" * 2100, "<b>&lt;", "12 March",
        "/" * 90,
        "text me at half past seven", "\n\n\n", " ", "0", "10", "-1", "1e9",
    ]),
)  # fmt: skip
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
USERS = st.fixed_dictionaries(
    {"id": st.just(PRIVATE), "is_bot": st.just(False), "first_name": TEXTS},
    optional={"language_code": TEXTS, "username": TEXTS, "is_premium": ANYTHING},
)
CHATS = st.fixed_dictionaries(
    {
        "id": st.one_of(st.just(PRIVATE), NUMBERS),
        "type": st.sampled_from(
            ["private", "private", "private", "group", "supergroup", "channel", "x"]
        ),
    },
    optional={"first_name": TEXTS, "title": TEXTS},
)
FILES = st.fixed_dictionaries(
    {
        "file_id": TEXTS,
        "file_unique_id": TEXTS,
        "duration": NUMBERS,
        "width": NUMBERS,
        "height": NUMBERS,
    },
    optional={"mime_type": TEXTS, "file_size": NUMBERS},
)
MESSAGES = st.fixed_dictionaries(
    {
        "message_id": st.one_of(st.integers(1, 10_000), NUMBERS),
        "date": st.one_of(st.just(1_790_000_000), NUMBERS),
        "chat": CHATS,
        "from": USERS,
    },
    optional={
        "text": TEXTS,
        "caption": TEXTS,
        "entities": st.one_of(st.just([]), ANYTHING),
        "location": st.fixed_dictionaries({"latitude": st.floats(), "longitude": st.floats()}),
        "voice": FILES,
        "photo": st.lists(FILES, max_size=2),
        "sticker": ANYTHING,
        "document": FILES,
        "contact": ANYTHING,
        "poll": ANYTHING,
        "forward_origin": st.one_of(
            st.just({"type": "hidden_user", "sender_user_name": "X", "date": 1}), ANYTHING
        ),
        "reply_to_message": ANYTHING,
        "via_bot": ANYTHING,
        "business_connection_id": TEXTS,
    },
)
TAPS = st.fixed_dictionaries(
    {"id": TEXTS, "from": USERS, "chat_instance": TEXTS},
    optional={
        "data": st.one_of(
            TEXTS, st.sampled_from(["held:abc", "rate:abc.7", "crisis_next:1", "forget_yes:x"])
        ),
        "message": MESSAGES,
        "inline_message_id": TEXTS,
    },
)
HONEST_USER = st.fixed_dictionaries(
    {"id": st.just(PRIVATE), "is_bot": st.just(False), "first_name": TEXTS}
)
HONEST = st.fixed_dictionaries(
    {
        "message_id": st.integers(1, 10_000),
        "date": st.just(1_790_000_000),
        "chat": st.just({"id": PRIVATE, "type": "private"}),
        "from": HONEST_USER,
        "text": TEXTS,
    }
)
"""Messages that are whole, with anything typed: what is behind the gate has to see many of these."""
HONEST_TAPS = st.fixed_dictionaries(
    {
        "id": st.text(min_size=1, max_size=20),
        "from": HONEST_USER,
        "chat_instance": st.just("1"),
        "data": st.one_of(
            TEXTS, st.sampled_from(["held:abc", "rate:abc.7", "crisis_next:1", "forget_yes:x"])
        ),
        "message": HONEST,
    }
)
KINDS = st.one_of(
    st.tuples(st.just("message"), HONEST),
    st.tuples(st.just("message"), HONEST),
    st.tuples(st.just("edited_message"), HONEST),
    st.tuples(st.just("callback_query"), HONEST_TAPS),
    st.tuples(st.just("message"), MESSAGES),
    st.tuples(st.just("edited_message"), MESSAGES),
    st.tuples(st.just("callback_query"), TAPS),
    st.tuples(st.just("channel_post"), MESSAGES),
    st.tuples(
        st.sampled_from(["my_chat_member", "inline_query", "business_message", "poll", "?"]),
        ANYTHING,
    ),
    st.tuples(st.sampled_from(["message", "callback_query", "edited_message"]), ANYTHING),
)


def _update(parts: tuple[int, tuple[str, Json]]) -> Json:
    number, (kind, content) = parts
    return {"update_id": number, kind: content}


UPDATES = st.tuples(st.one_of(st.integers(1, 2**31), st.integers(1, 2**31), NUMBERS), KINDS).map(
    _update
)
