"""How calls may be written, and what is said to those that are not calls."""

import aiohttp
import pytest

from tests.botapi import BotApi
from tests.botapi.conftest import Caller
from tests.botapi.people import Person


@pytest.mark.parametrize("how", ["json", "data", "params"])
async def test_calls_may_come_as_json_urlencoded_or_in_the_address(
    call: Caller, ada: Person, how: str
) -> None:
    fields = {"chat_id": str(ada.id), "text": "a&b=c 🌙"}

    status, answer = await call.raw("sendMessage", **{how: fields})

    assert (status, answer["result"]["text"]) == (200, "a&b=c 🌙")


async def test_calls_may_come_as_multipart(call: Caller, ada: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(ada.id), "text": "x"}, default_to_multipart=True)

    status, answer = await call.raw("sendMessage", data=form)

    assert (status, answer["result"]["text"]) == (200, "x")


async def test_methods_are_known_in_any_case_and_by_get(api: BotApi) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.url}/bot{api.token}/GETME") as answer,
    ):
        assert (await answer.json())["result"]["is_bot"]


async def test_unknown_methods_are_not_found(call: Caller) -> None:
    status, answer = await call.raw("sendTelepathy")

    assert (status, answer) == (404, {"ok": False, "error_code": 404, "description": "Not Found"})


@pytest.mark.parametrize(
    ("token", "status", "description"),
    [
        ("7000000001:" + "B" * 35, 401, "Unauthorized"),
        ("nonsense", 404, "Not Found"),
        ("7000000001:short", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_are_told_from_malformed_ones(
    api: BotApi, token: str, status: int, description: str
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api.url}/bot{token}/getMe") as answer,
    ):
        assert answer.status == status
        assert (await answer.json())["description"] == description


async def test_bytes_that_are_no_unicode_are_refused(call: Caller, ada: Person) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"chat_id=%d&text=%%ff%%fe" % ada.id

    _, answer = await call.raw("sendMessage", data=body, headers=headers)

    assert answer["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_a_lone_surrogate_in_json_is_refused(call: Caller, ada: Person) -> None:
    body = b'{"chat_id": %d, "text": "\\ud83d"}' % ada.id

    _, answer = await call.raw(
        "sendMessage", data=body, headers={"Content-Type": "application/json"}
    )

    assert answer["description"] == "Bad Request: strings must be encoded in UTF-8"
