"""Every number that the checker holds content against, in one place, with its reason.

Knows no rule and no file; the rules and the schema read it.
"""

REFRAMES_PER_POINT = 6
"""6 is the aim: below that somebody who needs one point often hears the same words again."""
CHECKING_REFRAMES = 4
"""The reframes for looking at a profile, which no point of the article covers."""
FIRST_REFRAMES_PER_MOTIVE = 3
"""The first reframe of an urge is N, T or A8; with fewer the third night repeats the first."""
REFRAMES_PER_BAND = 2
RATING_BANDS = ((0, 4), (5, 7), (8, 10))
"""The bands by which the length of a timer is chosen too."""
THEIR_NO_REFRAMES = 6
AFTER_SLIP_REFRAMES = 6
SAFE_ACTS = 20
"""At night and after drinking only these are left."""

REFRAME_WORDS = 60
THOUGHT_WORDS = 40
ACT_WORDS = 25
BUTTON_CHARACTERS = 44
"""What a phone shows of a button that has a row of its own."""
SHORT_LABEL_CHARACTERS = 24
"""Questions and motives stand two to a row."""
COMMAND_CHARACTERS = 64
MESSAGE_UNITS = 4096
"""Telegram's limit, in UTF-16 units."""

READING_GRADE = 7.0
"""Flesch-Kincaid: what a twelve-year-old reads, hence what anybody reads at two in the morning."""
JUDGED_ALONE_WORDS = 12
"""Below this one long word decides the grade; shorter texts are judged with their neighbours."""
JUDGED_TOGETHER_WORDS = 40

RUN_WORDS = 7
"""So many equal words in a row read as the same sentence."""
OPENING_WORDS = 3
YOU_SHARE = 0.2
"""More texts than this beginning with "You" sound like a finger that points."""
SAME_WORDS_FROM = 5
"""Equal texts of fewer words ("Good.", "Here you go.") may stand in two places."""
NEAR_COPY_FROM = 5
"""Fewer main words than this are too few to compare."""
NEAR_COPY_SHARE = 0.5
"""Sharing so much of their main words, two texts say the same; others share under a third."""

HELP_LINE_SOURCES = 2
HELP_LINE_DAYS = 180
FILE_BYTES = 1_000_000
"""Far above any file that a person writes; a larger one is a slip of the hand and is not read."""
