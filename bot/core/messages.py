"""What comes in and what goes out, in words that no transport owns.

A transport translates its own updates into an `Incoming` and an `Outgoing` into its own calls. Everything here is
plain data that can be written to the inbox or the outbox and read back after a crash.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Literal, TypeAlias

DATA_BYTES = 64
"""Telegram's limit for what a button carries; see `Button.data`."""


class Lane(IntEnum):
    """Who is sent first when there is more to send than the rate allows."""

    SAFETY = 0
    ANSWER = 1
    TIMER = 2
    CHECK_IN = 3


class AttachmentKind(StrEnum):
    """What a person can send besides words."""

    VOICE = "voice"
    PICTURE = "picture"
    STICKER = "sticker"
    VIDEO = "video"
    FILE = "file"
    OTHER = "other"


class DueKind(StrEnum):
    """Why an appointment exists. The first group was asked for; the second comes unasked and obeys the cap."""

    TIMER_TICK = "timer_tick"
    TIMER_END = "timer_end"
    LETTER_CLOSE = "letter_close"
    LETTER_DUE = "letter_due"
    LOOK_IN_SOON = "look_in_soon"
    SAFETY_HELLO = "safety_hello"

    LOOK_IN = "look_in"
    LOOK_IN_MORNING = "look_in_morning"
    MORNING = "morning"
    NUDGE = "nudge"
    EVENING = "evening"
    RISKY_HOUR = "risky_hour"
    HARD_DATE_EVE = "hard_date_eve"
    HARD_DATE = "hard_date"
    WEEKLY = "weekly"
    GOODBYE = "goodbye"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Something that falls due for one person. `kind` and `ref` together name it: booking it twice changes nothing."""

    kind: DueKind
    ref: str
    due_at: datetime
    """Aware, UTC."""


# What comes in ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Typed text. Several messages that waited behind an unanswered one arrive as one, a line each."""

    text: str
    parts: tuple[str, ...] = ()
    """The messages one by one where there were several; safety reads each alone."""
    forwarded: bool = False
    edited: bool = False
    kind: Literal["words"] = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A pressed button. Nothing in it is trusted: `ref` is looked up in the presser's own state."""

    action: str
    ref: str = ""
    kind: Literal["tap"] = "tap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A slash command without its slash, lower case; unknown ones come through too."""

    name: str
    argument: str = ""
    kind: Literal["command"] = "command"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Something that is not text. `caption` is what was typed with it."""

    what: AttachmentKind
    file_id: str | None = None
    caption: str = ""
    forwarded: bool = False
    kind: Literal["attachment"] = "attachment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A shared location, in degrees; used once to find the time zone, then dropped."""

    latitude: float
    longitude: float
    kind: Literal["location"] = "location"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The transport knows the zone by itself, as the terminal knows its machine's; nobody said anything."""

    zone: str
    country: str | None = None
    kind: Literal["whereabouts"] = "whereabouts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """The person's backlog was over its cap; `dropped` messages were not kept."""

    dropped: int
    kind: Literal["flooded"] = "flooded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Every appointment of one person that has fallen due, earliest first."""

    items: tuple[Appointment, ...]
    kind: Literal["due"] = "due"


Incoming: TypeAlias = Words | Tap | Command | Attachment | Location | Whereabouts | Flooded | Due


# What goes out ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice under a message."""

    label: str
    action: str
    ref: str = ""

    @property
    def data(self) -> str:
        """What the transport carries, at most `DATA_BYTES` bytes.

        >>> Button(label="Hold it with me", action="hold", ref="k3f9").data
        'hold:k3f9'
        """
        return f"{self.action}:{self.ref}"


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A message. A line that starts with "> " is a quotation of the person's own words.

    `slot` is a name under which the sent message is remembered, so that `Edit` and `Remove` can find it.
    """

    text: str
    rows: Rows = ()
    lane: Lane = Lane.ANSWER
    slot: str | None = None
    kind: Literal["say"] = "say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replaces the message remembered under `slot`; dropped, not queued, once `worthless_at` has passed."""

    slot: str
    text: str
    rows: Rows = ()
    lane: Lane = Lane.TIMER
    worthless_at: datetime | None = None
    kind: Literal["edit"] = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One picture of an animation, shown for `seconds`."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Breath:
    """One message edited at the pace of the breath, then `after`. The sender keeps the pace."""

    frames: tuple[Frame, ...]
    after: Say
    lane: Lane = Lane.ANSWER
    kind: Literal["breath"] = "breath"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowStats:
    """The picture of the numbers, with the same numbers as `text` in its caption or after it."""

    text: str
    as_of: datetime
    span: str = "month"
    rows: Rows = ()
    lane: Lane = Lane.ANSWER
    kind: Literal["show_stats"] = "show_stats"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLetter:
    """Shows a sealed letter, which only the store can open. `before` stands above it, `missing` in its place."""

    letter_id: str
    before: str
    missing: str
    rows: Rows = ()
    lane: Lane = Lane.ANSWER
    kind: Literal["read_letter"] = "read_letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayVoice:
    """Sends back a voice note that the person kept."""

    file_id: str
    text: str
    lane: Lane = Lane.ANSWER
    kind: Literal["play_voice"] = "play_voice"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendExport:
    """Everything that is kept about the person, as one zip."""

    text: str
    lane: Lane = Lane.ANSWER
    kind: Literal["send_export"] = "send_export"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """Deletes messages from the chat: those remembered under `slot`, or, without one, all of the last 48 hours.

    `done` and `partly` are said afterwards, where given: `partly` when some could not be deleted.
    """

    slot: str | None = None
    done: Say | None = None
    partly: Say | None = None
    lane: Lane = Lane.ANSWER
    kind: Literal["remove"] = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Erases the person: their key first, then every row. `text` is the last thing said."""

    text: str
    lane: Lane = Lane.ANSWER
    kind: Literal["forget"] = "forget"


Outgoing: TypeAlias = (
    Say | Edit | Breath | ShowStats | ReadLetter | PlayVoice | SendExport | Remove | Forget
)


class KeptKind(StrEnum):
    """The kinds of words that are kept on purpose."""

    LETTER = "letter"
    REASON = "reason"
    PLAN = "plan"
    NOTE = "note"
    VOICE = "voice"
    RING = "ring"
    """Who they could ring at 1 a.m."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Words to keep because the person asked for it; the store encrypts `body` under their own key."""

    id: str
    what: KeptKind
    body: str
    cue: str = ""
    """For a plan the id of its cue, for a voice note its file id, else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something for the log: a name and plain values, never words of a person."""

    name: str
    values: dict[str, str | int | float] = field(default_factory=dict)
