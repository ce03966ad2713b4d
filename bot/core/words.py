"""Who gets which words (docs/safety.md, 7 and 8; docs/decisions.md): what may be said to this person right now.

`Rules.of` looks once at a scene; the rest are questions about one piece of content. Choosing among what is allowed is
`bot.core.choose`.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.core import wall
from bot.core.content import Act, Hours, Never, Reframe
from bot.core.events import EventKind
from bot.core.labels import Flag
from bot.core.person import Mode, Tone, Urge
from bot.core.turn import Scene

THEIR_NO_POINTS = frozenset({"N2", "N5", "A6", "C1"})
CALM_THEMES = frozenset({"N", "T"})
SHARP_POINTS = frozenset({"A1", "A2", "A4", "C5", "C6"})
"""Never between 22:00 and 6:00."""
SLIP_POINTS = frozenset({"T5", "N9"})
PAST_ABUSE_POINTS = frozenset({"A8"})
"""Besides N and T, what somebody may hear who told calmly of earlier violence."""
ADULT_MOTIVE = "sex"
SLIP_FOR = timedelta(hours=24)
LOW_FOR = timedelta(hours=24)
DRINK_FOR = timedelta(hours=10)
HIGH_RATING = 9
"""From here on: no A and C points, no forecast, only safe acts."""


def respects_no(scene: Scene) -> bool:
    """True where the ex said stop, an order exists, or a threat was made: only respect for the no."""
    return scene.person.in_mode(Mode.THEIR_NO, Mode.ORDER, Mode.AFTER_THREAT)


def is_low(scene: Scene) -> bool:
    """True within a day of the lowest answer to a check-in, of grief, or of a cold reply after a slip."""
    mood = scene.person.ledger.last(EventKind.MOOD)
    return mood is not None and scene.now - mood.at < LOW_FOR


def is_after_slip(scene: Scene) -> bool:
    """True within 24 h of a contact that was not necessary."""
    contact = scene.person.ledger.last(EventKind.CONTACT)
    return contact is not None and scene.now - contact.at < SLIP_FOR


def told(scene: Scene, flag: Flag) -> bool:
    """True where this message or the open urge carries the flag."""
    reading, urge = scene.reading, scene.talk.urge
    return (reading is not None and flag in reading.flags) or (
        urge is not None and flag in urge.flags
    )


def drank(scene: Scene) -> bool:
    """True where they told of drink, now or in the last hours: until about the next morning."""
    if scene.reading is not None and Flag.ALCOHOL in scene.reading.flags:
        return True
    told_at = scene.talk.drank_at
    return told_at is not None and scene.now - told_at < DRINK_FOR


def is_minor(scene: Scene) -> bool:
    """True for somebody under 18."""
    return scene.about.adult is False or scene.person.in_mode(Mode.UNDER_18)


def is_quiet(scene: Scene) -> bool:
    """True in the person's quiet hours, and while their zone is unknown."""
    about = scene.about
    return about.zone is None or wall.is_between(
        scene.local.time(), about.quiet_from, about.quiet_to
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The state of one person in one turn, as far as it decides which words fit."""

    rating: int | None
    first: bool
    """True for the first reframe of an urge."""
    no: bool
    afraid: bool
    died: bool
    minor: bool
    slip: bool
    low: bool
    soft: bool
    gentle: bool
    drank: bool
    left: bool
    night: bool
    past_abuse: bool
    attract: bool
    """A and C points may be used: every condition of safety.md 7 is known to hold."""

    @classmethod
    def of(cls, scene: Scene, urge: Urge | None = None) -> "Rules":
        """Looks at the scene once."""
        rating = urge.rating if urge else None
        low, slip, drink = is_low(scene), is_after_slip(scene), drank(scene)
        signs = scene.reading.signs if scene.reading else frozenset()
        left = scene.person.in_mode(Mode.I_LEFT) or "i_left" in signs
        return cls(
            rating=rating,
            first=urge is None or not urge.themes,
            no=respects_no(scene) or told(scene, Flag.NO_FROM_EX) or "order" in signs,
            afraid=scene.person.in_mode(Mode.AFRAID),
            died=scene.person.in_mode(Mode.THEY_DIED) or "they_died" in signs,
            minor=is_minor(scene) or "under_18" in signs,
            slip=slip,
            low=low,
            soft=scene.is_soft,
            gentle=scene.is_gentle,
            drank=drink,
            left=left,
            night=scene.is_night,
            past_abuse=told(scene, Flag.PAST_ABUSE),
            attract=_may_attract(scene, rating, calm=not (low or slip or drink or left)),
        )

    def fits(self, reframe: Reframe) -> bool:
        """True where this reframe may be shown now, whatever was shown before."""
        return (
            self._fits_modes(reframe)
            and self._fits_theme(reframe)
            and self._fits_state(reframe)
            and self.fits_hours(reframe.hours)
        )

    def _fits_modes(self, reframe: Reframe) -> bool:
        if self.afraid or self.died:
            return False
        if self.no:
            return reframe.their_no and reframe.point in THEIR_NO_POINTS
        if self.minor:
            calm = reframe.theme in CALM_THEMES and Never.UNDER_18 not in reframe.never
            return calm and ADULT_MOTIVE not in reframe.motives
        if self.slip:
            return reframe.after_slip and reframe.point in SLIP_POINTS
        return True

    def _fits_theme(self, reframe: Reframe) -> bool:
        if reframe.theme in CALM_THEMES or reframe.point == "own" or self.no:
            return True
        if (
            reframe.point in PAST_ABUSE_POINTS
            and not self.gentle
            and (self.first or self.past_abuse)
        ):
            return True
        if self.first or self.past_abuse or not self.attract:
            return False
        return not (self.night and reframe.point in SHARP_POINTS)

    def _fits_state(self, reframe: Reframe) -> bool:
        never = reframe.never
        if never and (
            (Never.GRIEF in never and (self.low or self.soft))
            or (Never.SLIP in never and self.slip)
            or (Never.DRUNK in never and self.drank)
            or (Never.I_LEFT in never and self.left)
            or (Never.UNDER_18 in never and self.minor)
        ):
            return False
        if self.soft and (reframe.kind == "humour" or reframe.tone is Tone.BLUNT):
            return False
        return self.rating is None or self.rating in reframe.rating

    def fits_hours(self, hours: Hours) -> bool:
        """True where a piece for these hours fits now."""
        return hours is Hours.ANY or (hours is Hours.NIGHT) == self.night

    @property
    def safe_acts_only(self) -> bool:
        """True where only acts indoors, seated or lying, without anything that could hurt may be named."""
        high = self.rating is not None and self.rating >= HIGH_RATING
        modes = self.no or self.afraid or self.minor
        return self.night or self.drank or self.soft or self.low or modes or high

    def fits_act(self, act: Act) -> bool:
        """True where this act may be named now."""
        return (act.safe or not self.safe_acts_only) and self.fits_hours(act.hours)


def _may_attract(scene: Scene, rating: int | None, *, calm: bool) -> bool:
    return (
        calm
        and not scene.care.modes
        and scene.care.pause is None
        and not scene.is_soft
        and rating is not None
        and rating < HIGH_RATING
        and scene.about.careful_answered
        and scene.about.adult is True
    )
