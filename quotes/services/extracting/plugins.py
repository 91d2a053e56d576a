"""Asks the plug-ins that the settings name. One that raises or takes too long fails for itself alone."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string

from quotes.extraction.plugins import Answer, Checked, Plugin, Question, checked, gathered
from quotes.extraction.proposed import Proposed

logger = logging.getLogger(__name__)

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
SHOWN: Final = 300


class PluginFailed(Exception):
    """The plug-in gave no answer; the message says why."""


@dataclass
class Asked:
    """A plug-in in this process. While one question still runs, no further one is asked: a thread cannot be ended."""

    name: str
    plugin: Plugin
    running: Thread | None = None

    def find(self, question: Question, *, within: float) -> Answer:
        """The answer; `PluginFailed` where it raises, or has none in so many seconds."""
        if self.running and self.running.is_alive():
            raise PluginFailed("It still works on an article before this one.")
        if within <= 0:
            raise PluginFailed("No time was left for it.")
        told: SimpleQueue[Answer | BaseException] = SimpleQueue()
        self.running = Thread(target=self._run, args=(question, told), name=f"plugin-{self.name}", daemon=True)
        self.running.start()
        try:
            answer = told.get(timeout=within)
        except Empty:
            raise PluginFailed(f"It gave no answer in {within:.0f} seconds.") from None
        if isinstance(answer, BaseException):
            raise PluginFailed(f"{type(answer).__name__}: {answer}") from answer
        return answer

    def _run(self, question: Question, told: "SimpleQueue[Answer | BaseException]") -> None:
        try:
            told.put(gathered(self.plugin.find(question)))
        except BaseException as error:
            told.put(error)


@dataclass(frozen=True)
class Heard:
    """The proposals with what the plug-ins added, and what each of them did, as the run keeps it."""

    proposed: list[Proposed]
    notes: list[dict[str, Any]] = field(default_factory=list)


def hear(question: Question, proposed: Sequence[Proposed]) -> Heard:
    """Ask each plug-in, all of them together for EXTRACTION_PLUGIN_SECONDS; what the rules found stands in any case."""
    heard = Heard(list(proposed))
    until = monotonic() + settings.EXTRACTION_PLUGIN_SECONDS
    for asked in configured():
        note: dict[str, Any] = {"name": asked.name, "added": 0, "agreed": 0, "dropped": {}, "failure": ""}
        try:
            found = _ask(asked, question, heard.proposed, within=until - monotonic())
        except Exception as error:
            logger.warning("The plug-in %s failed.", asked.name, exc_info=True)
            note["failure"] = (str(error) or type(error).__name__).replace("\0", "")[:SHOWN]
        else:
            note.update(added=found.added, agreed=found.agreed, dropped=found.dropped)
            heard = Heard(found.proposed, heard.notes)
        heard.notes.append(note)
    return heard


def _ask(asked: Asked, question: Question, proposed: Sequence[Proposed], *, within: float) -> Checked:
    return checked(asked.name, asked.find(question, within=within), question, proposed)


def configured() -> tuple[Asked, ...]:
    """The plug-ins of EXTRACTION_PLUGINS in their order, made once a process."""
    return _loaded(tuple(settings.EXTRACTION_PLUGINS))


@lru_cache(maxsize=4)
def _loaded(paths: tuple[str, ...]) -> tuple[Asked, ...]:
    """A path leads to a class or a function that makes the plug-in. What cannot be loaded fails at each question."""
    return tuple(_made(path) for path in paths)


def _made(path: str) -> Asked:
    try:
        plugin: Plugin = import_string(path)()
        name = str(plugin.name)
        if not NAME.fullmatch(name):
            raise ValueError("Its name is not of small letters, digits and hyphens.")
    except Exception as error:
        logger.exception("The plug-in %s cannot be loaded.", path)
        return Asked(path.rpartition(".")[2], _Broken(f"It cannot be loaded from {path}: {error}"))
    return Asked(name, plugin)


@dataclass(frozen=True)
class _Broken:
    why: str
    name: str = "broken"

    def find(self, question: Question) -> Answer:
        raise PluginFailed(self.why)
