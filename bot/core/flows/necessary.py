"""Contact that has to be (children, lease, court, safety): never hindered, never a slip, and kept plain."""

from bot.core.events import EventKind
from bot.core.flows.letters import stale
from bot.core.flows.safety import danger
from bot.core.flows.urge_screen import quoted_lines
from bot.core.labels import Flag, Label
from bot.core.messages import Rows, Words
from bot.core.person import Mode
from bot.core.turn import Scene, in_rows
from bot.core.words import respects_no

KINDS = ("children", "home", "money", "work", "things", "court")
LONGEST = 300
"""Characters of a plain message; over it the check says so."""
QUESTION_MARKS = 2


def ask(scene: Scene) -> None:
    """What is it about?"""
    if danger.afraid_answer(scene, Label.MUST_CONTACT):
        return
    scene.understand()
    if respects_no(scene):
        scene.say(scene.line("necessary.by_others"), rows=_done_row(scene, "court"))
        return
    reading = scene.reading
    if reading is not None and Flag.CHILDREN in reading.flags:
        kind(scene, "children")
        return
    scene.say(scene.line("necessary.first"), rows=_kind_rows(scene))


def _kind_rows(scene: Scene) -> Rows:
    buttons = [
        scene.button("need_kind", kind, label=scene.library.label(f"need_{kind}")) for kind in KINDS
    ]
    return (*in_rows(buttons, 2), (scene.button("need_pretext"), scene.button("not_meant", "last")))


def kind(scene: Scene, ref: str) -> None:
    """What such a message needs, and the composer."""
    if ref not in KINDS:
        stale(scene)
        return
    if respects_no(scene):
        scene.say(scene.line("necessary.by_others"), rows=_done_row(scene, ref))
        return
    # Whoever types it right away need not tap first.
    scene.ask("compose", ref, minutes=30)
    rows = (scene.rows("compose_start", ref=ref)[0], *_done_row(scene, ref))
    scene.say(scene.line(f"necessary.{ref}"), rows=rows)


def _done_row(scene: Scene, ref: str) -> Rows:
    return ((scene.button("need_sent", ref),),)


def pretext(scene: Scene, _ref: str) -> None:
    """They see it themselves: an excuse. Named kindly, with the urge's own helps."""
    scene.say(scene.line("necessary.pretext"), rows=scene.rows("urge_new"))


def compose(scene: Scene, ref: str) -> None:
    """They say what must be said; the next message is theirs to check."""
    if respects_no(scene):
        scene.say(scene.line("necessary.by_others"))
        return
    scene.ask("compose", ref, minutes=30)
    scene.say(scene.line("compose.start"))


def check_draft(scene: Scene, words: Words, ref: str) -> None:
    """Gives the draft back with what a cool head would change, and a plain frame."""
    text = words.text.strip()
    found = [scene.line(f"compose.{name}") for name in faults(scene, text)]
    verdict = "\n".join(found) if found else scene.line("compose.fine")
    scene.ask("compose", ref, minutes=30)
    rows = ((scene.button("need_sent", ref),), (scene.button("compose_drop"),))
    frame = scene.line("compose.frame") if found else ""
    scene.say(scene.line("compose.back"), quoted_lines(text), verdict, frame, rows=rows)


def faults(scene: Scene, text: str) -> list[str]:
    """Names of what a plain message does without: feelings, blame, about_us, long, late."""
    told = ("feelings", "blame", "about_us")
    found = [name for name in told if scene.sounds(f"compose_{name}", text)]
    if len(text) > LONGEST:
        found.append("long")
    if text.count("?") > QUESTION_MARKS:
        found.append("many_questions")
    if scene.is_night and scene.about.zone is not None:
        found.append("late")
    return found


def sent(scene: Scene, ref: str) -> None:
    """Done: it protects the run without adding to it."""
    name = ref if ref in KINDS else "things"
    scene.set_talk(asking=None)
    today = [
        e for e in scene.person.ledger.on(scene.local.date(), EventKind.NECESSARY) if e.name == name
    ]
    if today:
        scene.say(scene.line("necessary.known"))
        return
    event = scene.record(EventKind.NECESSARY, name=name)
    counted = not scene.person.in_mode(Mode.AFRAID) and not scene.is_gentle
    key = "necessary.sent" if counted else "necessary.sent_plain"
    scene.say(scene.line(key), rows=((scene.button("undo_event", event.id),),))


def needed(scene: Scene, _ref: str) -> None:
    """From the slip question: it had to be."""
    scene.set_talk(asking=None)
    sent(scene, "things")


def drop(scene: Scene, _ref: str) -> None:
    """They leave it."""
    scene.set_talk(asking=None)
    scene.say(scene.line("compose.dropped"))
