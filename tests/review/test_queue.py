"""Which pairs the desk shows, in which order, and from which side."""

import pytest

from quotes.models import Match, MatchRelation
from quotes.queries.decided import decided
from quotes.queries.review import open_count, review_of, review_queue
from quotes.services import quoting, reviewing
from tests.factories import NOW, make_capture, make_quotation, make_user
from tests.review.making import EARLIER, LATER, evidence_of, make_pair

pytestmark = pytest.mark.django_db


def cards(**arguments: object) -> list[int]:
    return [card.pk for card in review_queue(user=make_user(), **arguments).cards]


def marks(pieces: object) -> dict[str, str]:
    return {one.piece.text: one.mark for one in pieces if one.mark}


def test_the_newest_quotation_comes_first_and_each_pair_stands_once() -> None:
    older, newer = make_pair(), make_pair()
    assert cards() == [newer.second_id, older.second_id]


def test_what_is_decided_withdrawn_or_not_suggested_does_not_wait() -> None:
    waiting, decided_pair, withdrawn, empty = make_pair(), make_pair(), make_pair(), make_pair()
    reviewing.decide(by=make_user(), now=NOW, match=decided_pair, chosen="no_link")
    quoting.withdraw(by=make_user(), now=NOW, quotation=withdrawn.first, because="It was never said.")
    empty.relations.all().delete()
    make_quotation()
    assert cards() == [waiting.second_id]
    assert open_count() == 1


def test_a_draft_waits_too() -> None:
    match = make_pair(later={"published": False})
    assert cards() == [match.second_id]


def test_what_was_skipped_comes_last_in_the_order_of_skipping() -> None:
    one, two, three = make_pair(), make_pair(), make_pair()
    assert cards(skipped=[three.second_id, one.second_id]) == [two.second_id, three.second_id, one.second_id]


def test_a_card_shows_its_five_most_probable_pairs_and_counts_the_rest() -> None:
    others = [make_quotation(said=EARLIER) for _ in range(7)]
    make_pair()
    newest = make_quotation(said=LATER)
    for number, other in enumerate(others):
        match = Match.objects.create(first=other, second=newest)
        MatchRelation.objects.create(match=match, relation="echo", wording="variant", probability=number / 10)
    card = review_queue(user=make_user()).cards[0]
    assert card.pk == newest.pk
    assert [pair.top.probability for pair in card.pairs] == [0.6, 0.5, 0.4, 0.3, 0.2]
    assert card.more == 2
    assert len(review_of(newest).pairs) == 7


def test_pairs_that_rest_on_one_phrase_stand_together_and_those_on_none_last() -> None:
    later = make_quotation("Roads stay open and taxes stay low", said=LATER)
    for family, probability in (("", 0.95), ("roads", 0.9), ("taxes", 0.8), ("roads", 0.7)):
        match = Match.objects.create(first=later, second=make_quotation(said=EARLIER), family=family)
        MatchRelation.objects.create(match=match, relation="echo", wording="variant", probability=probability)
    families = review_of(later).families
    assert [[pair.top.probability for pair in family.pairs] for family in families] == [[0.9, 0.7], [0.8], [0.95]]


def test_the_order_is_told_from_the_side_of_the_quotation() -> None:
    match = make_pair()
    (of_later,), (of_earlier,) = review_of(match.second).pairs, review_of(match.first).pairs
    assert (of_later.order, of_earlier.order) == ("earlier", "later")
    (unknown,) = review_of(make_pair(later={"said": None}).second).pairs
    assert (unknown.order, unknown.order_name) == ("", "order not known")


def test_changed_position_is_offered_only_for_one_speaker_in_a_known_order() -> None:
    def keys(match: Match) -> str:
        (pair,) = review_of(match.second).pairs
        return "".join(choice.key for choice in pair.choices)

    assert keys(make_pair()) == "123450"
    assert keys(make_pair(same_speaker=False)) == "12350"
    assert keys(make_pair(later={"said": None})) == "12350"


def test_another_speaker_says_the_same_and_one_speaker_says_it_again() -> None:
    (again,) = review_of(make_pair().second).pairs
    (same,) = review_of(make_pair(same_speaker=False).second).pairs
    assert (again.name, same.name) == ("Says it again", "Says the same")


def test_shared_and_changed_words_are_marked_on_the_right_side() -> None:
    evidence = evidence_of(shared=([[0, 3]], [[0, 3]]), changed=([], [[17, 22]]))
    match = make_pair(evidence=evidence)
    (pair,) = review_of(match.second).pairs
    assert marks(pair.other.pieces) == {"The": "shared"}
    assert marks(pair.mine.pieces) == {"The": "shared", "never": "changed"}
    (turned,) = review_of(match.first).pairs
    assert marks(turned.other.pieces) == {"The": "shared", "never": "changed"}


def test_a_fragment_is_shown_with_its_clause_and_the_words_that_were_compared() -> None:
    fragment = {"text": "rose", "kind": "mixed", "before": "the price of roads ", "after": " again"}
    match = make_pair(later=fragment, evidence=evidence_of(of=("text", "clause"), shared=([], [[4, 9]])))
    (pair,) = review_of(match.second).pairs
    assert marks(pair.mine.pieces) == {"price": "shared"}
    assert "".join(one.piece.text for one in pair.mine.pieces) == "the price of roads “rose” again"


def test_the_compared_appearance_is_shown_and_only_one_of_the_same_quotation() -> None:
    match = make_pair()
    text = "Elsewhere it read: “The port will be ready”."
    start = text.index("The port")
    words = quoting.Span(start, start + len("The port will be ready"))
    elsewhere = quoting.attach_occurrence(
        by=make_user(),
        now=NOW,
        quotation=match.second,
        appearance=quoting.Appearance(capture=make_capture(text), kind="direct", clause=words, segments=(words,)),
    )
    relation = match.relations.get()
    for occurrences, expected in (
        ([None, elsewhere.pk], "“The port will be ready”"),
        ([None, match.first.lead_id], "“The harbour will never be finished”"),
    ):
        relation.evidence = {**evidence_of(), "occurrences": occurrences}
        relation.save()
        (pair,) = review_of(match.second).pairs
        assert "".join(one.piece.text for one in pair.mine.pieces) == expected


def test_the_list_of_decisions_names_them_and_offers_undo_for_the_last_of_a_pair() -> None:
    match, editor = make_pair("repetition"), make_user()
    make_pair()
    first = reviewing.decide(by=editor, now=NOW, match=match, chosen="repetition")
    MatchRelation.objects.create(match=match, relation="echo", wording="variant")
    second = reviewing.decide(by=editor, now=NOW, match=match, chosen="echo")
    rows = decided().rows
    assert [(row.decision, row.name, row.undoable) for row in rows] == [
        (second, "Same phrase, other subject", True),
        (first, "Says it again", False),
    ]


def test_broken_evidence_breaks_no_page() -> None:
    for broken in ([], {"of": 3, "shared": "no", "occurrences": [10**12, "x"]}, {"shared": [[[0, 999]], [[0, 999]]]}):
        match = make_pair(evidence=broken)
        (pair,) = review_of(match.second).pairs
        assert marks(pair.mine.pieces) == {}


def test_an_unnamed_source_is_shown_as_the_article_describes_it() -> None:
    match = make_pair(later={"speaker": None, "described_as": "a senior official"})
    (pair,) = review_of(match.second).pairs
    assert [line.name for line in pair.mine.lines] == ["a senior official"]
    assert pair.same_speaker is False
