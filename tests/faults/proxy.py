"""The one address in front of several replicas, as a load balancer is: each connection to any of those that live."""

import asyncio
import itertools
from contextlib import suppress
from types import TracebackType
from typing import Self


class Proxy:
    """Passes bytes; who does not answer the knock is passed over."""

    def __init__(self) -> None:
        self.ports: dict[int, int] = {}
        """Where the replicas listen, by process id."""
        self._turns = itertools.count()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        ports = list(self.ports.values())
        first = next(self._turns)
        for number in range(len(ports)):
            try:
                far = await asyncio.open_connection(
                    "127.0.0.1", ports[(first + number) % len(ports)]
                )
            except OSError:
                continue
            await _join(reader, writer, *far)
            return
        writer.close()


async def _join(
    near: asyncio.StreamReader,
    near_out: asyncio.StreamWriter,
    far: asyncio.StreamReader,
    far_out: asyncio.StreamWriter,
) -> None:
    ways = [
        asyncio.create_task(_pass(near, far_out)),
        asyncio.create_task(_pass(far, near_out)),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for out in (near_out, far_out):
            out.close()


async def _pass(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await source.read(65_536):
            to.write(data)
            await to.drain()
