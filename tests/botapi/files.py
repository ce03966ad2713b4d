"""Files that were uploaded or sent by people, and what Telegram says about pictures.

Knows no chats.
"""

import itertools
import struct
from dataclasses import dataclass

from tests.botapi.body import Fields, Upload
from tests.botapi.refused import Refused

PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
_SIDES = 10_000
"""Width and height together, in pixels."""
_RATIO = 20
_PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
_PNG_SIZE = slice(16, 24)
_FOLDERS = {"photo": "photos", "voice": "voice", "document": "documents", "sticker": "stickers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file under its id; `kind` is what it was sent as (photo, voice, document, sticker)."""

    id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime: str
    data: bytes

    def json(self) -> dict[str, object]:
        """The fields that every file has in the Bot API."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


class Files:
    """Every file, by id and by path."""

    def __init__(self) -> None:
        """Starts empty."""
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._numbers = itertools.count(1)

    def add(self, kind: str, upload: Upload) -> StoredFile:
        """Keeps a file."""
        number = next(self._numbers)
        ending = upload.name.rpartition(".")[2] or "dat"
        stored = StoredFile(
            id=f"BQACAgIAAxkBAAI{number:08d}AAE{kind}",
            unique_id=f"AgAD{number:08d}",
            kind=kind,
            path=f"{_FOLDERS[kind]}/file_{number}.{ending}",
            name=upload.name,
            mime=upload.mime,
            data=upload.data,
        )
        self._by_id[stored.id] = self._by_path[stored.path] = stored
        return stored

    def of_call(self, fields: Fields, kind: str) -> StoredFile:
        """The file that a call sends: uploaded, or named by its id.

        Raises Refused where Telegram would not take it.
        """
        upload = fields.upload(kind)
        if upload is not None:
            _check(kind, upload)
            return self.add(kind, upload)
        named = fields.text(kind)
        if not named or named.startswith("attach://"):
            raise Refused.bad(f"There is no {kind} in the request")
        if named.startswith(("http://", "https://")):
            raise Refused.bad("Failed to get HTTP URL content")
        stored = self._by_id.get(named)
        if stored is None:
            raise Refused.bad("Wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise Refused.bad(f"Can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def named(self, file_id: str) -> StoredFile:
        """For getFile. Raises Refused where it is unknown or too big to be downloaded."""
        if not file_id:
            raise Refused.bad("file_id not specified")
        stored = self._by_id.get(file_id)
        if stored is None:
            raise Refused.bad("invalid file_id")
        if len(stored.data) > DOWNLOAD_BYTES:
            raise Refused.bad("file is too big")
        return stored

    def at_path(self, path: str) -> StoredFile | None:
        """For the download, None where nothing is there."""
        return self._by_path.get(path)


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels; 800 by 600 where it is no PNG."""
    if picture.startswith(_PICTURE_STARTS[0]):
        width, height = struct.unpack(">II", picture[_PNG_SIZE])
        return width, height
    return 800, 600


def _check(kind: str, upload: Upload) -> None:
    size = len(upload.data)
    if not size:
        raise Refused.bad("File must be non-empty")
    if kind != "photo":
        return
    if size > PHOTO_BYTES:
        raise Refused.bad(
            f"File of size {size} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_BYTES} bytes"
        )
    if not upload.data.startswith(_PICTURE_STARTS):
        raise Refused.bad("IMAGE_PROCESS_FAILED")
    width, height = size_of(upload.data)
    if width + height > _SIDES or max(width, height) > _RATIO * min(width, height):
        raise Refused.bad("PHOTO_INVALID_DIMENSIONS")
