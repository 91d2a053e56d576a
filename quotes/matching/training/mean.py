"""The mean of the weights of several trainings that began at one: often better on held pairs than each of them.

Model soups (Wortsman and others 2022). What each training learnt by heart differs, what is in the matter agrees.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from quotes.matching.cross_encoder import quantised

Arrays = dict[str, npt.NDArray[Any]]


def write_mean(files: Sequence[Path], out: Path) -> None:
    """Write the mean of weights as `cross_encoder.export` wrote them. ValueError where they are of several networks."""
    np.savez_compressed(out, **mean([_read(file) for file in files]))  # type: ignore[arg-type]


def mean(networks: Sequence[Mapping[str, npt.NDArray[Any]]]) -> Arrays:
    """Return the mean: of matrices by their real values, levels times steps, and made levels again."""
    names = set(networks[0])
    if any(set(network) != names for network in networks):
        message = "These weights are of different networks."
        raise ValueError(message)
    found: Arrays = {}
    for name in sorted(names):
        steps = f"{name[:-2]}.s" if name.endswith(".w") else ""
        if steps in names:
            real = [network[name].astype(np.float32) * network[steps] for network in networks]
            found[name], found[steps] = quantised(np.mean(real, axis=0, dtype=np.float32))
        elif not name.endswith(".s"):
            found[name] = np.stack([network[name] for network in networks]).mean(axis=0, dtype=np.float32)
    return found


def _read(file: Path) -> Arrays:
    with np.load(file) as stored:
        return {name: stored[name] for name in stored.files}
