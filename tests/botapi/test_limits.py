"""Telegram's flood limits, with a clock that is moved by hand."""

from tests.botapi import BotApi, Limits
from tests.botapi.conftest import Caller
from tests.botapi.limits import RateLimiter
from tests.botapi.people import Person
from tests.botapi.refused import Refused

ADA, BEA = 10_000_001, 10_000_002


def refused(limiter: RateLimiter, chat_id: int, now: float) -> int | None:
    """For how many seconds, None where it is let through."""
    try:
        limiter.admit(chat_id, now)
    except Refused as refusal:
        return refusal.retry_after_s
    return None


def test_thirty_a_second_pass_and_one_more_does_not() -> None:
    limiter = RateLimiter(Limits())
    for chat_id in range(30):
        limiter.admit(chat_id, 100.0)

    assert refused(limiter, 99, 100.9) == 3
    assert limiter.violations == [(100.9, None)]


def test_the_second_slides() -> None:
    limiter = RateLimiter(Limits())
    for chat_id in range(60):
        limiter.admit(chat_id, 100.0 + chat_id / 30)

    assert limiter.peak == 30
    assert limiter.violations == []


def test_sending_on_while_limited_counts_and_makes_it_last() -> None:
    limiter = RateLimiter(Limits(per_second=1))
    limiter.admit(ADA, 100.0)
    assert refused(limiter, BEA, 100.5) == 3

    assert refused(limiter, BEA, 103.0) == 3
    assert refused(limiter, BEA, 105.9) == 3
    assert limiter.ignored == 2
    assert refused(limiter, BEA, 108.9) is None


def test_a_chat_takes_a_burst_and_then_one_a_second() -> None:
    limiter = RateLimiter(Limits(burst=3))
    for _ in range(3):
        limiter.admit(ADA, 100.0)

    assert refused(limiter, ADA, 100.1) == 1
    assert refused(limiter, BEA, 100.1) is None
    assert refused(limiter, ADA, 101.2) is None
    assert limiter.violations == [(100.1, ADA)]


def test_without_limits_sends_are_only_counted() -> None:
    limiter = RateLimiter()
    for _ in range(50):
        limiter.admit(ADA, 100.0)

    assert (limiter.peak, limiter.violations) == (50, [])


async def test_a_bot_that_floods_a_chat_is_told_how_long_to_wait(
    api: BotApi, call: Caller, ada: Person
) -> None:
    api.cloud.limiter.reset(Limits(burst=1))
    await call("sendMessage", chat_id=ada.id, text="a")

    status, answer = await call.raw("sendMessage", json={"chat_id": ada.id, "text": "b"})

    assert (status, answer["parameters"]) == (429, {"retry_after": 1})
    assert answer["description"] == "Too Many Requests: retry after 1"
    api.cloud.clock.shift(1.5)
    assert await call("sendMessage", chat_id=ada.id, text="b")
