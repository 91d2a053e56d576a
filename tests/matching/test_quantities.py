"""A number is the same number in digits and in words, in six languages; another number is seen as another one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.matching.normalise import shadow
from quotes.matching.quantities import quantities_in, same_quantities
from quotes.matching.tokens import tokenise

LANGUAGES = ("ar", "en", "ru", "zh", "fr", "es", "it")


def found(text, language):
    folded = shadow(text)
    return quantities_in(folded, tokenise(folded), language)


def stated(text, language):
    """Return the quantities as a reader notes them: ("more_than", 1200, "count")."""
    return [(quantity.bound, round(quantity.value, 2), quantity.kind) for quantity in found(text, language)]


# text, language, "bound value kind" of each quantity in order
SENTENCES = [
    (
        "More than 1,200 people died on 3 March 2024",
        "en",
        ["more_than 1200 count", "exact 303 date", "exact 2024 year"],
    ),
    ("three and a half million people", "en", ["exact 3500000 count"]),
    ("a loan of $3.5bn within 18 months", "en", ["exact 3500000000 money", "exact 547.88 duration"]),
    ("half a million homes, a third of them empty", "en", ["exact 500000 count", "exact 33.33 percent"]),
    ("nearly half of voters, two-thirds of women", "en", ["about 50 percent", "exact 66.67 percent"]),
    ("rates rose by 25 basis points to 5-7 %", "en", ["exact 0.25 percent", "exact 5 percent", "exact 7 percent"]),
    (
        "the third round in May, at 5 pm on Monday",
        "en",
        ["exact 3 ordinal", "exact 5 month", "exact 17 time", "exact 1 weekday"],
    ),
    ("they may march on; one of them fell in the first half; hundreds of people; no one came", "en", []),
    ("two hundred and five of a hundred and twenty", "en", ["exact 205 count", "exact 120 count"]),
    ("F-16 jets struck twenty-five targets", "en", ["exact 25 count"]),
    (
        "three to five years, $3-4 billion",
        "en",
        ["exact 1095.75 duration", "exact 1826.25 duration", "exact 3000000000 money", "exact 4000000000 money"],
    ),
    ("no more than 20 within an hour and a half", "en", ["less_than 20 count", "exact 0.06 duration"]),
    ("The 5th of May 2025, 17:30", "en", ["exact 505 date", "exact 2025 year", "exact 17.5 time"]),
    ("ثلاثة ملايين ونصف المليون نسمة", "ar", ["exact 3500000 count"]),
    ("مليونان، ألفان، مئتي ألف", "ar", ["exact 2000000 count", "exact 2000 count", "exact 200000 count"]),
    ("أكثر من نصف السكان، أي ١٬٢٠٠ شخص", "ar", ["more_than 50 percent", "exact 1200 count"]),
    ("خمسة وعشرون ألفاً وسبعة عشر شهيداً", "ar", ["exact 25017 count"]),
    ("في 3 آذار 2024 وقبل عام ألفين وخمسة وعشرين", "ar", ["exact 303 date", "exact 2024 year", "exact 2025 year"]),
    ("ثلاثمئة وخمسون مليون دولار خلال يومين", "ar", ["exact 350000000 money", "exact 2 duration"]),
    ("الساعة الخامسة مساء يوم الاثنين", "ar", ["exact 17 time", "exact 1 weekday"]),
    ("ما لا يقل عن ستين ألف وحدة و200 جريح", "ar", ["more_than 60000 count", "exact 200 count"]),
    ("قال أحد المسؤولين إن واحداً من الوزراء مارس الضغط", "ar", []),
    ("بعد ثلاث سنوات ونصف في الأول من مايو", "ar", ["exact 1278.38 duration", "exact 501 date"]),
    ("ثلثا المقاعد وربع مليون ناخب", "ar", ["exact 66.67 percent", "exact 250000 count"]),
    ("رفع الفائدة 50 نقطة أساس إلى 5.5 في المئة", "ar", ["exact 0.5 percent", "exact 5.5 percent"]),
    ("الجولة الثالثة بعد الربع الأول", "ar", ["exact 3 ordinal"]),
    ("2 млн человек и три с половиной миллиона рублей", "ru", ["exact 2000000 count", "exact 3500000 money"]),
    ("более половины, две трети, 4,4 %", "ru", ["more_than 50 percent", "exact 66.67 percent", "exact 4.4 percent"]),
    (
        "3 марта 2024 года, 5-й раунд, полтора года",
        "ru",
        ["exact 303 date", "exact 2024 year", "exact 5 ordinal", "exact 547.88 duration"],
    ),
    ("около 300 тысяч из 1 200 000 человек", "ru", ["about 300000 count", "exact 1200000 count"]),
    ("двадцать пять процентов, один из нас", "ru", ["exact 25 percent"]),
    ("300万人，约两千名，三百五十万", "zh", ["exact 3000000 count", "about 2000 count", "exact 3500000 count"]),
    (
        "超过一半，百分之五十，三分之一，三成",
        "zh",
        ["more_than 50 percent", "exact 50 percent", "exact 33.33 percent", "exact 30 percent"],
    ),
    (
        "2025年3月5日下午5点，第三轮，两个月",
        "zh",
        ["exact 2025 year", "exact 305 date", "exact 17 time", "exact 3 ordinal", "exact 60.88 duration"],
    ),
    ("3.5亿元，25个基点", "zh", ["exact 350000000 money", "exact 0.25 percent"]),
    ("四川十分重要，一些人一直在等", "zh", []),
    ("trois millions et demi d'euros, plus de la moitié", "fr", ["exact 3500000 money", "more_than 50 percent"]),
    (
        "quatre-vingt-dix pour cent, soixante-dix mille, une vingtaine",
        "fr",
        ["exact 90 percent", "exact 70000 count", "about 20 count"],
    ),
    ("le 1er mai à 17 heures, 1 200 000 habitants", "fr", ["exact 501 date", "exact 17 time", "exact 1200000 count"]),
    ("le Premier ministre, l'un des deux", "fr", ["exact 2 count"]),
    (
        "3.500 personas, 3,5 millones de dólares, mil millones",
        "es",
        ["exact 3500 count", "exact 3500000 money", "exact 1000000000 count"],
    ),
    ("el 3 de marzo de 2024 a las cinco de la tarde", "es", ["exact 303 date", "exact 2024 year", "exact 17 time"]),
    (
        "treinta y cinco, un millón y medio, año y medio",
        "es",
        ["exact 35 count", "exact 1500000 count", "exact 547.88 duration"],
    ),
    ("al menos dos tercios; uno de ellos", "es", ["more_than 66.67 percent"]),
    ("ألفاً ومئتي منزل، أربعاً وثلاثين رحلة", "ar", ["exact 1200 count", "exact 34 count"]),
    (
        "90 بالمئة، ثمانية بالمئة، مليون وربع المليون",
        "ar",
        ["exact 90 percent", "exact 8 percent", "exact 1250000 count"],
    ),
    ("ليس لدينا مكان لأكثر من ألفي لاجئ، دون الخامسة والعشرين", "ar", ["less_than 2000 count", "exact 25 ordinal"]),
    ("by half a percentage point; nine in ten trains", "en", ["exact 0.5 percent", "exact 90 percent"]),
    (
        "two in three days; no more than five; we cannot house more than 2,000",
        "en",
        ["exact 2 count", "exact 3 duration", "less_than 5 count", "less_than 2000 count"],
    ),
    ("circa 40.5 e due", "it", ["exact 40.5 count"]),
]


@pytest.mark.parametrize(("text", "language", "expected"), SENTENCES)
def test_a_sentence_states_what_a_reader_notes(text, language, expected):
    noted = [(bound, float(value), kind) for bound, value, kind in (line.split() for line in expected)]
    assert stated(text, language) == noted


# Every pair states the same quantities.
SAME = [
    ("more than half of them", "en", "over 50 % of them", "en"),
    ("three and a half million", "en", "ثلاثة ملايين ونصف المليون", "ar"),
    ("1,000 homes", "en", "ألف منزل", "ar"),
    ("2.5 billion dollars", "en", "25亿美元", "zh"),
    ("a third of voters", "en", "ثلث الناخبين", "ar"),
    ("on 3 March", "en", "3 марта", "ru"),
    ("25 basis points", "en", "0,25 %", "fr"),
    ("12 months", "en", "un año, es decir doce meses", "es"),
    ("some 1,200 homes", "en", "1180 منزلاً", "ar"),
    ("more than 500 dead", "en", "512 dead", "en"),
    ("la moitié", "fr", "百分之五十", "zh"),
    ("5 миллиардов долларов", "ru", "$5bn", "en"),
]


@pytest.mark.parametrize(("first", "spoken", "second", "written"), SAME)
def test_one_quantity_in_two_spellings_agrees(first, spoken, second, written):
    assert same_quantities(found(first, spoken), found(second, written)) == (1, 0, 0)


# Every pair states another quantity of the same kind.
OTHER = [
    ("17 people died", "en", "قتل سبعة وعشرون شخصاً", "ar"),
    ("more than half of them", "en", "less than half of them", "en"),
    ("4.4 percent", "en", "4,6 pour cent", "fr"),
    ("in 2024", "en", "в 2025 году", "ru"),
    ("the second round", "en", "第三轮", "zh"),
    ("by 3 March", "en", "في نيسان", "ar"),
    ("on Monday", "en", "el jueves", "es"),
    ("more than 500 dead", "en", "400 dead", "en"),
    ("two weeks", "en", "ثلاثة أسابيع", "ar"),
    ("five million euros", "en", "50 millions d'euros", "fr"),
]


@pytest.mark.parametrize(("first", "spoken", "second", "written"), OTHER)
def test_another_quantity_of_the_kind_clashes(first, spoken, second, written):
    assert same_quantities(found(first, spoken), found(second, written)) == (0, 1, 0)


def test_a_quantity_that_one_side_leaves_out_is_missing_and_no_clash():
    told, retold = found("On 3 March 17 people died in two houses", "en"), found("قتل 17 شخصاً", "ar")
    compared = same_quantities(told, retold)
    assert (compared.agree, compared.clash, compared.missing) == (0.5, 0, 0.5)


def test_more_than_five_hundred_and_nine_hundred_are_neither_the_same_nor_opposed():
    assert same_quantities(found("more than 500", "en"), found("900", "en")) == (0, 0, 1)


def test_currencies_are_not_compared_with_each_other():
    assert same_quantities(found("5 million euros", "en"), found("6 million dollars", "en")).clash == 0


def test_texts_without_quantities_have_no_shares():
    assert same_quantities((), ()) == (0, 0, 0)


@given(st.integers(0, 10**12))
def test_grouped_digits_are_the_number(number):
    expected = [] if 1900 <= number <= 2099 else [float(number)]
    for language, mark in (("en", ","), ("ru", " "), ("es", ".")):
        written = f"{number:,}".replace(",", mark)
        read = [quantity.value for quantity in found(f"x {written} x", language) if quantity.kind == "count"]
        assert read == (expected or read)


@given(st.text(st.characters(), max_size=60), st.sampled_from(LANGUAGES))
@example("1" * 400 + "." + "9" * 400, "en")
@example("5 million million " * 30, "en")
@example("٣٫٥ مليون ½ ² 3⁄4", "ar")
@example("三百" * 200 + "万亿" * 200, "zh")
@example("0分之一 25:99 99:99", "zh")
def test_any_text_can_be_asked_and_every_span_lies_inside_in_order(text, language):
    folded = shadow(text)
    read = quantities_in(folded, tokenise(folded), language)
    reached = 0
    for quantity in read:
        assert reached <= quantity.start < quantity.end <= len(folded.text)
        assert any(character.isalnum() for character in folded.text[quantity.start : quantity.end])
        reached = quantity.end
    compared = same_quantities(read, read)
    assert compared.clash == 0
    assert sum(compared) == (1 if read else 0)


@given(st.lists(st.sampled_from([sentence[:2] for sentence in SENTENCES]), min_size=2, max_size=2))
def test_folding_again_changes_nothing_and_sides_may_be_swapped(sentences):
    (first, spoken), (second, written) = sentences
    assert stated(first, spoken) == stated(shadow(first).text, spoken)
    ours, theirs = found(first, spoken), found(second, written)
    assert same_quantities(ours, theirs) == same_quantities(theirs, ours)


def test_a_unit_at_the_very_end_of_a_chinese_text_ends_with_it():
    text = shadow("推迟一周")
    [quantity] = quantities_in(text, tokenise(text), "zh")
    assert (quantity.kind, quantity.start, quantity.end) == ("duration", 2, 4)
