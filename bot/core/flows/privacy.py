"""/privacy, /export, /forget and /help: what is kept, all of it on request, and none of it on request."""

from bot.core.commands import COMMANDS
from bot.core.messages import Forget, SendExport
from bot.core.turn import Scene

FORGET_MINUTES = 30


def privacy(scene: Scene, _argument: str = "") -> None:
    """What is kept, who could read it, and how to be rid of it."""
    rows = (scene.rows("export", "forget_ask", each=2)[0],)
    scene.say(
        scene.line("privacy.kept"),
        scene.line("privacy.host"),
        scene.line("privacy.phone"),
        rows=rows,
    )


def export(scene: Scene, _argument: str = "") -> None:
    """Everything as one zip."""
    scene.replies.append(SendExport(text=scene.line("export.here")))


def forget_ask(scene: Scene, _argument: str = "") -> None:
    """Says what will go, and asks once."""
    ref = scene.pick.token()
    scene.ask("forget", ref, minutes=FORGET_MINUTES)
    rows = ((scene.button("forget_yes", ref),), (scene.button("export"), scene.button("forget_no")))
    scene.say(scene.line("forget.ask"), scene.line("privacy.phone"), rows=rows)


def forget_yes(scene: Scene, ref: str) -> None:
    """Their key first, then everything."""
    asking = scene.talk.asking
    if asking is None or asking.what != "forget" or asking.ref != ref or scene.now > asking.until:
        scene.say(scene.line("forget.stale"), rows=scene.rows("forget_ask"))
        return
    scene.replies.append(Forget(text=scene.line("forget.done")))


def forget_no(scene: Scene, _ref: str) -> None:
    """They stay."""
    scene.set_talk(asking=None)
    scene.say(scene.line("forget.kept"))


def help_(scene: Scene, _argument: str = "") -> None:
    """The commands, from the table that the menu is made of."""
    listed = "\n".join(f"/{name} – {scene.library.command_help(name)}" for name in COMMANDS)
    scene.say(scene.line("help.intro"), listed, rows=scene.rows("urge_new", "sos_show", each=2))


def unknown(scene: Scene, _argument: str = "") -> None:
    """A command that does not exist here."""
    listed = " ".join(f"/{name}" for name in COMMANDS)
    scene.say(scene.line("help.unknown"), listed, rows=scene.rows("urge_new"))
