"""One question where danger is possible, by its kind, with the truthful answer first (docs/safety.md, 1)."""

from datetime import timedelta

from bot.core.flows.safety import crisis, danger, lines, pause, threat
from bot.core.labels import Risk
from bot.core.messages import Lane
from bot.core.turn import Scene

QUESTIONS = {
    Risk.CRISIS: ("check.crisis", ("check_yes", "check_sometimes", "check_no")),
    Risk.DANGER: ("check.danger", ("check_yes", "check_sometimes_afraid", "check_not_afraid")),
    Risk.THREAT: ("check.threat", ("check_yes", "check_angry", "check_no")),
}
ASKED_MINUTES = 60


def question(scene: Scene, risk: Risk) -> None:
    """Asks, with one help line on the same screen: somebody who answers nothing has had it then."""
    key, answers = QUESTIONS[risk]
    scene.understand()
    scene.lane = Lane.SAFETY
    scene.ask("check", risk.value, minutes=ASKED_MINUTES)
    scene.say(
        scene.line(key),
        lines.one_line(scene, risk),
        rows=(
            *((scene.button(answer, risk.value),) for answer in answers),
            (lines.elsewhere(scene, risk),),
        ),
    )


def on_pattern(scene: Scene) -> bool:
    """Asks the crisis question because of a pattern, once a day at most. True where it was asked."""
    today = scene.local.date()
    if scene.care.pattern_asked_on == today or not pause.may_ask(scene, Risk.CRISIS):
        return False
    scene.set_care(pattern_asked_on=today)
    question(scene, Risk.CRISIS)
    return True


def yes(scene: Scene, ref: str) -> None:
    """The flow of that danger."""
    act(scene, _risk(ref))
    pause.confirm(scene)


def sometimes(scene: Scene, ref: str) -> None:
    """The same flow without the emergency number in front."""
    act(scene, _risk(ref), emergency=False)
    pause.confirm(scene)


def angry(scene: Scene, _ref: str) -> None:
    """Angry, but they won't: the threat answer without its opening; letters and timers rest until morning."""
    pause.answered_no(scene, Risk.THREAT)
    scene.set_care(resting_until=scene.care.soft_until)
    scene.lane = Lane.SAFETY
    scene.say(scene.line("threat.angry"), lines.one_line(scene, Risk.THREAT))


def no(scene: Scene, ref: str) -> None:
    """Thanks, /sos is there, then the answer to what they wrote, where the question was about words of theirs."""
    by_pattern = _was_by_pattern(scene)
    scene.set_talk(asking=None)
    pause.answered_no(scene, _risk(ref))
    scene.say(scene.line("check.thanks"))
    scene.resuming = not by_pattern


def _was_by_pattern(scene: Scene) -> bool:
    """True where the question that is open came of a rating or a tap: there are no words left to answer."""
    asking, before = scene.talk.asking, scene.talk.understood
    if asking is None or asking.what != "check":
        return False
    asked_at = asking.until - timedelta(minutes=ASKED_MINUTES)
    return before is not None and before.at < asked_at


def dying(scene: Scene, _ref: str) -> None:
    """They think of dying too: that comes first."""
    crisis.act(scene)


def crisis_question(scene: Scene) -> None:
    """Asked where somebody says that they are not well."""
    question(scene, Risk.CRISIS)


def pressed(scene: Scene, _ref: str) -> None:
    """They were pressed or frightened into answering: no slip, and one question."""
    scene.set_talk(asking=None)
    scene.say(scene.line("slip.pressed"))
    question(scene, Risk.DANGER)


def act(scene: Scene, risk: Risk, *, emergency: bool = True) -> None:
    """The answer to a danger that is likely."""
    if risk is Risk.CRISIS:
        crisis.act(scene, emergency=emergency)
    elif risk is Risk.THREAT:
        threat.act(scene, emergency=emergency)
    elif risk is Risk.EX_AT_RISK:
        danger.at_risk(scene)
    else:
        danger.act(scene, emergency=emergency)


def _risk(ref: str) -> Risk:
    """Nothing in a button is trusted: what it does not name is a crisis."""
    return Risk(ref) if ref in {risk.value for risk in Risk} else Risk.CRISIS
