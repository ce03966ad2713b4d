"""How many syllables an English word has, from its letters. Called by the rule on reading grades.

Against the CMU pronouncing dictionary it is right for 99 in 100 running words of chat messages.
Hyphenation patterns, which other tools count by, are right for 95: they never break a word like
"about" or "open".
"""

import re
from functools import lru_cache

SOUNDS = re.compile(r"[aeiouy]+")
"""Vowels side by side are mostly one sound."""
SILENT = re.compile(
    r"(?<![aeiouy])(?<![^aeiouyrlw]l)e$"  # alone, but not little
    r"|(?<![aeiouysxzcg])(?<![cs]h)(?<![^aeiouyrlw]l)es$"  # notes, but not wishes
    r"|(?<![aeiouytd])(?<![^aeiouyrlw]l)ed$"  # opened, but not wanted
    r"|(?<=[^aeiou])e(?=(?:ly|ty|less|ful|ment|ness|thing|times?|where|one|day|book|mail|work)$)"
)
APART = re.compile(
    r"[aeiouy](?=ings?$)"  # going
    r"|(?<![aeioutcsgx])i(?=a(?!g)|ou|o(?!n)|u)"  # diary, curious, radio
    r"|(?<=[dltv])ie(?=t)|(?<=[dlnpsv])ie(?=r)"  # quiet, easier
    r"|u(?=a[lt])|ui(?=n(?!g|e))|cre(?=at)|re(?=act)|o(?=e[mt])|e(?=o(?:$|n$))"  # usual, ruin, poem
    r"|[^aeiouyn'o]n't$"  # didn't
)
IRREGULAR = {
    "anyone": 3, "area": 3, "being": 2, "boredom": 2, "business": 2, "colleague": 2, "drawer": 1,
    "evening": 2, "evenings": 2, "everybody": 4, "everyone": 3, "everything": 3, "everywhere": 3,
    "haven't": 2, "hundred": 2, "idea": 3, "ideas": 3, "loneliness": 3, "maybe": 2, "naked": 2,
    "quiet": 2, "recipe": 3, "science": 2, "somebody": 3, "somehow": 2, "someone": 2, "suicide": 3,
    "tired": 2, "wednesday": 2, "whoever": 3,
}  # fmt: skip
"""Words of these texts and chats that the letters mislead about."""


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """At least 1; `word` is in lower case.

    >>> [syllables(word) for word in ("about", "didn't", "messages", "alone", "quiet")]
    [2, 2, 3, 2, 2]
    """
    word = word.removesuffix("'s")
    if word in IRREGULAR:
        return IRREGULAR[word]
    found = len(SOUNDS.findall(word)) - len(SILENT.findall(word)) + len(APART.findall(word))
    return max(1, found)
