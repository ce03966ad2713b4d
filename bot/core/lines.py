"""The lines that the flows say and the buttons that they show: the keys that content must fill.

Owns the names, how many variants each needs and what each is filled with; the words are in
`content/<language>/lines/` and `buttons.yaml`. Eight variants where people meet a line daily, four elsewhere, one where
it is a fact, a form or a safety text that must not vary.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DAILY, OFTEN, FIXED = 8, 4, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a line of content must be able to do. {them} and {their} are always known and never listed."""

    placeholders: frozenset[str] = frozenset()
    """Every variant uses each of these."""
    optional: frozenset[str] = frozenset()
    """A variant may use these too."""
    at_least: int = 1
    """So many variants."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _keys(moment: str, at_least: int, names: str) -> dict[str, Line]:
    """Lines of one file: "name" or "name{placeholder,placeholder}", with blanks between.

    >>> _keys("hold", 4, "running{minutes} ended")["hold.running"].placeholders
    frozenset({'minutes'})
    """
    found = {}
    for word in names.split():
        name, _, rest = word.partition("{")
        inside = frozenset(rest.rstrip("}").split(",")) if rest else frozenset()
        found[f"{moment}.{name}"] = Line(placeholders=inside, at_least=at_least)
    return found


LINES: Mapping[str, Line] = {
    # The first minute
    **_keys("first", FIXED, "note"),
    **_keys("start", FIXED, "welcome limits words"),
    **_keys("setup", OFTEN, "offer later done"),
    **_keys("setup", FIXED, "name contact zone zone_careful morning careful age"),
    **_keys(
        "setup",
        FIXED,
        "name_set{name} contact_set{when} contact_ahead contact_too_old contact_unknown",
    ),
    **_keys("setup", FIXED, "morning_set{clock} morning_none"),
    **_keys("zone", OFTEN, "ask skipped"),
    **_keys("zone", FIXED, "set{clock} unknown impossible location_stays"),
    # The urge
    **_keys("urge", DAILY, "again"),
    **_keys("urge", OFTEN, "many many_ring"),
    **_keys("rating", DAILY, "ask low mid high"),
    **_keys("rating", OFTEN, "after_ask known out_of_range"),
    **_keys("rating", FIXED, "too_heavy"),
    **_keys("offer", DAILY, "hold letter breathe angle"),
    **_keys("offer", OFTEN, "letter_draft"),
    **_keys("angle", OFTEN, "enough"),
    **_keys("held", DAILY, "line trigger_ask"),
    **_keys("held", OFTEN, "already trigger_known trigger_thanks"),
    **_keys(
        "hold", OFTEN, "running{minutes} running_already{minutes} resting until_morning forecast"
    ),
    **_keys("hold", OFTEN, "forecast_noted{forecast} ended_early ended_late ended_morning"),
    **_keys("hold", DAILY, "ended"),
    **_keys(
        "hold",
        OFTEN,
        "forecast_lower{forecast,rating} forecast_same{rating} forecast_higher{forecast,rating}",
    ),
    **_keys("hold", OFTEN, "fell{before,rating} rated_low rated_still waves{waves,lower}"),
    **_keys("breathe", OFTEN, "start done done_plain"),
    **_keys("breathe", FIXED, "in out"),
    **_keys("letter", OFTEN, "start go_on due burnt shut still_send"),
    **_keys(
        "letter", OFTEN, "sealed_until_timer sealed_until_nine sealed_for_hours thrown enough_today"
    ),
    **_keys("letter", OFTEN, "base_rate{letters,still_send} rated_low rated_high not_at_night"),
    **_keys(
        "letter",
        FIXED,
        "form_say form_cost form_learned open_already resting rather_not empty full put_away",
    ),
    **_keys("letter", FIXED, "here gone list{letters} none none_left picked"),
    # Contact
    **_keys(
        "slip", OFTEN, "confirm what held_days{days} no_more_tonight no_more_today answered_ask"
    ),
    **_keys(
        "slip",
        OFTEN,
        "contained_wrote contained_called contained_replied contained_met contained_reacted",
    ),
    **_keys("slip", OFTEN, "answer_kindly answer_coldly answer_not_yet answer_untold none"),
    **_keys("slip", FIXED, "known pressed soon_booked answer_known review_no"),
    **_keys("slip", FIXED, "when_ask when_type when_unknown moved{when} before_ask"),
    **_keys("look_in", OFTEN, "ask morning ok shaky low"),
    **_keys("ex", OFTEN, "no_hurry practical hello signal wait"),
    **_keys("open", OFTEN, "confirm first how time unsure said_yes"),
    **_keys("necessary", OFTEN, "first pretext sent sent_plain"),
    **_keys("necessary", OFTEN, "children home money work things court"),
    **_keys("necessary", FIXED, "by_others known"),
    **_keys("compose", FIXED, "start back fine frame dropped"),
    **_keys("compose", FIXED, "feelings blame about_us long many_questions late"),
    **_keys("checking", DAILY, "seen"),
    **_keys("checking", OFTEN, "looked held run{days}"),
    **_keys("resisted", OFTEN, "seen counted what_helped helped_known helped_thanks"),
    **_keys("milestone", OFTEN, "line{days}"),
    # Talk
    **_keys("question", OFTEN, "which their_no"),
    **_keys(
        "grief", OFTEN, "any anger jealousy loneliness reminder regret special_day night died ring"
    ),
    **_keys("social", DAILY, "hello"),
    **_keys("social", OFTEN, "thanks bye who how"),
    **_keys("other", OFTEN, "line emoji"),
    **_keys("unsure", DAILY, "line more"),
    **_keys("unsure", OFTEN, "foreign else"),
    **_keys("media", OFTEN, "voice picture sticker video other forwarded"),
    **_keys("stale", OFTEN, "line"),
    **_keys("flood", FIXED, "line"),
    **_keys("group", FIXED, "line"),
    **_keys("profile", FIXED, "description short"),
    **_keys("undo", FIXED, "done already settings"),
    # Their own
    **_keys("own", OFTEN, "quote_plan quote_reason quote_note quote_voice"),
    **_keys(
        "reasons", FIXED, "none list not_now full empty too_long{most} cancelled dropped voice_item"
    ),
    **_keys("reasons", FIXED, "kind_reason kind_note kind_voice kind_ring"),
    **_keys("reasons", FIXED, "ask_reason ask_note ask_voice ask_ring ask_plan"),
    **_keys("reasons", FIXED, "kept_reason kept_note kept_voice kept_ring kept_plan"),
    **_keys("plan", OFTEN, "offer kept"),
    **_keys("plan", FIXED, "none list ideas full kept_already edit_ask not_now"),
    **_keys("stats", FIXED, "run{days} run_small{days} window{held,window} total{total,best}"),
    **_keys(
        "stats", FIXED, "urges_week{urges,unsent} urges_month{urges,unsent} urges_all{urges,unsent}"
    ),
    **_keys("stats", FIXED, "no_urges_week no_urges_month no_urges_all unknown{unknown}"),
    **_keys("stats", FIXED, "ratings{before,after,count} forecast{waves,lower} letters{letters}"),
    **_keys(
        "stats", FIXED, "letters_judged{judged,still_send} hour{hour,count} triggers{triggers}"
    ),
    **_keys("stats", FIXED, "checking{days} necessary{count} helped{help,helped,tried}"),
    **_keys("picture", FIXED, "run begun days_held of{part,whole} run_small best total held_30"),
    **_keys("picture", FIXED, "not_looked calendar"),
    **_keys("picture", FIXED, "day_held day_contact day_neutral day_today day_before"),
    **_keys(
        "picture", FIXED, "weekday_0 weekday_1 weekday_2 weekday_3 weekday_4 weekday_5 weekday_6"
    ),
    **_keys(
        "picture", FIXED, "span_week span_month span_all urges unsent unknown hours ratings average"
    ),
    **_keys(
        "picture", FIXED, "before after forecast lower letters sealed judged still_send triggers"
    ),
    **_keys("picture", FIXED, "helped empty help_hold help_letter help_breathe help_angle"),
    **_keys("picture", FIXED, "theme_N theme_T theme_A theme_C theme_own"),
    **_keys("stats", OFTEN, "nothing_yet enough_today gentle"),
    # Check-ins
    **_keys("morning", DAILY, "discreet discreet_full question steady shaky low tempted"),
    **_keys(
        "morning",
        OFTEN,
        "day{day} day_zero window{held,window} yesterday plan{hour} answered_already",
    ),
    **_keys("good_day", OFTEN, "reason ring"),
    **_keys("nudge", OFTEN, "line"),
    **_keys("risky", OFTEN, "discreet full fine"),
    **_keys(
        "hard_date",
        OFTEN,
        "eve_discreet birthday anniversary holiday day plan morning morning_full",
    ),
    **_keys("evening", OFTEN, "line easy hard"),
    **_keys("weekly", OFTEN, "discreet line"),
    **_keys("goodbye", OFTEN, "line back"),
    **_keys("graduation", OFTEN, "line"),
    **_keys("graduation", FIXED, "how not_yet"),
    # Settings and the rights over one's own words
    **_keys(
        "settings",
        FIXED,
        "now{morning,evening,days,quiet,clock,tone} off unknown every_day workdays",
    ),
    **_keys(
        "settings",
        FIXED,
        "stopped paused{when} morning_set{clock} mornings_stopped evening_set{clock}",
    ),
    **_keys(
        "settings", FIXED, "evening_stopped days_set{days} quiet_set{start,end} tone_set{tone}"
    ),
    **_keys("settings", FIXED, "all_stopped all_started pause_set{when} pause_when resumed"),
    **_keys("settings", FIXED, "date_added{when,what} date_known dates_full date_dropped"),
    **_keys("settings", FIXED, "discreet_on discreet_off count_on count_off whole_on whole_off"),
    **_keys("settings", FIXED, "risky_on risky_off weekly_on weekly_off"),
    **_keys(
        "settings", FIXED, "ask_mornings ask_evening ask_days ask_quiet ask_zone ask_tone ask_dates"
    ),
    **_keys("settings", FIXED, "ask_name ask_contact ask_careful ask_pause"),
    **_keys("privacy", FIXED, "kept host phone"),
    **_keys(
        "export",
        FIXED,
        "here title account settings care conversation events letter reason plan note",
    ),
    **_keys("export", FIXED, "voice ring appointments messages received nothing"),
    **_keys("forget", FIXED, "ask stale done kept"),
    # Safety: reviewed texts, said the same way every time
    **_keys("help", FIXED, "intro unknown call{call} text{text} chat{chat} line{name,how}"),
    **_keys("help", FIXED, "line_with_hours{name,how,hours} for_country{country} anywhere"),
    **_keys("help", FIXED, "emergency{number} emergency_several{numbers} emergency_anywhere"),
    **_keys("check", FIXED, "crisis danger threat thanks"),
    **_keys("crisis", FIXED, "first near now distance ready_message still_here safer_now safer"),
    **_keys("crisis", FIXED, "safer_early hello_offer hello_yes hello_no hello_last"),
    **_keys("crisis", OFTEN, "hello stay"),
    **_keys("danger", FIXED, "phone first cleared cleared_partly pictures pictures_minor"),
    **_keys("at_risk", FIXED, "first afraid how fine"),
    **_keys("threat", FIXED, "first dying_too stay_put angry"),
    **_keys("afraid", FIXED, "set ended urge contact meet necessary checking resisted question"),
    **_keys("mode", FIXED, "their_no_ask their_no_set order_ask order_set order_stands noted"),
    **_keys("mode", FIXED, "their_no_over_ask their_no_over minor_ask minor_set died_ask died_set"),
    **_keys("sos", FIXED, "first which_country unknown_country"),
}
"""By key: the file's name under `lines/`, a dot, the name in it, such as "slip.contained_wrote"."""

BUTTONS: frozenset[str] = _names(
    """
    held hold letter breathe angle not_meant hold_morning hold_end hold_again sent_it urge_new
    letter_new letter_say letter_cost letter_learned letter_seal letter_throw letter_burn letter_leave
    letter_read letter_read_sure letter_still
    slip_open slip_wrote slip_replied slip_called slip_met slip_reacted slip_needed slip_pressed slip_none
    slip_kindly slip_coldly slip_not_yet slip_untold slip_review slip_review_no slip_when_right
    slip_when_earlier look_in_soon look_ok look_shaky look_low undo_event undo_settings
    ex_practical ex_hello ex_about_us ex_signal ex_replied ex_wait ex_want
    open_yes open_not open_how open_time open_unsure
    need_children need_home need_money need_work need_things need_court need_pretext need_sent
    compose_start compose_drop check_held check_looked resisted_count
    helped_waited helped_person helped_moved helped_slept helped_wrote_it helped_phone_away
    questions means_urge means_slip means_ex_contact means_ex_open means_must_contact means_checking
    means_resisted means_question means_grief means_else forward_theirs forward_mine forward_other
    setup_begin setup_later setup_skip setup_no_morning days_0 days_1 days_2 days_3 days_7 days_14 days_30
    careful_afraid careful_no careful_died careful_none age_adult age_minor zone_skip
    reason_add note_add ring_add voice_add own_cancel own_drop plan_pick plan_write plan_edit plan_not_now
    stats_week stats_month stats_all help_hold help_letter help_breathe help_angle
    theme_N theme_T theme_A theme_C theme_own
    morning_open morning_steady morning_shaky morning_tempted morning_low
    morning_wrote morning_count yesterday_held risky_open risky_fine
    hard_date_open evening_easy evening_hard weekly_open come_back graduate graduate_leave graduate_not_yet
    settings_show settings_mornings settings_evening settings_days settings_quiet settings_zone
    settings_tone settings_discreet settings_count settings_whole settings_risky settings_weekly
    settings_dates settings_name settings_contact settings_careful settings_pause settings_no_evening
    days_every days_workdays days_three tone_any tone_plain tone_warm tone_blunt pause_1 pause_3 pause_7 pause_30
    weekday_0 weekday_1 weekday_2 weekday_3 weekday_4 weekday_5 weekday_6
    date_birthday date_anniversary date_holiday date_day
    resume stop_all start_all stop_mornings export forget_ask forget_yes forget_no
    check_yes check_sometimes check_sometimes_afraid check_angry check_no check_not_afraid
    crisis_next crisis_near crisis_not_near crisis_else crisis_safer crisis_not_yet crisis_hello_yes
    crisis_hello_no mornings_yes mornings_no clear_chat afraid_yes afraid_end danger_else
    at_risk_afraid at_risk_not_afraid at_risk_else at_risk_fine at_risk_bad threat_dying threat_not_dying
    threat_else sos_show sos_crisis sos_danger sos_threat sos_urge sos_country
    their_no_yes their_no_no their_no_over their_no_stays order_yes minor_yes minor_no died_yes died_no died_end
    """
)
"""Every label that a flow asks for."""

PATTERNS: frozenset[str] = _names(
    "social_bye social_thanks social_who social_how compose_feelings compose_blame compose_about_us"
    " filler_before filler_after slip_wrote slip_called slip_replied slip_met slip_reacted"
    " answer_kindly answer_coldly answer_not_yet answer_untold asks_privacy crisis_denied sober"
)
"""Names in `patterns.yaml`: lists of regular expressions by which words are told apart."""
