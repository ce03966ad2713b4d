"""The server as a process: `python -m tests.botapi --port 0`.

Prints one line of JSON with its addresses when it is up.
"""

import argparse
import asyncio
import json
import os
import signal
import sys

from aiohttp import web

from tests.botapi.cloud import TOKEN
from tests.botapi.control import control_of
from tests.botapi.limits import Limits
from tests.botapi.server import HOST, BotApi


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--control-port", type=int, default=0, help="0: any free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--limits", action="store_true", help="refuse floods with 429")
    parser.add_argument("--down", action="store_true", help="refuse connections until told `up`")
    parser.add_argument("--counts-only", action="store_true", help="keep no single calls")
    parser.add_argument(
        "--open", metavar="FIRST:COUNT", help="chat ids of people who started the bot before"
    )
    parser.add_argument(
        "--with-parent", action="store_true", help="end when standard input, a pipe, does"
    )
    return parser.parse_args()


def opened(span: str | None) -> list[range]:
    """The ids of "FIRST:COUNT".

    >>> opened("5:2")
    [range(5, 7)]
    """
    if not span:
        return []
    first, _, count = span.partition(":")
    return [range(int(first), int(first) + int(count))]


async def serve(options: argparse.Namespace) -> None:
    """Runs until SIGTERM, SIGINT or, with --with-parent, the end of standard input."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    if options.with_parent:
        loop.add_reader(sys.stdin, ended.set)  # nobody writes there: it can be read once it ends
    api = BotApi(
        token=options.token,
        port=options.port,
        limits=Limits() if options.limits else None,
        opened=opened(options.open),
        keep_calls=not options.counts_only,
        down=options.down,
    )
    async with api:
        runner = web.AppRunner(control_of(api), access_log=None, shutdown_timeout=0)
        await runner.setup()
        site = web.TCPSite(runner, HOST, options.control_port)
        await site.start()
        shown = {
            "port": api.port,
            "url": api.url,
            "token": api.token,
            "control": f"http://{HOST}:{runner.addresses[0][1]}",
            "pid": os.getpid(),
        }
        print(json.dumps(shown), flush=True)  # noqa: T201 - whoever started this reads it
        await ended.wait()
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
