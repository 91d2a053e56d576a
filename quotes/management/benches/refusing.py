"""Why something cannot be measured here, and how a bench speaks."""

from collections.abc import Callable

Say = Callable[[str], object]


class BenchRefusedError(Exception):
    """It cannot be measured here; the message says what to do."""
