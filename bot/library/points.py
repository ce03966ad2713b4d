"""The ids of the article's points (docs/article-points.md), for the schema and the rules."""

POINTS_OF_THEME = {"N": 13, "T": 6, "A": 8, "C": 9}
POINTS = tuple(f"{theme}{n}" for theme, last in POINTS_OF_THEME.items() for n in range(1, last + 1))
OWN = "own"
"""The point of a reframe about looking at the ex's profile, which the article has none for."""


def may_come_first(point: str) -> bool:
    """True for what the first reframe of an urge may speak of: N, T, A8 (docs/safety.md, 7)."""
    return point[0] in "NT" or point == "A8"
