"""What the engine would flag at its default threshold: right answers, their wrong neighbours, and edits by rule.

An edit says something else than the text that it was made from, but a desk wants to see it all the same: a negation
is a contradiction, another name is an echo. So flags of edits are counted twice. Mildly, a flag of an edit is wrong
where it is named as saying the same. Strictly, every flag of an edit is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.management.benches.matching.edits import Edit, edits
from quotes.management.benches.matching.relations import SAYS_THE_SAME
from quotes.management.benches.matching.retrieval import Retrieved
from quotes.management.benches.matching.sets import RetrievalSet
from quotes.management.benches.refusing import Say
from quotes.matching.engine import Comparison, Engine, Prepared, Wording

# Each edit is compared with the text that it was made from and with so many queries that ask for that text.
QUERIES_AN_EDIT = 2


@dataclass(frozen=True)
class EditJudged:
    """What the engine said of an edit beside a text that says something else."""

    kind: Edit
    same_language: bool
    probability: float
    flagged: bool
    called_the_same: bool


@dataclass
class Flags:
    """Counts of flags among `answers` right answers, those that were no candidates included, and the judged edits."""

    right: int = 0
    wrong: int = 0
    answers: int = 0
    judged: list[EditJudged] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.answers if self.answers else 0.0

    def precision(self, *, against: int = 0) -> float:
        """Return the share of right flags; `against`: wrong flags of edits to count as well."""
        total = self.right + self.wrong + against
        return self.right / total if total else 1.0

    @property
    def called_the_same(self) -> int:
        return sum(one.flagged and one.called_the_same for one in self.judged)

    @property
    def flagged_edits(self) -> int:
        return sum(one.flagged for one in self.judged)


def flags_of(retrieved: Retrieved) -> Flags:
    """Count the flags of the pool."""
    right = sum(one.right and one.flagged for one in retrieved.compared)
    wrong = sum(one.flagged and not one.right for one in retrieved.compared)
    answers = sum(one.right for one in retrieved.compared) + retrieved.missed
    return Flags(right, wrong, answers)


def judge_edits(found: RetrievalSet, engine: Engine, say: Say) -> list[EditJudged]:
    """Compare every edit with its origin and with queries that ask for its origin."""
    made = edits(found.corpus)
    asking: dict[str, list[Wording]] = {}
    for query, answers in found.answers.items():
        for one in sorted(answers):
            asking.setdefault(one, []).append(found.queries[query])
    judged: list[EditJudged] = []
    for number, edited in enumerate(made, start=1):
        others = [found.corpus[edited.origin], *asking.get(edited.origin, [])[:QUERIES_AN_EDIT]]
        others = list(dict.fromkeys(others))
        for other, comparison in zip(others, _compared(edited.wording, others, engine), strict=True):
            if comparison is not None:
                judged.append(_judged(edited.kind, edited.wording.language == other.language, comparison))
        if number % 500 == 0:
            say(f"{found.name}: {number} of {len(made)} edits")
    return judged


def _compared(edited: Wording, others: Sequence[Wording], engine: Engine) -> list[Comparison | None]:
    first, *rest = engine.prepare([edited, *others])
    if not isinstance(first, Prepared):
        return [None] * len(others)
    return [engine.compare(first, one) if isinstance(one, Prepared) else None for one in rest]


def _judged(kind: Edit, same_language: bool, comparison: Comparison) -> EditJudged:
    called = comparison.relation in SAYS_THE_SAME
    return EditJudged(kind, same_language, comparison.probability, comparison.flagged, called)
