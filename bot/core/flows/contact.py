"""The ex made contact, or wants to talk about the relationship: no hurry, and the person decides."""

from bot.core import choose
from bot.core.events import EventKind
from bot.core.flows import urge as urges
from bot.core.flows.letters import stale
from bot.core.flows.safety import danger, modes
from bot.core.labels import Label
from bot.core.messages import Rows
from bot.core.person import Mode
from bot.core.turn import Scene
from bot.core.words import respects_no

KINDS = ("practical", "hello", "about_us", "signal")
"""What it was about; a signal is a look at a story or a like, without a word."""


def ex_contact(scene: Scene) -> None:
    """No need to answer now. What was it? The tap is what writes it down."""
    if danger.afraid_answer(scene, Label.EX_CONTACT):
        return
    scene.understand()
    scene.ask("ex_kind", minutes=60)
    scene.say(scene.line("ex.no_hurry"), rows=_kind_rows(scene))


def _kind_rows(scene: Scene) -> Rows:
    kinds = [
        scene.button("ex_kind", kind, label=scene.library.label(f"ex_{kind}")) for kind in KINDS
    ]
    return (
        tuple(kinds[:2]),
        tuple(kinds[2:]),
        (scene.button("ex_replied"), scene.button("not_meant", "last")),
    )


def kind(scene: Scene, ref: str) -> None:
    """What it was about, and what follows from that."""
    if ref not in KINDS:
        stale(scene)
        return
    scene.set_talk(asking=None)
    event = scene.record(EventKind.EX_CONTACT, name=ref)
    if ref == "about_us":
        open_talk(scene)
        return
    undo = (scene.button("undo_event", event.id),)
    if ref == "practical":
        rows: Rows = (scene.rows("compose_start")[0], (scene.button("ex_wait"),), undo)
        scene.say(scene.line("ex.practical"), rows=rows)
        return
    scene.say(
        scene.line(f"ex.{ref}"), rows=((scene.button("ex_wait"), scene.button("ex_want")), undo)
    )


def wait(scene: Scene, _ref: str) -> None:
    """They let it lie."""
    scene.say(scene.line("ex.wait"), choose.act(scene))


def want(scene: Scene, _ref: str) -> None:
    """They want to answer: that is an urge like any other."""
    urges.start(scene)


def ex_open(scene: Scene) -> None:
    """The ex offers to talk about the two of them: confirmed by a tap, since it changes what silence is for."""
    if danger.afraid_answer(scene, Label.EX_OPEN):
        return
    scene.understand()
    if respects_no(scene):
        _change_of_mind(scene)
        return
    scene.ask("open_confirm", minutes=60)
    rows = (
        (scene.button("open_yes"),),
        (scene.button("open_not"), scene.button("not_meant", "last")),
    )
    scene.say(scene.line("open.confirm"), rows=rows)


def _change_of_mind(scene: Scene) -> None:
    """Only the ex's own plain words end the mode, never where an order exists."""
    if scene.person.in_mode(Mode.ORDER):
        scene.say(scene.line("mode.order_stands"))
        return
    rows = scene.rows("their_no_over", "their_no_stays")
    scene.say(scene.line("mode.their_no_over_ask"), rows=rows)


def open_talk(scene: Scene, _ref: str = "") -> None:
    """Silence is not the tool here: slowly, no pitch, a coffee is no contract."""
    scene.set_talk(asking=None)
    event = scene.record(EventKind.EX_OPEN)
    rows = (
        (scene.button("open_how"), scene.button("open_time")),
        (scene.button("open_unsure"),),
        (scene.button("undo_event", event.id),),
    )
    scene.say(scene.line("open.first"), rows=rows)


def open_not(scene: Scene, _ref: str) -> None:
    """It was only a sign of life."""
    scene.set_talk(asking=None)
    scene.say(scene.line("ex.no_hurry"), rows=_kind_rows(scene))


def open_how(scene: Scene, _ref: str) -> None:
    """How such a talk can begin."""
    scene.say(scene.line("open.how"))


def open_time(scene: Scene, _ref: str) -> None:
    """They want time."""
    scene.say(scene.line("open.time"))


def open_unsure(scene: Scene, _ref: str) -> None:
    """They do not know whether they want it."""
    scene.say(scene.line("open.unsure"))


def their_no_stays(scene: Scene, _ref: str) -> None:
    """It was not a change of mind."""
    scene.say(scene.line("mode.noted"))
    modes.ask_where_told(scene)
