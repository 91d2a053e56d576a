"""Labelled pairs for training, from our own files and from public sets, with what each of them teaches.

Our own: `train/*.jsonl` {text1, lang1, text2, lang2, relation} and `groups/*.jsonl` {same, opposed, echo, unrelated:
lists of {text, lang}}: within a group every text of `same` says the same as the others, every opposed one opposes them
all, an echo shares a phrase with the first, and nothing links the unrelated ones to the rest.
"""

import hashlib
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from quotes.matching.labelled import pair_sets, read_lines, retrieval_sets
from quotes.matching.scoring import Content
from quotes.matching.wordings import Wording

SEED = 20260101
# Pairs of each content that one group gives: what denies a statement is told from it hardest.
_OF_A_GROUP = {Content.SAME: 5, Content.OPPOSED: 6, Content.PHRASE: 2, Content.NONE: 3}
CONTENT_OF = {
    "same_utterance": Content.SAME,
    "repetition": Content.SAME,
    "contradiction": Content.OPPOSED,
    "shift": Content.OPPOSED,
    "echo": Content.PHRASE,
    "unrelated": Content.NONE,
}


class Fold(StrEnum):
    """What a group is for: networks, coefficients, or figures alone."""

    NETWORKS = "networks"
    COEFFICIENTS = "coefficients"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two wordings and what is known of them.

    `content` is None where only `same` is known; `related` says whether an editor should see the pair, None where
    nobody said. `source` names the set.
    """

    first: Wording
    second: Wording
    content: Content | None
    same: bool | None
    related: bool | None
    source: str
    group: str

    @property
    def fold(self) -> Fold:
        return fold_of(self.group)


def fold_of(group: str) -> Fold:
    """Return the fold of a group, always the same one."""
    digest = hashlib.sha256(group.encode()).digest()
    if digest[0] % 5:
        return Fold.NETWORKS
    return Fold.COEFFICIENTS if digest[1] % 3 else Fold.FIGURES


def own_pairs(folder: Path) -> list[LabelledPair]:
    """Return the pairs of `train` and `groups` below a folder."""
    return [*_written_pairs(folder / "train"), *_grouped_pairs(folder / "groups")]


def _written_pairs(folder: Path) -> Iterator[LabelledPair]:
    for path in sorted(folder.glob("*.jsonl")):
        for row in read_lines(path):
            first, second = (Wording(row[f"text{n}"], row[f"lang{n}"]) for n in (1, 2))
            yield _told(first, second, CONTENT_OF[row["relation"]], "pairs", row["id"])


def _grouped_pairs(folder: Path) -> Iterator[LabelledPair]:
    for path in sorted(folder.glob("*.jsonl")):
        for row in read_lines(path):
            yield from _pairs_of(row)


def _pairs_of(row: dict[str, Any]) -> Iterator[LabelledPair]:
    same, opposed, echo, unrelated = (
        [Wording(text["text"], text["lang"]) for text in row[kind]] for kind in ("same", "opposed", "echo", "unrelated")
    )
    told = [(first, second, Content.SAME) for first, second in itertools.combinations(same, 2)]
    told += [(first, second, Content.OPPOSED) for first in same for second in opposed]
    told += [(first, second, Content.NONE) for first in same for second in unrelated]
    told += [(same[0], second, Content.PHRASE) for second in echo]
    told += list(zip(opposed[:1], unrelated[:1], itertools.repeat(Content.NONE)))
    for first, second, content in told:
        yield _told(first, second, content, "groups", row["id"])


def _told(first: Wording, second: Wording, content: Content, source: str, group: str) -> LabelledPair:
    return LabelledPair(first, second, content, content == Content.SAME, content != Content.NONE, source, group)


def some_of_each(pairs: Iterable[LabelledPair], chance: random.Random) -> list[LabelledPair]:
    """Return at most _OF_A_GROUP pairs of each content of a group: many groups teach more than all pairs of a few."""
    groups: dict[tuple[str, Content], list[LabelledPair]] = defaultdict(list)
    for pair in pairs:
        if pair.content:
            groups[pair.group, pair.content].append(pair)
    kept = [chance.sample(found, min(_OF_A_GROUP[content], len(found))) for (_, content), found in groups.items()]
    return [pair for found in kept for pair in found]


def public_pairs(data: Path) -> list[LabelledPair]:
    """Return the pair sets of a folder: what says the same and what does not; graded ones between are left out."""
    found = []
    for examples in pair_sets(data):
        for example in examples:
            graded = example.source.startswith("sts")
            if graded and example.related is None:
                continue
            number = example.group.rsplit("/", 1)[-1]
            # Translations of one English pair stay in one fold.
            group = f"sts{example.first.language}-{number}" if graded else f"paws-{number}"
            content = Content.SAME if example.same else None
            related = example.related if graded else None
            found.append(
                LabelledPair(example.first, example.second, content, example.same, related, example.source, group)
            )
    return found


@dataclass(frozen=True, slots=True)
class Search:
    """A query, the texts that it may find, and the places of those that it should."""

    source: str
    group: str
    query: Wording
    pool: list[Wording]
    right: frozenset[int]


def searches(data: Path, most: int) -> Iterator[Search]:
    """Yield at most `most` queries of each retrieval set, always the same ones."""
    for found in retrieval_sets(data):
        queries = sorted(found.queries)
        random.Random(SEED).shuffle(queries)  # noqa: S311 - sampling of training pairs, no secret
        for query in queries[:most]:
            ids = [one for one in found.corpus if one != query]
            answers = found.answers.get(query, set())
            right = frozenset(place for place, one in enumerate(ids) if one in answers)
            pool = [found.corpus[one] for one in ids]
            yield Search(found.name, query.split("-")[0], found.queries[query], pool, right)
