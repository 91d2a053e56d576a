"""Trains the coefficients:  python -m quotes.matching.training DATA --out quotes/matching/coefficients.json

Two thirds of the groups train, one third is only measured; the report is written beside the coefficients. Pairs:

- related: answers of retrieval sets against their hardest wrong answers (highest cosine) and against random ones;
  graded pairs (score >= 4 against <= 2); one short phrase inside two unrelated texts, across languages.
- same meaning: the same answers, and paraphrase pairs whose negatives are role swaps and exchanged words.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from quotes.matching.engine import Engine, Prepared, Wording, default_engine
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
from quotes.matching.scoring import Logistic

T = TypeVar("T")
SEED = 20260101
RELATED = (
    "cosine",
    "held",
    "held_surprise",
    "held_inside",
    "clause",
    "answered",
    "answered_long",
    "phrase",
    "length",
    "short",
    "same_script",
    "cosine_when_short",
    "cosine_in_script",
    "words",
    "words_inside",
    "characters",
    "aligned",
    "numbers_agree",
    "numbers_clash",
)
SAME_MEANING = (
    "cosine",
    "held",
    "clause",
    "answered",
    "answered_long",
    "length",
    "same_script",
    "cosine_in_script",
    "characters",
    "words",
    "aligned",
    "reordered",
    "changed",
    "numbers_clash",
    "negation_differs",
    "limit_differs",
    "dismissal_differs",
)
THRESHOLDS = {"flag": 0.5, "fair": 0.7, "strong": 0.9}
# How much of each set is used: enough for some twenty coefficients, and minutes instead of an hour on one core.
_QUERIES, _HARD, _RANDOM = 120, 3, 2
_PAIRS = 300
_HOSTED_PHRASES = 100


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
    return [engine.compare(prepared[one.first], prepared[one.second]).features for one in examples]


def _weights(examples: Sequence[Example], labels: Sequence[bool]) -> list[float]:
    """Let every source count alike, and inside it both labels, so that no large set drowns the others."""
    kinds = [(example.source, label) for example, label in zip(examples, labels, strict=True)]
    counts = Counter(kinds)
    return [len(kinds) / len(counts) / counts[kind] for kind in kinds]


def train(
    examples: Sequence[Example], rows: Sequence[Mapping[str, float]], target: str, names: Sequence[str]
) -> tuple[Logistic, list[str]]:
    """Return the model for one label (`related` or `same`) and its report's lines."""
    known = [(e, row, getattr(e, target)) for e, row in zip(examples, rows, strict=True)]
    used = [(e, row, bool(label)) for e, row, label in known if label is not None]
    fold = [one for one in used if not held_out(one[0])]
    labels = [label for _, _, label in fold]
    model = fit([row for _, row, _ in fold], labels, names, _weights([e for e, _, _ in fold], labels))
    return model, _report(model, [one for one in used if held_out(one[0])], target)


def _report(model: Logistic, held: Sequence[tuple[Example, Mapping[str, float], bool]], target: str) -> list[str]:
    lines = [f"{target} (held-out third)", f"{'source':24} {'pairs':>6} {'AUC':>6} {'AP':>6} {'P@.5':>6} {'R@.5':>6}"]
    for source in [*sorted({example.source for example, _, _ in held}), "all"]:
        rows = [(model.probability(row), label) for e, row, label in held if source in (e.source, "all")]
        scores, labels = [score for score, _ in rows], [label for _, label in rows]
        precision, recall = precision_recall(scores, labels, THRESHOLDS["flag"])
        figures = (auc(scores, labels), average_precision(scores, labels), precision, recall)
        lines.append(f"{source:24} {len(rows):6} " + " ".join(f"{figure:6.3f}" for figure in figures))
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Train both models, write coefficients and report."""
    parser = argparse.ArgumentParser(description="Train the coefficients of the matching engine.")
    parser.add_argument("data", type=Path, help="folder of labelled sets")
    parser.add_argument("--out", type=Path, required=True, help="coefficients file to write; the report goes beside it")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"{options.data} is no folder: give the folder that holds the labelled sets.")
    engine = default_engine()
    examples = examples_of(options.data, engine)
    rows = features_of(examples, engine)
    related, first = train(examples, rows, "related", RELATED)
    same, second = train(examples, rows, "same", SAME_MEANING)
    content = {
        name: {"bias": model.bias, "weights": dict(model.weights)}
        for name, model in (("related", related), ("same_meaning", same))
    }
    options.out.write_text(json.dumps({**content, "thresholds": THRESHOLDS}, indent=2) + "\n", encoding="utf-8")
    report = "\n".join([*first, "", *second]) + "\n"
    options.out.with_suffix(".report.txt").write_text(report, encoding="utf-8")
    sys.stdout.write(report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
