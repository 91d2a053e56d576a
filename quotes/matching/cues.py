"""Where a text negates, limits, hedges, obliges, generalises or dismisses; the words are in cues.toml.

Languages without a table have no cues, and then nothing is concluded from their absence. What a kind means is told in
the table. Kinds that a language does not list have no place in it.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from quotes.matching.normalise import fold
from quotes.matching.scripts import UNSPACED, script_of

TABLES = Path(__file__).with_name("cues.toml")
# "n't" hangs on its verb: can't, won't.
_HANGING = "n't"
# Phrases in which the words inside are no cues of that kind: "no doubt" does not negate.
_EXCEPTIONS = "exceptions"

CueKind = Literal[
    "negations",
    "limits",
    "concessions",
    "dismissals",
    "obligations",
    "possibilities",
    "certainties",
    "universals",
    "partials",
    "exclusives",
    "conditions",
    "denials",
    "futures",
    "pasts",
    "intentions",
    "questions",
    "comparisons",
]
CUE_KINDS: tuple[CueKind, ...] = get_args(CueKind)
Place = tuple[int, int]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return one pattern for each language and kind; of two cues at one place the longer one is found."""
    raw = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    return {
        language: {
            kind: _pattern(cues, kinds.get(_EXCEPTIONS, []) if kind == "negations" else [])
            for kind, cues in kinds.items()
        }
        for language, kinds in raw.items()
    }


def _pattern(cues: list[str], exceptions: list[str]) -> re.Pattern[str]:
    """Return a pattern whose group `cue` is set where a cue was found and not where an exception hides it."""
    return re.compile(f"(?:{_alternatives(exceptions)})|(?P<cue>{_alternatives(cues)})")


def _alternatives(cues: list[str]) -> str:
    """Return a pattern of all cues: whole words, after one look at what stands before them, and parts of text."""
    ordered = sorted({fold(cue) for cue in cues}, key=lambda cue: (-len(cue), cue))
    whole = [re.escape(cue) for cue in ordered if _is_word(cue)]
    parts = [re.escape(cue) + (r"(?![^\W_])" if cue == _HANGING else "") for cue in ordered if not _is_word(cue)]
    words = [rf"(?<![^\W_])(?:{'|'.join(whole)})(?![^\W_])"] if whole else []
    return "|".join([*words, *parts]) or r"(?!)"


def _is_word(cue: str) -> bool:
    return cue != _HANGING and cue[0].isalnum() and script_of(cue) not in UNSPACED


def cue_places(folded: str, language: str, kind: CueKind) -> tuple[Place, ...] | None:
    """Return the spans of cues in a shadow text in order, None where the language (`ar`, `ar-EG`) has no table.

    A limit after a concession belongs to it ("although ..., yet ...") and limits nothing.
    """
    table = _tables().get(language.lower().split("-")[0])
    if table is None:
        return None
    found = _places(folded, table.get(kind))
    if kind != "limits" or not found:
        return found
    conceded = _places(folded, table.get("concessions"))
    return tuple(place for place in found if not any(concession[0] < place[0] for concession in conceded))


def _places(folded: str, pattern: re.Pattern[str] | None) -> tuple[Place, ...]:
    if pattern is None:
        return ()
    return tuple(match.span() for match in pattern.finditer(folded) if match["cue"])
