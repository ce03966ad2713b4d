"""Their own words for later: reasons, notes, plans, whom to ring, a voice note from a calm day."""

from bot.core.flows.letters import stale
from bot.core.flows.urge import is_open
from bot.core.flows.urge_screen import quoted_lines
from bot.core.messages import Attachment, Keep, KeptKind, Rows, Words
from bot.core.person import OwnWords
from bot.core.turn import Scene, in_rows

REASONS_AT_MOST = 10
PLANS_AT_MOST = 3
LONGEST = 600
SHORT = 28
"""Characters of kept words on a button."""
LIMITS = {KeptKind.PLAN: PLANS_AT_MOST}


def reasons(scene: Scene, _ref: str = "") -> None:
    """/reasons: what is there, and a way to add; never asked for in the middle of an urge."""
    mine = scene.person.own_of(KeptKind.REASON, KeptKind.NOTE, KeptKind.VOICE, KeptKind.RING)
    add = _add_rows(scene)
    if not mine:
        scene.say(scene.line("reasons.none"), rows=add)
        return
    scene.say(
        scene.line("reasons.list"), _listed(scene, mine), rows=(*_drop_rows(scene, mine), *add)
    )


def _add_rows(scene: Scene) -> Rows:
    return (
        (scene.button("reason_add"), scene.button("note_add")),
        (scene.button("ring_add"), scene.button("voice_add")),
    )


def _listed(scene: Scene, mine: tuple[OwnWords, ...]) -> str:
    lines = []
    for number, words in enumerate(mine, start=1):
        body = scene.line("reasons.voice_item") if words.what is KeptKind.VOICE else words.body
        lines.append(
            f"{number}. {scene.line(f'reasons.kind_{words.what.value}')}\n{quoted_lines(body)}"
        )
    return "\n".join(lines)


def _drop_rows(scene: Scene, mine: tuple[OwnWords, ...]) -> Rows:
    drop = scene.library.label("own_drop")
    buttons = [
        scene.button("own_drop", words.id, label=f"{drop} {number}")
        for number, words in enumerate(mine, start=1)
    ]
    return in_rows(buttons, 3)


def add(scene: Scene, what: KeptKind) -> None:
    """The next message is kept, with their own key."""
    if is_open(scene) and what is not KeptKind.PLAN:
        scene.say(scene.line("reasons.not_now"))
        return
    if len(scene.person.own_of(what)) >= LIMITS.get(what, REASONS_AT_MOST):
        scene.say(scene.line(f"{'plan' if what is KeptKind.PLAN else 'reasons'}.full"))
        return
    scene.ask(f"own_{what.value}", minutes=30)
    scene.say(scene.line(f"reasons.ask_{what.value}"), rows=scene.rows("own_cancel"))


def cancel(scene: Scene, _ref: str) -> None:
    """Nothing is kept."""
    scene.set_talk(asking=None)
    scene.say(scene.line("reasons.cancelled"))


def typed(scene: Scene, words: Words, what: KeptKind) -> None:
    """Keeps what was typed."""
    body = words.text.strip()
    if not body:
        scene.say(scene.line("reasons.empty"))
        return
    if len(body) > LONGEST:
        scene.say(scene.line("reasons.too_long", most=LONGEST))
        return
    keep(scene, what, body)
    scene.set_talk(asking=None)
    scene.say(scene.line(f"reasons.kept_{what.value}"))


def keep(scene: Scene, what: KeptKind, body: str, cue: str = "") -> OwnWords:
    """Adds kept words to the person and to what the store will write."""
    kept = OwnWords(id=scene.pick.token(), what=what, body=body, cue=cue, kept_at=scene.now)
    scene.keep(Keep(id=kept.id, what=what, body=body, cue=cue))
    scene.add_own(kept)
    return kept


def voice(scene: Scene, sent: Attachment) -> bool:
    """A voice note where one was asked for: Telegram keeps it, we its file id. False where none was asked for."""
    asking = scene.talk.asking
    if asking is None or not asking.what.startswith("own_") or sent.file_id is None:
        return False
    keep(scene, KeptKind.VOICE, body="", cue=sent.file_id)
    scene.set_talk(asking=None)
    scene.say(scene.line("reasons.kept_voice"))
    return True


def drop(scene: Scene, ref: str) -> None:
    """Destroys one of them."""
    if ref not in {words.id for words in scene.person.own}:
        stale(scene)
        return
    scene.burn(ref)
    scene.say(scene.line("reasons.dropped"))


def plans(scene: Scene, _ref: str = "") -> None:
    """/plans: the plans that stand, and some to pick from."""
    mine = scene.person.own_of(KeptKind.PLAN)
    add_row = (scene.button("plan_pick"), scene.button("plan_write", ""))
    rows: Rows = (add_row,) if len(mine) < PLANS_AT_MOST else ()
    if not mine:
        scene.say(scene.line("plan.none"), rows=rows)
        return
    listed = "\n".join(f"{n}.\n{quoted_lines(w.body)}" for n, w in enumerate(mine, start=1))
    scene.say(scene.line("plan.list"), listed, rows=(*_drop_rows(scene, mine), *rows))


def plan_ideas(scene: Scene, _ref: str = "") -> None:
    """Three ideas that they do not have yet, and others on the next tap."""
    mine = {words.cue for words in scene.person.own_of(KeptKind.PLAN)}
    fresh = [idea for idea in scene.library.plans if idea.id not in mine]
    fresh.sort(key=lambda _: scene.pick.uniform())
    ideas = fresh[:3]
    text = "\n".join(f"{n}. {scene.fill(idea.text)}" for n, idea in enumerate(ideas, start=1))
    numbered = [
        scene.button("plan_keep", idea.id, label=str(n)) for n, idea in enumerate(ideas, start=1)
    ]
    rows = (tuple(numbered), (scene.button("plan_pick"), scene.button("plan_write", "")))
    scene.say(scene.line("plan.ideas"), text, rows=rows)


def plan_keep(scene: Scene, idea_id: str) -> None:
    """Keeps one of the ideas; it can be put in their own words."""
    idea = next((idea for idea in scene.library.plans if idea.id == idea_id), None)
    mine = scene.person.own_of(KeptKind.PLAN)
    if idea is None:
        stale(scene)
    elif idea_id in {words.cue for words in mine}:
        scene.say(scene.line("plan.kept_already"))
    elif len(mine) >= PLANS_AT_MOST:
        scene.say(scene.line("plan.full"))
    else:
        kept = keep(scene, KeptKind.PLAN, scene.fill(idea.text), idea.id)
        rows = scene.rows("plan_edit", "own_drop", ref=kept.id, each=2)
        scene.say(scene.line("plan.kept"), f"> {scene.fill(idea.text)}", rows=rows)


def plan_edit(scene: Scene, ref: str) -> None:
    """The next message takes the place of this plan's words."""
    if ref not in {words.id for words in scene.person.own_of(KeptKind.PLAN)}:
        stale(scene)
        return
    scene.ask("own_plan_edit", ref, minutes=30)
    scene.say(scene.line("plan.edit_ask"), rows=scene.rows("own_cancel"))


def plan_edited(scene: Scene, words: Words, ref: str) -> None:
    """Their own wording, under the same cue."""
    old = next((w for w in scene.person.own_of(KeptKind.PLAN) if w.id == ref), None)
    body = words.text.strip()
    if old is None or not body:
        scene.say(scene.line("reasons.empty"))
        return
    if len(body) > LONGEST:
        scene.say(scene.line("reasons.too_long", most=LONGEST))
        return
    scene.burn(ref)
    keep(scene, KeptKind.PLAN, body, old.cue)
    scene.set_talk(asking=None)
    scene.say(scene.line("plan.kept"), quoted_lines(body))


def plan_not_now(scene: Scene, _ref: str) -> None:
    """No plan; nothing is lost."""
    scene.say(scene.line("plan.not_now"))
