"""Reads labelled data in the documented folder format, and makes training pairs of it.

Retrieval sets: corpus.jsonl {id, text, lang}, queries.jsonl {id, text, lang, split}, qrels.jsonl {qid, did}. Pair sets:
pairs.jsonl {text1, text2, label, score?}, the language at the end of the folder's name. Nothing of the data is kept.
"""

import hashlib
import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotes.matching.wordings import Wording, refusal_of


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled pair; a label that the data does not give is None. `group` keeps look-alikes in one fold."""

    first: Wording
    second: Wording
    related: bool | None
    same: bool | None
    source: str
    group: str


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Texts by id, and for each query the ids of its right answers."""

    name: str
    corpus: dict[str, Wording]
    queries: dict[str, Wording]
    answers: dict[str, set[str]] = field(default_factory=dict)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_retrieval(folder: Path) -> RetrievalSet:
    """Read a retrieval set; texts that cannot be matched are left out."""
    answers: dict[str, set[str]] = defaultdict(set)
    for row in read_lines(folder / "qrels.jsonl"):
        answers[row["qid"]].add(row["did"])
    return RetrievalSet(folder.name, _texts(folder / "corpus.jsonl"), _texts(folder / "queries.jsonl"), dict(answers))


def _texts(path: Path) -> dict[str, Wording]:
    rows = (row for row in read_lines(path) if refusal_of(row["text"]) is None)
    return {row["id"]: Wording(row["text"], row["lang"]) for row in rows}


def retrieval_sets(data: Path) -> list[RetrievalSet]:
    """Return every retrieval set below a folder, by name."""
    return [read_retrieval(path.parent) for path in sorted(data.glob("*/qrels.jsonl"))]


def read_pairs(folder: Path) -> list[Example]:
    """Read a pair set. A pair near in score is related; what the label calls paraphrase says the same."""
    languages = folder.name.rsplit("_", 1)[-1].split("-")
    examples = []
    for number, row in enumerate(read_lines(folder / "pairs.jsonl")):
        first, second = (Wording(row[f"text{n}"], languages[n - 1 if len(languages) > 1 else 0]) for n in (1, 2))
        if refusal_of(first.text) or refusal_of(second.text):
            continue
        same = bool(row["label"])
        examples.append(Example(first, second, _related(row), same, folder.name, f"{folder.name}/{number}"))
    return examples


def _related(row: dict[str, Any]) -> bool | None:
    """Graded pairs between "same topic" and "same statement" are left out: annotators differ there."""
    if "score" not in row:
        return None
    score = float(row["score"])
    return None if 2 < score < 4 else score >= 4


def pair_sets(data: Path) -> list[list[Example]]:
    """Return every pair set below a folder, by name."""
    return [read_pairs(path.parent) for path in sorted(data.glob("*/pairs.jsonl"))]


def held_out(example: Example) -> bool:
    """Say whether an example is in the third that is only measured; a group is in one fold as a whole."""
    return hashlib.sha256(example.group.encode()).digest()[0] % 3 == 0


def embedded_phrases(found: RetrievalSet, hosts: list[Wording], count: int, seed: int) -> list[Example]:
    """Make pairs that share one short phrase inside two unrelated texts, and pairs that share none.

    Beside each, the phrase alone against the second text: there the longer one holds all that the shorter one says.
    The phrase is a short text of `found` and its translation; hosts are texts of other documents in the same languages.
    """
    chance = random.Random(seed)  # noqa: S311 - sampling of training pairs, no secret
    by_language: dict[str, list[Wording]] = defaultdict(list)
    for host in hosts:
        by_language[host.language].append(host)
    short = sorted((query, answer) for query, answers in found.answers.items() for answer in answers)
    short = [(query, answer) for query, answer in short if _embeddable(found, query, answer, by_language)]
    chance.shuffle(short)
    examples: list[Example] = []
    for (query, answer), (_, stranger) in itertools.pairwise(short[: count + 1]):
        first = _hosted(found.queries[query], by_language, chance)
        group = f"{found.name}/{query.split('-')[0]}"
        for phrase, related in ((found.corpus[answer], True), (found.corpus[stranger], False)):
            second = _hosted(phrase, by_language, chance)
            examples.append(Example(first, second, related, False, f"{found.name}+hosts", group))
            examples.append(Example(found.queries[query], second, related, related, f"{found.name}+held", group))
    return examples


def _embeddable(found: RetrievalSet, query: str, answer: str, hosts: dict[str, list[Wording]]) -> bool:
    if query not in found.queries or answer not in found.corpus:
        return False
    pair = (found.queries[query], found.corpus[answer])
    return all(4 <= len(text.text) <= 45 and len(text.text.split()) <= 6 and hosts[text.language] for text in pair)


def _hosted(phrase: Wording, hosts: dict[str, list[Wording]], chance: random.Random) -> Wording:
    host = chance.choice(hosts[phrase.language]).text.rstrip(" .!?。！？")
    words = phrase.text.rstrip(" .!?。！？")
    joined = (f"{words}, {host}", f"{host}, {words}", f"{host} {words}")
    return Wording(chance.choice(joined), phrase.language)
