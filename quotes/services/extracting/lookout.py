"""How a process that has read everything looks less."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Lookout:
    """What one process remembers of an idle look: up to which capture all were read, and when it looked.

    Only to look less: a million captures need not be compared every second. Forgotten, nothing is lost.
    """

    read_up_to: int = 0
    looked_at: datetime | None = None
