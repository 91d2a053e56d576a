"""Real texts to encode: whatever a folder of labelled data holds, whole and cut into its natural parts.

Formats: any JSON lines with `text`, or with `text1` and `text2` (retrieval sets, pair sets, articles). An article is
read as its paragraphs. Beside each text stand its sentences, pairs of neighbouring sentences, and clauses: what stands
between two signs of punctuation, and what a word that opens a clause begins. No window over words is a text.
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quotes.matching.scripts import UNSPACED, script_of
from quotes.matching.wordings import refusal_of

LANGUAGES = ("ar", "en", "ru", "zh", "fr", "es")
FIELDS = ("text", "text1", "text2")
LEAST_WORDS = 3
LEAST_CHARACTERS = 5
"""Of unspaced scripts."""
MOST_CHARACTERS = 1_200

_BY_SCRIPT = {"Arab": "ar", "Cyrl": "ru", "Hans": "zh"}
_SENTENCE_END = re.compile(r"(?<=[.!?؟])[\"”»’)]*\s+|(?<=[。！？])")
_CLAUSE_END = re.compile(r"[,;:،؛.!?؟](?!\s*\d)\s+|[，；：、。！？]|\s[-–—]+\s|—|[“”\"«»()\[\]]")
_OPENERS = {
    "en": "that which who whom whose because while but although though where when if as and or than after before since"
    " until so",
    "fr": "qui que mais parce lorsque dont où et ou si",
    "es": "que pero porque quien cuando donde y o aunque si",
    "ru": "что который которая которое которые которых которым но а и или когда где если потому чтобы",
    "ar": "أن أنّ الذي التي الذين لكن لأن حيث عندما إذا بعد قبل بينما كما",
}
_OPENER = {
    language: re.compile(rf"\s+(?=(?:{'|'.join(words.split())})\s)", re.IGNORECASE)
    for language, words in _OPENERS.items()
}
_EDGES = ' ,;:.!?،؛؟，；：、。！？"“”«»()[]-–—'


@dataclass(frozen=True, slots=True)
class RealText:
    """Words that somebody wrote, and the language that the data or else their script gives them."""

    text: str
    language: str


def read_texts(data: Path) -> list[RealText]:
    """Return the distinct texts below a folder in a stable order; those that cannot be matched are left out."""
    found: dict[str, RealText] = {}
    for path in sorted(data.rglob("*.jsonl")):
        for text in _texts_of(path):
            for part in parts_of(text):
                found.setdefault(_key(part.text), part)
    return [text for text in found.values() if _is_text(text)]


def parts_of(whole: RealText) -> Iterator[RealText]:
    """Yield the text (an article's paragraphs), its sentences, its pairs of sentences and its clauses."""
    for paragraph in filter(None, map(str.strip, whole.text.split("\n"))):
        sentences = [part.strip() for part in _SENTENCE_END.split(paragraph) if part.strip()]
        pairs = [f"{one} {other}" for one, other in itertools.pairwise(sentences)]
        clauses = [clause for sentence in sentences for clause in clauses_of(sentence, whole.language)]
        for text in (paragraph, *sentences, *pairs, *clauses):
            yield RealText(text[:MOST_CHARACTERS], whole.language)


def clauses_of(sentence: str, language: str) -> Iterator[str]:
    """Yield what stands between two signs of punctuation, and the clauses inside it."""
    opener = _OPENER.get(language)
    for stretch in filter(None, _CLAUSE_END.split(sentence)):
        yield stretch.strip(_EDGES)
        if opener:
            yield from (clause.strip(_EDGES) for clause in opener.split(stretch))


def _texts_of(path: Path) -> Iterator[RealText]:
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            row = json.loads(line)
            if isinstance(row, dict):
                for name in FIELDS:
                    if isinstance(row.get(name), str):
                        yield RealText(row[name], _language(row, name, path))


def _language(row: dict[str, Any], name: str, path: Path) -> str:
    """The row's own, else that at the end of the folder's name, else the usual one of its script."""
    given = row.get("lang" + name.removeprefix("text")) or row.get("lang")
    if given in LANGUAGES:
        return str(given)
    ends = path.parent.name.rsplit("_", 1)[-1].split("-")
    named = ends[-1] if name == "text2" else ends[0]
    return named if named in LANGUAGES else _BY_SCRIPT.get(script_of(row[name]), "en")


def _is_text(text: RealText) -> bool:
    if script_of(text.text) in UNSPACED:
        return len(text.text) >= LEAST_CHARACTERS
    return len(text.text.split()) >= LEAST_WORDS and refusal_of(text.text) is None


def _key(text: str) -> str:
    """Texts that differ only in punctuation and case are one."""
    return re.sub(r"\W+", " ", text).strip().casefold()
