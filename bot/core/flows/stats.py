"""/stats: the picture and the same numbers in words, for a screen reader as well."""

from bot.core import choose
from bot.core.events import EventKind
from bot.core.messages import ShowStats
from bot.core.stats import HELPED_FROM, SPANS, Stats, stats_of
from bot.core.turn import Scene
from bot.core.words import is_after_slip

TIMES_A_DAY = 2
"""From the next /stats of a day on: one line and an act."""
SMALL_PRINT_DAYS = 3
TOP = 3
HOUR_NAMES = 24


def show(scene: Scene, argument: str = "") -> None:
    """The numbers of the last 30 days, of a week, or of all time."""
    today = scene.local.date()
    seen = scene.person.ledger.on(today, EventKind.STATS_SEEN)
    scene.record(EventKind.STATS_SEEN)
    if len(seen) >= TIMES_A_DAY:
        scene.say(scene.line("stats.enough_today"), choose.act(scene))
        return
    if scene.is_gentle:
        scene.say(scene.line("stats.gentle"))
        return
    span = argument.strip().lower() if argument.strip().lower() in SPANS else "month"
    numbers = collect(scene, span)
    if numbers.is_empty:
        scene.say(scene.line("stats.nothing_yet"), rows=scene.rows("urge_new"))
        return
    rows = (
        tuple(
            scene.button("stats_span", s, label=scene.library.label(f"stats_{s}"))
            for s in SPANS
            if s != span
        ),
    )
    scene.replies.append(
        ShowStats(text=as_text(scene, numbers), as_of=scene.now, span=span, rows=rows)
    )


def collect(scene: Scene, span: str) -> Stats:
    """The numbers that they may be shown."""
    return stats_of(scene.person, scene.now, span)


def as_text(scene: Scene, numbers: Stats) -> str:
    """The same numbers, a line each; what there is nothing of is left out."""
    parts = [
        _headline(scene, numbers),
        *_urge_lines(scene, numbers),
        *_letter_lines(scene, numbers),
        *_pattern_lines(scene, numbers),
        _helped_line(scene, numbers),
    ]
    return "\n".join(part for part in parts if part)


def _headline(scene: Scene, numbers: Stats) -> str:
    run = numbers.streak
    if run is None:
        return ""
    slipped = is_after_slip(scene) or run.current < SMALL_PRINT_DAYS
    if slipped and run.contacts:
        lines = (
            [scene.line("stats.window", held=run.window_held, window=run.window)]
            if run.window > 1
            else []
        )
    else:
        lines = [scene.line("stats.run", days=run.current)]
        if run.window > max(1, run.current):
            lines.append(scene.line("stats.window", held=run.window_held, window=run.window))
    lines.append(scene.line("stats.total", total=run.total, best=run.best))
    if slipped and run.contacts:
        lines.append(scene.line("stats.run_small", days=run.current))
    return "\n".join(lines)


def _urge_lines(scene: Scene, numbers: Stats) -> list[str]:
    if not numbers.urges:
        return [scene.line(f"stats.no_urges_{numbers.span}")]
    lines = [scene.line(f"stats.urges_{numbers.span}", urges=numbers.urges, unsent=numbers.unsent)]
    if numbers.unknown:
        lines.append(scene.line("stats.unknown", unknown=numbers.unknown))
    if numbers.before is not None and numbers.after is not None:
        lines.append(
            scene.line(
                "stats.ratings",
                before=f"{numbers.before:.1f}",
                after=f"{numbers.after:.1f}",
                count=numbers.rated_twice,
            )
        )
    if numbers.forecast.waves:
        lines.append(
            scene.line("stats.forecast", waves=numbers.forecast.waves, lower=numbers.forecast.lower)
        )
    return lines


def _letter_lines(scene: Scene, numbers: Stats) -> list[str]:
    letters = numbers.letters
    if not letters.sealed:
        return []
    lines = [scene.line("stats.letters", letters=letters.sealed)]
    if letters.judged:
        lines.append(
            scene.line("stats.letters_judged", judged=letters.judged, still_send=letters.still_send)
        )
    return lines


def _pattern_lines(scene: Scene, numbers: Stats) -> list[str]:
    lines = []
    hours = [(sum(day[h] for day in numbers.by_hour), h) for h in range(HOUR_NAMES)]
    most, hour = max(hours, key=lambda pair: (pair[0], -pair[1]))
    if most >= TOP - 1:
        lines.append(scene.line("stats.hour", hour=f"{hour:02d}:00", count=most))
    named = [
        f"{scene.library.motives[motive].label} ({count})"
        for motive, count in numbers.triggers[:TOP]
        if motive in scene.library.motives
    ]
    if named:
        lines.append(scene.line("stats.triggers", triggers=", ".join(named)))
    if numbers.checking_days is not None:
        lines.append(scene.line("stats.checking", days=numbers.checking_days))
    if numbers.necessary:
        lines.append(scene.line("stats.necessary", count=numbers.necessary))
    return lines


def _helped_line(scene: Scene, numbers: Stats) -> str:
    if not numbers.helped:
        return ""
    best = numbers.helped[0]
    if not best.succeeded or best.tried < HELPED_FROM:
        return ""
    name = scene.library.label(best.arm.replace(":", "_"))
    return scene.line("stats.helped", help=name, helped=best.succeeded, tried=best.tried)
