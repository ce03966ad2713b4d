"""Copies: what says the same in the same words, wherever in the library the two stand."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from bot.library.limits import (
    NEAR_COPY_FROM,
    NEAR_COPY_SHARE,
    RUN_WORDS,
    SAME_WORDS_FROM,
)
from bot.library.pieces import Piece, PieceKind, words_of
from bot.library.problems import Problem
from bot.library.rules.desk import Desk

STEM = 5
"""Words that begin with the same five letters count as one: message, messages."""


def _are_forms(desk: Desk, one: Piece, other: Piece) -> bool:
    """True for two lines that are always said the same way: forms and safety texts are alike."""
    lines = desk.vocabulary.lines
    forms = (
        piece.kind is PieceKind.LINE and piece.group in lines and lines[piece.group].at_least == 1
        for piece in (one, other)
    )
    return one.group != other.group and all(forms)


def same_again(desk: Desk) -> Iterator[Problem]:
    """The same text twice is a repeat that the choice of variants cannot see."""
    first: dict[tuple[str, ...], Piece] = {}
    for piece in desk.prose:
        short = len(piece.words) < SAME_WORDS_FROM
        key = (piece.group, *piece.words) if short else piece.words
        other = first.setdefault(key, piece)
        if other is not piece and piece.words and not _are_forms(desk, piece, other):
            reason = f"the same text stands at {other.place}"
            yield _problem(piece, reason, "write another one, or remove it")


def runs(desk: Desk) -> Iterator[Problem]:
    """Seven equal words in a row are recognised, and turn both texts into templates."""
    set_phrases = {run for phrase in desk.manuscript.style.may_repeat for run in _runs(phrase)}
    first: dict[tuple[str, ...], tuple[Piece, int]] = {}
    for piece in desk.prose:
        told: set[int] = set()
        for n in range(len(piece.words) - RUN_WORDS + 1):
            run = piece.words[n : n + RUN_WORDS]
            other, at = first.setdefault(run, (piece, n))
            if other is piece or id(other) in told or run in set_phrases:
                continue
            told.add(id(other))
            if other.words == piece.words or _are_forms(desk, piece, other):
                continue
            common = _common(piece.words[n:], other.words[at:])
            reason = f'"{" ".join(common)}" stands also at {other.place}'
            yield _problem(piece, reason, "say it in other words")


def _runs(phrase: str) -> Iterator[tuple[str, ...]]:
    words = words_of(phrase)
    return (words[n : n + RUN_WORDS] for n in range(len(words) - RUN_WORDS + 1))


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return one[:length]


def near_copies(desk: Desk) -> Iterator[Problem]:
    """The same picture told twice in nearly the same words is noticed on the third night."""
    stems = _main_stems(desk)
    for one, other, share in _alike([words for _, words in stems]):
        piece, earlier = stems[max(one, other)][0], stems[min(one, other)][0]
        if piece.words != earlier.words and not _are_forms(desk, piece, earlier):
            reason = f"shares {share:.0%} of its main words with {earlier.place}"
            yield _problem(piece, reason, "find another picture, or remove one of them")


def _main_stems(desk: Desk) -> list[tuple[Piece, frozenset[str]]]:
    style = desk.manuscript.style
    small = frozenset(style.small_words)
    set_phrases = [" ".join(words_of(phrase)) for phrase in style.may_repeat]
    found = []
    for piece in desk.prose:
        spoken = " ".join(piece.words)
        for phrase in set_phrases:
            spoken = spoken.replace(phrase, "")
        main = frozenset(w[:STEM] for w in spoken.split() if w not in small and w[0] != "{")
        if len(main) >= NEAR_COPY_FROM:
            found.append((piece, main))
    return found


def _alike(sets: list[frozenset[str]]) -> Iterator[tuple[int, int, float]]:
    """Every pair that shares at least `NEAR_COPY_SHARE` of its words, each once.

    Two such sets share at least one of their rarest words, so only those are looked up: a few
    comparisons for each text instead of one with every other.
    """
    common = Counter(word for words in sets for word in words)
    holders: dict[str, list[int]] = defaultdict(list)
    for n, words in enumerate(sets):
        rarest = sorted(words, key=lambda word: (common[word], word))
        telling = rarest[: len(words) - int(len(words) * NEAR_COPY_SHARE) + 1]
        for other in {m for word in telling for m in holders[word]}:
            share = len(words & sets[other]) / len(words | sets[other])
            if share >= NEAR_COPY_SHARE:
                yield n, other, share
        for word in telling:
            holders[word].append(n)


def _problem(piece: Piece, reason: str, remedy: str) -> Problem:
    return Problem(piece.file, piece.line, reason, remedy)
