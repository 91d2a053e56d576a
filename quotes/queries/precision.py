"""How good the suggestions are, from what editors decided: per relation, per language pair, per both, over time.

It counts every suggestion that was decided and whose decision stands. Drafts count too: this is for the desk only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, pgettext

from quotes.charts import Bar, Reliability, Share, bar, reliability
from quotes.matching.calibrating import language_pair
from quotes.models import Decision, Judged, MatchRelation
from sources.languages import LANGUAGE_CHOICES

FEWEST_IN_ALL = 20
STEPS = 10
MOST_MONTHS = 24

Counted = dict[tuple[str, str], Counter[str]]
"""Counts by the relation that was suggested and the pair of languages."""


@dataclass(frozen=True)
class Row:
    """One group of decided suggestions: how many are links, and how many are the very link that was suggested."""

    name: str
    linked: Share
    named: Share

    @property
    def share(self) -> Share:
        return self.linked

    @property
    def bar(self) -> Bar:
        return bar(self.linked, right_to_left=get_language_bidi())

    @property
    def named_bar(self) -> Bar:
        return bar(self.named, right_to_left=get_language_bidi())


@dataclass(frozen=True)
class Step:
    """Suggestions that were shown as about equally sure: `said` is the mean of their probabilities, in per cent."""

    said: int
    linked: Share


@dataclass(frozen=True)
class Precision:
    """`by_hand` counts the links that people made without a suggestion: what the machine did not see."""

    whole: Row
    by_relation: tuple[Row, ...]
    by_languages: tuple[Row, ...]
    by_both: tuple[Row, ...]
    by_month: tuple[Row, ...]
    steps: tuple[Step, ...]
    drawing: Reliability
    by_hand: int

    @property
    def is_enough(self) -> bool:
        return self.whole.linked.count >= FEWEST_IN_ALL


def decided_flags() -> QuerySet[Judged]:
    """Each decision that stands, with what the desk had suggested when it was taken."""
    return Judged.objects.filter(at_decision=True, decision__undone_at=None)


def precision(rows: QuerySet[Judged]) -> Precision:
    """Figures of `rows`, which come from `decided_flags`; 5 queries."""
    flags = rows.exclude(suggested="").order_by()
    steps = _steps(flags)
    counted = _counted(flags)
    return Precision(
        whole=_row("", flags.aggregate(**_counts())),
        by_relation=tuple(_by_relation(counted)),
        by_languages=tuple(_by_languages(counted)),
        by_both=tuple(_by_both(counted)),
        by_month=tuple(_by_month(flags)),
        steps=tuple(step for step, _ in steps),
        drawing=reliability(
            [said for _, said in steps], [step.linked for step, _ in steps], right_to_left=get_language_bidi()
        ),
        by_hand=rows.filter(suggested="").exclude(decision__chosen=Decision.NO_LINK).count(),
    )


def _counts() -> dict[str, Any]:
    return {
        "count": Count("pk"),
        "linked": Count("pk", filter=~Q(decision__chosen=Decision.NO_LINK)),
        "named": Count("pk", filter=Q(decision__chosen=F("suggested"))),
    }


def _row(name: str, counted: dict[str, Any]) -> Row:
    return Row(name, Share(counted["linked"], counted["count"]), Share(counted["named"], counted["count"]))


def _counted(flags: QuerySet[Judged]) -> Counted:
    """Counts of each suggested relation and language pair: "ar-en" is one, whichever of the two was entered first."""
    counted: Counted = defaultdict(Counter)
    rows: Iterable[Any] = flags.values("suggested", "first_language", "second_language").annotate(**_counts())
    for row in rows:
        pair = language_pair(row["first_language"], row["second_language"])
        counted[row["suggested"], pair].update({name: row[name] for name in _counts()})
    return counted


def _by_relation(counted: Counted) -> Iterable[Row]:
    totals = _totals(counted, place=0)
    for relation in MatchRelation.Relation:
        if relation.value in totals:
            yield _row(str(relation.label), totals[relation.value])


def _by_languages(counted: Counted) -> Iterable[Row]:
    """The most frequent pair comes first."""
    for pair, total in _most_frequent_first(_totals(counted, place=1)):
        yield _row(_pair_name(pair), total)


def _by_both(counted: Counted) -> Iterable[Row]:
    """In the order of the relations; of each the most frequent language pair comes first."""
    for relation in MatchRelation.Relation:
        own = {pair: total for (suggested, pair), total in counted.items() if suggested == relation.value}
        for pair, total in _most_frequent_first(own):
            yield _row(f"{relation.label} · {_pair_name(pair)}", total)


def _totals(counted: Counted, *, place: int) -> dict[str, Counter[str]]:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for key, total in counted.items():
        totals[key[place]].update(total)
    return totals


def _most_frequent_first(totals: dict[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    return sorted(totals.items(), key=lambda one: (-one[1]["count"], one[0]))


def _pair_name(pair: str) -> str:
    names = dict(LANGUAGE_CHOICES)
    one, other = (str(names.get(code, code)) or pgettext("verbatim", "no words") for code in pair.split("-"))
    return one if one == other else pgettext("verbatim", "%(one)s and %(other)s") % {"one": one, "other": other}


def _by_month(flags: QuerySet[Judged]) -> Sequence[Row]:
    months: Any = flags.annotate(month=TruncMonth("decision__decided_at")).values("month").annotate(**_counts())
    return [_row(_month_name(row["month"]), row) for row in months.order_by("-month")[:MOST_MONTHS]]


def _month_name(month: date) -> str:
    return date_format(month, "F Y")


def _steps(flags: QuerySet[Judged]) -> list[tuple[Step, float]]:
    """Suggestions by tenths of the probability that the desk had for them, with the mean of each tenth."""
    tenths = [When(shown__lt=(step + 1) / STEPS, then=Value(step)) for step in range(STEPS)]
    tenth = Case(*tenths, default=Value(STEPS - 1), output_field=IntegerField())
    grouped: Any = flags.filter(shown__isnull=False).annotate(tenth=tenth).values("tenth")
    rows = grouped.annotate(said=Avg("shown"), **_counts()).order_by("tenth")
    return [(Step(round(100 * row["said"]), Share(row["linked"], row["count"])), row["said"]) for row in rows]
