"""Which reframe, which act, which own words: the most fitting that this person has not seen yet."""

from bot.core.content import Act, Reframe
from bot.core.events import EventKind
from bot.core.labels import Flag
from bot.core.learning import band, choose_arm, trials
from bot.core.messages import KeptKind
from bot.core.numbers import own_numbers
from bot.core.person import OwnWords, Urge
from bot.core.streak import streak
from bot.core.turn import Scene
from bot.core.words import Rules, is_minor

OPENER_WORDS = 3
ACTS_KEY = "acts"


def reframe(scene: Scene, urge: Urge, *, checking: bool = False) -> tuple[str, str]:
    """The text and the theme of the next reframe for this urge, recorded as shown; "", "" where none may be said.

    The theme is drawn by what helps; within it the most fitting unseen one is taken. Nothing is shown twice while
    unseen ones are left, then those that were shown longest ago come first.
    """
    rules = Rules.of(scene, urge)
    numbers = own_numbers(scene)
    allowed = [
        r
        for r in scene.library.reframes
        if r.for_checking == checking and rules.fits(r) and r.needs <= numbers.keys()
    ]
    pool = _unseen(scene, allowed) or _longest_ago(scene, allowed)
    pool = _another_theme(pool, urge)
    if not pool:
        return "", ""
    chosen, chance = _draw(scene, urge, pool)
    _learn(scene, urge, f"theme:{chosen.theme}", chance)
    scene.record(EventKind.SHOWN, ref=urge.id, name=chosen.id)
    scene.set_talk(last_opener=opener(chosen.text))
    return scene.fill(chosen.text, **numbers), chosen.theme


def _unseen(scene: Scene, allowed: list[Reframe]) -> list[Reframe]:
    shown = scene.person.ledger.shown
    return [r for r in allowed if r.id not in shown]


def _longest_ago(scene: Scene, allowed: list[Reframe]) -> list[Reframe]:
    """The older half of what was shown, so that a second round is shuffled too."""
    when = {e.name: e.at for e in scene.person.ledger.of(EventKind.SHOWN)}
    ordered = sorted(allowed, key=lambda r: when[r.id])
    return ordered[: max(1, len(ordered) // 2)]


def _another_theme(pool: list[Reframe], urge: Urge) -> list[Reframe]:
    """Another angle is another theme, as long as one is left."""
    if not urge.themes:
        return pool
    other = [r for r in pool if r.theme not in urge.themes]
    return other or [r for r in pool if r.theme != urge.themes[-1]] or pool


def _draw(scene: Scene, urge: Urge, pool: list[Reframe]) -> tuple[Reframe, float]:
    themes = sorted({r.theme for r in pool})
    motive = urge.motives[0] if urge.motives else ""
    arm, chance = choose_arm(
        [f"theme:{theme}" for theme in themes],
        trials(scene.person.ledger, scene.now),
        scene.person.common,
        motive=motive,
        strength=band(urge.rating),
        pick=scene.pick,
    )
    candidates = [r for r in pool if r.theme == arm.removeprefix("theme:")]
    fresh = [r for r in candidates if opener(r.text) != scene.talk.last_opener] or candidates
    best = max(_fitness(scene, urge, r) for r in fresh)
    return scene.pick.choice([r for r in fresh if _fitness(scene, urge, r) == best]), chance


def _fitness(scene: Scene, urge: Urge, candidate: Reframe) -> int:
    """How well it answers what they said: their motive first, then who they are and when it is."""
    days = streak(scene.person.ledger, scene.about.last_contact_on, scene.local.date()).day
    score = 0
    if candidate.motives:
        hits = [n for n, motive in enumerate(urge.motives) if motive in candidate.motives]
        score += 6 - min(hits[0], 2) if hits else -4
    if days not in candidate.days:
        score -= 5
    elif candidate.days.low > 0 or candidate.days.high is not None:
        score += 1
    if candidate.hours.value != "any":
        score += 1
    if candidate.rating.low > 0 or candidate.rating.high not in {None, 10}:
        score += 1
    if candidate.tone is scene.about.tone:
        score += 3
    return score


def opener(text: str) -> str:
    """The first words, by which two texts sound alike."""
    return " ".join(text.lower().split()[:OPENER_WORDS])


def act(scene: Scene, urge: Urge | None = None) -> str:
    """One next physical act that is right for the hour and the person, in a shuffled round without repeats."""
    rules = Rules.of(scene, urge)
    fitting = [a for a in scene.library.acts if rules.fits_act(a)]
    return _next_act(scene, fitting).text if fitting else ""


def _next_act(scene: Scene, fitting: list[Act]) -> Act:
    numbers = {a.id: n for n, a in enumerate(scene.library.acts)}
    done = scene.talk.heard.get(ACTS_KEY, 0)
    fresh = [a for a in fitting if not done >> numbers[a.id] & 1]
    if not fresh:
        done, fresh = 0, fitting
    chosen = scene.pick.choice(fresh)
    heard = {**scene.talk.heard, ACTS_KEY: done | 1 << numbers[chosen.id]}
    scene.set_talk(heard=heard)
    return chosen


def second_help(scene: Scene, urge: Urge, helps: list[str]) -> str:
    """Which help to offer now, recorded with its probability."""
    arm, chance = choose_arm(
        [f"help:{name}" for name in helps],
        trials(scene.person.ledger, scene.now),
        scene.person.common,
        motive=urge.motives[0] if urge.motives else "",
        strength=band(urge.rating),
        pick=scene.pick,
    )
    _learn(scene, urge, arm, chance)
    return arm.removeprefix("help:")


def _learn(scene: Scene, urge: Urge, arm: str, chance: float) -> None:
    """Remembers a choice with its probability; of somebody under 18 nothing is learnt."""
    if not is_minor(scene):
        scene.record(EventKind.CHOSEN, ref=urge.id, name=arm, chance=chance)


def own_words(scene: Scene, urge: Urge) -> OwnWords | None:
    """Their own plan, reason or note that fits this urge best, the one quoted longest ago first."""
    rules = Rules.of(scene, urge)
    fitting = [
        (priority, kept)
        for kept in scene.person.own_of(KeptKind.PLAN, KeptKind.REASON, KeptKind.NOTE)
        if (priority := _own_fit(scene, urge, rules, kept)) is not None
    ]
    if not fitting:
        return None
    quoted = {e.name: e.at for e in scene.person.ledger.of(EventKind.SHOWN)}
    never = scene.now.min.replace(tzinfo=scene.now.tzinfo)
    best = min(fitting, key=lambda f: (f[0], quoted.get(f[1].id, never)))[1]
    scene.record(EventKind.SHOWN, ref=urge.id, name=best.id)
    return best


def _own_fit(scene: Scene, urge: Urge, rules: Rules, kept: OwnWords) -> int | None:
    """0 for a plan made for this, 1 for a reason or note, None where it does not fit."""
    if kept.what is not KeptKind.PLAN:
        return 1
    idea = next((p for p in scene.library.plans if p.id == kept.cue), None)
    if idea is None:
        return 1
    if idea.alcohol:
        return 0 if Flag.ALCOHOL in urge.flags else None
    if not rules.fits_hours(idea.hours):
        return None
    if idea.motives and urge.motives and idea.motives.isdisjoint(urge.motives):
        return None
    return 0
