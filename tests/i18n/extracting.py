"""The words of the sources that have to be in the catalogue, found without gettext's programs."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
ROOMS = ("accounts", "sources", "quotes", "digests", "config")
WORD, COUNTED, IN_CONTEXT, COUNTED_IN_CONTEXT = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": WORD,
    "gettext": WORD,
    "gettext_lazy": WORD,
    "gettext_noop": WORD,
    "ngettext": COUNTED,
    "ngettext_lazy": COUNTED,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": COUNTED_IN_CONTEXT,
    "npgettext_lazy": COUNTED_IN_CONTEXT,
}
Message = tuple[str | None, str | tuple[str, ...]]
"""Context, and the text or its singular and plural."""


def messages_of_sources() -> dict[Message, str]:
    """Every message of our Python files and templates, with the file where it stands."""
    found: dict[Message, str] = {}
    for path in _python_files():
        with path.open("rb") as code:
            found.update(dict.fromkeys(_messages(code), str(path.relative_to(ROOT))))
    for path in _templates():
        found.update(dict.fromkeys(_messages(_as_python(path)), str(path.relative_to(ROOT))))
    return found


def _python_files() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((ROOT / room).rglob("*.py"))


def _templates() -> Iterator[Path]:
    return (path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in {".html", ".txt"})


def _as_python(path: Path) -> IO[bytes]:
    """What Django gives to xgettext: the calls that a template makes. The markup's indentation is none of Python's."""
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return BytesIO("\n".join(line.strip() for line in calls.splitlines()).encode())


def _messages(code: IO[bytes]) -> Iterator[Message]:
    for _, text, _, context in extract("python", code, keywords=KEYWORDS):
        yield context, text
