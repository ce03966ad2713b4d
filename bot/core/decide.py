"""One incoming thing, one Turn: safety before everything, then what was asked, then what was read.

Pure: no I/O, no clock, no randomness of its own. The same for Telegram, the terminal and what has fallen due.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import taps, typed
from bot.core.chance import Chance
from bot.core.content import Library
from bot.core.events import EventKind
from bot.core.flows import (
    due,
    letters,
    own,
    plan,
    privacy,
    settings,
    settings_menu,
    setup,
    stats,
    talk,
    understood,
    urge,
    zone_answers,
)
from bot.core.flows.safety import check, crisis, modes, pause, sos
from bot.core.labels import Flag, Label, Level, Risk
from bot.core.messages import (
    Attachment,
    AttachmentKind,
    Command,
    Due,
    DueKind,
    Flooded,
    Incoming,
    Location,
    Tap,
    Whereabouts,
    Words,
)
from bot.core.person import Person
from bot.core.reading import Reading
from bot.core.turn import Scene, Turn

SAME_CONVERSATION = timedelta(minutes=30)
"""So long what they said they meant counts for what is unclear."""
SAME_STORY = timedelta(minutes=10)
"""So long an unclear message is the next sentence of what was told before."""
CHANGES_THE_STORY = frozenset(
    {Label.SLIP, Label.EX_OPEN, Label.EX_CONTACT, Label.MUST_CONTACT, Label.RESISTED}
)
"""What something new has happened by: in an open urge it is asked about where it is not clear."""


def decide(
    person: Person,
    incoming: Incoming,
    reading: Reading | None,
    library: Library,
    now: datetime,
    pick: Chance,
) -> Turn:
    """What follows from `incoming` for this person now (aware UTC).

    `reading` belongs to typed text, to captions and to locations (their place); it is None for everything else.
    """
    scene = Scene(person, reading, library, now, pick)
    pause.refresh(scene)
    if isinstance(incoming, Due):
        due.answer(scene, incoming)
    elif isinstance(incoming, Whereabouts):
        if scene.about.zone is None:
            scene.set_about(zone=incoming.zone, country=incoming.country)
    else:
        _begin(scene)
        _answer(scene, incoming)
        if scene.resuming:
            understood.resume(scene)
    plan.bring_up_to_date(scene)
    return scene.turn()


def _begin(scene: Scene) -> None:
    """A sign of life: the silence is over."""
    if scene.person.ledger.last(EventKind.BEGAN) is None:
        scene.record(EventKind.BEGAN)
    scene.set_talk(last_word_at=scene.now, unanswered_check_ins=0, goodbye_said=False)
    urge_open = scene.talk.urge
    if urge_open is not None and not urge.is_open(scene):
        scene.set_talk(urge=None, hold=None)
        scene.cancel(DueKind.TIMER_END, DueKind.TIMER_TICK)


def _answer(scene: Scene, incoming: Incoming) -> None:
    match incoming:
        case Words():
            _words(scene, incoming)
        case Tap():
            taps.press(scene, incoming.action, incoming.ref)
        case Command():
            _command(scene, incoming)
        case Attachment():
            _attachment(scene, incoming)
        case Location():
            _location(scene)
        case Flooded():
            scene.say(scene.line("flood.line"))
        case Due() | Whereabouts():
            raise AssertionError(incoming)


def _words(scene: Scene, words: Words) -> None:
    reading = scene.reading
    if reading is None or _safety(scene, words, reading) or words.edited:
        return
    pause.heard(scene)
    reading = _note_drink(scene, words, reading)
    button = typed.button_meant(scene, words.text)
    if scene.talk.writing is not None and (button is None or button.action not in letters.SHEET):
        letters.write(scene, words)
        return
    button = button or typed.button_in(scene, words.text)
    if button is not None:
        taps.press(scene, button.action, button.ref)
        return
    if crisis.stay(scene, words.text):
        return
    if words.forwarded:
        talk.forwarded(scene)
        return
    if typed.answer_question(scene, words, reading):
        return
    if typed.lone_number(scene, words, reading):
        return
    tool = typed.tool_meant(scene, words.text)
    if tool is not None:
        taps.press(scene, tool.action, tool.ref)
        return
    if reading.said.wish is not None and settings.apply(scene, reading.said.wish):
        return
    _by_label(scene, words, reading)


def _note_drink(scene: Scene, words: Words, reading: Reading) -> Reading:
    """Remembers that they drank; who says that they are sober did not."""
    if Flag.ALCOHOL not in reading.flags:
        return reading
    if scene.sounds("sober", words.text):
        scene.reading = replace(reading, flags=reading.flags - {Flag.ALCOHOL})
        return scene.reading
    scene.set_talk(drank_at=scene.now)
    return reading


def _safety(scene: Scene, words: Words, reading: Reading) -> bool:
    """Everything typed is read for safety first. True where nothing else may be said to it."""
    if reading.safety is Level.NONE:
        return False
    button = typed.button_meant(scene, words.text)
    if button is not None and (button.action in taps.SAFETY or reading.safety is Level.CHECK):
        return False  # the label of a button on screen, typed, tells of nothing else
    risk = reading.risk or Risk.CRISIS
    if reading.safety is Level.ACT:
        check.act(scene, risk)
        return True
    if risk is Risk.EX_AT_RISK:
        check.act(scene, risk)
        return True
    asking = scene.talk.asking
    just_asked = asking is not None and scene.now <= asking.until and asking.what == "check"
    if asking is not None and just_asked and asking.ref == risk.value:
        check.act(scene, risk, emergency=False)
        return True
    if not pause.may_ask(scene, risk):
        return False
    letters.shut(scene)
    check.question(scene, risk)
    return True


def _by_label(scene: Scene, words: Words, reading: Reading) -> None:
    label = _chosen_before(scene, reading)
    if modes.is_way_round_a_no(scene) and pause.may_ask(scene, Risk.THREAT):
        check.question(scene, Risk.THREAT)
    elif label is not None:
        understood.route(scene, label, words)
    elif talk.asks_privacy(scene, words):
        privacy.privacy(scene)
    elif reading.topic is not None and (reading.ask or reading.label is Label.QUESTION):
        understood.route(scene, Label.QUESTION, words)
    elif urge.is_open(scene) and _goes_on(reading):
        urge.again(scene)
    elif reading.ask or reading.foreign or reading.label in understood.RISKS:
        if (
            not scene.replies
        ):  # whoever was just asked whether they are safer gets no second question
            talk.unsure(scene, goes_on=_just_understood(scene))
    else:
        understood.route(scene, reading.label, words)
        if reading.label not in {Label.URGE, Label.SOCIAL, Label.OTHER}:
            modes.ask_where_told(scene)


def _chosen_before(scene: Scene, reading: Reading) -> Label | None:
    """What they said they meant, where this message is unclear and could mean it again."""
    before = scene.talk.understood
    if before is None or not before.chosen or not reading.ask:
        return None
    recent = scene.now - before.at < SAME_CONVERSATION
    return before.label if recent and before.label in reading.options else None


def _just_understood(scene: Scene) -> bool:
    """True where they are in the middle of telling something: then the bot listens and does not ask again."""
    before = scene.talk.understood
    return before is not None and scene.now - before.at < SAME_STORY


def _goes_on(reading: Reading) -> bool:
    """True where words in an open urge only go on with it, however unclear they are."""
    if reading.label in {Label.URGE, Label.GRIEF, Label.OTHER}:
        return True
    return reading.ask and reading.label not in CHANGES_THE_STORY


def _command(scene: Scene, command: Command) -> None:
    if scene.talk.writing is not None and command.name != "sos":
        letters.close(scene, scene.talk.writing.id)
    handlers = {
        "start": lambda: setup.welcome(scene),
        "urge": lambda: urge.start(scene),
        "stats": lambda: stats.show(scene, command.argument),
        "letters": lambda: letters.list_all(scene),
        "plans": lambda: own.plans(scene),
        "reasons": lambda: own.reasons(scene),
        "settings": lambda: settings_menu.show(scene),
        "export": lambda: privacy.export(scene),
        "forget": lambda: privacy.forget_ask(scene),
        "privacy": lambda: privacy.privacy(scene),
        "help": lambda: privacy.help_(scene),
        "sos": lambda: sos.show(scene),
    }
    handlers.get(command.name, lambda: privacy.unknown(scene))()


def _attachment(scene: Scene, sent: Attachment) -> None:
    reading = scene.reading
    if sent.caption and reading is not None and _safety(scene, Words(text=sent.caption), reading):
        return
    if sent.what is AttachmentKind.VOICE and own.voice(scene, sent):
        return
    if crisis.stay(scene):
        return
    talk.attachment(scene, sent)


def _location(scene: Scene) -> None:
    """Used once for the time zone; it stays in the chat, which the answer says."""
    place = scene.reading.said.place if scene.reading else None
    if place is None:
        scene.say(scene.line("zone.unknown"))
        return
    zone_answers.told(scene, place)
    scene.say(scene.line("zone.location_stays"))
