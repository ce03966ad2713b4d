"""A Telegram Bot API server on loopback, as strict as Telegram's, for tests and benchmarks.

In a test: `async with BotApi() as api:`, then `api.url`, `api.token`, `api.person().say("…")` and
`api.until(…)`. As a process of its own: `python -m tests.botapi`, spoken to through
`remote.RemoteBotApi`.

Where to look: `server` HTTP and faults; `sending`, `changing`, `profile` the methods; `text`,
`entities`, `scanner`, `keyboards` the rules; `updates`, `webhook` what goes to the bot; `chats`,
`files`, `cloud` what is remembered; `people` what people do; `limits`, `faults`, `record` what
benchmarks and fault tests turn and read; `control`, `remote`, `load`.
"""

from tests.botapi.cloud import TOKEN
from tests.botapi.faults import Fault, Faults
from tests.botapi.limits import Limits
from tests.botapi.people import Person
from tests.botapi.server import BotApi

__all__ = ["TOKEN", "BotApi", "Fault", "Faults", "Limits", "Person"]
