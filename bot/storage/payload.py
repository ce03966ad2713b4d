"""What lies sealed in the database, as JSON: a person's state, what comes in, what goes out.

The shapes are the frozen dataclasses of the core; pydantic reads and writes them. Its own errors
quote the words that they stumble over, so that none of them leaves this module.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from bot.core.messages import Incoming, Outgoing
from bot.core.person import About, Care, Person, Talk
from bot.storage.keys import PersonKey, Unreadable

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a person's row holds of them; the ledger, kept words and appointments are rows."""

    about: About = field(default_factory=About)
    talk: Talk = field(default_factory=Talk)
    care: Care = field(default_factory=Care)

    @classmethod
    def of(cls, person: Person) -> "State":
        """The part of a snapshot that is stored as one."""
        return cls(about=person.about, talk=person.talk, care=person.care)


# Built when first needed: each takes some milliseconds, and several verbs need none.


@cache
def _states() -> TypeAdapter[State]:
    return TypeAdapter(State)


@cache
def _incoming() -> TypeAdapter[Incoming]:
    return TypeAdapter(Incoming)


@cache
def _outgoing() -> TypeAdapter[Outgoing]:
    return TypeAdapter(Outgoing)


def seal_state(key: PersonKey, state: State) -> bytes:
    """A person's state, for `person.state`."""
    return key.seal("person.state", _written(_states(), state))


def open_state(key: PersonKey, sealed: bytes | None) -> State:
    """A person's state, an empty one where nothing was stored. Raises Unreadable.

    Where only the place in the conversation does not fit this version any more, that alone is
    dropped: a question asked again is better than silence. What stands for their safety is not.
    """
    if sealed is None:
        return State()
    plain = key.open("person.state", sealed)
    try:
        return _states().validate_json(plain)
    except ValidationError:
        pass
    try:
        return _states().validate_python({**json.loads(plain), "talk": Talk()})
    except (ValidationError, ValueError, TypeError):
        message = "the state of a person does not fit this version"
        raise Unreadable(message) from None


def state_as_data(state: State) -> dict[str, Any]:
    """A person's state as plain JSON values, for the export."""
    plain: dict[str, Any] = json.loads(_written(_states(), state))
    return plain


def seal_incoming(key: PersonKey, content: Incoming) -> bytes:
    """What came in, for `inbox.payload`."""
    return key.seal("inbox.payload", _written(_incoming(), content))


def open_incoming(key: PersonKey, sealed: bytes) -> Incoming:
    """What came in. Raises Unreadable."""
    return _read(_incoming(), key.open("inbox.payload", sealed))


def seal_outgoing(key: PersonKey, outgoing: Outgoing) -> bytes:
    """A reply, for `outbox.payload`."""
    return key.seal("outbox.payload", _written(_outgoing(), outgoing))


def open_outgoing(key: PersonKey, sealed: bytes) -> Outgoing:
    """A reply. Raises Unreadable."""
    return _read(_outgoing(), key.open("outbox.payload", sealed))


def _written(adapter: TypeAdapter[Any], value: object) -> bytes:
    try:
        return adapter.dump_json(value)
    except (PydanticSerializationError, UnicodeError):
        # Half of a surrogate pair, which no UTF-8 can hold: it becomes a question mark.
        data = adapter.dump_python(value)
        text = json.dumps(data, ensure_ascii=False, default=_plain)
        return text.encode("utf-8", "replace")


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _read(adapter: TypeAdapter[T], plain: bytes) -> T:
    try:
        return adapter.validate_json(plain)
    except ValidationError:
        message = "a stored message does not fit this version"
        raise Unreadable(message) from None
