"""Several jobs at once, each in a thread with a connection of its own: most of a visit is waiting for somebody."""

import logging
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Final, TypeVar

from django.db import connection

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
HANDS: Final = 8
"""So many hosts are waited for at once."""
LOOK_EVERY: Final = 0.5
T = TypeVar("T")


def work_with_hands(
    claim: Callable[[], T | None], work: Callable[[T], None], *, clock: Clock, until: datetime, hands: int = HANDS
) -> int:
    """Claim and work until nothing is left or the time is up; returns how many were taken."""

    def in_thread(claimed: T) -> None:
        try:
            work(claimed)
        except Exception:
            logger.exception("A worker could not write down what went wrong.")
        finally:
            connection.close()

    taken = 0
    running: set[Future[None]] = set()
    with ThreadPoolExecutor(hands, "fetching") as pool:
        while True:
            claimed = claim() if len(running) < hands and clock() < until else None
            if claimed is not None:
                running.add(pool.submit(in_thread, claimed))
                taken += 1
            elif running:
                running -= wait(running, LOOK_EVERY, FIRST_COMPLETED).done
            else:
                return taken
