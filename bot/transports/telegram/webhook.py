"""Webhook: one address that answers 200 only once the inbox has what came, and nothing else to anybody."""

import hmac
import json
import logging

import telegram
from aiohttp import web

from bot.core.errors import StoreUnavailable
from bot.transports.telegram.receiving import Gate, update_id_of

log = logging.getLogger(__name__)
LARGEST = 256 * 1024
"""Bytes of one update; Telegram's own stay under a tenth of it."""
PROOF_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def webhook_app(path: str, secret: str, gate: Gate, bot: telegram.Bot) -> web.Application:
    """An app that takes updates at `path`. TLS is the proxy's."""
    app = web.Application(client_max_size=LARGEST)

    async def take(request: web.Request) -> web.Response:
        given = request.headers.get(PROOF_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode()):
            return web.Response(status=403)
        try:
            item = json.loads(await request.read())
        except (ValueError, UnicodeDecodeError, RecursionError):
            return web.Response(status=400)
        if update_id_of(item) is None:
            return web.Response(status=400)
        try:
            await gate.let_in([item], bot)
        except StoreUnavailable:
            return web.Response(status=503)
        return web.Response(status=200)

    app.router.add_post(path, take)
    return app
