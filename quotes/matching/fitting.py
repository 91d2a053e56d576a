"""Fits a small logistic model: ridge-penalised, by Newton's method (Hastie, Tibshirani and Friedman, ch. 4.4)."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from quotes.matching.scoring import Logistic

Array = npt.NDArray[np.float64]
_ROUNDS = 50


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
    values = np.array([[row[name] for name in names] for row in rows], dtype=np.float64)
    centre, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1
    design = np.hstack([np.ones((len(values), 1)), (values - centre) / spread])
    solved = _newton(design, np.array(labels, dtype=np.float64), np.array(weights, dtype=np.float64), ridge)
    slopes = solved[1:] / spread
    bias = float(solved[0] - slopes @ centre)
    return Logistic(round(bias, 4), {name: round(float(slope), 4) for name, slope in zip(names, slopes, strict=True)})


def _newton(design: Array, labels: Array, weights: Array, ridge: float) -> Array:
    penalty = ridge * np.eye(design.shape[1])
    penalty[0, 0] = 0
    beta = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        gradient = design.T @ (weights * (labels - chance)) - penalty @ beta
        curvature = (design * (weights * np.maximum(chance * (1 - chance), 1e-6))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-7:
            break
    return beta
