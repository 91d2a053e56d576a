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
TEXTS = frozenset({"text", "text1", "text2"})
CODES = frozenset({"lang", "lang1", "lang2"})
IDS = frozenset({"id", "qid", "did"})
LABELS = {"0": False, "0.0": False, "false": False, "1": True, "1.0": True, "true": True}
# How many files that were passed over are named.
SHOWN = 5


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
        raise BadSetError(_nothing(data, split, prefix))
    return sets


def _nothing(data: Path, split: str | None, prefix: str) -> str:
    asked = (f" whose name begins with “{prefix}”" if prefix else "") + (f" with split “{split}”" if split else "")
    passed = "".join(f"\n{one}" for one in passed_over(data))
    return f"No labelled set{asked} is below {data}. docs/matching.md describes the formats.{passed}"


def passed_over(data: Path) -> list[str]:
    """Say of the first .jsonl files below a folder that are part of no set why, and how many there are."""
    files = sorted(path for path in data.rglob("*.jsonl") if path.is_file())
    said = [f"Passed over: {path}: {reason}" for path in files if (reason := _why_not(path))]
    return said[:SHOWN] + ([f"Passed over: {len(said) - SHOWN} more files."] if len(said) > SHOWN else [])


def _why_not(path: Path) -> str:
    kind = _kind(path.parent)
    if path.name in RETRIEVAL:
        missing = [name for name in RETRIEVAL if not (path.parent / name).is_file()]
        return f"a retrieval set also needs {', '.join(missing)}." if missing else ""
    if path.name == PAIRS:
        return "" if kind != "retrieval" else "the folder is a retrieval set. Give it a folder of its own."
    if not _has_relation(path):
        return "its first line is no pair with a “relation”."
    return "" if kind == "relations" else "the folder holds a set of another kind. Give it a folder of its own."


def _kind(folder: Path) -> str | None:
    if all((folder / name).is_file() for name in RETRIEVAL):
        return "retrieval"
    if (folder / PAIRS).is_file():
        return "relations" if _has_relation(folder / PAIRS) else "pairs"
    return "relations" if any(_has_relation(path) for path in folder.glob("*.jsonl")) else None


def _has_relation(path: Path) -> bool:
    """Whether the first line that is not blank is a pair with a relation."""
    with path.open("rb") as lines:
        first = next(filter(bytes.strip, lines), b"")
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and {"relation", "text1", "text2"} <= row.keys()


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
    corpus: dict[str, Wording] = {}
    misses: dict[str, set[str]] = defaultdict(set)
    for row in _texts(folder / "corpus.jsonl"):
        corpus[str(row["id"])] = _wording(row)
        for query in _list(row.get("near_miss_of")):
            misses[query].add(str(row["id"]))
    rows = [row for row in _texts(folder / "queries.jsonl") if _in_split(row, split) and str(row["id"]) in answers]
    queries = {str(row["id"]): _wording(row) for row in _spread(rows, most)}
    if not queries:
        return None
    stray = {did for query in queries for did in answers[query]} - corpus.keys()
    if stray:
        raise BadSetError(f"{folder / 'qrels.jsonl'}: {min(stray)} is no text of corpus.jsonl.")
    kept = {query: frozenset(answers[query]) for query in queries}
    return RetrievalSet(
        name, corpus, queries, kept, {query: frozenset(misses[query]) for query in queries if misses[query]}
    )


def _texts(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of texts: each id once."""
    seen: dict[str, int] = {}
    for index, row in _rows(path, "id", "text"):
        if seen.setdefault(str(row["id"]), index) != index:
            place = f"{path}, line {index + 1}"
            raise BadSetError(f"{place}: the id {row['id']} already stands on line {seen[str(row['id'])] + 1}.")
        yield row


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
            pairs.append(LabelledPair(index, first, second, LABELS[str(row["label"]).lower()]))
    return PairSet(name, _spread(pairs, most)) if pairs else None


def _side(row: Mapping[str, Any], side: int, usual: Sequence[str]) -> Wording:
    text: str = row[f"text{side}"]
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
    with path.open("rb") as lines:
        for index, line in enumerate(lines):
            if line.strip():
                yield index, _object(line, f"{path}, line {index + 1}", needed)


def _object(line: bytes, place: str, needed: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadSetError(f"{place}: this is not UTF-8. Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadSetError(f"{place}: this is not JSON. Each line must be one object in braces.") from error
    missing = [name for name in needed if not isinstance(row, dict) or row.get(name) is None]
    if missing:
        raise BadSetError(f"{place}: “{missing[0]}” is missing.")
    _refuse_misfits(row, place, needed)
    return dict(row)


def _refuse_misfits(row: Mapping[str, Any], place: str, needed: Sequence[str]) -> None:
    """Refuse a value that would fail only while it is measured, or be measured as something else."""
    for name in TEXTS.intersection(needed):
        if not isinstance(row[name], str):
            raise BadSetError(f"{place}: “{name}” must be a text.")
    for name in CODES:
        if not isinstance(row.get(name), str | None):
            raise BadSetError(f"{place}: “{name}” must be a language code such as ar or en, or be left out.")
    for name in IDS.intersection(needed):
        if isinstance(row[name], bool) or not isinstance(row[name], str | int):
            raise BadSetError(f"{place}: “{name}” must be a text or a whole number.")
    if "label" in needed and str(row["label"]).lower() not in LABELS:
        raise BadSetError(f"{place}: “label” must be 1 (both say the same) or 0.")


def _wording(row: Mapping[str, Any]) -> Wording:
    text: str = row["text"]
    return Wording(text, row.get("lang") or guess_language(text))


def _in_split(row: Mapping[str, Any], split: str | None) -> bool:
    return split is None or row.get("split") == split


def _spread(everything: Sequence[T], most: int) -> Sequence[T]:
    """At most so many of a sequence, evenly spread over it."""
    if not most or len(everything) <= most:
        return everything
    return [everything[place * len(everything) // most] for place in range(most)]
