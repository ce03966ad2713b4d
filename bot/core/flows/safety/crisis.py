"""Somebody may end their life or hurt themselves (docs/safety.md, 2).

Short screens, each with one way on. The buttons carry their step, so that they work without anything stored.
"""

from datetime import timedelta

from bot.core.flows import letters
from bot.core.flows.safety import lines, pause
from bot.core.labels import Risk
from bot.core.messages import Button, DueKind, Lane
from bot.core.turn import Scene

SIGN_FREE = timedelta(hours=2)


def act(scene: Scene, *, emergency: bool = True) -> None:
    """Screen one. `emergency` False leaves out the emergency number: they said "sometimes", or are not sure."""
    again = scene.care.pause is not None and scene.care.pause.risk is Risk.CRISIS
    pause.begin(scene, Risk.CRISIS)
    scene.understand()
    seal_quietly(scene)
    scene.set_talk(asking=None)
    scene.lane = Lane.SAFETY
    scene.say(
        scene.line("crisis.stay" if again else "crisis.first"),
        lines.one_line(scene, Risk.CRISIS),
        lines.emergency(scene, Risk.CRISIS) if emergency else "",
        rows=(
            (scene.button("crisis_next", "near" if emergency else "distance"),),
            (scene.button("crisis_else"), lines.elsewhere(scene, Risk.CRISIS)),
        ),
    )


def seal_quietly(scene: Scene) -> None:
    """A letter that was being written when the sign came is kept shut; no appointment opens it."""
    if scene.talk.writing is None:
        return
    letters.shut(scene)


def go_on(scene: Scene, ref: str) -> None:
    """Screen two, or three where there is nothing to ask."""
    scene.lane = Lane.SAFETY
    if ref == "near":
        rows = scene.rows("crisis_near", "crisis_not_near")
        scene.say(scene.line("crisis.near"), rows=rows)
        return
    distance(scene)


def near(scene: Scene, _ref: str) -> None:
    """They have done something, or could at once."""
    pause.confirm(scene)
    scene.lane = Lane.SAFETY
    scene.say(
        scene.line("crisis.now"),
        lines.emergency(scene, Risk.CRISIS),
        rows=((scene.button("crisis_next", "distance"),),),
    )


def distance(scene: Scene, _ref: str = "") -> None:
    """Screen three: distance, and a person, with words ready to send to them."""
    scene.lane = Lane.SAFETY
    scene.say(
        scene.line("crisis.distance"),
        "> " + scene.line("crisis.ready_message"),
        rows=((scene.button("crisis_safer"),), _else_row(scene)),
    )


def _else_row(scene: Scene) -> tuple[Button, ...]:
    """The way out for somebody who was misunderstood, until they have said that it is so."""
    standing = scene.care.pause
    if standing is None or standing.confirmed or standing.risk is not Risk.CRISIS:
        return ()
    return (scene.button("crisis_else"),)


def meant_else(scene: Scene, _ref: str) -> None:
    """Nothing of the kind was meant."""
    take_back_as(scene, Risk.CRISIS)


def take_back_as(scene: Scene, risk: Risk) -> None:
    """The pause ends at once, without the days after it, and what they wrote is answered."""
    pause.take_back(scene, risk)
    pause.answered_no(scene, risk)
    scene.say(scene.line("check.thanks"))
    scene.resuming = True


def safer(scene: Scene, _ref: str) -> None:
    """They say that they are safer now."""
    scene.lane = Lane.SAFETY
    ended = pause.safer(scene)
    scene.say(scene.line("crisis.safer" if ended else "crisis.safer_early"))
    if scene.about.zone is not None and not scene.care.hello_wanted:
        rows = scene.rows("crisis_hello_yes", "crisis_hello_no", each=2)
        scene.say(scene.line("crisis.hello_offer"), rows=rows)


def not_yet(scene: Scene, _ref: str) -> None:
    """Two hours on, and they are not safer: the flow goes on as if the sign had come now."""
    pause.begin(scene, Risk.CRISIS)
    scene.lane = Lane.SAFETY
    scene.say(
        scene.line("crisis.still_here"),
        lines.one_line(scene, Risk.CRISIS),
        rows=((scene.button("crisis_next", "near"),),),
    )


def stay(scene: Scene, text: str = "") -> bool:
    """A message while the pause stands. True where it was answered here and nothing else may be said."""
    standing = scene.care.pause
    if standing is None or standing.risk is not Risk.CRISIS:
        return False
    if not standing.confirmed and scene.sounds("crisis_denied", text):
        pause.take_back(scene, Risk.CRISIS)
        pause.answered_no(scene, Risk.CRISIS)
        scene.say(scene.line("check.thanks"))
        return False
    if scene.now - standing.last_sign_at < SIGN_FREE:
        scene.lane = Lane.SAFETY
        scene.say(
            scene.line("crisis.stay"),
            lines.one_line(scene, Risk.CRISIS),
            rows=(
                (scene.button("crisis_next", "distance"),),
                (scene.button("crisis_safer"),),
                _else_row(scene),
            ),
        )
        return True
    if not standing.asked_safer:
        pause.ask_safer_once(scene)
        scene.say(
            scene.line("crisis.safer_now"),
            rows=scene.rows("crisis_safer", "crisis_not_yet", each=2),
        )
    return False


def hello_yes(scene: Scene, _ref: str) -> None:
    """One plain message a day, and nothing else unasked."""
    pause.book_hello(scene)
    scene.say(scene.line("crisis.hello_yes"))


def hello_no(scene: Scene, _ref: str) -> None:
    """Nothing unasked at all for now."""
    scene.set_care(hello_wanted=False)
    scene.say(scene.line("crisis.hello_no"))


def hello(scene: Scene, ref: str) -> None:
    """The hello of the day; with the last one comes the question whether mornings may come again."""
    scene.lane = Lane.CHECK_IN
    number = int(ref) if ref.isdigit() else 1
    if number < pause.HELLO_DAYS:
        scene.say(scene.line("crisis.hello"))
        due_at = scene.now + timedelta(days=1)
        scene.book(DueKind.SAFETY_HELLO, due_at, ref=str(number + 1))
        return
    scene.set_care(hello_wanted=False)
    rows = scene.rows("mornings_yes", "mornings_no", each=2)
    scene.say(scene.line("crisis.hello_last"), rows=rows)
