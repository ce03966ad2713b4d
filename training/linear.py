"""Linear heads on fixed features: one softmax over the labels, and one yes or no per flag.

Owns the fitting only (L-BFGS on the penalised log loss). Called by `training.heads`.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]
Features: TypeAlias = Floats | csr_matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What is to be learnt: `labels` as indices, `flags` as 0 or 1 and `known` as 0 where nobody marked the flag."""

    labels: npt.NDArray[np.int64]
    flags: Floats
    known: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Weights by (feature, output): the labels' columns first, then the flags'."""

    weights: Floats
    bias: Floats

    def scores(self, features: Features) -> Floats:
        """Logits by (row, output)."""
        return np.asarray(features @ self.weights + self.bias, dtype=np.float32)


def fit(
    features: Features, targets: Targets, *, label_count: int, penalty: float, rounds: int
) -> Linear:
    """The weights that explain the targets best, at `penalty` a squared unit of weight.

    Deterministic. Classes weigh by the square root of how rare they are, so that the small ones are not forgotten.
    """
    rows, columns = features.shape
    outputs = label_count + targets.flags.shape[1]
    turned = features.T.tocsr() if isinstance(features, csr_matrix) else features.T
    counts = np.bincount(targets.labels, minlength=label_count).clip(1)
    weight = (1.0 / np.sqrt(counts))[targets.labels].astype(np.float32)
    weight *= rows / weight.sum()
    wanted = np.zeros((rows, label_count), dtype=np.float32)
    wanted[np.arange(rows), targets.labels] = 1.0

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        matrix = flat.reshape(columns + 1, outputs).astype(np.float32)
        logits = np.asarray(features @ matrix[:-1] + matrix[-1])
        label_loss, label_slope = _softmax_loss(logits[:, :label_count], wanted, weight)
        flag_loss, flag_slope = _sigmoid_loss(logits[:, label_count:], targets.flags, targets.known)
        slope = np.hstack([label_slope, flag_slope]) / rows
        gradient = np.vstack([np.asarray(turned @ slope), slope.sum(axis=0)[None]])
        gradient[:-1] += penalty * matrix[:-1]
        total = (label_loss + flag_loss) / rows + 0.5 * penalty * float((matrix[:-1] ** 2).sum())
        return total, gradient.ravel().astype(np.float64)

    start = np.zeros((columns + 1) * outputs)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 6}
    )
    matrix = found.x.reshape(columns + 1, outputs).astype(np.float32)
    return Linear(weights=matrix[:-1], bias=matrix[-1])


def _softmax_loss(logits: Floats, wanted: Floats, weight: Floats) -> tuple[float, Floats]:
    shifted = logits - logits.max(axis=1, keepdims=True)
    raised = np.exp(shifted)
    total = raised.sum(axis=1, keepdims=True)
    loss = -float((((shifted - np.log(total)) * wanted).sum(axis=1) * weight).sum())
    return loss, (raised / total - wanted) * weight[:, None]


def _sigmoid_loss(logits: Floats, wanted: Floats, known: Floats) -> tuple[float, Floats]:
    loss = float(((np.logaddexp(0.0, logits) - wanted * logits) * known).sum())
    return loss, (1.0 / (1.0 + np.exp(-logits)) - wanted) * known
