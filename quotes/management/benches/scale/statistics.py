"""How distances are distributed, and how far two distributions are apart."""

import numpy as np

from quotes.matching.encoders import FloatArray

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


def quantiles(values: FloatArray) -> list[float]:
    """Return the values at SHARES."""
    return [float(value) for value in np.quantile(values, SHARES)]


def ks_distance(first: FloatArray, second: FloatArray) -> float:
    """Return the greatest difference of the two cumulative distributions, 0..1 (Kolmogorov and Smirnov)."""
    one, other = np.sort(first), np.sort(second)
    at = np.concatenate([one, other])
    shares = [np.searchsorted(sample, at, side="right") / len(sample) for sample in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max())
