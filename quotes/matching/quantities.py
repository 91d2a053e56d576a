"""Which quantities a text states, whatever the spelling, and whether two texts state the same ones.

"3.5m", "3,5 миллиона", «ثلاثة ملايين ونصف المليون», 350万 and "three and a half million" are one number. A sentence
vector hardly sees a number; an editor sees nothing else when two outlets count the dead.

The words are in quantities.toml. Spaced languages are read by `numerals`, Chinese by `han_numerals`; both give raw
quantities in order of the text.
"""

from collections.abc import Sequence
from typing import NamedTuple

from quotes.matching.han_numerals import quantities_in_chinese
from quotes.matching.normalise import Shadow
from quotes.matching.numerals import quantities_in_words
from quotes.matching.quantity_tables import LANGUAGES, Quantity
from quotes.matching.tokens import Token

__all__ = ["Quantity", "QuantityComparison", "quantities_in", "same_quantities"]

# Exact values agree within a rounding of the last digit that is printed; "about" tolerates more.
_EXACT = 0.002
_ABOUT = 0.05
# "More than 500" is what an outlet makes of 512, not of 900.
_BEYOND = 0.15
# A number whose unit stands elsewhere in the sentence may meet one that carries it.
_KINDRED = (
    frozenset({"count", "money"}),
    frozenset({"count", "percent"}),
    frozenset({"count", "ordinal"}),
    frozenset({"count", "year"}),
    frozenset({"date", "month"}),
)


class QuantityComparison(NamedTuple):
    """Shares (0..1, of all quantities of both texts; their sum is 1 where there are any, else all are 0).

    agree: have an equal partner on the other side. clash: of two unequal ones of one kind, each left without a
    partner. missing: the other text says nothing of the kind.
    """

    agree: float
    clash: float
    missing: float


def quantities_in(shadow: Shadow, tokens: Sequence[Token], language: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; spans are those of the shadow.

    A language without a table is read for its digits alone.
    """
    spoken = language.lower().split("-")[0]
    if spoken == "zh":
        return quantities_in_chinese(shadow.text)
    return quantities_in_words(shadow.text, tokens, spoken if spoken in LANGUAGES else "en", spoken in LANGUAGES)


def same_quantities(first: Sequence[Quantity], second: Sequence[Quantity]) -> QuantityComparison:
    """Compare two texts by what `quantities_in` found in them; the order of the sides changes nothing."""
    ours, theirs = _distinct(first), _distinct(second)
    total = len(ours) + len(theirs)
    if not total:
        return QuantityComparison(0.0, 0.0, 0.0)
    left, right, agreed = _without_partners(ours, theirs)
    clashing = _clashing(left, right)
    return QuantityComparison(2 * agreed / total, clashing / total, (len(left) + len(right) - clashing) / total)


def _distinct(quantities: Sequence[Quantity]) -> list[Quantity]:
    """What a text says twice counts once."""
    kept: list[Quantity] = []
    for quantity in sorted(quantities, key=_order):
        if not any(quantity.kind == other.kind and _equal(quantity, other) for other in kept):
            kept.append(quantity)
    return kept


def _without_partners(
    ours: Sequence[Quantity], theirs: Sequence[Quantity]
) -> tuple[list[Quantity], list[Quantity], int]:
    """Pair the nearest first, whichever side they stand on; return what is left and the number of pairs."""
    left, right = list(ours), list(theirs)
    pairs = [(one, other) for one in ours for other in theirs if _partners(one, other)]
    for one, other in sorted(pairs, key=_nearness):
        if one in left and other in right:
            left.remove(one)
            right.remove(other)
    return left, right, len(ours) - len(left)


def _order(quantity: Quantity) -> tuple[str, float, str, str]:
    return quantity.kind, quantity.value, quantity.bound, quantity.unit


def _nearness(pair: tuple[Quantity, Quantity]) -> tuple[bool, float, list[tuple[str, float, str, str]]]:
    first, second = pair
    return first.kind != second.kind, abs(first.value - second.value), sorted((_order(first), _order(second)))


def _partners(first: Quantity, second: Quantity) -> bool:
    kindred = first.kind == second.kind or frozenset({first.kind, second.kind}) in _KINDRED
    return kindred and _equal(first, second)


def _clashing(left: Sequence[Quantity], right: Sequence[Quantity]) -> int:
    """Return how many of both sides have a counterpart that is neither equal nor reconcilable."""
    ours = {quantity for quantity in left if any(_clash(quantity, other) for other in right)}
    theirs = {quantity for quantity in right if any(_clash(quantity, other) for other in left)}
    return 2 * min(len(ours), len(theirs))


def _clash(first: Quantity, second: Quantity) -> bool:
    kinds = {first.kind, second.kind}
    if kinds == {"date", "month"}:
        return not _equal(first, second)
    if first.kind != second.kind or (first.unit and second.unit and first.unit != second.unit):
        return False
    return not _equal(first, second) and not _reconcilable(first, second)


def _equal(first: Quantity, second: Quantity) -> bool:
    if {first.kind, second.kind} == {"date", "month"}:
        return _month(first) == _month(second)
    if first.unit and second.unit and first.unit != second.unit:
        return False
    if first.bound != second.bound and {first.bound, second.bound} == {"more_than", "less_than"}:
        return False
    return _near(first, second)


def _near(first: Quantity, second: Quantity) -> bool:
    difference = abs(first.value - second.value)
    largest = max(abs(first.value), abs(second.value))
    if difference <= largest * _tolerance(first, second):
        return True
    one_bounded = (first.bound in _BOUNDED) != (second.bound in _BOUNDED)
    return one_bounded and _reconcilable(first, second) and difference <= largest * _BEYOND


_BOUNDED = ("more_than", "less_than")
_COUNTED = frozenset({"count", "percent", "money", "duration"})


def _tolerance(first: Quantity, second: Quantity) -> float:
    if not {first.kind, second.kind} <= _COUNTED:
        return 0.0
    return _ABOUT if "about" in (first.bound, second.bound) else _EXACT


def _reconcilable(first: Quantity, second: Quantity) -> bool:
    """Say whether both can be true of one thing: "more than 500" and 900, but not "more than 500" and 400."""
    if first.bound == second.bound or not (first.bound in _BOUNDED or second.bound in _BOUNDED):
        return False
    return max(_lowest(first), _lowest(second)) < min(_highest(first), _highest(second))


def _lowest(quantity: Quantity) -> float:
    if quantity.bound == "less_than":
        return float("-inf")
    return quantity.value if quantity.bound == "more_than" else quantity.value * (1 - _EXACT)


def _highest(quantity: Quantity) -> float:
    if quantity.bound == "more_than":
        return float("inf")
    return quantity.value if quantity.bound == "less_than" else quantity.value * (1 + _EXACT)


def _month(quantity: Quantity) -> int:
    return int(quantity.value // 100 if quantity.kind == "date" else quantity.value)
