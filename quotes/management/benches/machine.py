"""What a figure was measured on, and percentiles of what was measured."""

import os
from collections.abc import Sequence
from pathlib import Path


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed (nearest rank)."""
    rank = -int(-share * len(values) // 1)
    return sorted(values)[max(rank, 1) - 1]


def memory_gigabytes() -> float:
    kilobytes = int(Path("/proc/meminfo").read_text().split(maxsplit=2)[1])
    return kilobytes / 1024**2


def machine() -> str:
    """Cores, memory, and how busy they are: figures of a shared machine say little without the load."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return f"{os.cpu_count()} cores, {memory_gigabytes():.1f} GB of memory, load average {load}"
