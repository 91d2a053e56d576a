"""Reads every labelled set below a folder, however deep: retrieval sets, pair sets and sets of named relations.

Formats (docs/matching.md): a folder with corpus.jsonl, queries.jsonl and qrels.jsonl; a folder with pairs.jsonl; a
folder with other .jsonl files whose lines are pairs with a `relation`.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from quotes.matching.engine import Wording
from quotes.matching.relating import BadPairError, GivenPair, guess_language, read_pair
from quotes.matching.relations import Relation, WordingDegree

T = TypeVar("T")

RETRIEVAL = ("corpus.jsonl", "queries.jsonl", "qrels.jsonl")
PAIRS = "pairs.jsonl"


class BadSetError(ValueError):
    """A folder that cannot be measured; the message names file and line."""


@dataclass(frozen=True)
class RetrievalSet:
    """Texts by id, and for each query the ids of its right answers; `near_misses`: query -> ids of near misses."""

    name: str
    corpus: Mapping[str, Wording]
    queries: Mapping[str, Wording]
    answers: Mapping[str, frozenset[str]]
    near_misses: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_itself(self, query: str, document: str) -> bool:
        """Whether a document is the query's own text standing in the pool: no answer, and not to be ranked."""
        same = query == document and self.queries[query].text == self.corpus[document].text
        return same and document not in self.answers[query]


@dataclass(frozen=True)
class LabelledPair:
    """`index` is the place of the line in its file, from 0."""

    index: int
    first: Wording
    second: Wording
    label: bool


@dataclass(frozen=True)
class PairSet:
    name: str
    pairs: Sequence[LabelledPair]


@dataclass(frozen=True)
class NamedPair:
    """A pair with the relation and the wording that a person gave it; `trap`: what makes it look like another."""

    pair: GivenPair
    relation: Relation
    wording: WordingDegree
    trap: str


@dataclass(frozen=True)
class RelationSet:
    name: str
    pairs: Sequence[NamedPair]


AnySet = RetrievalSet | PairSet | RelationSet


def find_sets(data: Path, *, split: str | None = None, prefix: str = "", most: int = 0) -> list[AnySet]:
    """Return the sets below a folder by name. Raises BadSetError.

    split: only queries and pairs of this split. prefix: only sets whose name begins so. most: at most so many queries
    or pairs of each, spread evenly over it (0: all).
    """
    folders = [folder for folder in (data, *sorted(path for path in data.rglob("*") if path.is_dir())) if _kind(folder)]
    names = _names(data, folders)
    chosen = [folder for folder in folders if names[folder].startswith(prefix)]
    found = [_read(folder, names[folder], split, most) for folder in chosen]
    sets = [one for one in found if one is not None]
    if not sets:
        asked = "".join(
            (f" whose name begins with “{prefix}”" if prefix else "", f" with split “{split}”" if split else "")
        )
        raise BadSetError(f"No labelled set{asked} is below {data}. docs/matching.md describes the formats.")
    return sets


def _kind(folder: Path) -> str | None:
    if all((folder / name).is_file() for name in RETRIEVAL):
        return "retrieval"
    if (folder / PAIRS).is_file():
        return "relations" if _has_relation(folder / PAIRS) else "pairs"
    return "relations" if any(_has_relation(path) for path in folder.glob("*.jsonl")) else None


def _has_relation(path: Path) -> bool:
    with path.open("rb") as lines:
        try:
            first = json.loads(lines.readline())
        except ValueError:
            return False
    return isinstance(first, dict) and {"relation", "text1", "text2"} <= first.keys()


def _names(data: Path, folders: Sequence[Path]) -> dict[Path, str]:
    """A set is called by its folder; where two folders have one name, by the way to it."""
    counts = Counter(folder.resolve().name for folder in folders)
    return {
        folder: folder.resolve().name
        if counts[folder.resolve().name] == 1 or folder == data
        else folder.relative_to(data).as_posix()
        for folder in folders
    }


def _read(folder: Path, name: str, split: str | None, most: int) -> AnySet | None:
    kind = _kind(folder)
    if kind == "retrieval":
        return _retrieval(folder, name, split, most)
    return _pairs(folder, name, split, most) if kind == "pairs" else _relations(folder, name, split, most)


def _retrieval(folder: Path, name: str, split: str | None, most: int) -> RetrievalSet | None:
    answers: dict[str, set[str]] = defaultdict(set)
    for _, row in _rows(folder / "qrels.jsonl", "qid", "did"):
        answers[str(row["qid"])].add(str(row["did"]))
    corpus, misses = {}, defaultdict(set)
    for _, row in _rows(folder / "corpus.jsonl", "id", "text"):
        corpus[str(row["id"])] = _wording(row)
        for query in _list(row.get("near_miss_of")):
            misses[query].add(str(row["id"]))
    rows = [row for _, row in _rows(folder / "queries.jsonl", "id", "text") if _in_split(row, split)]
    queries = {
        str(row["id"]): _wording(row) for row in _spread([row for row in rows if str(row["id"]) in answers], most)
    }
    if not queries:
        return None
    stray = {did for query in queries for did in answers[query]} - corpus.keys()
    if stray:
        raise BadSetError(f"{folder / 'qrels.jsonl'}: {min(stray)} is no text of corpus.jsonl.")
    kept = {query: frozenset(answers[query]) for query in queries}
    return RetrievalSet(
        name, corpus, queries, kept, {query: frozenset(misses[query]) for query in queries if misses[query]}
    )


def _list(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _pairs(folder: Path, name: str, split: str | None, most: int) -> PairSet | None:
    pairs = []
    languages = name.rsplit("/", 1)[-1].rsplit("_", 1)[-1].split("-")
    # sts17_ar-en names one language for each side, pawsx_fr one for both.
    usual = languages if all(2 <= len(one) <= 3 and one.isalpha() for one in languages) and "_" in name else []
    for index, row in _rows(folder / PAIRS, "text1", "text2", "label"):
        if _in_split(row, split):
            first, second = (_side(row, side, usual) for side in (1, 2))
            pairs.append(LabelledPair(index, first, second, bool(int(row["label"]))))
    return PairSet(name, _spread(pairs, most)) if pairs else None


def _side(row: Mapping[str, Any], side: int, usual: Sequence[str]) -> Wording:
    text = _checked(row[f"text{side}"])
    given = row.get(f"lang{side}") or (usual[min(side, len(usual)) - 1] if usual else None)
    return Wording(text, given or guess_language(text))


def _relations(folder: Path, name: str, split: str | None, most: int) -> RelationSet | None:
    pairs = []
    for path in sorted(folder.glob("*.jsonl")):
        if not _has_relation(path):
            continue
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if line.strip():
                pairs.append((_named(line, number, path), split is None or json.loads(line).get("split") == split))
    chosen = [pair for pair, wanted in pairs if wanted]
    return RelationSet(name, _spread(chosen, most)) if chosen else None


def _named(line: bytes, number: int, path: Path) -> NamedPair:
    try:
        pair = read_pair(line, number)
        row = json.loads(line)
        relation, wording = Relation(row["relation"]), WordingDegree(row["wording"])
    except BadPairError as error:
        raise BadSetError(f"{path}, line {number}: {error}") from error
    except (KeyError, ValueError) as error:
        raise BadSetError(f"{path}, line {number}: no known “relation” or “wording” ({error}).") from error
    return NamedPair(pair, relation, wording, str(row.get("trap") or ""))


def _rows(path: Path, *needed: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (index from 0, object) of the lines that are not blank."""
    with path.open(encoding="utf-8-sig") as lines:
        for index, line in enumerate(lines):
            if line.strip():
                yield index, _object(line, f"{path}, line {index + 1}", needed)


def _object(line: str, place: str, needed: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadSetError(f"{place}: this is not JSON.") from error
    missing = [name for name in needed if not isinstance(row, dict) or row.get(name) is None]
    if missing:
        raise BadSetError(f"{place}: “{missing[0]}” is missing.")
    return dict(row)


def _wording(row: Mapping[str, Any]) -> Wording:
    text = _checked(row["text"])
    return Wording(text, row.get("lang") or guess_language(text))


def _checked(text: Any) -> str:
    if not isinstance(text, str):
        raise BadSetError(f"{text!r} is no text.")
    return text


def _in_split(row: Mapping[str, Any], split: str | None) -> bool:
    return split is None or row.get("split") == split


def _spread(everything: Sequence[T], most: int) -> Sequence[T]:
    """At most so many of a sequence, evenly spread over it."""
    if not most or len(everything) <= most:
        return everything
    return [everything[place * len(everything) // most] for place in range(most)]
