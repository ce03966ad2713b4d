"""Typed words as answers: to a button on screen, to the question that was asked, to what can be said at any time."""

import re
from collections.abc import Callable, Iterable

from bot.core.events import EventKind
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
from bot.core.flows import urge as urges
from bot.core.flows.safety import sos
from bot.core.flows.urge_screen import RATINGS
from bot.core.labels import Label
from bot.core.messages import Button, KeptKind, Words
from bot.core.reading import Reading
from bot.core.turn import Scene

NUMBER_WORDS = 4
"""A number among so many words is meant as one; in a longer clause it may count anything."""
SHORT_ANSWER = 40
"""Characters up to which words can be an answer to a button."""
_CLAUSE = re.compile(r"[.,;:!?\n]+|\s[-\u2013\u2014]+\s")
SURE = 0.6
"""From this confidence on a reading outweighs the question that was asked before."""
TOOLS = {"hold": "urge_new", "breathe": "breathe", "letter": "letter_new"}
"""The tools of an urge, and what stands for each while no urge is open."""
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


def button_in(scene: Scene, text: str) -> Button | None:
    """Like `button_meant`, where the words around the name change nothing: "steady i guess", "shaky. slept badly"."""
    for part in (text, _CLAUSE.split(text, maxsplit=1)[0]):
        button = button_meant(scene, _core(scene, part))
        if button is not None:
            return button
    return None


def tool_meant(scene: Scene, text: str) -> Button | None:
    """One of our own tools by its name, though its button is not on screen: "just want the timer", "breathe pls"."""
    said = _core(scene, text)
    if not said or len(text) > SHORT_ANSWER:
        return None
    action = next((tool for tool in TOOLS if said in scene.library.typed(tool)), None)
    if action is None:
        return None
    urge = scene.talk.urge
    if urge is not None and urges.is_open(scene):
        return scene.button(action, urge.id)
    return scene.button(TOOLS[action])


def _core(scene: Scene, text: str) -> str:
    core = plain(text)
    for name in ("filler_before", "filler_after"):
        for pattern in scene.library.patterns(name):
            core = re.sub(pattern, "", core).strip()
    return core


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
    if asking.what == "compose" and reading.label is Label.SLIP:
        necessary.sent(scene, asking.ref)  # that they sent what had to be sent is no slip
        return True
    if asking.what == "compose" and reading.label is not Label.QUESTION:
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


def lone_number(scene: Scene, words: Words, reading: Reading) -> bool:
    """A number and hardly anything else, in an open urge: how strong it is, also where nothing asks for it any more."""
    urge, number = scene.talk.urge, reading.said.number
    if urge is None or number is None or not _begins_with_number(words.text):
        return False
    if not urges.is_open(scene) or scene.is_gentle:
        return False
    hold_ = scene.talk.hold
    if number not in RATINGS:
        scene.say(scene.line("rating.out_of_range"))
    elif hold_ is None or urge.rating is None:
        rating.rate(scene, urge.id, number)
    elif hold_.ends_at > scene.now and hold_.forecast is None:
        hold.forecast(scene, urge.id, number)
    else:
        hold.after(scene, urge.id, number)
    return True


def _begins_with_number(text: str) -> bool:
    """True where the first clause is hardly more than a number."""
    return len(_CLAUSE.split(text.strip(), maxsplit=1)[0].split()) <= NUMBER_WORDS


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
    if what in TAKES_ANSWER:
        return TAKES_ANSWER[what](scene, ref, words, reading)
    return False


def _zone(scene: Scene, _ref: str, words: Words, reading: Reading) -> bool:
    told = zone_answers.typed(scene, reading.said)
    return told or _not_understood(scene, words, reading, "zone.unknown")


def _country(scene: Scene, _ref: str, _words: Words, _reading: Reading) -> bool:
    if not sos.told_country(scene):
        sos.unknown_country(scene)
    return True


def _name(scene: Scene, _ref: str, words: Words, reading: Reading) -> bool:
    said = plain(words.text)
    if said == plain(scene.library.label("setup_skip")) or said in scene.library.typed(
        "setup_skip"
    ):
        setup.next_step(scene, "name")
        return True
    return not _outweighs(words, reading) and setup.name_typed(scene, words.text)


def _last_contact(scene: Scene, _ref: str, words: Words, reading: Reading) -> bool:
    said = reading.said
    told = setup.contact_typed(scene, said.on or (said.at.date() if said.at else None))
    return told or _not_understood(scene, words, reading, "setup.contact_unknown")


def _slip_when(scene: Scene, ref: str, words: Words, reading: Reading) -> bool:
    told = slip.when_typed(scene, ref)
    return told or _not_understood(scene, words, reading, "slip.when_unknown")


def _slip_kind(scene: Scene, ref: str, words: Words, reading: Reading) -> bool:
    """What they did, said once more in their own words, or a plain yes; `ref` is what was tapped by mistake."""
    kind = _named(scene, "slip", slip.KINDS, words)
    if kind is None and reading.said.yes and not ref:
        kind = "wrote"
    if kind is None:
        return False
    if ref in {event.id for event in scene.person.ledger.of(EventKind.EX_OPEN)}:
        scene.record(EventKind.UNDONE, ref=ref)
    slip.kind(scene, kind)
    return True


def _slip_answer(scene: Scene, ref: str, words: Words, _reading: Reading) -> bool:
    """How the ex took it, in their own words."""
    name = _named(scene, "answer", slip.ANSWERS, words)
    if name is None or len(words.text) > SHORT_ANSWER:
        return False
    slip.answered(scene, ref, name)
    return True


def _hard_date(scene: Scene, _ref: str, _words: Words, reading: Reading) -> bool:
    wish = reading.said.wish
    if wish is None or wish.hard_date is None:
        return False
    settings.add_hard_date(scene, wish.hard_date)
    return True


def _pause(scene: Scene, _ref: str, _words: Words, reading: Reading) -> bool:
    return reading.said.wish is not None and settings.apply(scene, reading.said.wish)


TAKES_ANSWER: dict[str, Callable[[Scene, str, Words, Reading], bool]] = {
    "zone": _zone,
    "setup_zone": _zone,
    "country": _country,
    "setup_name": _name,
    "setup_contact": _last_contact,
    "slip_when": _slip_when,
    "slip_kind": _slip_kind,
    "slip_answer": _slip_answer,
    "hard_date": _hard_date,
    "set_pause": _pause,
}


def _named(scene: Scene, group: str, names: Iterable[str], words: Words) -> str | None:
    """The first of these names whose patterns fit the words."""
    said = plain(words.text)
    return next((name for name in names if scene.sounds(f"{group}_{name}", said)), None)


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
