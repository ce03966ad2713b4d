"""Tunes the encoder on the phrases: every weight but the word embeddings, on three questions at once.

Owns the losses, the order of the batches and the averaging of weights. The questions are the label, the flags and the
kind of danger; only the encoder is kept, `training.heads` fits what is asked of it afterwards. Needs torch; called by
`training.train` alone.
"""

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from bot.core.labels import Flag, Label
from bot.understanding.outputs import FLAGS, LABELS
from training.augment import Item, epoch
from training.data import Examples
from training.minilm import RISKS, Tuned, token_ids, tokenizer

_RISKY = len([Label.CRISIS, Label.DANGER, Label.THREAT])
"""The first labels, in this order, are the dangers."""
_EX_AT_RISK = FLAGS.index(Flag.EX_AT_RISK)
_SAY_EVERY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was tried and kept; docs/understanding.md says how."""

    epochs: int = 6
    seed: int = 0
    rate: float = 1.5e-4
    """Of the highest layer; each one below learns `decay` times as fast."""
    decay: float = 0.9
    head_rate: float = 2e-3
    weight_decay: float = 0.01
    warm_up: int = 150
    """Steps until the full rate."""
    least_rate: float = 0.02
    """The rate at the end, as a share of the full one."""
    batch: int = 32
    batch_tokens: int = 900
    smoothing: float = 0.05
    head_dropout: float = 0.1
    flags_weight: float = 1.2
    risks_weight: float = 0.6
    rarity: float = 0.5
    """How much rare labels weigh: (1 / how many there are) to this power."""
    crisis_weight: float = 1.3
    """What a message in crisis weighs besides: the one that may not be missed."""
    composed: float = 0.05
    """Long posts made of several messages, as a share of all."""
    average: float = 0.998
    """What is kept is the running mean of the weights after the first epoch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    ids: Sequence[Sequence[int]]
    labels: Tensor
    flags: Tensor
    known: Tensor


Watch = Callable[[int, Tuned], None]
"""Is called after each epoch with its number from 1 and the weights as they would be kept."""


def tune(known: Examples, settings: Settings, watch: Watch) -> Tuned:
    """The encoder tuned on the examples. The same examples, seed and packages give the same weights to rounding."""
    torch.manual_seed(settings.seed)
    network = Tuned()
    network.train()
    optimiser = torch.optim.AdamW(
        network.groups(settings.rate, settings.decay, settings.head_rate, settings.weight_decay),
        fused=True,
    )
    steps = len(list(_batches(known, settings, 0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _share_of_rate(step, steps * settings.epochs, settings)
    )
    kept: Tuned | None = None
    weights = _label_weights(known, settings)
    began = time.perf_counter()
    for number in range(settings.epochs):
        total = 0.0
        for step, batch in enumerate(_batches(known, settings, number)):
            loss = _loss(network, batch, weights, settings)
            optimiser.zero_grad()
            # Batches of long texts are smaller, and count for less.
            (loss * (len(batch.ids) / settings.batch) ** 0.5).backward()
            nn.utils.clip_grad_norm_(
                [one for one in network.parameters() if one.requires_grad], 1.0
            )
            optimiser.step()
            schedule.step()
            total += loss.item()
            if kept is not None:
                _follow(kept, network, settings.average)
            if step % _SAY_EVERY == _SAY_EVERY - 1:
                _say(number, step + 1, steps, total / (step + 1), began)
        if kept is None:
            kept = copy.deepcopy(network)
        watch(number + 1, kept)
    if kept is None:
        raise ValueError("at least one epoch")
    return kept


def _say(number: int, step: int, steps: int, loss: float, began: float) -> None:
    print(
        f"epoch {number + 1}, step {step} of {steps}: loss {loss:.3f}, {time.perf_counter() - began:.0f} s",
        flush=True,
    )


def _share_of_rate(step: int, steps: int, settings: Settings) -> float:
    """Up in a straight line, then down in one."""
    return min(1.0, step / settings.warm_up) * max(settings.least_rate, 1.0 - step / steps)


def _label_weights(known: Examples, settings: Settings) -> Tensor:
    counts = np.bincount(known.targets.labels, minlength=len(LABELS)).clip(1)
    weights = (1.0 / counts) ** settings.rarity
    weights[LABELS.index(Label.CRISIS)] *= settings.crisis_weight
    return torch.tensor(weights / weights.mean(), dtype=torch.float32)


def _batches(known: Examples, settings: Settings, number: int) -> Iterator[_Batch]:
    """One epoch, retyped anew: texts of like length together, in an order of its own."""
    chance = random.Random(1000 * settings.seed + number)
    items = epoch(known, settings.composed, chance)
    ids = token_ids(tokenizer(), [item.text for item in items])
    order = sorted(range(len(items)), key=lambda row: len(ids[row]) + 5 * chance.random())
    groups: list[list[int]] = [[]]
    for row in order:
        most = max(settings.batch_tokens, 4 * len(ids[row]))
        full = len(groups[-1]) >= settings.batch or len(ids[row]) * (len(groups[-1]) + 1) > most
        if groups[-1] and full:
            groups.append([])
        groups[-1].append(row)
    chance.shuffle(groups)
    for rows in groups:
        yield _batch([items[row] for row in rows], [ids[row] for row in rows])


def _batch(items: Sequence[Item], ids: Sequence[Sequence[int]]) -> _Batch:
    return _Batch(
        ids=ids,
        labels=torch.tensor([item.label for item in items]),
        flags=torch.tensor(np.stack([item.flags for item in items])),
        known=torch.tensor(np.stack([item.known for item in items])),
    )


def _loss(network: Tuned, batch: _Batch, weights: Tensor, settings: Settings) -> Tensor:
    vectors = functional.dropout(network.vectors(batch.ids), settings.head_dropout)
    label_loss = functional.cross_entropy(
        network.heads.label(vectors),
        batch.labels,
        weight=weights,
        label_smoothing=settings.smoothing,
    )
    flag_loss = functional.binary_cross_entropy_with_logits(
        network.heads.flag(vectors), batch.flags, reduction="none"
    )
    risk_loss = functional.binary_cross_entropy_with_logits(
        network.heads.risk(vectors), _risks(batch)
    )
    flags = settings.flags_weight * (flag_loss * batch.known).mean()
    return label_loss + flags + settings.risks_weight * risk_loss


def _risks(batch: _Batch) -> Tensor:
    """Crisis, danger, threat, and any of them or of what the ex may do to themselves."""
    kinds = [batch.labels == kind for kind in range(_RISKY)]
    anything = (batch.labels < _RISKY) | (batch.flags[:, _EX_AT_RISK] > 0)
    return torch.stack([*kinds, anything][:RISKS], 1).float()


@torch.no_grad()
def _follow(kept: Tuned, network: Tuned, average: float) -> None:
    """Moves the running mean a little towards the weights."""
    pairs = [
        (mean.data, one.data)
        for mean, one in zip(kept.parameters(), network.parameters(), strict=True)
        if one.requires_grad
    ]
    torch._foreach_lerp_([mean for mean, _ in pairs], [one for _, one in pairs], 1.0 - average)


@torch.no_grad()
def predicted(network: Tuned, texts: Sequence[str]) -> list[int]:
    """The likeliest label of each plain text, as an index; to see how training gets on, nothing is chosen by it."""
    was_training = network.training
    network.eval()
    found = [
        int(network.heads.label(network.vectors([one])).argmax())
        for one in token_ids(tokenizer(), texts)
    ]
    network.train(was_training)
    return found
