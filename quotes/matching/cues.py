"""Where a text negates, limits, concedes or dismisses; the words are in cues.toml, one table for each language.

Languages without a table have no cues, and then nothing is concluded from their absence.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from quotes.matching.normalise import fold
from quotes.matching.scripts import UNSPACED, script_of

TABLES = Path(__file__).with_name("cues.toml")
# "n't" hangs on its verb: can't, won't.
_HANGING = "n't"

CueKind = Literal["negations", "limits", "concessions", "dismissals"]
Place = tuple[int, int]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, tuple[str, ...]]]:
    raw = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    return {
        language: {kind: tuple(fold(cue) for cue in cues) for kind, cues in kinds.items()}
        for language, kinds in raw.items()
    }


def cue_places(folded: str, language: str, kind: CueKind) -> tuple[Place, ...] | None:
    """Return the spans of cues in a shadow text, None where the language (`ar`, `ar-EG`) has no table.

    A limit after a concession belongs to it ("although ..., yet ...") and limits nothing.
    """
    table = _tables().get(language.lower().split("-")[0])
    if table is None:
        return None
    found = _places(folded, table[kind])
    if kind != "limits":
        return found
    conceded = _places(folded, table["concessions"])
    return tuple(place for place in found if not any(concession[0] < place[0] for concession in conceded))


def _places(folded: str, cues: tuple[str, ...]) -> tuple[Place, ...]:
    """Return where cues stand, in order; of two that overlap the earlier and longer one."""
    every = [place for cue in cues for place in _places_of(folded, cue)]
    kept: list[Place] = []
    for place in sorted(every, key=lambda found: (found[0], -found[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return tuple(kept)


def _places_of(folded: str, cue: str) -> list[Place]:
    whole = script_of(cue) not in UNSPACED
    found, start = [], folded.find(cue)
    while start >= 0:
        end = start + len(cue)
        if not whole or _stands_alone(folded, start, end, cue):
            found.append((start, end))
        start = folded.find(cue, start + 1)
    return found


def _stands_alone(folded: str, start: int, end: int, cue: str) -> bool:
    before = cue == _HANGING or start == 0 or not folded[start - 1].isalnum()
    return before and (end == len(folded) or not folded[end].isalnum())
