"""Fits small logistic models: ridge-penalised, by Newton's method (Hastie, Tibshirani and Friedman, ch. 4.4)."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from quotes.matching.scoring import Logistic

Array = npt.NDArray[np.float64]
_ROUNDS = 50
_SETTLED = 1e-8
_LEAST_SPREAD = 1e-6
_ROUNDING = 1e-12
_BOUNDED_ROUNDS = 2000
_MULTINOMIAL_RIDGE = 30.0

K = TypeVar("K")


def fit(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    names: Sequence[str],
    weights: Sequence[float],
    ridge: float = 1.0,
) -> Logistic:
    """Return the model for the named features; `weights` say how much each row counts.

    The ridge works on standardised features; the returned coefficients are for the features as they are.
    """
    standard = _Standard(rows, names)
    penalty = np.full(standard.design.shape[1], ridge)
    penalty[0] = 0
    counted = np.array(weights, dtype=np.float64)
    solved = shrunk(standard.design, np.array(labels, dtype=np.float64), penalty, weights=counted)
    return standard.model(solved)


def fit_softmax(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[K],
    kinds: Sequence[K],
    names: Sequence[str],
    weights: Sequence[float],
) -> dict[K, Logistic]:
    """Return one model a kind whose odds are to be compared by softmax: multinomial logistic regression."""
    standard = _Standard(rows, names)
    wanted = np.array([[float(label == kind) for kind in kinds] for label in labels])
    solved = _descend(standard.design, wanted, np.array(weights, dtype=np.float64)[:, None])
    return {kind: standard.model(column) for kind, column in zip(kinds, solved.T, strict=True)}


class _Standard:
    """Features with mean 0 and spread 1 beside a column of ones, and the way back."""

    def __init__(self, rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> None:
        values = np.array([[row[name] for name in names] for row in rows], dtype=np.float64)
        self._names = names
        self._centre, self._spread = values.mean(axis=0), values.std(axis=0)
        self._spread[self._spread == 0] = 1
        self.design: Array = np.hstack([np.ones((len(values), 1)), (values - self._centre) / self._spread])

    def model(self, solved: Array) -> Logistic:
        """Return the coefficients for the features as they are."""
        slopes = solved[1:] / self._spread
        bias = float(solved[0] - slopes @ self._centre)
        weights = {name: round(float(slope), 4) for name, slope in zip(self._names, slopes, strict=True)}
        return Logistic(round(bias, 4), weights)


def _descend(design: Array, wanted: Array, weights: Array) -> Array:
    """Newton's method with the bound of Böhning (1992) in place of the curvature: it never overshoots."""
    kinds = wanted.shape[1]
    penalty = _MULTINOMIAL_RIDGE * np.eye(design.shape[1])
    penalty[0, 0] = 1e-6
    bound = 0.5 * (1 - 1 / kinds) * (design * weights).T @ design + penalty
    beta = np.zeros((design.shape[1], kinds))
    for _ in range(_BOUNDED_ROUNDS):
        odds = design @ beta
        odds -= odds.max(axis=1, keepdims=True)
        chances = np.exp(odds)
        chances /= chances.sum(axis=1, keepdims=True)
        step = np.linalg.solve(bound, design.T @ (weights * (wanted - chances)) - penalty @ beta)
        beta += step
        if float(np.abs(step).max()) < 1e-5:
            break
    return beta


def shrunk(
    design: Array, labels: Array, penalty: Array, *, given: Array | None = None, weights: Array | None = None
) -> Array:
    """Return coefficients (columns,) that are added to the log odds which are `given` (rows,).

    `penalty` is one over the variance of each coefficient's normal prior around 0, so that few rows change little.
    `labels` are 0..1: one half for what is half right. `weights` say how much each row counts.
    """
    rows, columns = design.shape
    known = np.zeros(rows) if given is None else given
    counted = np.ones(rows) if weights is None else weights

    def cost(beta: Array) -> float:
        odds = known + design @ beta
        return float(counted @ (np.logaddexp(0, odds) - labels * odds) + penalty @ beta**2 / 2)

    beta = np.zeros(columns)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(known + design @ beta, -30, 30)))
        gradient = design.T @ (counted * (labels - chance)) - penalty * beta
        spread = counted * np.maximum(chance * (1 - chance), _LEAST_SPREAD)
        step = np.linalg.solve((design * spread[:, None]).T @ design + np.diag(penalty), gradient)
        # Where the rows say the contrary of what was given, a whole step goes too far, and the next one further.
        most = cost(beta) * (1 + _ROUNDING)
        while float(np.abs(step).max()) >= _SETTLED and cost(beta + step) > most:
            step /= 2
        beta += step
        if float(np.abs(step).max()) < _SETTLED:
            break
    return beta
