"""All that Telegram knows of one bot: the parts side by side.

Methods change it, people change it, tests read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.botapi.body import Fields, whole
from tests.botapi.chats import Chat, Chats, Json, Message
from tests.botapi.clock import Clock
from tests.botapi.faults import FaultPlan
from tests.botapi.files import Files
from tests.botapi.limits import Limits, RateLimiter
from tests.botapi.record import Call, Record, Sent
from tests.botapi.refused import Refused
from tests.botapi.updates import Update, Updates

TOKEN = "7000000001:AAH5v0n1Tq4TestTokenThatIsNobodys00"
FIRST_UPDATE_ID = 500_000_001
ANSWERABLE_S = 15
"""How long a tap can be answered.

Telegram does not say; reports speak of ten seconds to a minute.
"""


@dataclass(slots=True)
class Tapped:
    """A tap that the bot may answer."""

    chat_id: int
    data: str
    at: float
    answers: list[tuple[str, bool]] = field(default_factory=list)
    """What was shown to the person: the text, and whether as an alert."""


@dataclass(slots=True)
class Profile:
    """How the bot presents itself; the keys are scope and language, or the language alone."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


class Cloud:
    """One bot's Telegram, without any HTTP."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        limits: Limits | None = None,
        opened: Iterable[range] = (),
        keep_calls: bool = True,
    ) -> None:
        """`opened` are the ids of people who have started the bot already."""
        self.token = token
        self.clock = Clock()
        self.chats = Chats(opened)
        self.updates = Updates(self.clock, FIRST_UPDATE_ID)
        self.updates.on_available = self._available
        self.record = Record(keep_calls=keep_calls)
        self.updates.on_polled = self.record.changed
        self.limiter = RateLimiter(limits)
        self.plan = FaultPlan()
        self.files = Files()
        self.profile = Profile()
        self.taps: dict[str, Tapped] = {}
        self.allowed_webhook_at = float("-inf")

    @property
    def me(self) -> Json:
        """The bot as a user."""
        name = self.profile.names.get("", "Unsent under test")
        return {
            "id": whole(self.token),
            "is_bot": True,
            "first_name": name,
            "username": "unsent_test_bot",
        }

    def chat_of(self, fields: Fields) -> Chat:
        """The chat that a call speaks of. Raises Refused where the bot knows none such."""
        named = fields.text("chat_id")
        if not named:
            raise Refused.bad("chat_id is empty")
        chat = None if named.startswith("@") else self.chats.find(whole(named))
        if chat is None:
            raise Refused.bad("chat not found")
        return chat

    def accept(self, call: Call, message: Message) -> Json:
        """Writes down a message that the bot has sent, and shows it as the answer."""
        call.sent = Sent(
            message.chat.id, message.id, call.method, message.text, self.clock.steady()
        )
        self.record.accepted(call.sent)
        return message.json()

    def _available(self, update: Update) -> None:
        if update.chat_id:
            self.record.available(update.chat_id, self.clock.steady())
        self.record.changed()
