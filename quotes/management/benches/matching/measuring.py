"""Reads the sets that were asked for, measures each, and shows its tables as it is done."""

import json
import shlex
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from quotes.management.benches.machine import machine
from quotes.management.benches.matching import pairs as pair_bench
from quotes.management.benches.matching import relations as relation_bench
from quotes.management.benches.matching import retrieval as retrieval_bench
from quotes.management.benches.matching.flagging import Flags, flags_of, judge_edits
from quotes.management.benches.matching.reliability import Series, series, svg
from quotes.management.benches.matching.reporting import (
    edit_table,
    flag_table,
    flags_from,
    pair_table,
    relation_tables,
    reliability_table,
    retrieval_table,
)
from quotes.management.benches.matching.sets import (
    AnySet,
    BadSetError,
    PairSet,
    RelationSet,
    RetrievalSet,
    find_sets,
    passed_over,
)
from quotes.management.benches.matching.tables import Table, markdown, plain
from quotes.management.benches.refusing import BenchRefusedError, Say
from quotes.matching.engine import Engine, default_engine

Row = tuple[str, ...]


@dataclass
class Measuring:
    """What one run of the command was asked for, and what it has found so far."""

    options: Mapping[str, Any]
    engine: Engine
    out: Say
    say: Say
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    pool: list[tuple[float, bool]] = field(default_factory=list)
    edits: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def with_peers(self) -> bool:
        return not (self.options["json"] or self.options["no_peers"])

    def show(self, *tables: Table) -> None:
        if not self.options["json"]:
            for table in tables:
                self.out((markdown(table) if self.options["markdown"] else plain(table)) + "\n")


def measure(options: Mapping[str, Any], *, out: Say, say: Say) -> None:
    """Measure every set that was asked for. Raises BenchRefusedError with what to do."""
    sets = _sets(options)
    _refuse_targets(options, sets)
    for sentence in [] if options["set"] else passed_over(options["data"]):
        say(sentence)
    measuring = Measuring(options, default_engine(), out, say)
    if not options["json"]:
        out(_heading(options, measuring.engine))
    for found in sets:
        began = time.monotonic()
        _measure(found, measuring)
        say(f"{found.name}: done in {time.monotonic() - began:.0f} s")
    _finish(measuring, len(sets))


def _sets(options: Mapping[str, Any]) -> list[AnySet]:
    if not options["data"].is_dir():
        raise BenchRefusedError(f"There is no folder {options['data']}. Give the one that holds the labelled sets.")
    try:
        return find_sets(options["data"], split=options["split"], prefix=options["set"], most=options["most"])
    except BadSetError as error:
        raise BenchRefusedError(str(error)) from error
    except OSError as error:
        raise BenchRefusedError(f"{error.filename} could not be read: {error.strerror}.") from error


def _refuse_targets(options: Mapping[str, Any], sets: list[AnySet]) -> None:
    """Everything that would fail at the end is refused at the beginning."""
    for name in ("run", "reliability"):
        target = options[name]
        if target is not None and (target.is_dir() or not target.parent.is_dir()):
            raise BenchRefusedError(f"{target} cannot be written: give a file in a folder that is there.")
        if target is not None:
            _try_to_write(target)
    retrieval = [found for found in sets if isinstance(found, RetrievalSet)]
    if (options["hard_negatives"] or options["reliability"]) and not retrieval:
        raise BenchRefusedError("Flags are counted on retrieval sets, and none of these is one.")


def _try_to_write(target: Path) -> None:
    """Hours later nobody wants to learn that the answer has no place; what stands there stays until then."""
    is_new = not target.exists()
    try:
        with target.open("ab"):
            pass
    except OSError as error:
        raise BenchRefusedError(f"{target} cannot be written: {error.strerror}. Give another file.") from error
    if is_new:
        target.unlink()


def _heading(options: Mapping[str, Any], engine: Engine) -> str:
    words = ["manage.py", "bench", "matching", "--data", "DIR"]
    for name in ("split", "set", "most"):
        words += [f"--{name}", str(options[name])] if options[name] else []
    words += ["--hard-negatives"] if options["hard_negatives"] else []
    words += ["--reliability", "OUT.svg"] if options["reliability"] else []
    command = shlex.join(words)
    today = datetime.now(UTC).date().isoformat()
    measured = f"{today}; {machine()}.\nEngine {engine.version}, {flags_from(engine.thresholds)}.\n\n"
    return f"    {command}\n\n{measured}" if options["markdown"] else f"{command}\n{measured}"


def _measure(found: AnySet, measuring: Measuring) -> None:
    if isinstance(found, RetrievalSet):
        _measure_retrieval(found, measuring)
    elif isinstance(found, PairSet):
        _measure_pairs(found, measuring)
    else:
        _measure_relations(found, measuring)


def _measure_retrieval(found: RetrievalSet, measuring: Measuring) -> None:
    result = retrieval_bench.retrieve(found, measuring.engine, measuring.say, with_peers=measuring.with_peers)
    table = {ranking.name: retrieval_bench.figures(found, ranking) for ranking in result.rankings}
    measuring.figures[found.name] = dict(table["Verbatim"])
    flags = flags_of(result)
    measuring.show(retrieval_table(found, table), flag_table(found.name, flags, measuring.engine.thresholds))
    for query, answers in result.rankings[0].answers.items():
        measuring.rows += [(found.name, query, one, f"{score:.6f}") for one, score in answers]
    measuring.pool += [(one.probability, one.right) for one in result.compared]
    if measuring.options["hard_negatives"]:
        _measure_edits(found, flags, measuring)


def _measure_edits(found: RetrievalSet, flags: Flags, measuring: Measuring) -> None:
    flags.judged = judge_edits(found, measuring.engine, measuring.say)
    measuring.show(edit_table(found.name, flags))
    measuring.edits += [(one.probability, False) for one in flags.judged]
    measuring.figures[found.name]["flags"] = {
        "thresholds": dict(measuring.engine.thresholds),
        "recall": flags.recall,
        "precision": flags.precision(),
        "precision_with_edits": flags.precision(against=flags.called_the_same),
        "precision_with_every_edit": flags.precision(against=flags.flagged_edits),
    }


def _measure_pairs(found: PairSet, measuring: Measuring) -> None:
    scored = pair_bench.score_pairs(found, measuring.engine, measuring.say, with_peers=measuring.with_peers)
    table = {one.name: pair_bench.figures(found, one) for one in scored}
    measuring.figures[found.name] = dict(table["Verbatim"])
    measuring.show(pair_table(found, table))
    measuring.rows += [
        (found.name, str(pair.index), f"{score:.6f}") for pair, score in zip(found.pairs, scored[0].scores, strict=True)
    ]


def _measure_relations(found: RelationSet, measuring: Measuring) -> None:
    named = relation_bench.name_pairs(found, measuring.engine, measuring.say, with_peers=measuring.with_peers)
    measuring.figures[found.name] = dict(relation_bench.figures(found, named[0]))
    measuring.show(*relation_tables(found, named))
    measuring.rows += [
        (found.name, str(one.pair.id), relation.value)
        for one, relation in zip(found.pairs, named[0].relations, strict=True)
    ]


def _finish(measuring: Measuring, sets: int) -> None:
    options = measuring.options
    if options["run"]:
        # One set needs no name on every line; several do.
        lines = ("\t".join(row[1:] if sets == 1 else row) + "\n" for row in measuring.rows)
        options["run"].write_text("".join(lines), encoding="utf-8")
    if measuring.pool and (options["reliability"] or options["hard_negatives"]):
        drawn = list(_series(measuring))
        measuring.show(*(reliability_table(one) for one in drawn))
        if options["reliability"]:
            options["reliability"].write_text(svg("Related: probability and truth", drawn), encoding="utf-8")
    if options["json"]:
        measuring.out(json.dumps({"sets": measuring.figures}, ensure_ascii=False, indent=2))


def _series(measuring: Measuring) -> Iterator[Series]:
    yield series("pool", measuring.pool)
    if measuring.edits:
        yield series("pool and edits", [*measuring.pool, *measuring.edits])
