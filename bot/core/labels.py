"""The vocabulary of a reading: what a message can mean, and how much danger it may hold.

Owns the names only. The meanings, their boundaries and their order of priority are written for
people in ``docs/intents.md``; content files, training data and `unsent understand` use the values.
"""

from enum import IntEnum, StrEnum


class Label(StrEnum):
    """What a message asks the bot to act on first, in order of priority."""

    CRISIS = "crisis"
    DANGER = "danger"
    THREAT = "threat"
    SLIP = "slip"
    EX_OPEN = "ex_open"
    EX_CONTACT = "ex_contact"
    MUST_CONTACT = "must_contact"
    URGE = "urge"
    CHECKING = "checking"
    RESISTED = "resisted"
    QUESTION = "question"
    GRIEF = "grief"
    SOCIAL = "social"
    OTHER = "other"


class Flag(StrEnum):
    """What else a message tells, apart from its label."""

    ALCOHOL = "alcohol"
    NO_FROM_EX = "no_from_ex"
    DRAFT = "draft"
    CHILDREN = "children"
    NIGHT = "night"
    PRETEXT = "pretext"
    EX_AT_RISK = "ex_at_risk"
    PAST_ABUSE = "past_abuse"


class Risk(StrEnum):
    """Which kind of danger a message may hold; each has its own answer."""

    CRISIS = "crisis"
    DANGER = "danger"
    THREAT = "threat"
    EX_AT_RISK = "ex_at_risk"


class Level(IntEnum):
    """How likely the danger is: 0 nothing seen, 1 ask one question, 2 answer it at once."""

    NONE = 0
    CHECK = 1
    ACT = 2


class Asked(StrEnum):
    """What was just asked, as far as it changes how the next words are read."""

    RATING = "rating"
    TIMER_END = "timer_end"
    URGE_OPEN = "urge_open"
    SAFETY_CHECK = "safety_check"
