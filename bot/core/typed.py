"""Typed words as answers: to a button on screen, to the question that was asked, to what can be said at any time."""

from bot.core.flows import (
    hold,
    letters,
    necessary,
    own,
    rating,
    settings,
    setup,
    slip,
    zone_answers,
)
from bot.core.flows.safety import sos
from bot.core.flows.urge_screen import RATINGS
from bot.core.labels import Label
from bot.core.messages import Button, KeptKind, Words
from bot.core.reading import Reading
from bot.core.turn import Scene

SHORT_ANSWER = 40
"""Characters up to which words can be an answer to a button."""
SURE = 0.6
"""From this confidence on a reading outweighs the question that was asked before."""
TAKES_TEXT = {
    "own_reason": KeptKind.REASON,
    "own_note": KeptKind.NOTE,
    "own_ring": KeptKind.RING,
    "own_plan": KeptKind.PLAN,
    "own_voice": KeptKind.NOTE,
}


def plain(text: str) -> str:
    """Words without case, apostrophes and punctuation at the ends, to compare with labels.

    >>> plain("I won’t send it!")
    'i wont send it'
    """
    kept = "".join(char for char in text.lower() if char.isalnum() or char.isspace())
    return " ".join(kept.split())


def button_meant(scene: Scene, text: str) -> Button | None:
    """The button on screen that these words name, by its label or another word for it."""
    said = plain(text)
    if not said or len(text) > SHORT_ANSWER:
        return None
    for button in scene.talk.buttons:
        if said == plain(button.label) or said in scene.library.typed(button.action):
            return button
    return None


def answer_question(scene: Scene, words: Words, reading: Reading) -> bool:
    """Takes the words as the answer to what was asked. False where they are none, or the question is too old."""
    asking = scene.talk.asking
    if asking is None or scene.now > asking.until:
        return False
    if asking.what in TAKES_TEXT:
        own.typed(scene, words, TAKES_TEXT[asking.what])
        return True
    if asking.what == "own_plan_edit":
        own.plan_edited(scene, words, asking.ref)
        return True
    if asking.what == "compose" and reading.label not in {Label.SLIP, Label.QUESTION}:
        necessary.check_draft(scene, words, asking.ref)
        return True
    return (
        _number(scene, asking.what, asking.ref, reading)
        or _clock(scene, asking.what, reading)
        or _other(scene, asking.what, asking.ref, words, reading)
    )


def _number(scene: Scene, what: str, ref: str, reading: Reading) -> bool:
    handlers = {
        "rating": rating.rate,
        "forecast": hold.forecast,
        "after": hold.after,
        "letter_rating": letters.rate,
    }
    number = reading.said.number
    if what not in handlers or number is None:
        return False
    if number not in RATINGS:
        scene.say(scene.line("rating.out_of_range"))
        return True
    handlers[what](scene, ref, number)
    return True


def _clock(scene: Scene, what: str, reading: Reading) -> bool:
    handlers = {
        "setup_morning": setup.morning_at,
        "set_morning": settings.set_morning,
        "set_evening": settings.set_evening,
    }
    if what not in handlers:
        return False
    if reading.said.impossible_clock:
        scene.say(scene.line("zone.impossible"))
        return True
    if reading.said.clock is None:
        return False
    handlers[what](scene, reading.said.clock)
    return True


def _other(scene: Scene, what: str, ref: str, words: Words, reading: Reading) -> bool:
    said = reading.said
    if what in {"zone", "setup_zone"}:
        return zone_answers.typed(scene, said) or _not_understood(
            scene, words, reading, "zone.unknown"
        )
    if what == "country":
        if sos.told_country(scene):
            return True
        sos.unknown_country(scene)
        return True
    if what == "setup_name":
        return not _outweighs(words, reading) and setup.name_typed(scene, words.text)
    if what == "setup_contact":
        day = said.on or (said.at.date() if said.at else None)
        return setup.contact_typed(scene, day) or _not_understood(
            scene, words, reading, "setup.contact_unknown"
        )
    if what == "slip_when":
        return slip.when_typed(scene, ref) or _not_understood(
            scene, words, reading, "slip.when_unknown"
        )
    if what == "hard_date" and said.wish is not None and said.wish.hard_date is not None:
        settings.add_hard_date(scene, said.wish.hard_date)
        return True
    if what == "set_pause" and said.wish is not None:
        return settings.apply(scene, said.wish)
    return False


def _outweighs(words: Words, reading: Reading) -> bool:
    """True where this is plainly something else than an answer of a word or two."""
    return (
        len(words.text.split()) > 2
        and reading.confidence >= SURE
        and reading.label is not Label.OTHER
    )  # a word or two


def _not_understood(scene: Scene, words: Words, reading: Reading, key: str) -> bool:
    """Says so where the words look like an attempt at an answer; else they are read as what they are."""
    attempt = len(words.text.split()) <= 4 and (  # an answer, not a story
        reading.confidence < SURE or reading.label in {Label.OTHER, Label.SOCIAL}
    )
    if attempt:
        scene.say(scene.line(key))
    return attempt
