"""Telegram: python-telegram-bot's client receives, parses and sends; nothing of its Application is used."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # waits come as timedeltas; without it every 429 warns
