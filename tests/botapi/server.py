"""The Bot API over HTTP on loopback: reads a call, asks the method, lets faults happen.

`BotApi` is what tests start; everything that Telegram knows is in its `cloud`.
"""

import asyncio
import re
import socket
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web
from aiohttp.web import BaseRequest, Response

from tests.botapi import answers, changing, profile, sending
from tests.botapi.body import fields_of, whole
from tests.botapi.chats import Message
from tests.botapi.cloud import TOKEN, Cloud
from tests.botapi.faults import Fault, FaultPlan, Faults
from tests.botapi.limits import Limits
from tests.botapi.people import Person
from tests.botapi.record import Call
from tests.botapi.refused import Refused
from tests.botapi.updates import Update
from tests.botapi.webhook import Webhook

HOST = "127.0.0.1"
_PATH = re.compile(r"/(file/)?bot(\d{6,}:[A-Za-z0-9_-]{30,})/(.+)")
_LONGEST_POLL_S = 50
_METHODS: dict[str, Callable[[Cloud, Call], Any]] = {
    function.__name__.replace("_", ""): function
    for function in (
        sending.send_message, sending.send_photo, sending.send_document, sending.send_voice,
        sending.send_chat_action, changing.edit_message_text, changing.edit_message_caption,
        changing.edit_message_reply_markup, changing.delete_message, changing.delete_messages,
        profile.get_me, profile.set_my_commands, profile.get_my_commands,
        profile.delete_my_commands, profile.set_my_name, profile.set_my_description,
        profile.set_my_short_description, profile.get_chat, profile.leave_chat,
        profile.answer_callback_query, profile.get_file,
    )
}  # fmt: skip


class BotApi:
    """A server for one bot; `async with BotApi() as api:` starts and stops it."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        port: int = 0,
        limits: Limits | None = None,
        opened: Iterable[range] = (),
        keep_calls: bool = True,
        down: bool = False,
    ) -> None:
        """`down` keeps the port but refuses connections until `up`."""
        self.cloud = Cloud(token=token, limits=limits, opened=opened, keep_calls=keep_calls)
        self.webhook = Webhook(self.cloud)
        self.record = self.cloud.record
        self.updates = self.cloud.updates
        self.until = self.record.until
        self.token = token
        self.port = port
        self._starts_down = down
        self._socket: socket.socket | None = None
        self._web: web.Server | None = None
        self._listening: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """The address for UNSENT_TELEGRAM_API_URL."""
        return f"http://{HOST}:{self.port}"

    def person(self, chat_id: int = 10_000_001, **details: Any) -> Person:
        """Somebody with a private chat; details are fields of `Chat`, such as first_name."""
        chat = self.cloud.chats.make(chat_id)
        for name, value in details.items():
            setattr(chat, name, value)
        return Person(self.cloud, chat)

    def member(self, group_id: int, person_id: int = 10_000_001, kind: str = "group") -> Person:
        """The same somebody as one of a group, supergroup or channel."""
        return Person(
            self.cloud, self.person(person_id).private, self.cloud.chats.make(group_id, kind)
        )

    def messages(self, chat_id: int) -> list[Message]:
        """Everything in a chat, deleted messages included, oldest first."""
        chat = self.cloud.chats.find(chat_id)
        return chat.seen(deleted=True) if chat else []

    def suffer(self, faults: Faults | None) -> None:
        """From now on calls go wrong like this; None ends it."""
        self.cloud.plan = FaultPlan(faults)

    async def up(self) -> None:
        """Accepts connections."""
        if self._listening is None:
            self._web = self._web or web.Server(self._serve, access_log=None)
            loop = asyncio.get_running_loop()
            self._listening = await loop.create_server(self._web, sock=self._bound())
            self._socket = None

    async def down(self) -> None:
        """Breaks all connections and refuses new ones, on the same port."""
        if self._listening:
            self._listening.close()
            self._listening = None
        self._bound()
        await self._hang_up()

    async def __aenter__(self) -> Self:
        """Starts."""
        self._bound()
        if not self._starts_down:
            await self.up()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stops."""
        await self.webhook.close()
        if self._listening:
            self._listening.close()
        await self._hang_up()
        if self._socket:
            self._socket.close()

    def _bound(self) -> socket.socket:
        """The port, taken but not yet listened on, so that nobody else takes it."""
        if self._socket is None:
            self._socket = socket.socket()
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind((HOST, self.port))
            self.port = self._socket.getsockname()[1]
        return self._socket

    async def _hang_up(self) -> None:
        self.updates.let_go()
        if self._web:
            for connection in self._web.connections:
                if connection.transport:
                    connection.transport.abort()
            await self._web.shutdown(0)
            self._web = None

    async def _serve(self, request: BaseRequest) -> Response:
        path, _, query = request.raw_path.partition("?")
        match = _PATH.fullmatch(unquote(path))
        if not match:
            return answers.refusal(Refused(404, "Not Found"))
        if match[2] != self.token:
            return answers.refusal(Refused(401, "Unauthorized"))
        if match[1]:
            return self._download(match[3])
        return await self._call(request, match[3].lower(), query)

    def _download(self, path: str) -> Response:
        stored = self.cloud.files.at_path(path)
        if stored is None:
            return answers.refusal(Refused(404, "Not Found"))
        return Response(body=stored.data, content_type="application/octet-stream")

    async def _call(self, request: BaseRequest, method: str, query: str) -> Response:
        fault = self.cloud.plan.draw(method)
        try:
            fields = await fields_of(request, query)
        except Refused as refusal:
            return answers.refusal(refusal)
        call = Call(method, fields, self.cloud.clock.steady(), fault=fault)
        call.chat_id = whole(fields.text("chat_id")) or None
        if fault is Fault.SLOW:
            await asyncio.sleep(self.cloud.plan.faults.slow_s)
        if fault and fault.prevents:
            response = self._prevented(fault)
            call.status = 0 if fault is Fault.RESET else response.status
        else:
            response = await self._answer(request, call)
        if fault in (Fault.RESET, Fault.LOST_ANSWER):
            answers.break_connection(request)
        elif fault and fault.loses_answer and isinstance(response.body, bytes):
            response = Response(body=self.cloud.plan.noise(response.body, fault))
        if call.sent:
            gone = request.transport is None or request.transport.is_closing()
            call.sent.answer_lost = gone or bool(fault and fault.loses_answer)
        self.record.handled(call)
        return response

    def _prevented(self, fault: Fault) -> Response:
        if fault is Fault.TOO_MANY:
            return answers.refusal(Refused.too_many(self.cloud.plan.faults.retry_after_s))
        if fault is Fault.SERVER_ERROR:
            return answers.refusal(Refused(500, "Internal Server Error"))
        return answers.bad_gateway()

    async def _answer(self, request: BaseRequest, call: Call) -> Response:
        """The answer to a call, whatever the network does to it afterwards."""
        try:
            if call.method == "getupdates":
                response = answers.listed(await self._fetched(request, call))
            else:
                response = answers.result(await self._result(call))
        except Refused as refusal:
            call.status, call.description = refusal.code, refusal.description
            return answers.refusal(refusal)
        call.status = response.status
        return response

    async def _result(self, call: Call) -> Any:
        method = _METHODS.get(call.method)
        if method:
            return method(self.cloud, call)
        if call.method == "setwebhook":
            return await self.webhook.set(call)
        if call.method == "deletewebhook":
            return await self.webhook.delete(call)
        if call.method == "getwebhookinfo":
            return self.webhook.info()
        raise Refused(404, "Not Found")

    async def _fetched(self, request: BaseRequest, call: Call) -> list[Update]:
        if self.webhook.setting:
            await self.updates.refuse(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        fields = call.fields
        if "allowed_updates" in fields.values:
            self.updates.allow(fields.loaded("allowed_updates", "Can't parse allowed_updates"))
        return await self.updates.fetch(
            fields.number("offset"),
            fields.number("limit", 100, 1, 100),
            fields.number("timeout", 0, 0, _LONGEST_POLL_S),
            lambda: request.transport is None,
        )
