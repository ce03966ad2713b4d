"""What comes unasked: mornings, nudges, risky hours, evenings, weekly letters, goodbye (docs/rhythm.md)."""

from datetime import date, timedelta

from bot.core import choose, rhythm
from bot.core.content import Thought
from bot.core.events import EventKind
from bot.core.flows import graduation, resisted
from bot.core.flows import stats as numbers
from bot.core.flows.letters import stale
from bot.core.flows.safety import check
from bot.core.flows.urge import start as start_urge
from bot.core.flows.urge_screen import quoted_lines
from bot.core.messages import KeptKind
from bot.core.person import Mode
from bot.core.streak import DAY, streak
from bot.core.turn import Scene
from bot.core.words import is_minor, respects_no

ANSWERS = ("steady", "shaky", "tempted", "low")
LOW_MORNINGS = 3
THOUGHTS_KEY = "thoughts"
FORWARD = timedelta(hours=36)


def morning(scene: Scene, ref: str) -> None:
    """The discreet line with one button; all at once where they chose that. Counts as unanswered until a word."""
    count = scene.talk.unanswered_check_ins + 1
    scene.set_talk(unanswered_check_ins=count)
    if scene.about.whole_morning and scene.about.full_messages:
        open_morning(scene, ref)
        return
    key = "morning.discreet_full" if scene.about.full_messages else "morning.discreet"
    scene.say(scene.line(key), rows=scene.rows("morning_open", ref=ref))


def open_morning(scene: Scene, ref: str) -> None:
    """The check-in itself: the count if wanted, yesterday's open urge or one thought, their plan, one question."""
    unfinished = _unfinished(scene)
    parts = [
        _count(scene),
        resisted.milestone(scene),
        scene.line("morning.yesterday") if unfinished else _thought(scene),
        _plan(scene),
        scene.line("morning.question"),
    ]
    rows = (
        (scene.button("yesterday_held", unfinished),) if unfinished else (),
        (scene.button("morning_steady", ref), scene.button("morning_shaky", ref)),
        (scene.button("morning_tempted", ref), scene.button("morning_low", ref)),
        (scene.button("morning_wrote", ref),),
        ()
        if scene.about.show_count
        else (scene.button("settings", "count", label=_count_label(scene)),),
    )
    scene.say(*parts, rows=rows)
    graduation.offer(scene)


def _count_label(scene: Scene) -> str:
    return scene.library.label("morning_count")


def opened(scene: Scene, ref: str) -> None:
    """They tapped the discreet line."""
    if scene.person.ledger.about(ref, EventKind.ANSWERED):
        scene.say(scene.line("morning.answered_already"))
        return
    open_morning(scene, ref)


def _count(scene: Scene) -> str:
    hidden = scene.person.in_mode(Mode.AFRAID, Mode.THEY_DIED) or scene.is_gentle
    if hidden or not scene.about.show_count:
        return ""
    run = streak(scene.person.ledger, scene.about.last_contact_on, scene.local.date())
    if run.contacts and run.current < numbers.SMALL_PRINT_DAYS and run.window > 1:
        return scene.line("morning.window", held=run.window_held, window=run.window)
    return scene.line("morning.day", day=run.day) if run.day else scene.line("morning.day_zero")


def _unfinished(scene: Scene) -> str:
    """The latest urge of the last day and a half whose end nobody told, else ""."""
    ledger = scene.person.ledger
    recent = ledger.since(scene.now - FORWARD, EventKind.URGE)
    held = {e.ref for e in ledger.of(EventKind.HELD)}
    contact = ledger.since(scene.now - FORWARD, EventKind.CONTACT)
    unfinished = [urge.ref for urge in recent if urge.ref not in held]
    return unfinished[-1] if unfinished and not contact else ""


def yesterday_held(scene: Scene, ref: str) -> None:
    """The urge that had no end yet ended without a message. The check-in's question stays open."""
    ledger = scene.person.ledger
    if not ledger.about(ref, EventKind.URGE):
        stale(scene)
        return
    if ledger.about(ref, EventKind.HELD):
        scene.say(scene.line("held.already"))
        return
    scene.keep_choices()
    scene.set_talk(unanswered_check_ins=0)
    event = scene.record(EventKind.HELD, ref=ref)
    scene.say(scene.line("resisted.counted"), rows=scene.rows("undo_event", ref=event.id))


def _thought(scene: Scene) -> str:
    """One thought, every second morning about their own day; none twice while unseen ones are left."""
    mornings = scene.person.ledger.of(EventKind.UNASKED)
    odd = sum(1 for e in mornings if e.name == "morning") % 2 == 1
    only_day = respects_no(scene) or is_minor(scene) or scene.is_soft
    heard = scene.talk.heard.get(THOUGHTS_KEY, 0)
    every = [(n, t) for n, t in enumerate(scene.library.thoughts) if not (t.theirs and only_day)]
    fresh = [(n, t) for n, t in every if not heard >> n & 1]
    if not fresh:
        fresh, heard = every, 0
    run = streak(scene.person.ledger, scene.about.last_contact_on, scene.local.date())
    fitting = [(n, t) for n, t in fresh if run.day in t.days] or fresh
    wanted = [(n, t) for n, t in fitting if t.theirs == odd] or fitting
    number, thought = scene.pick.choice(wanted)
    scene.set_talk(heard={**scene.talk.heard, THOUGHTS_KEY: heard | 1 << number})
    return _text(scene, thought)


def _text(scene: Scene, thought: Thought) -> str:
    return scene.fill(thought.text)


def _plan(scene: Scene) -> str:
    """Their plan for the day's hard hour."""
    plans = scene.person.own_of(KeptKind.PLAN)
    hours = rhythm.risky_hours(scene.person)
    if not plans or not hours:
        return ""
    return (
        scene.line("morning.plan", hour=f"{hours[0]:02d}:00") + "\n" + quoted_lines(plans[-1].body)
    )


def answer(scene: Scene, ref: str, name: str) -> None:
    """Answered in kind; the lowest answer three mornings running is asked about."""
    if not _is_day(ref):
        stale(scene)
        return
    known = scene.person.ledger.about(ref, EventKind.ANSWERED)
    if known and known[-1].name == name:
        scene.say(scene.line("morning.answered_already"))
        return
    for event in known:
        scene.record(EventKind.UNDONE, ref=event.id)
    scene.record(EventKind.ANSWERED, ref=ref, name=name)
    scene.set_talk(unanswered_check_ins=0)
    if name == "tempted":
        scene.say(scene.line("morning.tempted"))
        start_urge(scene)
        return
    if name == "low":
        scene.record(EventKind.MOOD, name="low")
    scene.say(scene.line(f"morning.{name}"), choose.act(scene) if name in {"shaky", "low"} else "")
    if name == "low" and _low_running(scene):
        check.on_pattern(scene)
    elif name == "steady":
        _ask_on_a_good_day(scene)


def _is_day(ref: str) -> bool:
    try:
        date.fromisoformat(ref)
    except ValueError:
        return False
    return True


def _low_running(scene: Scene) -> bool:
    answers = scene.person.ledger.of(EventKind.ANSWERED)[-LOW_MORNINGS:]
    return len(answers) == LOW_MORNINGS and all(e.name == "low" for e in answers)


def _ask_on_a_good_day(scene: Scene) -> None:
    """On a steady morning, once a week at most: a reason, then whom they could ring at one in the morning."""
    today = scene.local.date()
    asked = scene.talk.dates_asked_on
    if scene.is_soft or (asked is not None and today - asked < 7 * DAY):
        return
    if not scene.person.own_of(KeptKind.REASON):
        what, action = "reason", "reason_add"
    elif not scene.person.own_of(KeptKind.RING):
        what, action = "ring", "ring_add"
    else:
        return
    scene.set_talk(dates_asked_on=today)
    scene.say(scene.line(f"good_day.{what}"), rows=(scene.rows(action, "own_cancel", each=2)[0],))


def nudge(scene: Scene, _ref: str) -> None:
    """Once, then nothing."""
    scene.say(
        scene.line("nudge.line"),
        rows=scene.rows("morning_open", ref=scene.local.date().isoformat()),
    )


def risky(scene: Scene, _ref: str) -> None:
    """Before an hour that was hard before: their plan, in discreet words."""
    plans = scene.person.own_of(KeptKind.PLAN)
    if scene.about.full_messages and not respects_no(scene):
        quoted = quoted_lines(plans[-1].body) if plans else ""
        scene.say(
            scene.line("risky.full"), quoted, rows=scene.rows("risky_fine", "urge_new", each=2)
        )
        return
    scene.say(scene.line("risky.discreet"), rows=scene.rows("risky_open"))


def risky_open(scene: Scene, _ref: str) -> None:
    """They tapped the discreet line."""
    plans = scene.person.own_of(KeptKind.PLAN)
    quoted = quoted_lines(plans[-1].body) if plans else choose.act(scene)
    scene.say(scene.line("risky.full"), quoted, rows=scene.rows("risky_fine", "urge_new", each=2))


def risky_fine(scene: Scene, _ref: str) -> None:
    """A calm evening."""
    scene.say(scene.line("risky.fine"))


def evening(scene: Scene, ref: str) -> None:
    """The wind-down: one act, one question in steps."""
    rows = scene.rows("evening_easy", "evening_hard", ref=ref, each=2)
    scene.say(scene.line("evening.line"), choose.act(scene), rows=rows)


def evening_answer(scene: Scene, ref: str, name: str) -> None:
    """How the day was."""
    if not _is_day(ref):
        stale(scene)
        return
    scene.set_talk(unanswered_check_ins=0)
    scene.say(scene.line(f"evening.{name}"))


def weekly(scene: Scene, _ref: str) -> None:
    """The week in numbers, on Sundays."""
    if not scene.about.full_messages:
        scene.say(scene.line("weekly.discreet"), rows=scene.rows("weekly_open"))
        return
    weekly_open(scene, "")


def weekly_open(scene: Scene, _ref: str) -> None:
    """The letter itself."""
    scene.say(scene.line("weekly.line"), numbers.as_text(scene, numbers.collect(scene, "week")))


def goodbye(scene: Scene, _ref: str) -> None:
    """One message that keeps the door open, then silence until they write."""
    scene.set_talk(goodbye_said=True)
    scene.say(scene.line("goodbye.line"), rows=scene.rows("come_back"))


def come_back(scene: Scene, _ref: str) -> None:
    """They are back."""
    scene.set_talk(goodbye_said=False, unanswered_check_ins=0)
    scene.say(scene.line("goodbye.back"))


def look_in_morning(scene: Scene, contact: str) -> None:
    """The morning after a slip: how are you, and the questions that waited, if they like."""
    if contact not in {event.id for event in scene.person.ledger.of(EventKind.CONTACT)}:
        return
    count = scene.talk.unanswered_check_ins + 1
    scene.set_talk(unanswered_check_ins=count)
    rows = (
        scene.rows("look_ok", "look_shaky", "look_low", ref=contact, each=3)[0],
        (scene.button("slip_review", contact),),
    )
    scene.say(scene.line("look_in.morning"), rows=rows)
