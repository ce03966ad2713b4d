"""Pictures, voice notes and documents, both ways."""

import io
import struct

import aiohttp
import pytest

from tests.botapi import BotApi
from tests.botapi.conftest import Caller
from tests.botapi.people import Person


def png(width: int, height: int) -> bytes:
    """The first bytes of a picture of that size."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + bytes(16)


async def refused_picture(call: Caller, person: Person, picture: bytes) -> str:
    """What is said about a picture that is attached to a call."""
    form = aiohttp.FormData({"chat_id": str(person.id), "photo": "attach://file0"})
    form.add_field("file0", io.BytesIO(picture), filename="p.png")
    _, answer = await call.raw("sendPhoto", data=form)
    return str(answer["description"])


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(9_000, 2_000), "PHOTO_INVALID_DIMENSIONS"),
        (png(2_100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_pictures_that_telegram_refuses(
    call: Caller, ada: Person, picture: bytes, reason: str
) -> None:
    assert await refused_picture(call, ada, picture) == f"Bad Request: {reason}"


async def test_a_picture_over_ten_megabytes_is_refused(call: Caller, ada: Person) -> None:
    size = 10 * 1024 * 1024

    refusal = await refused_picture(call, ada, png(1, 1).ljust(size + 1))

    assert refusal == (
        f"Bad Request: file of size {size + 1} bytes is too big for a photo; "
        f"the maximum size is {size} bytes"
    )


async def test_a_voice_note_can_be_sent_back_by_its_id_and_downloaded(
    api: BotApi, call: Caller, ada: Person
) -> None:
    file_id = ada.voice().content["voice"]["file_id"]

    sent = await call("sendVoice", chat_id=ada.id, voice=file_id)
    found = await call("getFile", file_id=file_id)

    assert sent["voice"]["file_id"] == file_id
    url = f"{api.url}/file/bot{api.token}/{found['file_path']}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert await answer.read() == b"OggS"


async def test_file_ids_are_checked(call: Caller, ada: Person) -> None:
    file_id = ada.voice().content["voice"]["file_id"]

    unknown = await call.refused("sendVoice", chat_id=ada.id, voice="AgAD")
    mixed = await call.refused("sendPhoto", chat_id=ada.id, photo=file_id)
    missing = await call.refused("sendDocument", chat_id=ada.id)

    assert unknown == "Bad Request: wrong file identifier/HTTP URL specified"
    assert mixed == "Bad Request: can't use file of type Voice as Photo"
    assert missing == "Bad Request: there is no document in the request"


async def test_a_document_keeps_its_name(call: Caller, ada: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(ada.id)})
    form.add_field("document", b"PK", filename="all.zip", content_type="application/zip")

    _, answer = await call.raw("sendDocument", data=form)

    shown = answer["result"]["document"]
    assert (shown["file_name"], shown["mime_type"]) == ("all.zip", "application/zip")


async def test_a_picture_has_a_caption_and_no_text_to_edit(call: Caller, ada: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(ada.id), "caption": "one"})
    form.add_field("photo", png(800, 600), filename="p.png")
    await call.raw("sendPhoto", data=form)
    at = {"chat_id": ada.id, "message_id": 1}

    refusal = await call.refused("editMessageText", text="two", **at)
    edited = await call("editMessageCaption", caption="two", **at)

    assert refusal == "Bad Request: there is no text in the message to edit"
    assert edited["caption"] == "two"
    assert edited["photo"][0]["width"] == 800
