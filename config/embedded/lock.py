"""One newsroom for each data folder."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from config.embedded.errors import SecondCopyError


class RunningLock:
    """Held by guard and supervisor; the kernel frees it when both are gone, however they went."""

    def __init__(self, file: Path) -> None:
        self._opened: TextIO = file.open("a+")

    def take(self, address: str) -> None:
        """Take the lock and write down who we are, or say who has it."""
        try:
            fcntl.flock(self._opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SecondCopyError(self._holder()) from error
        self._opened.truncate(0)
        self._opened.write(f"{address} (process {os.getpid()})")
        self._opened.flush()

    def _holder(self) -> str:
        self._opened.seek(0)
        return self._opened.read().strip()
