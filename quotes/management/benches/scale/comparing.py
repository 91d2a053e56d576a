"""Whether grown vectors lie as really encoded ones do: distances to the 1st, 10th and 20th neighbour, side by side."""

from typing import Any

import numpy as np

from quotes.management.benches.refusing import Say
from quotes.management.benches.scale.neighbours import Vectors, neighbour_distances
from quotes.management.benches.scale.perturbing import Grounds, Growth, grounds_of, part_of
from quotes.management.benches.scale.statistics import ks_distance, quantiles

PLACES = (1, 10, 20)
SAMPLE = 1_000
SEED = 7


def compare_distances(grounds: Grounds, size: int, *, say: Say) -> dict[str, Any]:
    """Compare all real texts with as many rows grown from a part of them, grown as often as `size` grows the whole.

    A tenfold corpus can't be compared with ten times as many real texts, which nobody has; but a tenth of the real
    texts, grown tenfold by the same rule, can be compared with all of them.
    """
    real = grounds.encoded.vectors
    copies = max(2, round(size / len(real)))
    chance = np.random.default_rng(SEED)
    say(f"comparing distances: a {_ordinal(copies)} of the real texts, grown to all")
    part = chance.choice(len(real), max(len(real) // copies, 2 * max(PLACES)), replace=False)
    grown = _grown(grounds_of(part_of(grounds.encoded, part)), len(real))
    mine, theirs = (_distances(pool, chance) for pool in (real, grown))
    return {
        "copies": copies,
        "neighbours": {
            str(place): {
                "real": quantiles(mine[:, place - 1]),
                "grown": quantiles(theirs[:, place - 1]),
                "ks": ks_distance(mine[:, place - 1], theirs[:, place - 1]),
            }
            for place in PLACES
        },
    }


def _grown(grounds: Grounds, size: int) -> Vectors:
    growth = Growth(grounds, size, seed=SEED)
    return growth.vectors(growth.moves(0, size))


def _distances(pool: Vectors, chance: np.random.Generator) -> Any:
    members = chance.choice(len(pool), min(SAMPLE, len(pool)), replace=False)
    return neighbour_distances(pool, members, max(PLACES))


def _ordinal(copies: int) -> str:
    return "half" if copies == 2 else f"{copies}th part"
