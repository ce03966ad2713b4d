"""Somebody frightens the person, or somebody else may be harmed (docs/safety.md, 3 and 6), and the mode `afraid`."""

from bot.core.content import LineKind
from bot.core.flows.safety import lines, pause
from bot.core.flows.safety.crisis import seal_quietly, take_back_as
from bot.core.labels import Label, Risk
from bot.core.messages import Lane, Remove, Say
from bot.core.person import Mode
from bot.core.turn import Scene
from bot.core.words import is_minor


def act(scene: Scene, *, emergency: bool = True) -> None:
    """First who else could read this phone, then an advocate's line, the police as one possibility."""
    pause.begin(scene, Risk.DANGER)
    scene.understand()
    seal_quietly(scene)
    scene.set_talk(asking=None)
    scene.lane = Lane.SAFETY
    scene.say(
        scene.line("danger.phone"),
        scene.line("danger.first"),
        lines.one_line(scene, Risk.DANGER),
        _pictures(scene),
        lines.emergency(scene) if emergency else "",
        rows=(
            (scene.button("clear_chat"),),
            () if scene.person.in_mode(Mode.AFRAID) else (scene.button("afraid_yes"),),
            (scene.button("danger_else"), lines.elsewhere(scene, Risk.DANGER)),
        ),
    )


def _pictures(scene: Scene) -> str:
    """Where private pictures are shared or threatened: who takes them down; and that the young are not in trouble."""
    if scene.reading is None or "pictures" not in scene.reading.signs:
        return ""
    key = "danger.pictures_minor" if is_minor(scene) else "danger.pictures"
    removal = lines.several(scene, LineKind.IMAGES, with_country=False)
    return f"{scene.line(key)}\n{removal}"


def clear_chat(scene: Scene, _ref: str) -> None:
    """Deletes what Telegram still lets a bot delete, on both sides, and says what it could not."""
    scene.lane = Lane.SAFETY
    scene.replies.append(
        Remove(
            done=Say(text=scene.line("danger.cleared"), lane=Lane.SAFETY),
            partly=Say(text=scene.line("danger.cleared_partly"), lane=Lane.SAFETY),
            lane=Lane.SAFETY,
        )
    )


def afraid_yes(scene: Scene, _ref: str) -> None:
    """Sets the mode: no run, no slip, no advice for or against contact, until they end it."""
    scene.set_care(modes=scene.care.modes | {Mode.AFRAID})
    scene.set_about(careful_answered=True)
    scene.lane = Lane.SAFETY
    scene.say(scene.line("afraid.set"), lines.one_line(scene, Risk.DANGER))


def meant_else(scene: Scene, _ref: str) -> None:
    """Nothing of the kind was meant."""
    take_back_as(scene, Risk.DANGER)


def afraid_end(scene: Scene, _ref: str) -> None:
    """Ended by them alone."""
    scene.set_care(modes=scene.care.modes - {Mode.AFRAID})
    scene.say(scene.line("afraid.ended"))


AFRAID_LINES = {
    Label.URGE: "afraid.urge",
    Label.SLIP: "afraid.contact",
    Label.EX_CONTACT: "afraid.contact",
    Label.EX_OPEN: "afraid.meet",
    Label.MUST_CONTACT: "afraid.necessary",
    Label.CHECKING: "afraid.checking",
    Label.RESISTED: "afraid.resisted",
    Label.QUESTION: "afraid.question",
}


def afraid_answer(scene: Scene, label: Label) -> bool:
    """What is said in the mode to what is otherwise about contact. False where the ordinary answer fits."""
    key = AFRAID_LINES.get(label)
    if key is None or not scene.person.in_mode(Mode.AFRAID):
        return False
    scene.say(
        scene.line(key),
        lines.one_line(scene, Risk.DANGER),
        rows=(
            (scene.button("letter_new"), scene.button("breathe")),
            (scene.button("sos_show"), scene.button("afraid_end")),
        ),
    )
    return True


def at_risk(scene: Scene) -> None:
    """The ex, a child or somebody else may die or be harmed: their emergency, not this person's duty to judge."""
    scene.understand()
    scene.lane = Lane.SAFETY
    scene.say(
        scene.line("at_risk.first"),
        lines.emergency(scene),
        scene.line("at_risk.afraid"),
        rows=(
            (scene.button("at_risk_afraid"), scene.button("at_risk_not_afraid")),
            (scene.button("at_risk_else"),),
        ),
    )


def at_risk_afraid(scene: Scene, ref: str) -> None:
    """They are afraid too: the mode, and then how they are."""
    afraid_yes(scene, ref)
    at_risk_how(scene, ref)


def at_risk_how(scene: Scene, _ref: str) -> None:
    """And how are they, right now?"""
    scene.lane = Lane.SAFETY
    rows = scene.rows("at_risk_fine", "at_risk_bad", each=2)
    scene.say(scene.line("at_risk.how"), rows=rows)


def not_at_risk(scene: Scene, _ref: str) -> None:
    """Nobody is in danger: what they wrote is answered."""
    scene.say(scene.line("check.thanks"))
    scene.resuming = True


def at_risk_fine(scene: Scene, _ref: str) -> None:
    """They can carry it for now."""
    scene.say(scene.line("at_risk.fine"))
