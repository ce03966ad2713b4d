"""The server's levers over HTTP, for tests and benchmarks in another process.

JSON in, JSON out, on a port of its own.

Each verb is one function below; `remote` is the other end.
"""

import random
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.botapi.chats import Json, Message
from tests.botapi.faults import Fault, Faults
from tests.botapi.limits import Limits
from tests.botapi.load import Load, Step
from tests.botapi.people import Person
from tests.botapi.record import Call
from tests.botapi.server import BotApi

_DOING = frozenset((
    "say", "tap", "forge", "photo", "voice", "sticker", "location", "contact", "forward", "send",
    "business", "block", "unblock", "leave_telegram", "add_bot",
))  # fmt: skip


def do(api: BotApi, order: Json) -> Json:
    """{"chat", "do", "group"?, "kind"?, "with": {…}}: anything from `Person`.

    Answers with the id of what it made.
    """
    if order["do"] not in _DOING:
        raise web.HTTPBadRequest(text=f"nobody can {order['do']}")
    act: Callable[..., Any] = getattr(_person(api, order), order["do"])
    made = act(**order.get("with", {}))
    return {"message_id": made.id} if isinstance(made, Message) else {"tap": made}


def messages(api: BotApi, order: Json) -> list[Json]:
    """{"chat"}: everything in the chat with its history."""
    return [_shown(message) for message in api.messages(order["chat"])]


async def wait(api: BotApi, order: Json) -> Json:
    """{"chat"?, "count"?, "after"?, "sends"?, "confirmed"?, "timeout_s"?}: waits for all named."""
    chat = api.cloud.chats.make(order["chat"]) if "chat" in order else None

    def reached() -> bool:
        new = [m for m in chat.from_bot() if m.id > order.get("after", 0)] if chat else []
        return (
            len(new) >= (order.get("count", 1) if chat else 0)
            and len(api.record.sends) >= order.get("sends", 0)
            and api.updates.confirmed >= order.get("confirmed", 0)
        )

    try:
        await api.until(reached, str(order), order.get("timeout_s", 10.0))
    except AssertionError as late:
        raise web.HTTPRequestTimeout(text=str(late)) from None
    return stats(api, {})


def calls(api: BotApi, order: Json) -> list[Json]:
    """{"method"?, "chat"?}: the recorded calls."""
    found = api.record.calls
    if "method" in order:
        found = api.record.of(order["method"], order.get("chat"))
    return [_call(call) for call in found if order.get("chat") in (None, call.chat_id)]


def sends(api: BotApi, _order: Json) -> list[Json]:
    """Every accepted message, and whether its answer got lost."""
    return [
        {
            "chat": sent.chat_id,
            "message_id": sent.message_id,
            "text": sent.text,
            "at": sent.at,
            "answer_lost": sent.answer_lost,
        }
        for sent in api.record.sends
    ]


def stats(api: BotApi, _order: Json) -> Json:
    """The counts."""
    record, limiter = api.record, api.cloud.limiter
    return {
        "pending": len(api.updates),
        "confirmed": api.updates.confirmed,
        "sends": len(record.sends),
        "answers_lost": sum(sent.answer_lost for sent in record.sends),
        "peak": limiter.peak,
        "peak_accepted": limiter.peak_accepted,
        "violations": len(limiter.violations),
        "sent_while_limited": limiter.ignored,
        "repairs": len(record.repairs),
        "latencies_s": [seconds for _, seconds in record.latencies],
        "calls": {f"{method} {status}": count for (method, status), count in record.counts.items()},
        "webhook_failures": api.webhook.failures,
    }


def clear(api: BotApi, _order: Json) -> None:
    """Empties the record and the counts of sends."""
    api.record.clear()
    api.cloud.limiter.reset(api.cloud.limiter.limits)


def faults(api: BotApi, order: Json) -> None:
    """{"shares": {"429": 0.1, …}, …}: the fields of `Faults`; {} ends them."""
    if not order:
        api.suffer(None)
        return
    shares = {Fault(name): share for name, share in order.pop("shares").items()}
    if "methods" in order:
        order["methods"] = frozenset(method.lower() for method in order["methods"])
    api.suffer(Faults(shares=shares, **order))


def limits(api: BotApi, order: Json) -> None:
    """The fields of `Limits`; {"off": true} for none."""
    api.cloud.limiter.reset(None if order.get("off") else Limits(**order))


def open_chats(api: BotApi, order: Json) -> None:
    """{"first", "count"}: people who started the bot before."""
    api.cloud.chats.open(range(order["first"], order["first"] + order["count"]))


def updates(api: BotApi, order: Json) -> Json:
    """{"inject": {…}}, {"raw": "…"}, {"repeat": id?}, {"hold": true} or {"release": seed?}."""
    queue = api.updates
    if "inject" in order:
        return {"update_id": queue.inject(order["inject"])}
    if "raw" in order:
        return {"update_id": queue.inject(order["raw"].encode())}
    if "repeat" in order:
        queue.repeat(order["repeat"])
    elif order.get("hold"):
        queue.hold()
    elif (seed := order.get("release")) is not None:
        shuffling = random.Random(seed)
        queue.release(lambda held: shuffling.sample(held, len(held)))
    else:
        queue.release()
    return {"pending": len(queue)}


def shift(api: BotApi, order: Json) -> None:
    """{"seconds"}: moves time forward."""
    api.cloud.clock.shift(order["seconds"])


async def down(api: BotApi, _order: Json) -> None:
    """Refuses connections."""
    await api.down()


async def up(api: BotApi, _order: Json) -> None:
    """Accepts them again."""
    await api.up()


async def load(api: BotApi, order: Json) -> Json:
    """{"first", "count", "script": [[do, value, answers], …]} and the arguments of `Load`."""
    first, count = order.pop("first"), order.pop("count")
    script = [Step(*step) for step in order.pop("script")]
    timeout_s = order.pop("timeout_s", 600.0)
    run = Load(api.cloud, chats=range(first, first + count), script=script, **order)
    return (await run.run(timeout_s)).json()


def _person(api: BotApi, order: Json) -> Person:
    if "group" in order:
        return api.member(order["group"], order["chat"], order.get("kind", "group"))
    return api.person(order["chat"])


def _shown(message: Message) -> Json:
    return {
        "id": message.id,
        "text": message.text,
        "buttons": message.buttons,
        "content": message.content,
        "at": message.at,
        "from_bot": message.from_bot,
        "silent": message.silent,
        "deleted": message.deleted,
        "earlier": [version.content for version in message.earlier],
    }


def _call(call: Call) -> Json:
    return {
        "method": call.method,
        "chat": call.chat_id,
        "at": call.at,
        "status": call.status,
        "description": call.description,
        "fault": call.fault,
        "fields": call.fields.values,
    }


_VERBS: dict[str, Callable[[BotApi, Json], Any]] = {
    "do": do, "messages": messages, "wait": wait, "calls": calls, "sends": sends, "stats": stats,
    "clear": clear, "faults": faults, "limits": limits, "open": open_chats, "updates": updates,
    "shift": shift, "down": down, "up": up, "load": load,
}  # fmt: skip


def control_of(api: BotApi) -> web.Application:
    """The web application with all verbs: POST /verb with a JSON object."""
    application = web.Application()
    for name, verb in _VERBS.items():
        application.router.add_post(f"/{name}", _handler(api, verb))
    return application


def _handler(
    api: BotApi, verb: Callable[[BotApi, Json], Any]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        order: Json = await request.json() if request.can_read_body else {}
        made = verb(api, order)
        return web.json_response(await made if isinstance(made, Awaitable) else made)

    return handle
