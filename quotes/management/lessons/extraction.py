"""`manage.py learn extraction`: how probably a suggested quote is accepted."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from django.utils import timezone

from quotes.extraction.ranking import AS_FOUND, Decided, Figures, cross_validated, figures_of
from quotes.management.benches.refusing import Say
from quotes.management.lessons.saying import TOO_FEW, trial_lines, verdict_line
from quotes.queries.ranking import labelled
from quotes.services.ranking.lessons import learn

Row = tuple[str, ...]

NAME: Final = "extraction"
HELP: Final = "from decisions on suggested quotes"
HEAD: Final[Row] = ("", "decided", "accepted", "log loss", "Brier", "AUC", "precision")
MOST_RULES: Final = 20


def run(*, dry_run: bool, say: Say) -> None:
    decisions = labelled()
    for line in report(decisions):
        say(line)
    attempt = learn(now=timezone.now(), dry_run=dry_run)
    say(f"Decisions to learn from: {attempt.learnt}; held back: {attempt.held}")
    if attempt.trial is None:
        say(TOO_FEW)
        return
    for line in trial_lines(attempt.trial):
        say(line)
    say(verdict_line(attempt.trial, attempt.ranking.pk if attempt.ranking else None))


def report(decisions: Sequence[Decided]) -> Iterator[str]:
    """The figures of the rules' own confidence, and those of lessons learnt on other decisions, as tables."""
    if not decisions:
        return
    accepted = sum(one.accepted for one in decisions)
    corrected = sum(one.accepted and one.right < AS_FOUND for one in decisions)
    acts = sum(one.weight for one in decisions)
    yield (
        f"{len(decisions)} decided suggested quotes in {acts:.0f} acts: {accepted} accepted, {corrected} of them "
        "corrected. Each act counts once, a correction as partly wrong."
    )
    yield "Cross-validated, the rule's own confidence -> as learnt from other articles:"
    chances = cross_validated(decisions)
    rows = [HEAD, _row("all", decisions, chances)]
    rows += _grouped(decisions, chances, lambda one: one.features.language)
    rows += _grouped(decisions, chances, lambda one: one.features.rule)[:MOST_RULES]
    yield from _aligned(rows)


def _grouped(decisions: Sequence[Decided], chances: Sequence[float], name_of: Callable[[Decided], str]) -> list[Row]:
    """One row a name, the most frequent first."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(decisions):
        places.setdefault(name_of(one), []).append(place)
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_row(name, [decisions[i] for i in held], [chances[i] for i in held]) for name, held in ordered]


def _row(name: str, decisions: Sequence[Decided], chances: Sequence[float]) -> Row:
    before = figures_of(decisions, [one.features.confidence for one in decisions])
    after = figures_of(decisions, chances)

    def both(figure: Callable[[Figures], float], places: int) -> str:
        return f"{figure(before):.{places}f} -> {figure(after):.{places}f}"

    return (
        name,
        str(before.count),
        str(before.accepted),
        both(lambda one: one.loss, 3),
        both(lambda one: one.brier, 3),
        both(lambda one: one.auc, 3),
        both(lambda one: one.precision, 3),
    )


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
