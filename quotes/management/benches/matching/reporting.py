"""Figures of the sets as tables, the engine first, its peers below it."""

from collections.abc import Mapping, Sequence

from quotes.management.benches.matching.edits import Edit
from quotes.management.benches.matching.flagging import Flags
from quotes.management.benches.matching.relations import Named, by_trap, confusion, f_of, figures
from quotes.management.benches.matching.reliability import Series
from quotes.management.benches.matching.sets import PairSet, RelationSet, RetrievalSet
from quotes.management.benches.matching.tables import Table, share
from quotes.matching.relations import Relation

Figures = Mapping[str, Mapping[str, float]]

# How a column is headed where its name in the JSON does not say it.
HEADINGS = {
    "hit@1": "Hit@1",
    "recall@10": "Recall@10",
    "recall@20": "Recall@20",
    "mrr": "MRR",
    "map@5": "MAP@5",
    "near_misses_below": "near misses below",
    "auc": "AUC",
    "ap": "AP",
    "best_f1": "best F1",
}


def retrieval_table(found: RetrievalSet, table: Figures) -> Table:
    title = f"{found.name}: {len(found.queries)} queries, {len(found.corpus)} texts"
    return _figures(title, table)


def pair_table(found: PairSet, table: Figures) -> Table:
    positive = sum(pair.label for pair in found.pairs)
    return _figures(f"{found.name}: {len(found.pairs)} pairs, {positive} of them say the same", table)


def _figures(title: str, table: Figures) -> Table:
    names = list(next(iter(table.values())))
    rows = [[system, *(share(values[name]) for name in names)] for system, values in table.items()]
    return Table(title, ["", *(HEADINGS[name] for name in names)], rows)


def flags_from(thresholds: Mapping[str, float]) -> str:
    """From which probabilities what is flagged, in words."""
    return "flags from " + ", ".join(f"{least:.3g} ({what})" for what, least in thresholds.items())


def flag_table(name: str, flags: Flags, thresholds: Mapping[str, float]) -> Table:
    rows = [
        ["pool", str(flags.answers), str(flags.right), str(flags.wrong), share(flags.precision()), share(flags.recall)]
    ]
    columns = ["", "right answers", "flagged right", "flagged wrong", "precision", "recall"]
    return Table(f"{name}: {flags_from(thresholds)}", columns, rows)


def edit_table(name: str, flags: Flags) -> Table:
    rows = []
    for kind in Edit:
        for where, same_language in (("same language", True), ("other language", False)):
            judged = [one for one in flags.judged if one.kind == kind and one.same_language == same_language]
            flagged = sum(one.flagged for one in judged)
            same = sum(one.flagged and one.called_the_same for one in judged)
            rows += [[f"{kind}, {where}", str(len(judged)), str(flagged), str(same)]] if judged else []
    total = [len(flags.judged), flags.flagged_edits, flags.called_the_same]
    rows.append(["all", *map(str, total)])
    note = (
        f"Recall {share(flags.recall)}; precision with edits that are called the same"
        f" {share(flags.precision(against=flags.called_the_same))}, with every flagged edit"
        f" {share(flags.precision(against=flags.flagged_edits))}."
    )
    return Table(
        f"{name}: hard negatives by rule", ["edit", "pairs", "flagged", "flagged and called the same"], rows, note
    )


def reliability_table(one: Series) -> Table:
    rows = [
        [f"{each.low:.1f} to {each.high:.1f}", str(each.count), share(each.predicted), share(each.observed)]
        for each in one.bins
    ]
    note = f"Expected calibration error {share(one.error)}, Brier score {share(one.brier)}."
    return Table(f"Reliability, {one.name}", ["probability", "pairs", "mean probability", "right"], rows, note)


def relation_tables(found: RelationSet, named: Sequence[Named]) -> list[Table]:
    return [
        _overview(found, named),
        _by_relation(found, named[0]),
        _confusion(found, named[0]),
        _traps(found, named[0]),
    ]


def _overview(found: RelationSet, named: Sequence[Named]) -> Table:
    columns = {
        "macro_f": "macro F",
        "accuracy": "accuracy",
        "wording_accuracy": "wording accuracy",
        "contradictions_called_same": "contradictions called same",
        "traps_called_same": "traps called same",
        "paraphrases_kept": "paraphrases called same",
    }
    measured = [(one.name, figures(found, one)) for one in named]
    rows = [[name, *(share(values.get(key)) for key in columns)] for name, values in measured]
    note = (
        "Called same: named same utterance or repetition. Traps: pairs made to look the same by negation, antonym,"
        " number or role swap. Paraphrases: same utterances and repetitions in other words of one language."
    )
    return Table(f"{found.name}: {len(found.pairs)} pairs of named relations", ["", *columns.values()], rows, note)


def _by_relation(found: RelationSet, named: Named) -> Table:
    truth = [one.relation for one in found.pairs]
    rows = []
    for relation in Relation:
        precision, recall, f = f_of(truth, named.relations, relation)
        rows.append([_spoken(relation), str(truth.count(relation)), share(precision), share(recall), share(f)])
    return Table(f"{found.name}: by relation", ["", "pairs", "precision", "recall", "F"], rows)


def _confusion(found: RelationSet, named: Named) -> Table:
    counts = confusion(found, named)
    rows = [[_spoken(is_), *(str(counts.get((is_, called), 0)) for called in Relation)] for is_ in Relation]
    return Table(f"{found.name}: what is (rows) and what it was called", ["", *map(_spoken, Relation)], rows)


def _traps(found: RelationSet, named: Named) -> Table:
    rows = [[kind, str(pairs), str(called)] for kind, pairs, called in by_trap(found, named)]
    note = "Of the pairs below “none_” as many as possible should be: they only look like a trap."
    return Table(f"{found.name}: traps", ["trap", "pairs", "called same"], rows, note)


def _spoken(relation: Relation) -> str:
    return relation.value.replace("_", " ")
