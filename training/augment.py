"""Other ways in which the same message might have been typed.

Owns the changes that leave a meaning as it is: case is gone already, then genders, apostrophes, slips of the finger,
punctuation, short forms; and long posts made of several messages. Called by `training.encoder`, once for each epoch.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.labels import Label
from bot.understanding.outputs import LABELS
from training.data import Examples
from training.linear import Floats

_SWAPS = {
    "he": "she",
    "him": "her",
    "his": "her",
    "himself": "herself",
    "boyfriend": "girlfriend",
    "husband": "wife",
    "bf": "gf",
    "he's": "she's",
    "hes": "shes",
    "he'll": "she'll",
    "he'd": "she'd",
    "hell": "shell",
}
SWAPS = {
    word: other
    for one, two in _SWAPS.items()
    if one != "hell"
    for word, other in ((one, two), (two, one))
} | {"her": "him", "hers": "his"}
"""For whom a message is about. "her" is both "him" and "his"; the commoner is taken."""
SHORT_FORMS = {
    "you": "u",
    "your": "ur",
    "are": "r",
    "because": "cos",
    "going to": "gonna",
    "want to": "wanna",
    "about": "abt",
    "with": "w",
    "right now": "rn",
    "i am": "im",
    "though": "tho",
    "please": "pls",
    "cannot": "cant",
    "do not": "dont",
    "and": "n",
}
_WORD = re.compile(r"[a-z']+")
_SHORTENED = re.compile(r"\b(" + "|".join(SHORT_FORMS) + r")\b")
_STOPS = re.compile(r"[.,!?;:]+")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+")
_SLIP_FROM = 12
_DROP_FROM = 6
SHORT_CHARS = 250
_SOFT = frozenset(
    {
        Label.GRIEF,
        Label.QUESTION,
        Label.URGE,
        Label.CHECKING,
        Label.RESISTED,
        Label.EX_CONTACT,
        Label.SLIP,
        Label.MUST_CONTACT,
    }
)
_RISKY = frozenset({Label.CRISIS, Label.DANGER, Label.THREAT})
_RISKY_SHARE = 0.45


def retyped(text: str, chance: random.Random) -> str:
    """The message as another hand, or the same one in a hurry, might have typed it."""
    if chance.random() < 0.4:  # each share below was tried, see docs/understanding.md
        text = _WORD.sub(lambda match: SWAPS.get(match.group(), match.group()), text)
    if chance.random() < 0.3:
        text = text.replace("'", "")
    if chance.random() < 0.2 and len(text) > _SLIP_FROM:
        text = _slipped(text, chance)
    if chance.random() < 0.25:
        text = _STOPS.sub(lambda match: "" if chance.random() < 0.7 else match.group(), text)
    if chance.random() < 0.3:
        text = _EMOJI.sub("", text).strip() or text
    if chance.random() < 0.15:
        text = _SHORTENED.sub(
            lambda match: SHORT_FORMS[match.group()] if chance.random() < 0.5 else match.group(),
            text,
        )
    if chance.random() < 0.1:
        words = text.split(" ")
        if len(words) > _DROP_FROM:
            words.pop(chance.randrange(len(words)))
        text = " ".join(words)
    return text


def _slipped(text: str, chance: random.Random) -> str:
    """Two letters swapped, one left out, or one doubled."""
    at = chance.randrange(1, len(text) - 2)
    kind = chance.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at] + text[at:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One text to learn from in one epoch."""

    text: str
    label: int
    flags: Floats
    known: Floats


class Composer:
    """Makes long posts out of several messages: what ranks highest among them is what the whole means."""

    def __init__(self, examples: Examples) -> None:
        """Takes its pieces from the short messages."""
        self._examples = examples
        short = [row for row, text in enumerate(examples.texts) if len(text) < SHORT_CHARS]
        labels = [LABELS[label] for label in examples.targets.labels]
        self._soft = [row for row in short if labels[row] in _SOFT]
        self._risky = [row for row in short if labels[row] in _RISKY]
        self._grief = [row for row in short if labels[row] is Label.GRIEF]

    def post(self, chance: random.Random) -> Item:
        """One message that counts among some of grief, in any order."""
        risky = chance.random() < _RISKY_SHARE
        main = chance.choice(self._risky if risky else self._soft)
        rows = [main, *(chance.choice(self._grief) for _ in range(chance.randrange(2, 6)))]
        chance.shuffle(rows)
        targets = self._examples.targets
        flags = targets.flags[rows].max(axis=0)
        between = chance.choice([" ", ". ", "\n"])
        return Item(
            text=between.join(retyped(self._examples.texts[row], chance) for row in rows),
            label=int(targets.labels[rows].min()),
            flags=flags,
            known=np.where(flags > 0, np.float32(1.0), targets.known[rows].min(axis=0)),
        )


def epoch(examples: Examples, composed: float, chance: random.Random) -> Sequence[Item]:
    """Every example retyped, and `composed` (a share of them) long posts besides."""
    composer = Composer(examples)
    targets = examples.targets
    items = [
        Item(
            text=retyped(text, chance),
            label=int(targets.labels[row]),
            flags=targets.flags[row],
            known=targets.known[row],
        )
        for row, text in enumerate(examples.texts)
    ]
    return [*items, *(composer.post(chance) for _ in range(int(composed * len(items))))]
