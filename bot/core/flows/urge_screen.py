"""What stands on the screen of an urge: the line that shows it was understood, their own words, the buttons."""

from bot.core.labels import Flag
from bot.core.messages import KeptKind, Rows
from bot.core.person import OwnWords, Urge
from bot.core.turn import Scene, in_rows
from bot.core.words import ADULT_MOTIVE, is_minor

HELPS = ("hold", "letter", "breathe", "angle")
RATINGS = range(11)
TRIGGERS = (
    "loneliness",
    "habit_hour",
    "reminder",
    "they_looked",
    "special_day",
    "jealousy",
    "boredom",
    "drunk",
)
"""What sets most urges off, where the person named nothing else."""
TRIGGERS_SHOWN = 8
PRETEXT = "pretext"


def seen_line(scene: Scene, urge: Urge) -> str:
    """One line that shows it was understood: by what it holds, by why, by when, or plainly."""
    motive = urge.motives[0] if urge.motives else ""
    if Flag.DRAFT in urge.flags:
        name = "draft"
    elif Flag.ALCOHOL in urge.flags:
        name = "alcohol"
    elif Flag.PRETEXT in urge.flags:
        name = PRETEXT
    elif motive in scene.library.motives and not (motive == ADULT_MOTIVE and is_minor(scene)):
        name = motive
    else:
        name = "night" if Flag.NIGHT in urge.flags else "any"
    return scene.fill(scene.variant(f"seen.{name}", scene.library.seen(name)).text)


def quote(scene: Scene, own: OwnWords) -> str:
    """Their own words from a calm day, marked as theirs."""
    return scene.line(f"own.quote_{own.what.value}") + "\n" + quoted_lines(own.body)


def quoted_lines(body: str) -> str:
    """Words of theirs as a quotation, each line marked."""
    return "\n".join(f"> {line}" for line in body.splitlines())


def ring_line(scene: Scene, key: str) -> str:
    """A line above whom they could ring, "" where they kept nobody."""
    ring = scene.person.own_of(KeptKind.RING)
    return f"{scene.line(key)}\n{quoted_lines(ring[-1].body)}" if ring else ""


def rows(scene: Scene, urge: Urge, *, first: str = "") -> Rows:
    """I won't send it, then the helps, the one on offer first, then a way to put the reading right."""
    helps = [help_ for help_ in HELPS if help_ != first]
    ordered = [first, *helps] if first else helps
    return (
        (scene.button("held", urge.id),),
        *in_rows((scene.button(action, urge.id) for action in ordered), 2),
        (scene.button("not_meant", urge.id),),
    )


def gentle_rows(scene: Scene) -> Rows:
    """What is offered in the days after a crisis."""
    return ((scene.button("breathe"), scene.button("sos_show")),)


def rating_rows(scene: Scene, action: str, ref: str) -> Rows:
    """0 to 10, in two rows."""
    return in_rows((scene.button(action, f"{ref}.{n}", label=str(n)) for n in RATINGS), 6)


def trigger_rows(scene: Scene, ref: str, motives: tuple[str, ...] = ()) -> Rows:
    """What set it off: what they told of first, then what is commonest."""
    known = [m for m in motives if m in scene.library.motives and m not in TRIGGERS]
    buttons = [
        scene.button("trigger", f"{ref}.{motive}", label=scene.library.motives[motive].label)
        for motive in (*known[:2], *TRIGGERS)[:TRIGGERS_SHOWN]
    ]
    return in_rows(buttons, 2)
