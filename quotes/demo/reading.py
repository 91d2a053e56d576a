"""The demo's data files as typed records."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent

Days = tuple[date, date]


@dataclass(frozen=True)
class Told:
    """One quotation with the article of ours that carries it. `words` stand in `text` once; `key` names the file."""

    key: str
    title: str
    language: str
    text: str
    published: date | None
    kind: str
    words: str
    clause: str
    speakers: tuple[str, ...]
    said: Days
    on_behalf_of: str = ""
    occasion: str = ""
    place: str = ""
    cue: str = ""
    speaker_mention: str = ""
    stance: str = ""
    draft: bool = False
    relay: tuple[dict[str, Any], ...] = ()
    notes: tuple[dict[str, str], ...] = ()
    translations: tuple[dict[str, Any], ...] = ()

    @property
    def content(self) -> bytes:
        """The article as a file: its title, then its text."""
        return f"{self.title}\n\n{self.text}\n".encode()


@dataclass(frozen=True)
class Decisions:
    """What the demo's editor decided about the quotations."""

    claim: dict[str, str]
    dispute: tuple[dict[str, str], ...] = field(default=())
    link: tuple[dict[str, Any], ...] = field(default=())


def articles() -> list[Told]:
    """All quotations, in the order of the days on which they were said."""
    told = [_told(path) for path in (FOLDER / "articles").glob("*.toml")]
    return sorted(told, key=lambda each: (each.said, each.key))


def speakers() -> dict[str, dict[str, Any]]:
    return _table("speakers.toml")


def outlets() -> dict[str, dict[str, str]]:
    """By name; the first one is ours."""
    return _table("outlets.toml")


def decisions() -> Decisions:
    table = _table("decisions.toml")
    return Decisions(table["claim"], tuple(table["dispute"]), tuple(table["link"]))


def _told(path: Path) -> Told:
    table = tomllib.loads(path.read_text("utf-8"))
    quotation = table["quotation"]
    first, last = quotation.pop("said_from"), quotation.pop("said_to")
    quotation.setdefault("clause", quotation["words"])
    quotation["speakers"] = tuple(quotation["speakers"])
    return Told(
        key=path.stem,
        title=table["title"],
        language=table["language"],
        text=table["text"],
        published=table.get("published"),
        said=(first, last),
        relay=tuple(table.get("relay", ())),
        notes=tuple(table.get("note", ())),
        translations=tuple(table.get("translation", ())),
        **quotation,
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))
