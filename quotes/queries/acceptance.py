"""How often suggested quotes are accepted, by language and rule. For the desk only."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import get_language_bidi

from quotes.charts import Bar, Share, bar
from quotes.finding import method_of
from quotes.models import Proposal
from quotes.queries.ranking import standing
from sources.languages import LANGUAGE_CHOICES

MOST_RULES: Final = 20
FEWEST_IN_ALL: Final = 20


@dataclass(frozen=True)
class Row:
    """One group of decided suggestions: how many were accepted, corrected ones too."""

    name: str
    share: Share
    code: str = ""

    @property
    def bar(self) -> Bar:
        return bar(self.share, right_to_left=get_language_bidi())


@dataclass(frozen=True)
class Acceptance:
    whole: Share
    by_language: tuple[Row, ...]
    by_rule: tuple[Row, ...]

    @property
    def is_enough(self) -> bool:
        return self.whole.count >= FEWEST_IN_ALL


def acceptance() -> Acceptance:
    """1 query."""
    rows: Any = standing().order_by().values_list("run__capture__article__language", "rule")
    counted = list(rows.annotate(count=Count("pk"), hits=Count("pk", filter=Q(state=Proposal.State.ACCEPTED))))
    languages, rules = (_totals((row[place], row[2], row[3]) for row in counted) for place in (0, 1))
    names = dict(LANGUAGE_CHOICES)
    return Acceptance(
        Share(sum(row[3] for row in counted), sum(row[2] for row in counted)),
        tuple(Row(str(names.get(code, code)), share) for code, share in languages),
        tuple(Row(method_of(rule), share, rule) for rule, share in rules[:MOST_RULES]),
    )


def _totals(rows: Any) -> list[tuple[str, Share]]:
    """Each name with its share, the most frequent first."""
    counts, hits = Counter[str](), Counter[str]()
    for name, count, hit in rows:
        counts[name] += count
        hits[name] += hit
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return [(name, Share(hits[name], counts[name])) for name in ordered]
