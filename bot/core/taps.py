"""What each button does. An action is looked up here and nowhere else; an unknown one is a button from before."""

from collections.abc import Callable
from functools import partial

from bot.core.flows import (
    breathe,
    check_in,
    checking,
    contact,
    graduation,
    hard_dates,
    hold,
    letters,
    necessary,
    own,
    privacy,
    question,
    rating,
    resisted,
    settings,
    settings_menu,
    setup,
    slip,
    stats,
    talk,
    understood,
    urge,
    zone_answers,
)
from bot.core.flows.safety import check, crisis, danger, modes, sos, threat
from bot.core.flows.urge_screen import RATINGS
from bot.core.messages import KeptKind
from bot.core.turn import Scene

Handler = Callable[[Scene, str], None]


def _with_number(handler: Callable[[Scene, str, int], None]) -> Handler:
    """For refs that end in a number from 0 to 10, such as "k3f9.7"."""

    def handle(scene: Scene, ref: str) -> None:
        name, _, number = ref.rpartition(".")
        if number.isdigit() and int(number) in RATINGS:
            handler(scene, name, int(number))
        else:
            letters.stale(scene)

    return handle


def _with_name(handler: Callable[[Scene, str, str], None]) -> Handler:
    """For refs that end in a word, such as "k3f9.coldly"."""

    def handle(scene: Scene, ref: str) -> None:
        first, _, name = ref.rpartition(".")
        handler(scene, first, name)

    return handle


def _named(handler: Callable[[Scene, str, str], None], name: str) -> Handler:
    """One handler behind several buttons."""
    return lambda scene, ref: handler(scene, ref, name)


SAFETY: dict[str, Handler] = {
    "check_yes": check.yes,
    "check_sometimes": check.sometimes,
    "check_sometimes_afraid": check.sometimes,
    "check_angry": check.angry,
    "check_no": check.no,
    "check_not_afraid": check.no,
    "crisis_next": crisis.go_on,
    "crisis_near": crisis.near,
    "crisis_not_near": crisis.distance,
    "crisis_else": crisis.meant_else,
    "crisis_safer": crisis.safer,
    "crisis_not_yet": crisis.not_yet,
    "crisis_hello_yes": crisis.hello_yes,
    "crisis_hello_no": crisis.hello_no,
    "mornings_yes": settings.start_all,
    "mornings_no": settings.stop_all,
    "clear_chat": danger.clear_chat,
    "afraid_yes": danger.afraid_yes,
    "afraid_end": danger.afraid_end,
    "danger_else": danger.meant_else,
    "at_risk_afraid": danger.at_risk_afraid,
    "at_risk_not_afraid": danger.at_risk_how,
    "at_risk_else": danger.not_at_risk,
    "at_risk_fine": danger.at_risk_fine,
    "at_risk_bad": lambda scene, _ref: check.crisis_question(scene),
    "threat_dying": check.dying,
    "threat_not_dying": threat.not_dying,
    "threat_else": threat.meant_else,
    "sos_show": sos.show,
    "sos_crisis": lambda scene, _ref: crisis.act(scene),
    "sos_danger": lambda scene, _ref: danger.act(scene),
    "sos_threat": lambda scene, _ref: threat.act(scene),
    "sos_urge": lambda scene, _ref: understood.safe_urge(scene),
    "sos_country": sos.ask_country,
}
"""These work in every state, with nothing stored: what they need stands in the button."""

ORDINARY: dict[str, Handler] = {
    "their_no_yes": modes.their_no,
    "their_no_no": modes.not_their_no,
    "their_no_over": modes.their_no_over,
    "their_no_stays": contact.their_no_stays,
    "order_yes": modes.order,
    "minor_yes": modes.minor,
    "minor_no": modes.adult,
    "died_yes": modes.died,
    "died_no": modes.not_died,
    "died_end": modes.not_died,
    "yesterday_held": check_in.yesterday_held,
    "urge_new": lambda scene, _ref: urge.start(scene),
    "held": urge.held,
    "hold": hold.start,
    "letter": letters.start,
    "breathe": breathe.start,
    "angle": urge.angle,
    "rate": _with_number(rating.rate),
    "trigger": _with_name(urge.trigger),
    "hold_morning": hold.until_morning,
    "hold_end": hold.end_now,
    "hold_again": hold.again,
    "sent_it": hold.sent_it,
    "forecast": _with_number(hold.forecast),
    "after": _with_number(hold.after),
    "letter_new": lambda scene, _ref: letters.start(scene),
    "letter_say": _named(letters.form, "say"),
    "letter_cost": _named(letters.form, "cost"),
    "letter_learned": _named(letters.form, "learned"),
    "letter_seal": letters.seal,
    "letter_throw": letters.throw,
    "letter_burn": _named(letters.fate, "burnt"),
    "letter_leave": _named(letters.fate, "shut"),
    "letter_still": _named(letters.fate, "still_send"),
    "letter_read": letters.read,
    "letter_read_sure": partial(letters.read, sure=True),
    "letter_rate": _with_number(letters.rate),
    "letter_pick": letters.pick,
    "slip_kind": slip.kind,
    "slip_open": slip.opened,
    "slip_needed": necessary.needed,
    "slip_pressed": check.pressed,
    "slip_none": slip.none,
    "slip_answer": _with_name(slip.answered),
    "look_in_soon": slip.look_in_soon,
    "look_ok": _named(slip.look_answer, "ok"),
    "look_shaky": _named(slip.look_answer, "shaky"),
    "look_low": _named(slip.look_answer, "low"),
    "slip_review": slip.review,
    "slip_when_right": slip.when_right,
    "slip_when_earlier": slip.when_earlier,
    "slip_review_no": slip.review_no,
    "undo_event": slip.undo,
    "ex_kind": contact.kind,
    "ex_replied": lambda scene, _ref: slip.confirmed(scene, "replied"),
    "ex_wait": contact.wait,
    "ex_want": contact.want,
    "open_yes": contact.open_talk,
    "open_not": contact.open_not,
    "open_how": contact.open_how,
    "open_time": contact.open_time,
    "open_unsure": contact.open_unsure,
    "need_kind": necessary.kind,
    "need_pretext": necessary.pretext,
    "need_sent": necessary.sent,
    "compose_start": necessary.compose,
    "compose_drop": necessary.drop,
    "check_held": checking.held,
    "check_looked": checking.looked,
    "resisted_count": resisted.count,
    "helped": _with_name(resisted.helped),
    "topic": question.tell,
    "questions": question.more,
    "means": understood.means,
    "means_else": talk.means_else,
    "not_meant": understood.not_meant,
    "forward_theirs": understood.from_them,
    "forward_mine": understood.to_them,
    "forward_other": talk.means_else,
    "setup_begin": setup.begin,
    "setup_later": setup.later,
    "setup_skip": setup.skip,
    "setup_days": setup.contact_days,
    "setup_morning": setup.morning,
    "careful_afraid": lambda scene, _ref: setup.careful(scene, "afraid"),
    "careful_no": lambda scene, _ref: setup.careful(scene, "no"),
    "careful_died": lambda scene, _ref: setup.careful(scene, "died"),
    "careful_none": lambda scene, _ref: setup.careful(scene, "none"),
    "age_adult": lambda scene, _ref: setup.age(scene, adult=True),
    "age_minor": lambda scene, _ref: setup.age(scene, adult=False),
    "zone_offset": zone_answers.offset,
    "zone_skip": zone_answers.skip,
    "reason_add": lambda scene, _ref: own.add(scene, KeptKind.REASON),
    "note_add": lambda scene, _ref: own.add(scene, KeptKind.NOTE),
    "ring_add": lambda scene, _ref: own.add(scene, KeptKind.RING),
    "voice_add": lambda scene, _ref: own.add(scene, KeptKind.VOICE),
    "own_cancel": own.cancel,
    "own_drop": own.drop,
    "plan_keep": own.plan_keep,
    "plan_pick": own.plan_ideas,
    "plan_write": lambda scene, _ref: own.add(scene, KeptKind.PLAN),
    "plan_edit": own.plan_edit,
    "plan_not_now": own.plan_not_now,
    "morning_open": check_in.opened,
    "morning_steady": _named(check_in.answer, "steady"),
    "morning_shaky": _named(check_in.answer, "shaky"),
    "morning_tempted": _named(check_in.answer, "tempted"),
    "morning_wrote": lambda scene, _ref: slip.ask(scene),
    "morning_low": _named(check_in.answer, "low"),
    "risky_open": check_in.risky_open,
    "risky_fine": check_in.risky_fine,
    "hard_date_open": hard_dates.open_eve,
    "evening_easy": _named(check_in.evening_answer, "easy"),
    "evening_hard": _named(check_in.evening_answer, "hard"),
    "weekly_open": check_in.weekly_open,
    "come_back": check_in.come_back,
    "graduate": graduation.how,
    "graduate_not_yet": graduation.not_yet,
    "graduate_leave": graduation.leave,
    "stats_span": stats.show,
    "settings_show": settings_menu.show,
    "settings": settings_menu.topic,
    "set_morning": lambda scene, ref: settings.set_morning(scene, settings.clock_of(ref)),
    "set_evening": lambda scene, ref: settings.set_evening(scene, settings.clock_of(ref)),
    "set_days": settings.days_named,
    "set_quiet": lambda scene, ref: settings.set_quiet(
        scene, settings.clock_of(ref[:4]), settings.clock_of(ref[5:])
    ),
    "set_tone": settings.set_tone,
    "set_pause": settings.pause_days,
    "resume": settings.resume,
    "stop_all": settings.stop_all,
    "start_all": settings.start_all,
    "stop_mornings": lambda scene, _ref: settings.set_morning(scene, None),
    "date_drop": settings.drop_hard_date,
    "undo_settings": settings.undo,
    "export": privacy.export,
    "forget_ask": privacy.forget_ask,
    "forget_yes": privacy.forget_yes,
    "forget_no": privacy.forget_no,
}


def press(scene: Scene, action: str, ref: str) -> None:
    """Does what the button says; one that nobody knows is from before, or forged."""
    handler = SAFETY.get(action) or ORDINARY.get(action)
    if handler is None:
        letters.stale(scene)
        return
    handler(scene, ref)
