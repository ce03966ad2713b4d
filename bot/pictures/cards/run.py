"""The first card: the headline and the runs at the left, the last 30 days at the right, week by week."""

from bot.pictures.canvas import Canvas
from bot.pictures.cards.frame import (
    CAPITALS,
    ROW,
    TITLE_BASELINE,
    list_figures,
    phrase_size,
    write_phrase,
)
from bot.pictures.cards.marks import draw_mark
from bot.pictures.lettering import Lettering
from bot.pictures.look import (
    CAPTION,
    CARD,
    HEAD,
    INK,
    PADDING,
    RADIUS,
    TICK,
    TITLE,
    Box,
    Style,
    Weight,
)
from bot.pictures.sections import Run

PITCH = 70
"""From one day to the next."""
MARK = 30
"""Radius of a day."""
WEEK = 7
BETWEEN = 56
"""Between the two halves."""
HERO = Style(210, INK, Weight.BOLD)
BELOW_CAPTION = 66
BELOW_HERO = 36
BEGUN = Style(76, INK, Weight.SEMIBOLD)
NAMES = 42
LEGEND = 48
ABOVE_LEGEND = 6
LEGEND_MARK = 13
LEGEND_GAP = 36


class RunCard:
    """The headline, the runs, the calendar and its legend."""

    is_half = False

    def __init__(self, run: Run) -> None:
        self._run = run

    def height(self, width: int, lettering: Lettering) -> int:
        """As high as the higher half, and the lines of the legend."""
        room = width - 2 * PADDING
        lines = len(self._legend(room, lettering))
        return 2 * PADDING + self._halves(room, lettering) + ABOVE_LEGEND + lines * LEGEND

    def draw(self, canvas: Canvas, box: Box) -> None:
        """The halves first, the legend along the lower edge."""
        canvas.rounded(box, RADIUS, CARD)
        room = box.inside(PADDING)
        calendar = PITCH * WEEK
        self._draw_headline(canvas, Box(room.left, room.top, room.width - calendar - BETWEEN, 0))
        self._draw_calendar(canvas, Box(room.right - calendar, room.top, calendar, 0))
        top = room.top + self._halves(room.width, canvas.lettering) + ABOVE_LEGEND
        for line in self._legend(room.width, canvas.lettering):
            x = room.left
            for index, width in line:
                kind, label = self._run.legend[index]
                draw_mark(
                    canvas, x + LEGEND_MARK, top + LEGEND - LEGEND_MARK - 6, LEGEND_MARK, kind
                )
                x += 2 * LEGEND_MARK + LEGEND_MARK
                x += canvas.text(x, top + LEGEND - 9, label, TICK, width=width) + LEGEND_GAP
            top += LEGEND

    def _halves(self, width: int, lettering: Lettering) -> int:
        figures = self._figures(width - PITCH * WEEK - BETWEEN, lettering)
        calendar = HEAD + NAMES + PITCH * self._weeks()
        return max(figures + ROW * len(self._run.figures), calendar)

    def _figures(self, width: int, lettering: Lettering) -> int:
        """How far below the padding the rows of figures begin."""
        return BELOW_CAPTION + round(self._hero(width, lettering) * CAPITALS) + BELOW_HERO

    def _hero(self, width: int, lettering: Lettering) -> int:
        """The size of the headline."""
        headline = self._run.headline
        return phrase_size(lettering, headline, HERO, width) if headline else BEGUN.size

    def _weeks(self) -> int:
        first = self._run.calendar[0].on.weekday()
        return -(-(first + len(self._run.calendar)) // WEEK)

    def _draw_headline(self, canvas: Canvas, room: Box) -> None:
        run = self._run
        size = self._hero(room.width, canvas.lettering)
        baseline = room.top + BELOW_CAPTION + round(size * CAPITALS)
        if run.headline:
            top = room.top + TITLE_BASELINE
            canvas.text(room.left, top, run.caption, CAPTION, width=room.width)
            write_phrase(canvas, room.left, baseline, run.headline, HERO, size)
        else:
            canvas.text(room.left, baseline, run.caption, BEGUN, width=room.width)
        below = Box(room.left, baseline + BELOW_HERO, room.width, ROW * len(run.figures))
        list_figures(canvas, below, run.figures)

    def _draw_calendar(self, canvas: Canvas, room: Box) -> None:
        run = self._run
        canvas.text(room.left + 8, room.top + TITLE_BASELINE, run.title, TITLE, width=room.width)
        top = room.top + HEAD
        for column, name in enumerate(run.weekdays):
            x = room.left + column * PITCH + PITCH // 2
            canvas.text(x, top + 22, name, TICK, width=PITCH - 6, side="middle")
        place = run.calendar[0].on.weekday()
        for day in run.calendar:
            x = room.left + place % WEEK * PITCH + PITCH // 2
            y = top + NAMES + place // WEEK * PITCH + PITCH // 2
            draw_mark(canvas, x, y, MARK, day.kind, str(day.on.day))
            place += 1

    def _legend(self, width: int, lettering: Lettering) -> list[list[tuple[int, int]]]:
        """Lines of (index, room for its words), as many to a line as there is room for."""
        lines: list[list[tuple[int, int]]] = []
        left = 0
        for index, (_, label) in enumerate(self._run.legend):
            words = min(lettering.width(label, TICK), width // 2)
            needed = words + 3 * LEGEND_MARK + LEGEND_GAP
            if not lines or needed - LEGEND_GAP > left:
                lines.append([])
                left = width
            lines[-1].append((index, words))
            left -= needed
        return lines
