"""Help lines: a wrong number is worse than none."""

import re
from collections.abc import Iterator
from datetime import timedelta

from bot.library import kinds
from bot.library.limits import HELP_LINE_DAYS, HELP_LINE_SOURCES
from bot.library.problems import Problem
from bot.library.rules.desk import Desk

EVERYWHERE = "*"


def sources(desk: Desk) -> Iterator[Problem]:
    """Two pages that agree are the least by which a number can be believed."""
    for placed in desk.manuscript.help_lines:
        found = len(set(placed.entry.sources))
        if found < HELP_LINE_SOURCES:
            reason = f"{found} of at least {HELP_LINE_SOURCES} different sources"
            yield placed.problem(reason, "find another page that gives it", "sources")


def dates(desk: Desk) -> Iterator[Problem]:
    """Lines close and numbers change; half a year is as long as a check can be trusted."""
    if desk.today is None:
        return
    oldest = desk.today - timedelta(days=HELP_LINE_DAYS)
    for placed in desk.manuscript.help_lines:
        checked_on = placed.entry.checked_on
        if checked_on > desk.today:
            reason = f"checked_on {checked_on} lies in the future"
            yield placed.problem(reason, "write the day of the source", "checked_on")
        elif checked_on < oldest:
            reason = f"checked on {checked_on}, over {HELP_LINE_DAYS} days ago"
            remedy = "look at its sources again, then write that day"
            yield placed.problem(reason, remedy, "checked_on", warning=not desk.release)


def countries(desk: Desk) -> Iterator[Problem]:
    """The country is named on screen ("these are for Ireland"), so that a wrong one is seen."""
    known = desk.manuscript.names(kinds.COUNTRIES)
    for named in desk.manuscript.countries:
        if not re.fullmatch("[A-Z]{2}", named.id):
            yield named.problem(f"{named.id} is no country code", "write its two capital letters")
    for placed in desk.manuscript.help_lines:
        country = placed.entry.country
        if known and country not in known | {EVERYWHERE}:
            remedy = "add its name there"
            yield placed.problem(f"{country} is not in countries.yaml", remedy, "country")
