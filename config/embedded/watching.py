"""Programs that are started again when they end by themselves."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from config.embedded.errors import StackError
from config.embedded.processes import Process, Program, log_tail

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# Whoever ran this long before it ended is treated as if it had never failed.
HEALTHY_SECONDS = 60.0


@dataclass
class Watched:
    """A program that shall run; `start` starts it (again)."""

    name: str
    start: Callable[[], Process]
    process: Process | None = None
    pause: float = FIRST_PAUSE
    started: float = field(default=0.0)
    due: float | None = None

    def begin(self) -> None:
        self.process = self.start()
        self.started = time.monotonic()
        self.due = None

    def look(self, now: float, say: Callable[[str], None]) -> None:
        """Say so if the program ended, and start it again after a pause. `now` is monotonic seconds."""
        if self.due is not None:
            if now >= self.due:
                self._begin_again(say)
        elif self.process and not self.process.running:
            self._ended(now, say)

    def _ended(self, now: float, say: Callable[[str], None]) -> None:
        assert self.process is not None
        self.process.end_group()
        if now - self.started > HEALTHY_SECONDS:
            self.pause = FIRST_PAUSE
        say(f"{self.name} ended by itself and is started again in {self.pause:.0f} s. Its log ends:")
        say(log_tail(self.process.program.log, lines=8))
        self.due = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def _begin_again(self, say: Callable[[str], None]) -> None:
        try:
            self.begin()
        except StackError as error:
            say(str(error))
            self.due = time.monotonic() + self.pause
        else:
            say(f"{self.name} runs again.")


def watched(program: Program) -> Watched:
    return Watched(name=program.name, start=lambda: Process(program))


def stop_together(these: list[Watched]) -> None:
    """Ask all at once, then wait for each, so that their patience does not add up."""
    processes = [each.process for each in these if each.process]
    for process in processes:
        process.ask_to_stop()
    for process in processes:
        process.stop()
