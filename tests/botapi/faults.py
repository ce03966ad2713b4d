"""What goes wrong between a bot and Telegram, drawn by a seed.

Called once for every call; does no I/O itself.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Ways in which a call can go wrong. After the last four the call itself was carried out."""

    TOO_MANY = "429"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    """With a page of HTML, as a proxy in between would answer."""
    RESET = "reset"
    """The connection breaks before anything was done."""
    LOST_ANSWER = "lost_answer"
    """The connection breaks after everything was done."""
    GARBAGE = "garbage"
    TRUNCATED = "truncated"
    SLOW = "slow"

    @property
    def loses_answer(self) -> bool:
        """True where the call was carried out and the bot cannot know it."""
        return self in (Fault.LOST_ANSWER, Fault.GARBAGE, Fault.TRUNCATED)

    @property
    def prevents(self) -> bool:
        """True where the call was not carried out."""
        return self in (Fault.TOO_MANY, Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.RESET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """Which share (0 to 1) of calls goes wrong how, and of which methods (None: all)."""

    shares: Mapping[Fault, float] = field(default_factory=dict)
    methods: frozenset[str] | None = None
    seed: int = 1
    retry_after_s: int = 1
    slow_s: float = 0.5

    @classmethod
    def evenly(cls, share: float, *kinds: Fault, seed: int = 1) -> "Faults":
        """One share, spread over these kinds, or over all but slowness."""
        spread = kinds or tuple(kind for kind in Fault if kind is not Fault.SLOW)
        return cls(shares=dict.fromkeys(spread, share / len(spread)), seed=seed)


class FaultPlan:
    """Draws a fault for each call.

    The same seed and the same order of calls give the same faults.
    """

    def __init__(self, faults: Faults | None = None) -> None:
        """Without faults nothing goes wrong."""
        self.faults = faults or Faults()
        self._random = random.Random(self.faults.seed)

    def draw(self, method: str) -> Fault | None:
        """What goes wrong with this call, None for nothing."""
        faults = self.faults
        if not faults.shares or (faults.methods is not None and method not in faults.methods):
            return None
        drawn = self._random.random()
        for kind, share in faults.shares.items():
            drawn -= share
            if drawn < 0:
                return kind
        return None

    def noise(self, answer: bytes, fault: Fault) -> bytes:
        """What arrives in place of the answer."""
        if fault is Fault.TRUNCATED:
            return answer[: max(1, self._random.randrange(len(answer)))]
        return self._random.randbytes(64)
