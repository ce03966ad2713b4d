"""Help lines on screen: one at a time where somebody is at risk, with the country that they are for."""

from datetime import timedelta

from bot.core.content import HelpLine, LineKind
from bot.core.labels import Risk
from bot.core.messages import Button
from bot.core.turn import Scene
from bot.core.words import is_minor

STALE_AFTER = timedelta(days=180)
"""A line that was checked longer ago is shown with a directory beside it, not hidden."""
KINDS = {
    Risk.CRISIS: LineKind.CRISIS,
    Risk.DANGER: LineKind.VIOLENCE,
    Risk.THREAT: LineKind.OWN_VIOLENCE,
    Risk.EX_AT_RISK: LineKind.CRISIS,
}


def one_line(scene: Scene, risk: Risk) -> str:
    """The best line for this danger where they live, and for which country it is."""
    kinds = [KINDS[risk], LineKind.CRISIS]
    if is_minor(scene) and risk in {Risk.CRISIS, Risk.DANGER}:
        kinds.insert(0, LineKind.CHILD)
    for kind in kinds:
        found = scene.library.help_lines(kind, scene.about.country)
        here = [line for line in found if line.country == scene.about.country]
        if here:
            return _with_country(scene, here[:1])
    return _with_country(scene, scene.library.help_lines(kinds[-1], None)[:1])


def several(scene: Scene, *kinds: LineKind, with_country: bool = True) -> str:
    """Lines of several kinds, one of each kind, in their order."""
    found: list[HelpLine] = []
    for kind in kinds:
        found.extend(scene.library.help_lines(kind, scene.about.country)[:1])
    unique = list({(line.name, line.call, line.chat): line for line in found}.values())
    if with_country:
        return _with_country(scene, unique)
    return "\n".join(_render(scene, line) for line in unique)


def emergency(scene: Scene, risk: Risk | None = None) -> str:
    """The emergency numbers where they live, or how they are called in most places.

    Where police and ambulance have numbers of their own, the ambulance stands first for a crisis, else the police.
    """
    found = scene.library.help_lines(LineKind.EMERGENCY, scene.about.country)
    here = [line for line in found if line.country == scene.about.country]
    if not here:
        return scene.line("help.emergency_anywhere")
    if len(here) == 1:
        return scene.line("help.emergency", number=here[0].call)
    ordered = here[::-1] if risk is Risk.CRISIS else here
    numbers = ", ".join(f"{line.call} ({line.name})" for line in ordered)
    return scene.line("help.emergency_several", numbers=numbers)


def elsewhere(scene: Scene, risk: Risk | None = None) -> Button:
    """The button that asks for another country."""
    return scene.button("sos_country", risk.value if risk else "")


def _with_country(scene: Scene, lines: list[HelpLine] | tuple[HelpLine, ...]) -> str:
    """The lines, for which country they are, and a directory beside one that was checked long ago."""
    country = scene.about.country
    shown = [_render(scene, line) for line in lines]
    here = [line for line in lines if line.country == country]
    if any(scene.now.date() - line.checked_on > STALE_AFTER for line in here):
        directory = scene.library.help_lines(LineKind.CRISIS, None)[:1]
        shown += [_render(scene, line) for line in directory if line not in lines]
    if here and country is not None:
        name = scene.library.country_name(country)
        shown.append(scene.line("help.for_country", country=name))
    else:
        shown.append(scene.line("help.anywhere"))
    return "\n".join(shown)


def _render(scene: Scene, line: HelpLine) -> str:
    ways = [
        scene.line("help.call", call=line.call) if line.call else "",
        scene.line("help.text", text=line.text) if line.text else "",
        scene.line("help.chat", chat=line.chat) if line.chat else "",
    ]
    how = ", ".join(way for way in ways if way)
    key = "help.line_with_hours" if line.hours else "help.line"
    return scene.line(key, name=line.name, how=how, hours=line.hours)
