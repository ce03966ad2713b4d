"""Getting to know somebody: one screen on what this is, then six short questions, each of which can be skipped."""

from datetime import date, time, timedelta

from bot.core.flows import zone
from bot.core.flows.safety import danger, modes
from bot.core.flows.settings import morning_fields
from bot.core.messages import Rows
from bot.core.person import Mode
from bot.core.turn import Scene, in_rows

STEPS = ("name", "contact", "zone", "morning", "careful", "age")
DAYS_BACK = (0, 1, 2, 3, 7, 14, 30)
MORNINGS = (time(7, 0), time(7, 30), time(8, 0), time(8, 30), time(9, 0), time(10, 0))
LONGEST_NAME = 30
OLDEST = timedelta(days=366 * 15)
"""A day of last contact farther back is taken for a slip of the thumb."""
ASKED_FOR_MIN = 24 * 60


def welcome(scene: Scene) -> None:
    """/start: what this is, its limits, how it treats their words; then the questions, if they like."""
    scene.set_talk(greeted=True, setup_offered=True)
    scene.say(
        scene.line("start.welcome"),
        scene.line("start.limits"),
        scene.line("start.words"),
        rows=(
            (scene.button("urge_new"),),
            (scene.button("setup_begin"), scene.button("setup_later")),
        ),
    )


def begin(scene: Scene, _ref: str = "") -> None:
    """The first question."""
    scene.set_talk(setup_offered=True)
    _go(scene, 0)


def later(scene: Scene, _ref: str) -> None:
    """Not now."""
    scene.set_talk(setup_step=None, asking=None)
    scene.say(scene.line("setup.later"))


def _go(scene: Scene, step: int, *echo: str) -> None:
    """Asks the question of this step, or ends."""
    if step >= len(STEPS):
        scene.set_talk(setup_step=None, asking=None)
        scene.say(
            *echo, scene.line("setup.done"), rows=scene.rows("urge_new", "settings_show", each=2)
        )
        return
    scene.set_talk(setup_step=step)
    what = STEPS[step]
    scene.ask(f"setup_{what}", minutes=ASKED_FOR_MIN)
    rows = (*_rows(scene, what), (scene.button("setup_skip", str(step)),))
    # A location stays in the chat for whoever reads it: never asked of somebody who is afraid.
    careful = what == "zone" and scene.person.in_mode(Mode.AFRAID)
    scene.say(*echo, scene.line("setup.zone_careful" if careful else f"setup.{what}"), rows=rows)


def _rows(scene: Scene, what: str) -> Rows:
    if what == "contact":
        buttons = [
            scene.button("setup_days", str(days), label=scene.library.label(f"days_{days}"))
            for days in DAYS_BACK
        ]
        return in_rows(buttons, 3)
    if what == "zone":
        return zone.hour_rows(scene)
    if what == "morning":
        buttons = [
            scene.button("setup_morning", f"{at:%H%M}", label=f"{at:%H:%M}") for at in MORNINGS
        ]
        return (
            *in_rows(buttons, 3),
            (scene.button("setup_morning", "none", label=scene.library.label("setup_no_morning")),),
        )
    if what == "careful":
        return scene.rows("careful_afraid", "careful_no", "careful_died", "careful_none")
    if what == "age":
        return scene.rows("age_adult", "age_minor", each=2)
    return ()


def next_step(scene: Scene, what: str, *echo: str) -> None:
    """On to the next question where this one was asked as part of set-up; else just the echo."""
    step = scene.talk.setup_step
    if step is not None and step < len(STEPS) and STEPS[step] == what:
        _go(scene, step + 1, *echo)
    elif any(echo):
        scene.set_talk(asking=None)
        scene.say(*echo)


def skip(scene: Scene, ref: str) -> None:
    """This question is left out; pressed twice, or late, it skips nothing else."""
    if scene.talk.setup_step is None or ref != str(scene.talk.setup_step):
        scene.say(scene.line("stale.line"))
        return
    _go(scene, scene.talk.setup_step + 1)


def name_typed(scene: Scene, text: str) -> bool:
    """What to call the ex. False for what is no name."""
    name = " ".join(text.split())
    letters = [char for char in name if char.isalpha()]
    if (
        not name or len(name) > LONGEST_NAME or len(name.split()) > 3 or not letters
    ):  # a name, not a sentence
        return False
    if any(char in name for char in "<>{}[]:/\\@#?!"):
        return False
    scene.set_about(ex_name=name)
    next_step(scene, "name", scene.line("setup.name_set", name=name))
    return True


def contact_typed(scene: Scene, day: date | None) -> bool:
    """The day of the last contact as it was typed. False where none was understood."""
    if day is None:
        return False
    today = scene.local.date()
    if day > today:
        scene.say(scene.line("setup.contact_ahead"), rows=_rows(scene, "contact"))
    elif today - day > OLDEST:
        scene.say(scene.line("setup.contact_too_old"), rows=_rows(scene, "contact"))
    else:
        contact_on(scene, day)
    return True


def contact_days(scene: Scene, ref: str) -> None:
    """The button for so many days ago."""
    if not ref.isdigit() or int(ref) not in DAYS_BACK:
        scene.say(scene.line("stale.line"))
        return
    contact_on(scene, scene.local.date() - timedelta(days=int(ref)))


def contact_on(scene: Scene, day: date) -> None:
    """Day 0."""
    scene.set_about(last_contact_on=day)
    scene.set_talk(asking=None)
    echo = scene.line("setup.contact_set", when=f"{day:%d.%m.%Y}")
    next_step(scene, "contact", echo)


def zone_set(scene: Scene) -> None:
    """The zone was told, in set-up or after the first urge."""
    next_step(scene, "zone", zone.confirm(scene))


def morning(scene: Scene, ref: str) -> None:
    """When the morning check-in comes, or that none does."""
    if ref == "none":
        morning_at(scene, None)
    elif len(ref) == 4 and ref.isdigit() and int(ref[:2]) < 24 and int(ref[2:]) < 60:  # HHMM
        morning_at(scene, time(int(ref[:2]), int(ref[2:])))
    else:
        scene.say(scene.line("stale.line"))


def morning_at(scene: Scene, clock: time | None) -> None:
    """Sets it and says so."""
    scene.set_about(**morning_fields(scene.about, clock))
    echo = (
        scene.line("setup.morning_set", clock=f"{clock:%H:%M}")
        if clock
        else scene.line("setup.morning_none")
    )
    next_step(scene, "morning", echo)


def careful(scene: Scene, which: str) -> None:
    """What to be careful about."""
    if which == "afraid":
        danger.afraid_yes(scene, "")
    elif which == "no":
        modes.their_no(scene, "")
    elif which == "died":
        modes.died(scene, "")
    scene.set_about(careful_answered=True)
    next_step(scene, "careful", scene.line("mode.noted") if which == "none" else "")


def age(scene: Scene, *, adult: bool) -> None:
    """18 or over, or under 18."""
    if adult:
        scene.set_about(adult=True)
        next_step(scene, "age", scene.line("mode.noted"))
        return
    modes.minor(scene, "")
    next_step(scene, "age")
