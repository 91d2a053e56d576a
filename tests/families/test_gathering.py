"""Families do not drift: only links hold phrases together, and only in the place that they name."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.gathering import PlacedPhrase, gather

phrases = st.builds(
    lambda quotation, occurrence, start, length: PlacedPhrase(quotation, occurrence, start, start + length),
    st.integers(1, 6),
    st.integers(1, 2),
    st.integers(0, 12),
    st.integers(1, 8),
)
links = st.lists(st.tuples(phrases, phrases).filter(lambda link: link[0].quotation != link[1].quotation), max_size=12)


def test_links_are_transitive() -> None:
    one, two, three = (PlacedPhrase(quotation, 1, 0, 9) for quotation in (1, 2, 3))
    assert gather([(one, two), (two, three)]) == [[one, two, three]]


def test_two_phrases_of_one_statement_join_no_two_families() -> None:
    limits, areas = PlacedPhrase(1, 1, 10, 19), PlacedPhrase(1, 1, 30, 48)
    short_limits, short_areas = PlacedPhrase(2, 1, 0, 9), PlacedPhrase(3, 1, 0, 18)
    assert gather([(limits, short_limits), (areas, short_areas)]) == [[limits, short_limits], [areas, short_areas]]


def test_a_word_more_is_the_same_phrase_and_the_most_named_place_stands_for_it() -> None:
    phrase, with_a_word_more = PlacedPhrase(1, 1, 10, 19), PlacedPhrase(1, 1, 6, 19)
    others = [PlacedPhrase(quotation, 1, 0, 9) for quotation in (2, 3, 4)]
    found = gather([(phrase, others[0]), (with_a_word_more, others[1]), (phrase, others[2])])
    assert found == [[phrase, *others]]


def test_the_same_place_of_another_appearance_is_another_phrase() -> None:
    here, there = PlacedPhrase(1, 1, 0, 9), PlacedPhrase(1, 2, 0, 9)
    assert len(gather([(here, PlacedPhrase(2, 1, 0, 9)), (there, PlacedPhrase(3, 1, 0, 9))])) == 2


@given(links)
def test_every_linked_quotation_is_in_a_family_and_the_order_of_links_does_not_matter(
    given_links: list[tuple[PlacedPhrase, PlacedPhrase]],
) -> None:
    found = gather(given_links)
    assert {one.quotation for link in given_links for one in link} == {one.quotation for many in found for one in many}
    assert all(len({one.quotation for one in family}) == len(family) >= 2 for family in found)
    assert gather(reversed(given_links)) == found
