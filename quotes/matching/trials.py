"""Tries what was learnt from decisions on decisions that were held back, whatever it is that was learnt.

Decisions that hang together (one quotation, one article) are one group: they stay on one side, and are drawn together.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# One group in three is never learnt from: on it what is new is compared with what is in use.
HELD_BACK = 3
_RESAMPLES = 500
# What is better lowers the loss in nineteen of twenty resamples and does not spoil the order.
_SURE = 0.95
_ORDER_KEPT = 0.02


class Grouped(Protocol):
    """A decision that knows with which others it hangs together."""

    @property
    def group(self) -> int: ...


G = TypeVar("G", bound=Grouped)


def groups_of(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The group of each pair: the lowest id that it reaches through pairs that share one."""
    above: dict[int, int] = {}

    def root(one: int) -> int:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for first, second in pairs:
        low, high = sorted((root(first), root(second)))
        above[high] = low
    return [root(first) for first, _ in pairs]


def split(decisions: Iterable[G]) -> tuple[list[G], list[G]]:
    """What to learn from, and what is held back. A group stays on its side however many decisions follow."""
    learnt: list[G] = []
    held: list[G] = []
    for one in decisions:
        (learnt if share_of(one.group, HELD_BACK) else held).append(one)
    return learnt, held


def share_of(group: int, shares: int) -> int:
    """In which of so many shares a group falls: chance, but the same at all times."""
    digest = hashlib.blake2b(str(group).encode(), digest_size=8).digest()
    return int.from_bytes(digest) % shares


@dataclass(frozen=True, slots=True)
class Trial:
    """Figures of what was learnt before and what is new, on decisions that neither has learnt from.

    Log loss is in nats (lower is better), average precision says how far up what was wanted stands (0..1).
    `surer` is the share of resamples of the groups (Efron 1979) in which the new one's loss is lower; `gain` holds
    the middle and the ends of the 95 % interval of how much lower.
    """

    loss_before: float
    loss_after: float
    precision_before: float
    precision_after: float
    surer: float
    gain: tuple[float, float, float]

    @property
    def is_better(self) -> bool:
        lower = self.loss_after < self.loss_before and self.surer >= _SURE
        return lower and self.precision_after >= self.precision_before - _ORDER_KEPT

    def to_json(self) -> dict[str, Any]:
        return {
            "loss": [round(self.loss_before, 4), round(self.loss_after, 4)],
            "precision": [round(self.precision_before, 4), round(self.precision_after, 4)],
            "surer": round(self.surer, 3),
            "gain": [round(value, 4) for value in self.gain],
        }


def tried(
    losses: tuple[Array, Array],
    precisions: tuple[float, float],
    groups: Sequence[int],
    *,
    weights: Array | None = None,
    seed: int = 1,
) -> Trial:
    """Compare the losses (N,) before and after of the same held decisions; there must be some."""
    counted = np.ones(len(groups)) if weights is None else weights
    before, after = losses
    gains = _resampled(before - after, counted, groups, seed)
    low, middle, high = (float(value) for value in np.quantile(gains, [0.025, 0.5, 0.975]))
    return Trial(
        loss_before=float(np.average(before, weights=counted)),
        loss_after=float(np.average(after, weights=counted)),
        precision_before=precisions[0],
        precision_after=precisions[1],
        surer=float((gains > 0).mean()),
        gain=(low, middle, high),
    )


def _resampled(values: Array, weights: Array, groups: Sequence[int], seed: int) -> Array:
    """Means of `values` in resamples of whole groups: what hangs together is no independent witness."""
    _, places = np.unique(np.array(groups), return_inverse=True)
    sums, counts = np.bincount(places, values * weights), np.bincount(places, weights)
    drawn = np.random.default_rng(seed).integers(0, len(sums), size=(_RESAMPLES, len(sums)))
    return np.asarray(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1), dtype=np.float64)
