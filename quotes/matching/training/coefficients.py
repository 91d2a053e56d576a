"""Fits the small models of the close reading, on pairs that the networks have not seen.

`same_meaning` learns from our own pairs, answers of retrieval sets, paraphrases and graded pairs; `content` from our
own pairs and groups alone: nobody else says what is opposed and what only shares a phrase.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from quotes.matching.close_reading import READ, VECTORS
from quotes.matching.contrast import NAMES as CONTRAST
from quotes.matching.encoders import FloatArray
from quotes.matching.engine import Engine, Prepared
from quotes.matching.figures import auc, average_precision, precision_recall
from quotes.matching.fitting import fit, fit_softmax
from quotes.matching.judging import judged
from quotes.matching.scoring import Content, Logistic
from quotes.matching.training.data import SEED, Fold, Pair, fold_of, own_pairs, public_pairs, searches
from quotes.matching.training.vectors import vectors_of
from quotes.matching.wordings import Wording

Features = Mapping[str, float]
MEANING: tuple[str, ...] = (
    *("cosine", "held", "held_inside", "clause", "answered", "answered_long", "length", "short", "same_script"),
    *(
        "cosine_in_script",
        "cosine_when_short",
        "characters",
        "words",
        "words_inside",
        "aligned",
        "reordered",
        "changed",
    ),
    *(*CONTRAST, *READ, *VECTORS),
)
CONTENT = (*MEANING, "phrase", "phrase_cosine", "phrase_words", "phrase_in_script")
_QUERIES, _HARD, _RANDOM = 100, 10, 2
_MOST = 1500
# To call a denial the same is worse than the reverse, but not by far: at twice this most of what repeats a statement in
# another language was called its opposite.
_CAUTION = 0.3


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """A pair and its features."""

    pair: Pair
    features: Features


def rows_of(own: Path, data: Path, engine: Engine) -> list[Row]:
    """Return the pairs that the networks have not seen, of each set at most _MOST, read closely."""
    sets: dict[str, list[Pair]] = defaultdict(list)
    for pair in _all(own, data, engine):
        if pair.fold != Fold.NETWORKS:
            sets[pair.source].append(pair)
    chance = random.Random(SEED)  # noqa: S311 - sampling of training pairs, no secret
    pairs = [pair for found in sets.values() for pair in chance.sample(found, min(_MOST, len(found)))]
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.first, pair.second)))
    prepared = {one.wording: one for one in engine.prepare(texts) if isinstance(one, Prepared)}
    compared = engine.compare_pairs([(prepared[pair.first], prepared[pair.second]) for pair in pairs])
    return [Row(pair, one.features) for pair, one in zip(pairs, compared, strict=True)]


def _all(own: Path, data: Path, engine: Engine) -> Iterable[Pair]:
    yield from own_pairs(own)
    yield from public_pairs(data)
    yield from _answers(data, engine)


def _answers(data: Path, engine: Engine) -> Iterator[Pair]:
    """Yield right answers and the nearest wrong ones, and some random ones."""
    chance = random.Random(SEED)  # noqa: S311 - sampling of training pairs, no secret
    known: dict[Wording, FloatArray] = {}
    for search in searches(data, _QUERIES):
        if fold_of(search.group) == Fold.NETWORKS:
            continue
        missing = [text for text in (search.query, *search.pool) if text not in known]
        known.update(zip(missing, vectors_of(engine, missing), strict=True) if missing else ())
        vectors, query = np.stack([known[text] for text in search.pool]), known[search.query]
        ranked = [int(place) for place in np.argsort(-(vectors @ query), kind="stable")]
        hard = [place for place in ranked if place not in search.right][:_HARD]
        strange = chance.sample(range(len(search.pool)), _RANDOM)
        for place in [*sorted(search.right)[:5], *hard, *strange]:
            right = place in search.right
            yield Pair(search.query, search.pool[place], None, right, right, search.source, search.group)


def _weights(rows: Sequence[Row], labels: Sequence[object]) -> list[float]:
    """Let sources count alike, and inside each every label, so that no large set drowns the others."""
    kinds = [(row.pair.source, label) for row, label in zip(rows, labels, strict=True)]
    counts = Counter(kinds)
    return [_trust(source) * len(kinds) / len(counts) / counts[source, label] for source, label in kinds]


def _trust(source: str) -> float:
    """Everyday sentences have many right answers that nobody labelled: their wrong ones teach little."""
    return 0.2 if source.startswith("tatoeba") else 1.0


def fitted(rows: Sequence[Row]) -> tuple[dict[str, Any], list[str]]:
    """Return the models for the coefficients file, and the lines of the report."""
    same, content = _same_meaning(rows), _content(rows)
    file = {"same_meaning": _stored(same), "content": {kind.value: _stored(model) for kind, model in content.items()}}
    return file, [*_table(rows, same.probability), "", *_content_tables(rows, content)]


def _same_meaning(rows: Sequence[Row]) -> Logistic:
    used = [row for row in rows if row.pair.fold == Fold.COEFFICIENTS and row.pair.same is not None]
    labels = [bool(row.pair.same) for row in used]
    return fit([row.features for row in used], labels, MEANING, _weights(used, labels))


def _content(rows: Sequence[Row]) -> dict[Content, Logistic]:
    used = [row for row in rows if row.pair.fold == Fold.COEFFICIENTS and row.pair.content and _own(row)]
    labels = [Content(row.pair.content) for row in used if row.pair.content]
    models = fit_softmax([row.features for row in used], labels, list(Content), CONTENT, _weights(used, labels))
    same = models[Content.SAME]
    return {**models, Content.SAME: Logistic(round(same.bias - _CAUTION, 4), same.weights)}


def _own(row: Row) -> bool:
    return row.pair.source in ("pairs", "groups")


def _stored(model: Logistic) -> dict[str, Any]:
    return {"bias": model.bias, "weights": dict(model.weights)}


def _table(rows: Sequence[Row], score: Callable[[Features], float]) -> list[str]:
    known = [row for row in rows if row.pair.fold == Fold.FIGURES and row.pair.same is not None]
    held = [(row.pair.source, score(row.features), bool(row.pair.same)) for row in known]
    lines = ["same meaning (only measured)", f"{'source':18} {'pairs':>6} {'AUC':>6} {'AP':>6} {'P@.5':>6} {'R@.5':>6}"]
    for source in [*sorted({source for source, _, _ in held}), "all"]:
        chosen = [(value, told) for name, value, told in held if source in (name, "all")]
        values, labels = [value for value, _ in chosen], [told for _, told in chosen]
        figures = (auc(values, labels), average_precision(values, labels), *precision_recall(values, labels, 0.5))
        lines.append(f"{source:18} {len(chosen):6} " + " ".join(f"{figure:6.3f}" for figure in figures))
    return lines


def _content_tables(rows: Sequence[Row], models: Mapping[Content, Logistic]) -> list[str]:
    """Return what the content of held pairs was taken for, one row a content."""
    lines = ["content (only measured; rows: what it is, columns: what it was taken for)"]
    for source in ("pairs", "groups"):
        taken: Counter[tuple[Content, Content]] = Counter()
        for row in rows:
            if row.pair.source == source and row.pair.fold == Fold.FIGURES and row.pair.content:
                chances = judged(models, row.features)
                taken[row.pair.content, max(chances, key=lambda kind: chances[kind])] += 1
        kinds = " ".join(f"{kind.value:>8}" for kind in Content)
        lines.append(f"{source:10} {kinds}   macro F {_macro_f(taken):.3f}")
        lines += [f"{kind.value:10} " + " ".join(f"{taken[kind, other]:8}" for other in Content) for kind in Content]
    return lines


def _macro_f(taken: Counter[tuple[Content, Content]]) -> float:
    def f1(kind: Content) -> float:
        named, there = sum(taken[other, kind] for other in Content), sum(taken[kind, other] for other in Content)
        return 2 * taken[kind, kind] / (named + there) if named + there else 0.0

    return sum(f1(kind) for kind in Content) / len(Content)
