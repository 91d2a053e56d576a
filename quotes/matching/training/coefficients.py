"""Fits the small models of the close reading, on pairs that the networks have not seen.

`found` and `linked` say whether an editor should see a pair: `found` learns from searches above all, `linked` from all
that is related or not, phrases that were put into unrelated texts among it. `same_meaning` learns from our own pairs,
answers of retrieval sets, paraphrases and graded pairs; `content` from our own pairs and groups alone: nobody else says
what is opposed and what only shares a phrase.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from quotes.matching.labelled import embedded_phrases, retrieval_sets
from quotes.matching.scoring import Content, Logistic, untrained
from quotes.matching.training.data import SEED, Fold, LabelledPair, fold_of, own_pairs, public_pairs, searches
from quotes.matching.training.vectors import vectors_of
from quotes.matching.wordings import Wording

Features = Mapping[str, float]
Trust = Callable[[str], float]
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
PHRASE = ("phrase", "phrase_cosine", "phrase_words", "phrase_in_script")
CONTENT = (*MEANING, *PHRASE)
# Few features order what a search has found: more of them learn the sets and not the matter.
_SEEN = ("cosine", "length", "same_script", "characters", "words", "quantities_agree", "quantities_clash", "read_none")
FOUND = (*_SEEN, "read_same", "denied_alike")
LINKED = (*_SEEN, "held", "clause", "answered", "vectors_none", *PHRASE)
_RELATED_RIDGE = 8.0
_QUERIES, _HARD, _RANDOM = 100, 10, 2
# Characters of a text that hosts a phrase, at least, and how many phrases of each set.
_HOST, _HOSTED = 60, 80
_MOST = 2500
# To call a denial the same is worse than the reverse, but not by far: at twice this most of what repeats a statement in
# another language was called its opposite.
_CAUTION = 0.3


@dataclass(frozen=True, eq=False, slots=True)
class Row:
    """A pair and its features."""

    pair: LabelledPair
    features: Features


def rows_of(own: Path, data: Path, engine: Engine) -> list[Row]:
    """Return the pairs that the networks have not seen, of each set at most _MOST, read closely."""
    sets: dict[str, list[LabelledPair]] = defaultdict(list)
    for pair in _all(own, data, engine):
        if pair.fold != Fold.NETWORKS:
            sets[pair.source].append(pair)
    chance = random.Random(SEED)  # noqa: S311 - sampling of training pairs, no secret
    pairs = [pair for found in sets.values() for pair in chance.sample(found, min(_MOST, len(found)))]
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.first, pair.second)))
    prepared = {one.wording: one for one in engine.prepare(texts) if isinstance(one, Prepared)}
    compared = engine.compare_pairs([(prepared[pair.first], prepared[pair.second]) for pair in pairs])
    return [Row(pair, one.features) for pair, one in zip(pairs, compared, strict=True)]


def _all(own: Path, data: Path, engine: Engine) -> Iterable[LabelledPair]:
    yield from own_pairs(own)
    yield from public_pairs(data)
    yield from _answers(data, engine)
    yield from _hosted(data)


def _hosted(data: Path) -> Iterator[LabelledPair]:
    """Yield short phrases inside unrelated texts: what links is the phrase alone."""
    found = retrieval_sets(data)
    hosts = [text for one in found for text in one.corpus.values() if len(text.text) > _HOST]
    for number, retrieval in enumerate(found):
        for one in embedded_phrases(retrieval, hosts, _HOSTED, SEED + number):
            group = one.group.rsplit("/", 1)[-1]
            yield LabelledPair(one.first, one.second, None, None, one.related, one.source, group)


def _answers(data: Path, engine: Engine) -> Iterator[LabelledPair]:
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
            yield LabelledPair(search.query, search.pool[place], None, right, right, search.source, search.group)


def _weights(rows: Sequence[Row], labels: Sequence[object], trust: Trust) -> list[float]:
    """Let sources count alike, and inside each every label, so that no large set drowns the others."""
    kinds = [(row.pair.source, label) for row, label in zip(rows, labels, strict=True)]
    counts = Counter(kinds)
    return [trust(source) * len(kinds) / len(counts) / counts[source, label] for source, label in kinds]


def _to_name(source: str) -> float:
    """How much a source counts for what a pair is. Everyday sentences have many right answers that nobody labelled."""
    return 0.0 if "+" in source else 0.2 if source.startswith("tatoeba") else 1.0


def _to_find(source: str) -> float:
    """How much a source counts for order and flags: searches in the news first, everyday sentences less.

    Our own pairs count a little: only they say that opposites, and the same thing in quite other words, are wanted.
    """
    plain = {"ntrex_quotes": 3.0, "groups": 0.1, "pairs": 0.1}
    return plain.get(source, 0.5 if source.startswith("tatoeba") and "+" not in source else 0.0)


def _to_link(source: str) -> float:
    """How much a source counts for whether a shared phrase is worth a look; phrases put into texts by rule less."""
    plain = {"ntrex_quotes": 4.0}.get(source, 0.1 if source.startswith("tatoeba") else 1.0)
    return 0.3 if "+" in source else plain


def fitted(rows: Sequence[Row], whole: Logistic, phrase: Logistic) -> tuple[dict[str, Any], list[str]]:
    """Return the models for the coefficients file, and the lines of the report; whole, phrase: those of the glance."""
    same, content = _same_meaning(rows), _content(rows)
    found, linked = _related(rows, FOUND, _to_find), _related(rows, LINKED, _to_link)
    file: dict[str, Any] = {"same_meaning": _stored(same), "found": _stored(found), "linked": _stored(linked)}
    file["content"] = {kind.value: _stored(model) for kind, model in content.items()}

    scoring = replace(untrained(), whole=whole, phrase=phrase, found=found, linked=linked, same_meaning=same)
    tables = [
        *_table("same meaning, named from .5 on", rows, same.probability, lambda pair: pair.same, lambda _: 0.5),
        "",
        *_table("related, flagged as by default", rows, scoring.related, lambda pair: pair.related, scoring.threshold),
    ]
    return file, [*tables, "", *_content_tables(rows, content)]


def _related(rows: Sequence[Row], names: Sequence[str], trust: Trust) -> Logistic:
    used = [row for row in rows if row.pair.fold == Fold.COEFFICIENTS and row.pair.related is not None]
    used = [row for row in used if trust(row.pair.source)]
    labels = [bool(row.pair.related) for row in used]
    weights = _weights(used, labels, trust)
    return fit([row.features for row in used], labels, names, weights, _RELATED_RIDGE)


def _same_meaning(rows: Sequence[Row]) -> Logistic:
    used = [row for row in rows if row.pair.fold == Fold.COEFFICIENTS and row.pair.same is not None]
    used = [row for row in used if _to_name(row.pair.source)]
    labels = [bool(row.pair.same) for row in used]
    return fit([row.features for row in used], labels, MEANING, _weights(used, labels, _to_name))


def _content(rows: Sequence[Row]) -> dict[Content, Logistic]:
    used = [row for row in rows if row.pair.fold == Fold.COEFFICIENTS and row.pair.content and _own(row)]
    labels = [Content(row.pair.content) for row in used if row.pair.content]
    models = fit_softmax(
        [row.features for row in used], labels, list(Content), CONTENT, _weights(used, labels, _to_name)
    )
    same = models[Content.SAME]
    return {**models, Content.SAME: Logistic(round(same.bias - _CAUTION, 4), same.weights)}


def _own(row: Row) -> bool:
    return row.pair.source in ("pairs", "groups")


def _stored(model: Logistic) -> dict[str, Any]:
    return {"bias": model.bias, "weights": dict(model.weights)}


def _table(
    title: str,
    rows: Sequence[Row],
    score: Callable[[Features], float],
    told: Callable[[LabelledPair], bool | None],
    least: Callable[[Features], float],
) -> list[str]:
    """`least` says from which score on a pair counts as found, for precision P and recall R."""
    known = [(row, told(row.pair)) for row in rows if row.pair.fold == Fold.FIGURES]
    held = [(row.pair.source, score(row.features), least(row.features), yes) for row, yes in known if yes is not None]
    lines = [f"{title} (only measured)", f"{'source':21} {'pairs':>6} {'AUC':>6} {'AP':>6} {'P':>6} {'R':>6}"]
    for source in [*sorted({row[0] for row in held}), "all"]:
        chosen = [row[1:] for row in held if source in (row[0], "all")]
        values, labels = [value for value, *_ in chosen], [yes for *_, yes in chosen]
        beyond = precision_recall([value - asked for value, asked, _ in chosen], labels, 0.0)
        figures = (auc(values, labels), average_precision(values, labels), *beyond)
        lines.append(f"{source:21} {len(chosen):6} " + " ".join(f"{figure:6.3f}" for figure in figures))
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
