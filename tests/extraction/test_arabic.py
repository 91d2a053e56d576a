"""Arabic: verb first, subject first, no subject; clauses, verbal nouns, participles; what is no quotation."""

import pytest

from quotes.extraction.readers.arabic_words import fold, verb
from tests.extraction.saying import found_in, only


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "words"),
    [
        ("قال وزير النقل إن الجسر «سيفتح قريباً».", "وزير النقل", "قال", "إن الجسر «سيفتح قريباً»"),
        ("وقالت البلدية، في بيان الأحد، إن العمل انتهى.", "البلدية", "وقالت", "إن العمل انتهى"),
        ("وأكّد المحافظ أنّ الطريق آمنة.", "المحافظ", "وأكّد", "أنّ الطريق آمنة"),
        ("رئيس البلدية أكد أن الطريق آمنة.", "رئيس البلدية", "أكد", "أن الطريق آمنة"),
        ("وكان الوزير قد أعلن أن المصنع سيغلق.", "الوزير", "أعلن", "أن المصنع سيغلق"),
        ("حذّر اتحاد المزارعين من نقص المياه هذا الصيف.", "اتحاد المزارعين", "حذّر", "نقص المياه هذا الصيف"),
        ("دعت النقابة إلى وقف العمل يوم الاثنين.", "النقابة", "دعت", "وقف العمل يوم الاثنين"),
        ("أعلنت الشركة إطلاق خط جديد.", "الشركة", "أعلنت", "إطلاق خط جديد"),
        ("«لن نبيع الأرض»، قال المزارع.", "المزارع", "قال", "«لن نبيع الأرض»"),
        ("وبحسب تقرير البنك، فإن الأسعار ارتفعت.", "تقرير البنك", "وبحسب", "فإن الأسعار ارتفعت"),
        ("ونقلت وكالة الساحل عن الوزير قوله إن العمل مستمر.", "الوزير", "قوله", "إن العمل مستمر"),
        ("وجاء في البيان أن اللجنة اجتمعت مرتين.", "البيان", "وجاء", "أن اللجنة اجتمعت مرتين"),
        ("المدرب: «لعبنا جيداً ونستحق الفوز».", "المدرب", None, "«لعبنا جيداً ونستحق الفوز»"),
        ("وقال سامي، شقيق الوزير، الذي يعد أنه هادئ، إن البيت بيع.", "سامي", "وقال", "إن البيت بيع"),
    ],
)
def test_who_said_what(text, speaker, cue, words):
    found = only(text, "ar")
    assert (found.speaker, found.cue, found.words) == (speaker, cue, words)


def test_a_dropped_subject_is_who_spoke_before_and_agrees():
    text = "قالت الوزيرة إن العمل بدأ. ورد المحافظ بأن العمل لم يبدأ.\n\nوأضافت أن المال موجود."
    assert [one.speaker for one in found_in(text, "ar")] == ["الوزيرة", "المحافظ", "الوزيرة"]


def test_two_speakers_take_the_dual():
    text = "قال الرئيسان سامي ونادر إن الاتفاق قريب. وأضافت الوزيرة أنه بعيد.\n\nوقالا إنه «لا رجعة عنه»."
    assert found_in(text, "ar")[-1].speaker == "الرئيسان سامي ونادر"


def test_a_participle_goes_on_with_the_same_speaker():
    text = "قال الوزير إن العمل بدأ، مضيفاً أن المال موجود."
    first, second = found_in(text, "ar")
    assert (first.words, second.words) == ("إن العمل بدأ", "أن المال موجود")
    assert (second.speaker, second.cue) == ("الوزير", "مضيفاً")


def test_kinds():
    assert only("قال الوزير إنه «لن يستقيل أبداً».", "ar").kind == "direct"
    assert only("قال الوزير إن الحكومة «لن تستقيل أبداً».", "ar").kind == "mixed"
    assert only("قال الوزير إن الحكومة لن تستقيل.", "ar").kind == "indirect"


@pytest.mark.parametrize(
    "text",
    [
        "فاز فيلم «ليالي الشتاء» بالجائزة أمس.",
        "نشرت مجلة «المنارة» صور الحفل.",
        "ويُذكر أن الجسر بني قبل خمسين عاماً.",
        "كتب الأطفال على الطاولة منذ الصباح.",
        "يعد الخبز في القرية كل صباح.",
        "عبر الجيش النهر عند الفجر.",
        "يبلغ عدد السكان 3000 نسمة.",
    ],
)
def test_what_is_no_quotation(text):
    assert found_in(text, "ar") == []


@pytest.mark.parametrize(
    ("word", "lemma", "agreement"),
    [
        ("قالت", "قال", "f"), ("وقالوا", "قال", "mp"), ("فقالا", "قال", "md"), ("سيعلن", "أعلن", "m"),
        ("تؤكد", "أكد", "f"), ("مؤكدةً", "أكد", "f"), ("مشيرين", "أشار", "mp"), ("نفت", "نفى", "f"),
        ("نفوا", "نفى", "mp"), ("واتهمه", "اتهم", "m"), ("يقولون", "قال", "mp"), ("قائلاً", "قال", "ms"),
    ],
)  # fmt: skip
def test_forms_are_known_with_their_clitics(word, lemma, agreement):
    known = verb(fold(word))
    assert known is not None
    assert (known.form.lemma, known.form.agreement) == (fold(lemma), agreement)
