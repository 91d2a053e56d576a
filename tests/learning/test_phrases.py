"""When a suggestion rests on a muted phrase, and when it says more."""

import pytest

from quotes.muting import PhraseWording, SharedPhrase, found_phrase, same_phrase, shared_phrase

LIMITS = PhraseWording("no limits", "en")


def en(text: str) -> PhraseWording:
    return PhraseWording(text, "en")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (en("no limits"), en("No limits!"), True),
        (en("no limits"), en("has no limits"), True),
        (en("no limits"), en("friendship has no limits"), True),
        (en("no limits"), en("friendship with neighbours has no limits"), False),
        (en("no limits"), en("no speed limits"), False),
        (en("limits"), en("no limits"), False),
        (PhraseWording("ليس لها حدود", "ar"), PhraseWording("لَيسَ لها حُدود", "ar"), True),
        (PhraseWording("无上限", "zh"), PhraseWording("合作无上限", "zh"), True),
        (PhraseWording("无上限", "zh"), PhraseWording("中俄合作没有止境", "zh"), False),
        (en("…"), en("…"), False),
    ],
)
def test_one_phrase_in_other_words(one: PhraseWording, other: PhraseWording, same: bool) -> None:
    assert same_phrase(one, other) is same
    assert same_phrase(other, one) is same


def found(
    relation: str, quotations: tuple[str, str], sides: tuple[str, str] = ("no limits", "no limits")
) -> SharedPhrase:
    return found_phrase((en(sides[0]), en(sides[1])), (en(quotations[0]), en(quotations[1])), relation)


LONG = "Our harbour knows no limits, and the lorries know it"


def test_a_phrase_about_another_subject_rests_on_it() -> None:
    phrase = found("echo", (LONG, "There are no limits to what a choir can sing on a Sunday"))
    assert phrase.can_be_muted
    assert phrase.rests_on([LIMITS])
    assert not phrase.rests_on([en("no borders")])


@pytest.mark.parametrize("relation", ["repetition", "same_utterance", "contradiction", "shift"])
def test_a_whole_quotation_that_says_more_is_never_silenced(relation: str) -> None:
    phrase = found(relation, (LONG, LONG), sides=(LONG, LONG))
    assert not phrase.rests_on([LIMITS])
    assert not phrase.can_be_muted
    short = found(relation, ("Trade has no limits", "Trade has no limits"), sides=("Trade has no limits",) * 2)
    assert not short.rests_on([LIMITS]), "two words more than the muted phrase"


@pytest.mark.parametrize("relation", ["repetition", "same_utterance"])
def test_a_whole_quotation_that_is_the_phrase_is_silenced(relation: str) -> None:
    phrase = found(relation, ("No limits", LONG))
    assert phrase.can_be_muted
    assert phrase.rests_on([LIMITS])


@pytest.mark.parametrize("relation", ["contradiction", "shift"])
def test_who_says_the_opposite_of_a_phrase_adds_that_to_it(relation: str) -> None:
    phrase = found(relation, ("No limits", "No limits"))
    assert not phrase.can_be_muted
    assert not phrase.rests_on([LIMITS])


@pytest.mark.parametrize(
    ("text", "language", "short"),
    [("a phrase of six words here", "en", True), (LONG, "en", False), ("无上限合作", "zh", True), ("…", "en", False)],
)
def test_a_statement_is_no_phrase(text: str, language: str, short: bool) -> None:
    assert PhraseWording(text, language).is_short is short


def test_what_is_stored_is_read_back_and_what_is_broken_is_nothing() -> None:
    phrase = found("echo", ("No limits", LONG))
    assert shared_phrase({"phrase": phrase.to_json()}) == phrase
    assert shared_phrase({"phrase": phrase.swapped().to_json()}) == phrase.swapped()
    for broken in (
        None,
        [],
        {},
        {"phrase": 3},
        {"phrase": {"texts": ["one"]}},
        {"phrase": {"texts": 1, "languages": 2}},
    ):
        assert shared_phrase(broken) is None


def test_the_whole_quotation_comes_first_among_the_wordings() -> None:
    assert [one.text for one in found("echo", ("No limits", LONG)).wordings] == ["No limits", "no limits"]
