"""Where processes are born: loads the bot's code and knowledge once, and forks `unsent run` whenever it is told to.

A start costs seconds of CPU, most of them imports and model weights. Fault tests need hundreds of processes that are
killed at any moment; each is a process of its own with its own settings, log, database connections and sockets, and
from `bot.cli.main` on runs what `unsent run` runs.

`python -m tests.faults.nursery FD`: FD is a socket, spoken to by `hatch`. Each order is one packet of JSON:
{"settings": {…}, "folder": "…"} with the write end of a pipe for the log, answered with {"pid": n}; {"status_of": n}
waits for the end of a process and answers with {"status": n}. Ends with the socket.
"""

import json
import os
import signal
import socket
import sys
from typing import Any

from bot import cli
from bot.app import load_knowledge
from bot.clock import SystemClock
from bot.serve import TelegramService  # imported here so that no process has to
from bot.settings import load_settings

assert TelegramService
LARGEST = 65_536


def born(order: dict[str, Any], log: int, knowledge: Any) -> int:
    """The process id of a new `unsent run`."""
    child = os.fork()
    if child:
        os.close(log)
        return child
    try:
        os.dup2(log, 2)
        os.dup2(log, 1)
        os.chdir(order["folder"])
        for name in [name for name in os.environ if name.startswith("UNSENT_")]:
            del os.environ[name]
        os.environ.update(order["settings"])
        cli._import_and_load = lambda *_: knowledge
        os._exit(cli.main(["run"]))
    finally:
        os._exit(70)


def main() -> None:
    """Serves orders until the socket ends."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    knowledge = load_knowledge(load_settings(), SystemClock())
    children: set[int] = set()
    orders.send(b"{}")
    while True:
        packet, fds, _, _ = socket.recv_fds(orders, LARGEST, 1)
        if not packet:
            break
        order = json.loads(packet)
        if "status_of" in order:
            _, status = os.waitpid(order["status_of"], 0)
            children.discard(order["status_of"])
            answer = {"status": os.waitstatus_to_exitcode(status)}
        else:
            child = born(order, fds[0], knowledge)
            children.add(child)
            answer = {"pid": child}
        orders.send(json.dumps(answer).encode())
    for child in children:
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
