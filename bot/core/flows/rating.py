"""How strong it is, 0 to 10, and the one help that is offered for that."""

from dataclasses import replace
from datetime import timedelta

from bot.core import choose
from bot.core.events import EventKind
from bot.core.flows.letters import stale
from bot.core.flows.safety import check
from bot.core.flows.urge_screen import HELPS, rating_rows, rows
from bot.core.learning import band
from bot.core.messages import KeptKind, PlayVoice
from bot.core.person import Urge
from bot.core.turn import Scene
from bot.core.words import HIGH_RATING, drank, is_quiet

VOICE_FROM = 8
"""From this rating on their own voice from a calm day is played back."""
ANGLES = 3
A_NIGHT = timedelta(hours=10)
HEAVY_DAYS = timedelta(days=14)
HEAVY_FROM = 8
HEAVY_URGES = 5
HEAVY_SHARE = 0.7
"""Fourteen days mostly at 8 to 10: more than a bot should carry (docs/safety.md, 9)."""
SAID_AGAIN_AFTER = timedelta(days=7)


def ask(scene: Scene) -> None:
    """The second, short message; once in an urge."""
    urge = scene.talk.urge
    if urge is None or urge.asked_rating:
        return
    scene.set_talk(urge=replace(urge, asked_rating=True))
    scene.ask("rating", urge.id)
    scene.say(scene.line("rating.ask"), rows=rating_rows(scene, "rate", urge.id))


def rate(scene: Scene, ref: str, number: int) -> None:
    """What fits the strength is offered, the help that helps this person first."""
    urge = scene.talk.urge
    if urge is None or urge.id != ref:
        stale(scene)
        return
    scene.set_talk(asking=None)
    if urge.rating == number:
        scene.say(scene.line("rating.known"), rows=rows(scene, urge))
        return
    urge = replace(urge, rating=number, last_word_at=scene.now)
    scene.set_talk(urge=urge)
    scene.record(EventKind.RATED, ref=urge.id, name="first", value=number)
    if number >= HIGH_RATING and _is_pattern(scene, urge) and check.on_pattern(scene):
        return
    offer(scene, urge)


def _is_pattern(scene: Scene, urge: Urge) -> bool:
    """9 or 10 twice in a night, or after drinking."""
    lately = scene.person.ledger.since(scene.now - A_NIGHT, EventKind.RATED)
    high = {e.ref for e in lately if e.name == "first" and (e.value or 0) >= HIGH_RATING}
    return drank(scene) or (is_quiet(scene) and bool(high - {urge.id}))


def offer(scene: Scene, urge: Urge) -> None:
    """One help, chosen by what has helped."""
    _play_own_voice(scene, urge)
    helps = on_offer(scene, urge)
    chosen = choose.second_help(scene, urge, helps) if helps else ""
    scene.say(
        scene.line(f"rating.{band(urge.rating)}"),
        scene.line(f"offer.{chosen}") if chosen else choose.act(scene, urge),
        _too_heavy(scene),
        rows=rows(scene, urge, first=chosen),
    )


def on_offer(scene: Scene, urge: Urge) -> list[str]:
    """The helps that were not used in this urge and can be used now."""
    running = scene.talk.hold is not None and scene.talk.hold.ends_at > scene.now
    sealed = scene.person.ledger.on(scene.local.date(), EventKind.LETTER_SEALED)
    out = {*urge.tried}
    if running:
        out.add("hold")
    if sealed:
        out.add("letter")
    if urge.angles < ANGLES:
        out.discard("angle")
    return [help_ for help_ in HELPS if help_ not in out]


def _play_own_voice(scene: Scene, urge: Urge) -> None:
    voice = scene.person.own_of(KeptKind.VOICE)
    if voice and urge.rating is not None and urge.rating >= VOICE_FROM:
        text = scene.line("own.quote_voice")
        scene.replies.append(PlayVoice(file_id=voice[-1].cue, text=text, lane=scene.lane))


def _too_heavy(scene: Scene) -> str:
    """Once a week at most, to somebody whose urges have been mostly high for two weeks."""
    said_on = scene.talk.more_than_a_bot_said_on
    today = scene.local.date()
    if said_on is not None and today - said_on < SAID_AGAIN_AFTER:
        return ""
    rated = [
        e.value or 0
        for e in scene.person.ledger.since(scene.now - HEAVY_DAYS, EventKind.RATED)
        if e.name == "first"
    ]
    first = scene.person.ledger.of(EventKind.RATED)[:1]
    long_enough = bool(first) and scene.now - first[0].at >= HEAVY_DAYS
    high = sum(1 for value in rated if value >= HEAVY_FROM)
    if not long_enough or len(rated) < HEAVY_URGES or high < HEAVY_SHARE * len(rated):
        return ""
    scene.set_talk(more_than_a_bot_said_on=today)
    return scene.line("rating.too_heavy")
