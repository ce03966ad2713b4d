"""Holding the urge until it has passed: a timer, what they think will be left of it, and what is (docs/design.md)."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.core import choose, wall
from bot.core.events import EventKind
from bot.core.flows import slip
from bot.core.flows import urge as urges
from bot.core.flows.letters import stale
from bot.core.flows.safety.danger import afraid_answer
from bot.core.flows.urge_screen import rating_rows
from bot.core.labels import Label
from bot.core.messages import DueKind, Edit, Lane, Rows
from bot.core.numbers import WAVES_FROM, forecast_count
from bot.core.person import Hold, Urge
from bot.core.turn import Scene
from bot.core.words import HIGH_RATING, drank

SHORT_MIN, MIDDLE_MIN, LONG_MIN = 3, 10, 20
SHORT_TO, MIDDLE_TO = 4, 7
MORNING = time(9, 0)
LATE_FROM = time(22, 0)
LATE_TO = time(5, 0)
TICK = timedelta(minutes=1)
BAR_CELLS = 10
LATE = timedelta(minutes=5)


def minutes_for(rating: int | None) -> int:
    """3 up to 4, 10 at 5 to 7 or unrated, 20 from 8 on.

    >>> [minutes_for(n) for n in (0, 4, 5, None, 7, 8, 10)]
    [3, 3, 10, 10, 10, 20, 20]
    """
    if rating is None:
        return MIDDLE_MIN
    return SHORT_MIN if rating <= SHORT_TO else MIDDLE_MIN if rating <= MIDDLE_TO else LONG_MIN


def slot(urge_id: str) -> str:
    """The name under which the timer's message is remembered."""
    return f"timer:{urge_id}"


def start(scene: Scene, ref: str) -> None:
    """The timer runs from the tap; the forecast is asked meanwhile."""
    urge = scene.talk.urge
    if urge is None or urge.id != ref:
        stale(scene)
        return
    if _rests(scene):
        scene.say(scene.line("hold.resting"), choose.act(scene, urge))
        return
    hold = scene.talk.hold
    if hold is not None and hold.ends_at > scene.now:
        scene.say(scene.line("hold.running_already", minutes=_minutes_left(scene, hold)))
        return
    urge = urges.used(scene, urge, "hold")
    ends_at = scene.now + timedelta(minutes=minutes_for(urge.rating))
    hold = Hold(urge=urge.id, started_at=scene.now, ends_at=ends_at)
    _book(scene, hold)
    scene.say(
        _text(scene, hold), choose.act(scene, urge), rows=_rows(scene, urge), slot=slot(urge.id)
    )
    if urge.rating is not None and urge.rating < HIGH_RATING and not drank(scene):
        scene.ask("forecast", urge.id)
        rows = rating_rows(scene, "forecast", urge.id)
        scene.say(scene.line("hold.forecast"), rows=rows)


def _rests(scene: Scene) -> bool:
    resting = scene.care.resting_until
    return scene.is_gentle or (resting is not None and scene.now < resting)


def _book(scene: Scene, hold: Hold) -> None:
    scene.set_talk(hold=hold)
    scene.cancel(DueKind.TIMER_TICK, DueKind.TIMER_END)
    scene.book(DueKind.TIMER_END, hold.ends_at, hold.urge)
    if not hold.until_morning and hold.ends_at - scene.now > TICK:
        scene.book(DueKind.TIMER_TICK, scene.now + TICK, hold.urge)


def _rows(scene: Scene, urge: Urge) -> Rows:
    late = scene.about.zone is not None and (
        wall.is_between(scene.local.time(), LATE_FROM, LATE_TO) or drank(scene)
    )
    first = (scene.button("held", urge.id),)
    if late:
        return (first, (scene.button("hold_morning", urge.id), scene.button("hold_end", urge.id)))
    return (first, (scene.button("hold_end", urge.id),))


def _minutes_left(scene: Scene, hold: Hold) -> int:
    return max(1, round((hold.ends_at - scene.now) / timedelta(minutes=1)))


def _text(scene: Scene, hold: Hold) -> str:
    whole = (hold.ends_at - hold.started_at) / timedelta(minutes=1)
    left = (hold.ends_at - scene.now) / timedelta(minutes=1)
    full = round(BAR_CELLS * (1 - left / whole)) if whole else BAR_CELLS
    bar = "▓" * full + "░" * (BAR_CELLS - full)
    return scene.line("hold.running", minutes=_minutes_left(scene, hold)) + f"\n{bar}"


def until_morning(scene: Scene, ref: str) -> None:
    """Not ten minutes but until nine: nothing has to be decided tonight."""
    urge, hold = scene.talk.urge, scene.talk.hold
    if urge is None or hold is None or urge.id != ref or scene.about.zone is None:
        stale(scene)
        return
    ends_at = wall.next_at(MORNING, scene.now, scene.about.zone)
    _book(scene, replace(hold, ends_at=ends_at, until_morning=True))
    scene.say(
        scene.line("hold.until_morning"),
        choose.act(scene, urge),
        rows=((scene.button("held", urge.id), scene.button("hold_end", urge.id)),),
    )


def forecast(scene: Scene, ref: str, number: int) -> None:
    """What they think will be left when the timer ends."""
    hold = scene.talk.hold
    if hold is None or hold.urge != ref or hold.ends_at <= scene.now:
        stale(scene)
        return
    scene.set_talk(hold=replace(hold, forecast=number), asking=None)
    scene.record(EventKind.FORECAST, ref=ref, value=number)
    scene.say(scene.line("hold.forecast_noted", forecast=number))


def tick(scene: Scene, ref: str) -> None:
    """A minute later: the same message, with less to go. Not worth sending once the next one is due."""
    hold = scene.talk.hold
    if (
        hold is None
        or hold.urge != ref
        or hold.ends_at - scene.now < TICK / 2
        or scene.talk.urge is None
    ):
        return
    if _rests(scene):
        return
    scene.replies.append(
        Edit(
            slot=slot(ref),
            text=_text(scene, hold),
            rows=_rows(scene, scene.talk.urge),
            worthless_at=scene.now + TICK,
        )
    )
    if hold.ends_at - scene.now > TICK:
        scene.book(DueKind.TIMER_TICK, scene.now + TICK, ref)


def end_now(scene: Scene, ref: str) -> None:
    """Ended early, by them."""
    hold = scene.talk.hold
    if hold is None or hold.urge != ref:
        stale(scene)
        return
    scene.cancel(DueKind.TIMER_END, DueKind.TIMER_TICK)
    ask_after(scene, ref, scene.line("hold.ended_early"))


def end(scene: Scene, ref: str, due_at: datetime) -> None:
    """The timer is over."""
    hold = scene.talk.hold
    if hold is None or hold.urge != ref or scene.talk.urge is None:
        return
    scene.cancel(DueKind.TIMER_TICK)
    scene.lane = Lane.TIMER
    if scene.now - due_at > LATE:
        text = scene.line("hold.ended_late")
    else:
        text = scene.line("hold.ended_morning" if hold.until_morning else "hold.ended")
    ask_after(scene, ref, text)


def ask_after(scene: Scene, ref: str, text: str) -> None:
    """How strong is it now, and what next."""
    urge = scene.talk.urge
    if urge is not None:
        scene.set_talk(urge=replace(urge, last_word_at=scene.now))
    scene.ask("after", ref, minutes=12 * 60)
    rows = (
        *rating_rows(scene, "after", ref),
        (scene.button("held", ref),),
        (scene.button("hold_again", ref), scene.button("sent_it", ref)),
    )
    scene.say(text, scene.line("rating.after_ask"), rows=rows)


def after(scene: Scene, ref: str, number: int) -> None:
    """What was left of it, beside what they thought."""
    urge = scene.talk.urge
    if urge is None or urge.id != ref:
        stale(scene)
        return
    known = urge.rated_after
    hold = scene.talk.hold
    scene.set_talk(urge=replace(urge, rated_after=number, last_word_at=scene.now), asking=None)
    if known == number:
        scene.say(scene.line("rating.known"), rows=_next_rows(scene, ref))
        return
    scene.record(EventKind.RATED, ref=ref, name="after", value=number)
    said = hold.forecast if hold is not None and hold.urge == ref else None
    scene.say(
        _comparison(scene, urge, said, number),
        _waves(scene),
        choose.act(scene, urge) if number >= HIGH_RATING - 1 else "",
        rows=_next_rows(scene, ref),
    )


def _next_rows(scene: Scene, ref: str) -> Rows:
    return (
        (scene.button("held", ref),),
        (scene.button("hold_again", ref), scene.button("sent_it", ref)),
    )


def _comparison(scene: Scene, urge: Urge, said: int | None, number: int) -> str:
    if said is not None:
        key = "lower" if number < said else "same" if number == said else "higher"
        return scene.line(f"hold.forecast_{key}", forecast=said, rating=number)
    if urge.rating is not None and number < urge.rating:
        return scene.line("hold.fell", before=urge.rating, rating=number)
    return scene.line("hold.rated_low" if number <= SHORT_TO else "hold.rated_still")


def _waves(scene: Scene) -> str:
    count = forecast_count(scene.person.ledger)
    if count.waves < WAVES_FROM or not count.lower:
        return ""
    return scene.line("hold.waves", waves=count.waves, lower=count.lower)


def again(scene: Scene, ref: str) -> None:
    """Another round."""
    urge = scene.talk.urge
    if urge is None or urge.id != ref:
        stale(scene)
        return
    scene.set_talk(hold=None)
    start(scene, ref)


def sent_it(scene: Scene, ref: str) -> None:
    """They sent it: what a slip needs now, without a second confirmation."""
    urge = scene.talk.urge
    if urge is None or urge.id != ref:
        stale(scene)
        return
    if afraid_answer(scene, Label.SLIP):
        return
    slip.confirmed(scene, "wrote")
