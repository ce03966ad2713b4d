"""Keys: the host's, which wrap the people's, and a person's own, which seals their words.

AES-256-GCM throughout. What is sealed is bound to its table and its person by associated data, so
that a row moved to another person or column does not open. Nothing here touches the database.
"""

import hashlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.core.errors import SettingsError, StorageError

SHORTEST = 32
"""Characters of a host key; what `unsent` makes itself has 43."""

OPENED = 2_000
"""So many people's keys stay open in memory: a turn needs one three times."""

MARK_BYTES = 4
NONCE_BYTES = 12
KEY_BYTES = 32


class Unreadable(StorageError):
    """Sealed bytes that this key does not open: damaged, moved, or sealed with another key."""


class PersonKey:
    """One person's own key."""

    __slots__ = ("_cipher", "_person_id", "_raw")

    def __init__(self, raw: bytes, person_id: str) -> None:
        """`raw` are 32 random bytes."""
        self._raw = raw
        self._cipher = AESGCM(raw)
        self._person_id = person_id

    @classmethod
    def new(cls, person_id: str) -> "PersonKey":
        """A key that nobody ever had."""
        return cls(secrets.token_bytes(KEY_BYTES), person_id)

    def seal(self, place: str, plain: bytes) -> bytes:
        """Seals bytes for one place, such as "kept.body"."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, self._bound_to(place))

    def open(self, place: str, sealed: bytes) -> bytes:
        """The bytes that were sealed for this place. Raises Unreadable."""
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, body, self._bound_to(place))
        except (InvalidTag, ValueError):
            message = f"{place} of person {self._person_id} cannot be read"
            raise Unreadable(message) from None

    def _bound_to(self, place: str) -> bytes:
        return f"{place}:{self._person_id}".encode()

    def wrapped_by(self, host: "HostKeys") -> bytes:
        """The key as it may lie in the database."""
        return host.wrap(self._raw, self._person_id)


class HostKeys:
    """The host's keys: the first one wraps, every one unwraps."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        """Raises SettingsError where there is none or one is too short to be safe."""
        if not keys or any(len(key) < SHORTEST for key in keys):
            message = (
                f"UNSENT_SECRET_KEY: each key needs at least {SHORTEST} characters; "
                "make one with: openssl rand -base64 32"
            )
            raise SettingsError(message)
        stretched = [_stretched(key) for key in keys]
        self.marks = tuple(hashlib.sha256(key).digest()[:MARK_BYTES] for key in stretched)
        """Tell which key wrapped something; they say nothing about the key itself. First first."""
        self._opened: dict[str, tuple[bytes, PersonKey]] = {}
        self._ciphers = {mark: AESGCM(key) for mark, key in zip(self.marks, stretched, strict=True)}

    @classmethod
    def of(cls, setting: str) -> "HostKeys":
        """The keys in UNSENT_SECRET_KEY, separated by commas. Raises SettingsError."""
        return cls(tuple(key.strip() for key in setting.split(",") if key.strip()))

    def wrap(self, raw: bytes, owner: str) -> bytes:
        """Seals with the first key, for `owner` alone."""
        nonce = os.urandom(NONCE_BYTES)
        mark = self.marks[0]
        return mark + nonce + self._ciphers[mark].encrypt(nonce, raw, owner.encode())

    def unwrap(self, wrapped: bytes, owner: str) -> bytes:
        """The bytes again. Raises Unreadable where no key of ours wrapped them for this owner."""
        mark, rest = wrapped[:MARK_BYTES], wrapped[MARK_BYTES:]
        cipher = self._ciphers.get(mark)
        try:
            if cipher is not None:
                return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], owner.encode())
        except (InvalidTag, ValueError):
            pass
        message = f"the key of {owner} was wrapped with a host key that is not given"
        raise Unreadable(message)

    def person(self, wrapped: bytes, person_id: str) -> PersonKey:
        """A person's key, unwrapped. Raises Unreadable."""
        held = self._opened.get(person_id)
        if held is not None and held[0] == wrapped:
            return held[1]
        key = PersonKey(self.unwrap(wrapped, person_id), person_id)
        self._opened[person_id] = (wrapped, key)
        if len(self._opened) > OPENED:
            self._opened.pop(next(iter(self._opened)), None)
        return key

    def drop(self, person_id: str) -> None:
        """Forgets a person's key, where it was opened."""
        self._opened.pop(person_id, None)


def _stretched(key: str) -> bytes:
    """A string of any form into 256 bits. It must be random: this is no defence for a weak one."""
    derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"unsent host key 1")
    return derivation.derive(key.encode())


def key_from_file(path: Path) -> str | None:
    """The host key that was made on the first start, None where there is none.

    Raises SettingsError where the file is there and cannot be read.
    """
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as cause:
        message = f"UNSENT_SECRET_KEY: {path} cannot be read; make it readable, or give the key"
        raise SettingsError(message) from cause


def make_key_file(path: Path) -> str:
    """Makes a host key and writes it down for nobody but the owner of this process.

    Raises SettingsError where it cannot be written, or is there already.
    """
    key = secrets.token_urlsafe(KEY_BYTES)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{key}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as cause:
        message = f"UNSENT_SECRET_KEY: none is given, and {path} cannot be written; give one"
        raise SettingsError(message) from cause
    return key
