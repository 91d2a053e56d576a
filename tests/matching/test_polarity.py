"""Opposites are seen in six languages, and a negation leads to the other side: word by word, as a reader would."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.lexicon import forms_of
from quotes.matching.normalise import shadow
from quotes.matching.polarity import LANGUAGES, TABLES, compare_poles, poles_in
from quotes.matching.tokens import tokenise

TABLE = tomllib.loads(TABLES.read_text(encoding="utf-8"))


def found(text, language):
    folded = shadow(text)
    return poles_in(folded, tokenise(folded), language)


def stands(text, language):
    """Return what the text stands for, as words of the table: {"rise", "deny"}."""
    return {pole.concept.split("-")[pole.stands_for] for pole in found(text, language)}


# text, language, what a reader says it stands for, what would be the opposite and must not be found
SENTENCES = [
    ("Prices rose by a tenth", "en", "rise", "fall"),
    ("Prices did not rise", "en", "fall", "rise"),
    ("The minister denied that sales fell", "en", "deny rise", "fall confirm"),
    ("We cannot rule out a rate cut", "en", "fall", "rise"),
    ("The bank ruled out a rate cut", "en", "rise", "fall"),
    ("They refused to sign the treaty", "en", "reject", "accept"),
    ("The talks failed to win support", "en", "failure oppose", "support"),
    ("Not only did exports grow, imports grew too", "en", "rise", "fall"),
    ("It isn't safe to return", "en", "dangerous", "safe"),
    ("The court found him not guilty", "en", "innocent", "guilty"),
    ("A rate rise is ruled out", "en", "fall", "rise"),
    ("We never attacked the convoy", "en", "defend", "attack"),
    ("We will stay in the union; we don't want to leave", "en", "join", "leave"),
    ("ارتفعت أسعار الخبز", "ar", "rise", "fall"),
    ("لم ترتفع أسعار الخبز", "ar", "fall", "rise"),
    ("لن ننسحب من الاتفاق", "ar", "join", "leave"),
    ("نفى الوزير أن تكون الأسعار قد ارتفعت", "ar", "deny fall", "rise confirm"),
    ("لا نستبعد خفضاً جديداً", "ar", "fall", "rise"),
    ("عدم قبول المقترح خطأ", "ar", "reject", "accept"),
    ("رفع الأسعار غير وارد", "ar", "fall", "rise"),
    ("ليس فقط ارتفع الدخل بل تحسنت الخدمات", "ar", "rise better", "fall worse"),
    ("لن تنسحب القوات إلا إذا توقف القصف", "ar", "leave", "join"),
    ("لا بد من دعم القرار", "ar", "support", "oppose"),
    ("وبالانسحاب تنتهي الحرب", "ar", "leave end war", "join begin"),
    ("زارت البعثة تركيا أمس", "ar", "yesterday", "leave"),
    ("Цены не выросли", "ru", "fall", "rise"),
    ("Повышения налогов не будет.", "ru", "fall", "rise"),
    ("Мы не исключаем снижения ставки", "ru", "fall", "rise"),
    ("Министерство опровергло сообщения о выводе войск", "ru", "deny enter", "exit confirm"),
    ("Никто никогда не поддержит этот запрет", "ru", "oppose", "support"),
    ("Не только выросли цены", "ru", "rise", "fall"),
    ("价格没有上涨", "zh", "fall", "rise"),
    ("未来价格会不断上涨", "zh", "rise", "fall"),
    ("官员否认军队已撤出该市", "zh", "deny enter", "exit confirm"),
    ("我们不排除降息", "zh", "fall", "rise"),
    ("这是非法的", "zh", "illegal", "legal"),
    ("Les prix n'ont pas augmenté", "fr", "fall", "rise"),
    ("Le taux ne baissera pas", "fr", "rise", "fall"),
    ("Le ministre dément toute hausse d'impôts", "fr", "deny fall", "rise confirm"),
    ("Non seulement les prix ont augmenté, mais les salaires aussi", "fr", "rise", "fall"),
    ("Il n'y aura aucune hausse", "fr", "fall", "rise"),
    ("El ministro negó que los precios subieran", "es", "deny fall", "rise confirm"),
    ("No habrá ningún aumento", "es", "fall", "rise"),
    ("Sin embargo, los precios bajaron", "es", "fall", "rise"),
    ("Nunca atacamos el convoy", "es", "defend", "attack"),
]


@pytest.mark.parametrize(("text", "language", "expected", "excluded"), SENTENCES)
def test_a_sentence_stands_for_what_a_reader_says(text, language, expected, excluded):
    answered = stands(text, language)
    assert set(expected.split()) <= answered
    assert not set(excluded.split()) & answered


# Two texts on one matter: the concepts on which they clash.
CLASHES = [
    ("The deficit narrowed in spring", "en", "اتسع عجز الموازنة في الربيع", "ar", "expand-shrink"),
    ("Fuel deliveries have resumed", "en", "Поставки топлива приостановлены", "ru", "continue-stop"),
    ("The border is open", "en", "边境已关闭", "zh", "open-close"),
    ("Le maire soutient le projet", "fr", "El alcalde rechaza el proyecto", "es", "support-oppose"),
    ("أكد الناطق وقوع الهجوم", "ar", "The spokesman denied the attack", "en", "confirm-deny"),
    ("فاز الفريق بالمباراة", "ar", "L'équipe a perdu le match", "fr", "win-lose"),
]


@pytest.mark.parametrize(("first", "spoken", "second", "written", "concept"), CLASHES)
def test_opposites_clash_across_languages_and_not_with_themselves(first, spoken, second, written, concept):
    ours, theirs = found(first, spoken), found(second, written)
    assert concept in compare_poles(ours, theirs).clashing
    assert compare_poles(ours, theirs) == compare_poles(theirs, ours)
    assert not compare_poles(ours, ours).clashing
    assert concept in compare_poles(ours, ours).agreeing


def test_a_negation_answers_the_opposite_word():
    compared = compare_poles(found("Prices did not rise", "en"), found("تراجعت الأسعار", "ar"))
    assert compared.agreeing >= {"rise-fall"}
    assert not compared.clashing


LIMITLESS = [
    ("Their friendship has no limits", "en"),
    ("علاقاتنا ليس لها حدود", "ar"),
    ("Наша дружба не имеет границ", "ru"),
    ("两国合作上不封顶", "zh"),
    ("Notre amitié n'a pas de limites", "fr"),
    ("Nuestra amistad no tiene límites", "es"),
]


@pytest.mark.parametrize(("text", "language"), LIMITLESS)
def test_what_both_deny_is_told_in_every_language(text, language):
    concept = "limited-unlimited"
    denies, says = found(text, language), found("Their friendship is boundless", "en")
    assert concept in compare_poles(denies, says).denied
    assert concept in compare_poles(says, denies).denied
    assert concept in compare_poles(says, says).agreeing
    assert concept not in compare_poles(says, says).denied
    assert not compare_poles(denies, found("There are limits to their friendship", "en")).denied


def test_texts_that_share_no_concept_neither_agree_nor_clash():
    compared = compare_poles(found("Prices rose", "en"), found("The border is closed", "en"))
    assert (compared.agree, compared.clash, compared.shared) == (0, 0, 0)


def test_a_language_without_a_table_has_no_poles():
    assert found("I prezzi sono saliti", "it") == ()
    assert found("Prices rose", "en-GB") != ()


@pytest.mark.parametrize("concept", TABLE["concepts"])
def test_every_concept_has_two_separate_sides_in_every_language(concept):
    listed = TABLE["concepts"][concept]
    assert set(listed) == set(LANGUAGES)
    assert len(concept.split("-")) == 2
    for sides in listed.values():
        first, second = (set(forms_of(forms)) for forms in sides)
        assert first
        assert second
        assert not first & second


@given(st.text(st.characters(), max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_can_be_asked_and_every_span_lies_inside(text, language):
    folded = shadow(text)
    for pole in poles_in(folded, tokenise(folded), language):
        assert 0 <= pole.start < pole.end <= len(folded.text)


@given(st.lists(st.sampled_from([sentence[:2] for sentence in SENTENCES]), min_size=1, max_size=4))
def test_folding_again_changes_nothing(sentences):
    language = sentences[0][1]
    text = ". ".join(sentence for sentence, spoken in sentences if spoken == language)
    assert [(pole.concept, pole.stands_for) for pole in found(text, language)] == [
        (pole.concept, pole.stands_for) for pole in found(shadow(text).text, language)
    ]


def test_a_chain_of_negations_as_long_as_a_text_may_be_is_read():
    assert len(found("not " * 4_000 + "rise", "en")) == 1
