"""Fits the two models that judge a pair at a glance. Two thirds of the groups train, one third is only measured.

- `whole`: answers of retrieval sets against their hardest wrong answers (highest cosine) and against random ones;
  graded pairs (score >= 4 against <= 2);
- `phrase`: one short phrase inside two unrelated texts, across languages, against texts that share none.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from quotes.matching.engine import Engine, Prepared, Wording
from quotes.matching.figures import auc, average_precision, precision_recall
from quotes.matching.fitting import fit
from quotes.matching.labelled import (
    Example,
    RetrievalSet,
    embedded_phrases,
    held_out,
    pair_sets,
    retrieval_sets,
)
from quotes.matching.scoring import THRESHOLDS, Logistic, noisy_or

T = TypeVar("T")
SEED = 20260101
# Passages are answered where a phrase is shared as well: the whole is judged by whole things.
WHOLE: tuple[str, ...] = ("cosine", "clause", "length", "short", "same_script", "cosine_when_short")
WHOLE += ("cosine_in_script", "words", "characters", "numbers_agree", "numbers_clash")
PHRASE: tuple[str, ...] = ("phrase", "phrase_cosine", "phrase_words", "phrase_in_script")
# How much of each set is used: enough for some twenty coefficients, and minutes instead of an hour on one core.
_QUERIES, _HARD, _RANDOM = 90, 3, 1
_PAIRS = 250
_HOSTED_PHRASES = 80


def examples_of(data: Path, engine: Engine) -> list[Example]:
    """Return every training and held-out pair of a folder of labelled data."""
    found = retrieval_sets(data)
    examples = [example for pairs in pair_sets(data) for example in sampled(pairs, _PAIRS)]
    # Hosts are the longer texts: everyday sentences of five words are hosts of nothing.
    hosts = [text for one in found for text in one.corpus.values() if len(text.text) > 60]
    for number, retrieval in enumerate(found):
        examples.extend(_answer_examples(retrieval, engine))
        examples.extend(embedded_phrases(retrieval, hosts, _HOSTED_PHRASES, SEED + number))
    return examples


def _answer_examples(found: RetrievalSet, engine: Engine) -> Iterator[Example]:
    chance = random.Random(SEED)  # noqa: S311 - sampling of training pairs, no secret
    ids = list(found.corpus)
    vectors = _vectors(engine, list(found.corpus.values()))
    queries = sampled(sorted(found.queries), _QUERIES)
    for query, vector in zip(queries, _vectors(engine, [found.queries[q] for q in queries]), strict=True):
        right = found.answers.get(query, set())
        ranked = [ids[place] for place in np.argsort(-(vectors @ vector), kind="stable")]
        hard = [one for one in ranked if one not in right and one != query][:_HARD]
        chosen = sorted(right)[:3] + hard + chance.sample(ids, _RANDOM)
        group = f"{found.name}/{query.split('-')[0]}"
        for one in chosen:
            label = one in right
            if one != query:
                yield Example(found.queries[query], found.corpus[one], label, label, found.name, group)


def sampled(everything: Sequence[T], count: int) -> list[T]:
    """Return at most `count` of a sequence, always the same ones."""
    chance = random.Random(SEED)  # noqa: S311 - sampling of training pairs, no secret
    return chance.sample(list(everything), min(count, len(everything)))


def _vectors(engine: Engine, wordings: Sequence[Wording]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    prepared = [one for one in engine.prepare(wordings) if isinstance(one, Prepared)]
    return np.stack([one.vector for one in prepared])


def features_of(examples: Sequence[Example], engine: Engine) -> list[Mapping[str, float]]:
    """Return the features of each example, in order."""
    texts = list(dict.fromkeys(text for example in examples for text in (example.first, example.second)))
    prepared = {one.wording: one for one in engine.prepare(texts) if isinstance(one, Prepared)}
    return [engine.glance(prepared[one.first], prepared[one.second]) for one in examples]


def _weights(examples: Sequence[Example], labels: Sequence[bool]) -> list[float]:
    """Let every source count alike, and inside it both labels, so that no large set drowns the others."""
    kinds = [(example.source, label) for example, label in zip(examples, labels, strict=True)]
    counts = Counter(kinds)
    return [len(kinds) / len(counts) / counts[kind] for kind in kinds]


Row = tuple[Example, Mapping[str, float], bool]


def rows_for(target: str, examples: Sequence[Example], rows: Sequence[Mapping[str, float]]) -> list[Row]:
    """Return the examples that teach one model, with their labels; target: whole, phrase.

    A phrase inside a longer text is what the phrase model learns, and what the model of the whole never sees.
    """
    chosen: list[Row] = []
    for example, row in zip(examples, rows, strict=True):
        if example.related is not None and _teaches(target, example, example.related):
            chosen.append((example, row, example.related))
    return chosen


def _teaches(target: str, example: Example, label: bool) -> bool:
    made = example.source.partition("+")[2]
    return not made if target == "whole" else bool(made) or not label


def train(used: Sequence[Row], names: Sequence[str]) -> Logistic:
    """Return the model that two thirds of the groups teach."""
    fold = [one for one in used if not held_out(one[0])]
    labels = [label for _, _, label in fold]
    return fit([row for _, row, _ in fold], labels, names, _weights([one[0] for one in fold], labels))


def report(title: str, used: Sequence[Row], probability: Callable[[Mapping[str, float]], float]) -> list[str]:
    """Return the lines of one model's table, measured on the held-out third."""
    held = [(example, probability(row), label) for example, row, label in used if held_out(example)]
    lines = [
        f"{title} (held-out third)",
        f"{'source':24} {'pairs':>6} {'AUC':>6} {'AP':>6} {'P@flag':>6} {'R@flag':>6}",
    ]
    for source in [*sorted({example.source for example, _, _ in held}), "all"]:
        rows = [(score, label) for example, score, label in held if source in (example.source, "all")]
        scores, labels = [score for score, _ in rows], [label for _, label in rows]
        at_flag = precision_recall(scores, labels, THRESHOLDS["glance_flag"])
        figures = (auc(scores, labels), average_precision(scores, labels), *at_flag)
        lines.append(f"{source:24} {len(rows):6} " + " ".join(f"{figure:6.3f}" for figure in figures))
    return lines


def trained(data: Path, engine: Engine) -> tuple[dict[str, Any], list[str]]:
    """Return the models and thresholds for the coefficients file, and the lines of the report."""
    examples = examples_of(data, engine)
    rows = features_of(examples, engine)
    targets = {"whole": WHOLE, "phrase": PHRASE}
    models = {name: train(rows_for(name, examples, rows), names) for name, names in targets.items()}
    content = {name: {"bias": model.bias, "weights": dict(model.weights)} for name, model in models.items()}
    related = [(e, row, e.related) for e, row in zip(examples, rows, strict=True) if e.related is not None]

    def glanced(row: Mapping[str, float]) -> float:
        return noisy_or(models["whole"].probability(row), models["phrase"].probability(row))

    lines = report("related, at a glance", related, glanced)
    return {**content, "thresholds": THRESHOLDS}, lines
