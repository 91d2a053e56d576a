"""Measures the engine on labelled data:  python -m quotes.matching.measure DATA

Retrieval: every text of the pool is ranked for every query, first by cosine, the best RERANKED by the engine itself.
Flags: what the engine would flag at its default threshold among those it reranked. Pairs: by the probability that both
say the same. The plain cosine of the encoder is printed beside it as the peer.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from quotes.matching.engine import Engine, Prepared, Wording, default_engine
from quotes.matching.figures import auc, average_precision, hit_at_1, map_at, precision_recall
from quotes.matching.labelled import Example, RetrievalSet, pair_sets, retrieval_sets

RERANKED = 20
DEPTH = 5
OTHER_THRESHOLDS = (0.5, 0.7, 0.8, 0.9)


def retrieval_lines(found: RetrievalSet, engine: Engine, most_queries: int) -> Iterator[str]:
    """Yield the table lines of one retrieval set: the engine, the cosine alone, and the flags."""
    pool = _prepared(engine, found.corpus)
    matrix = np.stack([one.vector for one in pool.values()])
    ids = list(pool)
    by_cosine, by_engine, possible = [], [], []
    scores, labels = [], []
    for query, prepared in list(_prepared(engine, found.queries).items())[:most_queries]:
        right = found.answers.get(query, set())
        order = np.argsort(-(matrix @ prepared.vector), kind="stable")
        ranked = [ids[place] for place in order if ids[place] != query][:RERANKED]
        compared = engine.compare_many(prepared, [pool[one] for one in ranked])
        again = sorted(zip(compared, ranked, strict=True), key=lambda pair: -pair[0].probability)
        by_cosine.append([one in right for one in ranked])
        by_engine.append([one in right for _, one in again])
        possible.append(len(right))
        scores += [comparison.probability for comparison, _ in again]
        labels += by_engine[-1]
    for name, ranking in (("engine", by_engine), ("cosine", by_cosine)):
        figures = f"Hit@1 {hit_at_1(ranking):.3f}  MAP@{DEPTH} {map_at(ranking, possible, DEPTH):.3f}"
        yield f"{found.name:18} {name:8} {figures}"
    reached = sum(labels) / sum(possible)
    for threshold in sorted({engine.threshold, *OTHER_THRESHOLDS}):
        precision, recall = precision_recall(scores, labels, threshold)
        name = "default" if threshold == engine.threshold else "flag at"
        yield f"{found.name:18} {name} {threshold:.2f}  precision {precision:.3f}  recall {recall * reached:.3f}"


def _prepared(engine: Engine, wordings: Mapping[str, Wording]) -> dict[str, Prepared]:
    answers = zip(wordings, engine.prepare(list(wordings.values())), strict=True)
    return {key: answer for key, answer in answers if isinstance(answer, Prepared)}


def pair_line(examples: Sequence[Example], engine: Engine, most_pairs: int) -> str:
    """Return the table line of one pair set."""
    ours, cosines, labels = [], [], []
    for example in list(examples)[:most_pairs]:
        first, second = engine.prepare([example.first, example.second])
        if isinstance(first, Prepared) and isinstance(second, Prepared):
            comparison = engine.compare(first, second)
            ours.append(comparison.same_meaning)
            cosines.append(comparison.features["cosine"])
            labels.append(bool(example.same))
    figures = [
        f"AUC {auc(scores, labels):.3f}  AP {average_precision(scores, labels):.3f}" for scores in (ours, cosines)
    ]
    return f"{examples[0].source:18} engine   {figures[0]}   cosine {figures[1]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one table for every set below the folder."""
    parser = argparse.ArgumentParser(description="Measure the matching engine on labelled sets.")
    parser.add_argument("data", type=Path, help="folder of labelled sets")
    parser.add_argument("--most", type=int, default=200, help="queries or pairs of each set (0: all)")
    parser.add_argument("--set", default="", help="only sets whose name begins so")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"{options.data} is no folder: give the folder that holds the labelled sets.")
    engine, most = default_engine(), options.most or 10**9
    for found in (one for one in retrieval_sets(options.data) if one.name.startswith(options.set)):
        for line in retrieval_lines(found, engine, most):
            sys.stdout.write(line + "\n")
    for examples in (one for one in pair_sets(options.data) if one[0].source.startswith(options.set)):
        sys.stdout.write(pair_line(examples, engine, most) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
