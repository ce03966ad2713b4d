"""What a call costs through PTB with its own httpx and with our aiohttp: python -m benchmarks.request [--calls 2000]

Each sends so many messages, sixteen at a time, to the Bot API server in a process of its own; CPU is this process'.
"""

import argparse
import asyncio
import time
from itertools import repeat

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from benchmarks.machine import header, table
from bot.transports.telegram.client import AiohttpRequest
from bot.transports.telegram.outgoing import TelegramTransport
from bot.transports.telegram.receiving import ReceivingBot
from tests.botapi.remote import RemoteBotApi, spawned

AT_ONCE = 16
CHAT = 10_000_001


async def spent(send, calls: int) -> tuple[str, str]:
    """Milliseconds of CPU a call, and calls a second."""
    left = repeat(None, calls)

    async def some() -> None:
        for _ in left:
            await send()

    began, cpu = time.monotonic(), time.process_time()
    await asyncio.gather(*(some() for _ in range(AT_ONCE)))
    cpu_ms = 1000 * (time.process_time() - cpu) / calls
    return f"{cpu_ms:.2f}", f"{calls / (time.monotonic() - began):.0f}"


async def by_ptb(api: RemoteBotApi, request: BaseRequest, calls: int) -> tuple[str, str]:
    """PTB's own send_message over that request."""
    bot = Bot(api.token, base_url=f"{api.url}/bot", request=request)
    async with bot:
        return await spent(lambda: bot.send_message(CHAT, "hello"), calls)


async def by_us(api: RemoteBotApi, calls: int) -> tuple[str, str]:
    """Our transport."""
    base = f"{api.url}/bot"
    bot = ReceivingBot(
        api.token, base_url=base, request=AiohttpRequest(), get_updates_request=AiohttpRequest()
    )
    async with bot:
        transport = TelegramTransport(bot)
        return await spent(lambda: transport.say(str(CHAT), "hello", ()), calls)


async def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=2_000)
    calls = parser.parse_args().calls
    print(header("a call"))
    async with spawned("--counts-only", "--open", f"{CHAT}:1") as api:
        httpx = HTTPXRequest(connection_pool_size=AT_ONCE * 2)
        rows = [
            ("PTB over httpx, its own", *await by_ptb(api, httpx, calls)),
            ("PTB over aiohttp", *await by_ptb(api, AiohttpRequest(), calls)),
            ("the same without an object of every field", *await by_us(api, calls)),
        ]
    print(table(("sendMessage", "CPU ms/call", "calls/s"), rows))


if __name__ == "__main__":
    asyncio.run(main())
