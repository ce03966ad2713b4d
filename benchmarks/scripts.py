"""What people do in a run, for Unsent and, step for step the same kind of update, for an echo bot.

Steps are those of tests/botapi/load.py: what is done, its value, and how many visible reactions follow.
"""

from dataclasses import dataclass

Step = tuple[str, str, int]


@dataclass(frozen=True)
class Script:
    """`before` leads each chat to where `steps` can be repeated for ever."""

    before: tuple[Step, ...]
    steps: tuple[Step, ...]


FIRST_URGE = (
    ("say", "/urge", 2),
    ("tap", "4", 1),
    ("tap", "I won't send it", 2),
    ("tap_data", "zone_offset:+01:00", 1),
)
"""With the first urge come the rating, and the question for the time of day."""

TAPS = Script(
    before=FIRST_URGE,
    steps=(
        ("say", "/help", 1),
        ("tap_data", "urge_new:", 1),
        ("tap", "I won't send it", 1),
        ("tap_data", "trigger:", 1),
        ("say", "/privacy", 1),
        ("say", "/plans", 1),
    ),
)
ECHO_TAPS = Script(
    before=(("say", "/help", 1),),
    steps=tuple(
        ("say", value, 1) if kind == "say" else ("forge", "held:abcdefgh", 1)
        for kind, value, _ in TAPS.steps
    ),
)
SAID = (
    "I want to text my ex so bad",
    "i miss her",
    "does no contact work",
    "I keep looking at our old photos and I can't stop crying",
    "hello there",
    "it's been three weeks and I still wake up at four and think about him, why is it like this",
)
TEXT = Script(before=FIRST_URGE, steps=tuple(("say", text, 1) for text in SAID))
ECHO_TEXT = Script(before=(), steps=TEXT.steps)
