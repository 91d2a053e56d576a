"""The figures of one size: load it, index it, ask it, beside its peers."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection

from quotes.candidates import hnsw
from quotes.candidates.backend import Filters, Leg
from quotes.candidates.postgres import PostgresCandidates
from quotes.management.benches.refusing import Say
from quotes.management.benches.scale import peers
from quotes.management.benches.scale.asking import (
    WANTED,
    Answering,
    Answers,
    Questions,
    ask,
    dense_truth,
    leg_of,
    product,
    questions_from,
    recall_of,
    without,
)
from quotes.management.benches.scale.database import ServerCpu
from quotes.management.benches.scale.loading import DAYS, FIRST_DAY, Corpus, lay_ground, load_corpus, words_of
from quotes.management.benches.scale.neighbours import IntArray
from quotes.management.benches.scale.perturbing import Growth
from quotes.matching.engine import default_engine
from quotes.models import Wording as StoredWording
from quotes.services.encoding.indexes import index_of

ASKED, ASKED_FILTERED, ASKED_TRIGRAMS, ASKED_NUMPY = 1_000, 150, 100, 50
SEED = 20_210_131
EFS = (20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 100, 128, 160, 200, 300, 400)
GOOD_RECALL = 0.98
FAISS_UP_TO = 1_000_000
TRIED = 1_000
SIZES = {
    "quotes_wordingvector": "vectors",
    "quotes_wordingband": "bands",
    "quotes_wording": "wordings",
    "quotes_quotation": "quotations",
    "quotes_occurrence": "occurrences",
    "quotes_segment": "segments",
    "quotes_attribution": "attributions",
}


def measure_size(growth: Growth, memory: str, *, search: bool, say: Say, now: datetime) -> dict[str, Any]:
    """Load and index what the rule grows; with `search`, ask it beside its peers. Returns the figures."""
    measure = Measure(growth, memory, say, now)
    corpus, candidates = measure.load()
    if search:
        measure.search(corpus, candidates)
    return measure.figures


@dataclass
class Measure:
    """One size under measure, and the figures so far."""

    growth: Growth
    memory: str
    say: Say
    now: datetime
    figures: dict[str, Any] = field(default_factory=dict)

    def search(self, corpus: Corpus, candidates: PostgresCandidates) -> None:
        """Measure everything that depends on the size."""
        questions = questions_from(self.growth, min(ASKED, len(self.growth.grounds)), seed=SEED)
        cpu = ServerCpu()
        self._dense_and_hybrid(corpus, candidates, questions, cpu)
        self._filtered(corpus, candidates, questions, cpu)
        self._lexical(corpus, candidates, cpu)

    def load(self) -> tuple[Corpus, PostgresCandidates]:
        self.figures["quotes"] = self.growth.size
        index = index_of(default_engine(), now=self.now)
        hnsw.drop_concurrently(index.pk)  # built from all rows at once it takes a fraction of the time
        candidates = PostgresCandidates(index)
        began = time.monotonic()
        corpus = load_corpus(self.growth, lay_ground(self.now), candidates, self.say)
        self.figures["load_seconds"] = time.monotonic() - began
        self.say("building the index of vectors")
        began = time.monotonic()
        candidates.build_index(memory=self.memory)
        self.figures["index_seconds"] = time.monotonic() - began
        self._sizes(hnsw.name_of(index.pk))
        return corpus, candidates

    def _sizes(self, index: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SELECT pg_relation_size(%s)", [index])
            (self.figures["index_bytes"],) = cursor.fetchone()
            cursor.execute(
                "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relname = ANY (%s)", [list(SIZES)]
            )
            self.figures["bytes"] = {SIZES[table]: size for table, size in cursor.fetchall()}
            cursor.execute("SELECT pg_database_size(current_database())")
            (self.figures["database_bytes"],) = cursor.fetchone()

    def _dense_and_hybrid(
        self, corpus: Corpus, candidates: PostgresCandidates, questions: Questions, cpu: ServerCpu
    ) -> None:
        self.say("exact neighbours")
        truth = dense_truth(questions, corpus)
        seen = without(truth, corpus.withdrawn)
        ef = _least_ef(lambda ef: leg_of(candidates.looking(ef), questions, Leg.DENSE), seen)
        sides = {
            "nothing": peers.nothing(),
            "dense": leg_of(candidates.looking(ef), questions, Leg.DENSE),
            "dense_usual": leg_of(candidates, questions, Leg.DENSE),
            "hybrid": product(candidates.looking(ef), questions),
            "hybrid_usual": product(candidates, questions),
            "lexical": leg_of(candidates, questions, Leg.LEXICAL),
            **self._faiss(corpus, questions, truth),
        }
        self.say(f"asking: {', '.join(sides)}")
        answers = ask(sides, len(questions), cpu)
        for name, one in answers.items():
            self.figures[name] = {**self.figures.get(name, {}), **one.figures}
            if name not in ("lexical", "nothing"):
                right = truth[:, :WANTED] if name == "faiss" else seen
                self.figures[name]["recall"] = recall_of(one, right)
        self.figures["dense"]["ef_search"] = self.figures["hybrid"]["ef_search"] = ef
        exact = ask({"numpy": peers.numpy_exact(questions, corpus)}, min(ASKED_NUMPY, len(questions)), cpu)
        self.figures |= {name: one.figures for name, one in exact.items()}

    def _faiss(self, corpus: Corpus, questions: Questions, truth: IntArray) -> dict[str, Answering]:
        """The peer as one side, none above FAISS_UP_TO: its graph would take as long again as everything else."""
        if len(corpus) > FAISS_UP_TO:
            return {}
        self.say("building the graph of faiss")
        faiss = peers.build_faiss(corpus, threads=2)
        ef = _least_ef(lambda ef: faiss.answering(questions, ef), truth[:, :WANTED])
        self.figures["faiss"] = {
            "ef_search": ef,
            "m": hnsw.M,
            "ef_construction": hnsw.EF_CONSTRUCTION,
            "build_seconds": faiss.build_seconds,
        }
        return {"faiss": faiss.answering(questions, ef)}

    def _filtered(self, corpus: Corpus, candidates: PostgresCandidates, questions: Questions, cpu: ServerCpu) -> None:
        self.figures["filtered"] = {}
        for name, (filters, allowed) in narrowings(corpus).items():
            self.say(f"asking within: {name}")
            side = product(candidates, questions, lexical=False, filters=filters)
            (answers,) = ask({name: side}, min(ASKED_FILTERED, len(questions)), cpu).values()
            some = Questions(questions.vectors[: len(answers.found)], questions.words[: len(answers.found)])
            self.figures["filtered"][name] = {
                **answers.figures,
                "passing": len(allowed),
                "recall": recall_of(answers, dense_truth(some, corpus, allowed)),
            }

    def _lexical(self, corpus: Corpus, candidates: PostgresCandidates, cpu: ServerCpu) -> None:
        self.say("indexing trigrams under GIN")
        seconds = peers.build_trigrams()
        self.say("asking: words beside trigrams")
        questions, wanted = near_duplicates(corpus, ASKED_TRIGRAMS)
        sides = {"bands": leg_of(candidates, questions, Leg.LEXICAL), "trigrams": peers.trigrams(questions)}
        answers = ask(sides, len(questions), cpu)
        self.figures["near_duplicates"] = {
            name: {**one.figures, "found": _share_found(one, wanted)} for name, one in answers.items()
        }
        self.figures["near_duplicates"]["trigrams"]["build_seconds"] = seconds


def narrowings(corpus: Corpus) -> dict[str, tuple[Filters, IntArray]]:
    """Return filters that let pass about 100, 10, 1 and 0.2 %, and one language; with the rows that pass each."""
    found: dict[str, tuple[Filters, IntArray]] = {}
    may = ~corpus.withdrawn
    for share in (1.0, 0.1, 0.01):
        first = int(DAYS * (1 - share) / 2)
        last = first + round(DAYS * share) - 1
        days = Filters(said_from=FIRST_DAY + timedelta(days=first), said_to=FIRST_DAY + timedelta(days=last))
        inside = (corpus.days >= first) & (corpus.days <= last)
        found[f"{share:.0%} by date"] = (days, np.flatnonzero(may & inside))
    found["0.2% by speaker"] = (Filters(speaker_ids=frozenset({1})), np.flatnonzero(may & (corpus.speakers == 0)))
    languages = np.array(corpus.languages)
    found["one language (ar)"] = (Filters(languages=frozenset({"ar"})), np.flatnonzero(may & (languages == "ar")))
    return found


def near_duplicates(corpus: Corpus, count: int) -> tuple[Questions, list[int]]:
    """Take rows of at least six words, change one word in each: dropped, exchanged or added; with the rows' numbers."""
    chance = np.random.default_rng(SEED)
    may = np.flatnonzero(~corpus.withdrawn)
    picked = chance.permutation(may)[: count * 10]
    texts = dict(StoredWording.objects.filter(pk__in=(picked + 1).tolist()).values_list("pk", "text"))
    rows = [int(row) for row in picked if len(texts[int(row) + 1].split()) >= 6][:count]
    words = []
    for place, row in enumerate(rows):
        parts, at = texts[row + 1].split(), int(chance.integers(0, 6))
        other = texts[rows[place - 1] + 1].split()[0]
        parts[at : at + 1] = ([], [other], [parts[at], other])[place % 3]
        words.append(words_of(" ".join(parts), corpus.languages[row]))
    return Questions(corpus.vectors[rows].astype(np.float32), words), rows


def _least_ef(looking: Callable[[int], Answering], truth: IntArray) -> int:
    """Return the least of EFS at which GOOD_RECALL is found: as quick as it can be and no worse than that."""
    for ef in EFS:
        answering = looking(ef)
        answers = Answers("", found=[answering(place) for place in range(min(TRIED, len(truth)))])
        if recall_of(answers, truth[:TRIED]) >= GOOD_RECALL:
            return ef
    return EFS[-1]


def _share_found(answers: Answers, wanted: list[int]) -> float:
    return float(np.mean([row in found for row, found in zip(wanted, answers.found, strict=True)]))
