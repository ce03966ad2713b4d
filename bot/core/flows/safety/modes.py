"""The standing modes that one confirmed tap sets: their no, an order, under 18, they died (docs/safety.md, 5 and 7)."""

from bot.core.flows.safety import check, lines
from bot.core.labels import Flag, Risk
from bot.core.person import Mode
from bot.core.turn import Scene
from bot.core.words import respects_no

SIGN_OF = {
    "order": ("mode.order_ask", ("order_yes", "their_no_yes", "their_no_no")),
    "no_from_ex": ("mode.their_no_ask", ("their_no_yes", "order_yes", "their_no_no")),
    "under_18": ("mode.minor_ask", ("minor_yes", "minor_no")),
    "they_died": ("mode.died_ask", ("died_yes", "died_no")),
}


def ask_where_told(scene: Scene) -> bool:
    """Asks for the tap where this message tells of a mode that does not stand yet. True where something was asked.

    Earlier violence, told calmly, brings the question whether they are afraid: once.
    """
    sign = _told(scene)
    if sign is not None:
        key, actions = SIGN_OF[sign]
        scene.say(scene.line(key), rows=tuple((scene.button(action),) for action in actions))
        return True
    told = scene.reading is not None and Flag.PAST_ABUSE in scene.reading.flags
    if told and not scene.talk.danger_asked and not scene.person.in_mode(Mode.AFRAID):
        scene.set_talk(danger_asked=True)
        check.question(scene, Risk.DANGER)
        return True
    return False


def is_way_round_a_no(scene: Scene) -> bool:
    """True where somebody whose ex said no looks for another way: a new number, a friend, waiting outside."""
    reading = scene.reading
    return reading is not None and respects_no(scene) and "new_route" in reading.motives


def _told(scene: Scene) -> str | None:
    reading = scene.reading
    if reading is None:
        return None
    if "under_18" in reading.signs and scene.about.adult is None:
        return "under_18"
    if "they_died" in reading.signs and not scene.person.in_mode(Mode.THEY_DIED):
        return "they_died"
    if "order" in reading.signs and not scene.person.in_mode(Mode.ORDER):
        return "order"
    if Flag.NO_FROM_EX in reading.flags and not respects_no(scene):
        return "no_from_ex"
    return None


def _set(scene: Scene, *modes: Mode) -> None:
    scene.set_care(modes=scene.care.modes | set(modes))
    scene.set_about(careful_answered=True)


def their_no(scene: Scene, _ref: str) -> None:
    """The ex said stop, or blocked them."""
    _set(scene, Mode.THEIR_NO)
    scene.say(scene.line("mode.their_no_set"))


def order(scene: Scene, _ref: str) -> None:
    """An order exists: its words decide."""
    _set(scene, Mode.THEIR_NO, Mode.ORDER)
    scene.say(scene.line("mode.order_set"))


def not_their_no(scene: Scene, _ref: str) -> None:
    """It was nothing of the kind."""
    scene.say(scene.line("mode.noted"))


def their_no_over(scene: Scene, _ref: str) -> None:
    """The ex plainly changed their mind. Never where an order exists."""
    if scene.person.in_mode(Mode.ORDER):
        scene.say(scene.line("mode.order_stands"))
        return
    scene.set_care(modes=scene.care.modes - {Mode.THEIR_NO, Mode.AFTER_THREAT})
    scene.say(scene.line("mode.their_no_over"))


def minor(scene: Scene, _ref: str) -> None:
    """Under 18: other words, other lines."""
    _set(scene, Mode.UNDER_18)
    scene.set_about(adult=False)
    scene.say(scene.line("mode.minor_set"), lines.one_line(scene, Risk.CRISIS))


def adult(scene: Scene, _ref: str) -> None:
    """18 or over."""
    scene.set_care(modes=scene.care.modes - {Mode.UNDER_18})
    scene.set_about(adult=True)
    scene.say(scene.line("mode.noted"))


def died(scene: Scene, _ref: str) -> None:
    """Grief only, no run, a letter is welcome."""
    _set(scene, Mode.THEY_DIED)
    scene.say(scene.line("mode.died_set"), rows=scene.rows("letter_new"))


def not_died(scene: Scene, _ref: str) -> None:
    """A misunderstanding."""
    scene.set_care(modes=scene.care.modes - {Mode.THEY_DIED})
    scene.say(scene.line("mode.noted"))
