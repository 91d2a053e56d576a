"""Questions to ask, and what is measured of each answer: time at the client, processor time, and what was found."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from quotes.candidates.backend import CandidateQuery, Filters, Leg
from quotes.candidates.postgres import PostgresCandidates
from quotes.management.benches.machine import percentile
from quotes.management.benches.scale.database import ServerCpu
from quotes.management.benches.scale.loading import Corpus, Words, words_of
from quotes.management.benches.scale.neighbours import IntArray, nearest, recall
from quotes.management.benches.scale.perturbing import Growth
from quotes.matching.encoders import FloatArray
from quotes.matching.wordings import Part

WANTED = 20
WARM_UP = 50
TURN = 50
"""Questions that one side answers before the other has its turn: the load of the machine is shared."""

NO_FILTERS = Filters()


@dataclass(frozen=True)
class Questions:
    """Wordings that are not in the corpus: rows of the same rule under another seed; `bases` is what each stands on."""

    vectors: FloatArray
    words: Sequence[Words]

    def __len__(self) -> int:
        return len(self.words)

    def query(self, place: int, *, dense: bool = True, lexical: bool = True, filters: Filters = NO_FILTERS) -> Any:
        """Return what the product would ask, with one leg or both."""
        words = self.words[place]
        return CandidateQuery(
            parts=(Part(0, len(words.text), self.vectors[place]),) if dense else (),
            bands=words.bands if lexical else (),
            script=words.script,
            shadow=words.shadow,
            filters=filters,
            dense_limit=WANTED,
            lexical_limit=WANTED,
            least_cosine=-1.0,
        )


@dataclass
class Answers:
    """What one side answered: seconds and ids a question, and processor seconds over all of them, if known."""

    name: str
    seconds: list[float] = field(default_factory=list)
    found: list[list[int]] = field(default_factory=list)
    server_cpu: float | None = 0.0
    client_cpu: float = 0.0

    @property
    def figures(self) -> dict[str, Any]:
        count = len(self.seconds)
        return {
            "name": self.name,
            "questions": count,
            "p50_ms": percentile(self.seconds, 0.5) * 1000,
            "p99_ms": percentile(self.seconds, 0.99) * 1000,
            "server_cpu_ms": None if self.server_cpu is None else self.server_cpu / count * 1000,
            "client_cpu_ms": self.client_cpu / count * 1000,
        }


Answering = Callable[[int], list[int]]


def questions_from(growth: Growth, count: int, *, seed: int) -> Questions:
    """Make questions near the corpus: what a new quotation is to the quotations that are there."""
    asked = Growth(growth.grounds, growth.size, seed=seed, keep_real=False)
    chance = np.random.default_rng(seed)
    last = len(growth.grounds)
    moves = asked.moves(0, last)
    chosen = np.sort(chance.choice(last, count, replace=count > last))
    vectors = asked.vectors(moves)[chosen]
    texts = list(asked.texts(moves))
    return Questions(vectors, [words_of(texts[place].text, texts[place].language) for place in chosen])


def ask(sides: dict[str, Answering], count: int, cpu: ServerCpu) -> dict[str, Answers]:
    """Ask all sides the same questions, in turns; a few are asked before, and not counted."""
    answers = {name: Answers(name) for name in sides}
    for answering in sides.values():
        for place in range(min(WARM_UP, count // 10)):
            answering(place)
    for first in range(0, count, TURN):
        for name, answering in sides.items():
            _take_turn(answers[name], answering, range(first, min(first + TURN, count)), cpu)
    return answers


def _take_turn(answers: Answers, answering: Answering, places: range, cpu: ServerCpu) -> None:
    server, client = cpu.seconds(), time.process_time()
    for place in places:
        began = time.perf_counter()
        found = answering(place)
        answers.seconds.append(time.perf_counter() - began)
        answers.found.append(found)
    answers.client_cpu += time.process_time() - client
    after = cpu.seconds()
    known = server is not None and after is not None and answers.server_cpu is not None
    answers.server_cpu = answers.server_cpu + after - server if known else None  # type: ignore[operator]


def product(candidates: PostgresCandidates, questions: Questions, **how: Any) -> Answering:
    """Return the product's own search as one side; ids are those of rows, dense ones first."""

    def answer(place: int) -> list[int]:
        hits = candidates.search(questions.query(place, **how))
        return [hit.wording_id - 1 for hit in hits]

    return answer


def dense_truth(questions: Questions, corpus: Corpus, allowed: IntArray | None = None) -> IntArray:
    """Return the exact nearest rows, shape (questions, WANTED): of these rows, or of all, withdrawn ones among them."""
    # Half precision, as the index has it.
    asked = questions.vectors.astype(np.float16).astype(np.float32)
    return nearest(asked, corpus.vectors, WANTED if allowed is not None else 2 * WANTED, among=allowed)[0]


def without(rows: IntArray, hidden: npt.NDArray[np.bool_]) -> IntArray:
    """Return the first WANTED of each list that are not hidden; -1 where a list ends before."""
    left = np.full((len(rows), WANTED), -1, dtype=np.int64)
    for place, row in enumerate(rows):
        kept = row[~hidden[row]][:WANTED]
        left[place, : len(kept)] = kept
    return left


def recall_of(answers: Answers, truth: IntArray) -> float:
    found = np.full((len(answers.found), WANTED), -1, dtype=np.int64)
    for place, ids in enumerate(answers.found):
        found[place, : len(ids[:WANTED])] = ids[:WANTED]
    return recall(found, truth)


def leg_of(candidates: PostgresCandidates, questions: Questions, leg: Leg) -> Answering:
    """Return one leg alone."""
    return product(candidates, questions, dense=leg == Leg.DENSE, lexical=leg == Leg.LEXICAL)
