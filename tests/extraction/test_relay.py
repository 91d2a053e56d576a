"""Over which hops words came: what a stretch of text tells, and what becomes of it in an article."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.engine import extract
from quotes.extraction.proposed import Proposed
from quotes.extraction.relay import mentions_in, outlet_in
from tests.seed.seed import ARTICLE, key, needs_seed, said

SATURDAY = date(2023, 2, 4)
TOLD = {
    "en": """
        She wrote on Telegram that = posted Telegram
        in a post on X late on Monday = posted X
        She posted the clip on ClipLoop on Sunday = posted ClipLoop
        in an Instagram post = posted Instagram
        he said in a tweet = posted tweet
        Mr Tull told Radio Tamar on Tuesday = reported Radio Tamar
        told Reuters on Monday = reported Reuters
        in an interview with the German weekly Die Brücke = reported Die Brücke
        in his column in ‘The Sunday Lantern’ = reported The Sunday Lantern
        quoted by the state-run Orondo Gazette = reported Orondo Gazette
        speaking through an interpreter = translated interpreter
    """,
    "ar": """
        في منشور عبر "تيليجرام"، إن = posted تيليجرام
        على حسابه في منصة «إكس» فجر أمس = posted إكس
        كتب عبر صفحته على فيسبوك = posted فيسبوك
        حسبما أفادت مجلة "نيوزويك" الأميركية = reported نيوزويك
        ونقلت وكالة «مؤشر» عن مسؤول = reported مؤشر
        قال لوكالة رويترز إن = reported رويترز
        في مقابلةٍ مع قناة «مدار» = reported مدار
        صرّح لأسبوعية «الستار» = reported الستار
        متحدثاً عبر مترجم = translated مترجم
        في مقابلة مع إذاعة «نور» ترجمها موقع «آفاق» = reported نور > translated آفاق
    """,
    "ru": """
        написал в своём Telegram-канале = posted Telegram
        в соцсети X (перевод «Транзита») = posted X > translated Транзита
        рассказал агентству «Транзит», что = reported Транзит
        говорил газете Aftenbrevet = reported Aftenbrevet
        со ссылкой на агентство Reuters = reported Reuters
        сказал он через переводчика = translated переводчика
    """,
    "fr": """
        a salué sur X une artiste = posted X
        confiait lundi à la revue « Le Carrefour » = reported Le Carrefour
        selon l’agence Nordia = reported Nordia
        dans un entretien au mensuel « Cadence » = reported Cadence
        d’après une traduction de Radio Lipta = translated Radio Lipta
        par l’intermédiaire d’un interprète = translated interprète
    """,
    "es": """
        en su cuenta de X = posted X
        publicó en Instagram una foto = posted Instagram
        en una entrevista con Radio Confín = reported Radio Confín
        según informó la agencia EFE = reported EFE
        al diario japonés Kaigan Nippo, traducidas por la agencia Pacífica = reported Kaigan Nippo > translated Pacífica
        a través de un intérprete = translated intérprete
    """,
    "zh": """
        在微博发文说 = posted 微博
        在社交平台“信使”上写道 = posted 信使
        也在臉書發文反擊 = posted 臉書
        据贝图国家通讯社报道 = reported 贝图国家通讯社
        向《信风日报》透露 = reported 信风日报
        通过翻译说 = translated 翻译
    """,
}
NOTHING = {
    "en": "told reporters on Monday|told John Smith|wrote in an open letter|at the post office|X-rays show|on Page 3",
    "ar": "قال للصحفيين|في بيان السبت|قال وكيل الوزارة|في صحيفته",
    "ru": "сообщил журналистам|в телеграмме губернатора",
    "fr": "a indiqué à la presse|dans un communiqué",
    "es": "dijo a la prensa|en un comunicado",
    "zh": "告诉本报记者|在记者会上说",
}


def told_rows() -> list[tuple[str, str, list[tuple[str, str]]]]:
    lines = [(language, line) for language, lines in TOLD.items() for line in lines.strip().splitlines()]
    rows = []
    for language, line in lines:
        words, _, hops = line.partition("=")
        expected = [(kind, name) for kind, _, name in (hop.strip().partition(" ") for hop in hops.split(">"))]
        rows.append((language, words.strip(), expected))
    return rows


def relay_of(one: Proposed, text: str) -> list[tuple[str, str, str]]:
    return [(hop.kind, text[hop.actor.start : hop.actor.end], hop.basis) for hop in one.relay]


def relays(text: str, language: str) -> list[list[tuple[str, str, str]]]:
    return [relay_of(one, text) for one in extract(text, language=language, published=SATURDAY)]


@pytest.mark.parametrize(("language", "words", "expected"), told_rows())
def test_words_tell_hops(language: str, words: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.kind, words[one.start : one.end]) for one in mentions_in(words, language)] == expected


@pytest.mark.parametrize(
    ("language", "words"), [(language, words) for language, lines in NOTHING.items() for words in lines.split("|")]
)
def test_people_papers_and_places_are_no_hops(language: str, words: str) -> None:
    assert mentions_in(words, language) == []


@pytest.mark.parametrize(
    ("language", "mention", "name"),
    [
        ("ar", 'مجلة "نيوزويك" الأميركية', "نيوزويك"),
        ("en", "the state-run Ostran News Agency", "Ostran News Agency"),
        ("ru", "агентство «Транзит»", "Транзит"),
        ("zh", "《财经瞭望》", "财经瞭望"),
        ("ar", "المتحدث باسم قناة الجزيرة", None),
        ("en", "a spokesman for the newspaper", None),
        ("en", "the police", None),
    ],
)
def test_outlet_is_told_from_its_people(language: str, mention: str, name: str | None) -> None:
    found = outlet_in(mention, language)
    assert (mention[found[0] : found[1]] if found else None) == name


def test_outlet_around_another_act_is_a_hop_and_no_speaker() -> None:
    text = "حذّر الوزير سامر العلي من أزمة غذاء، حسبما أفادت مجلة «المدى» الأسبوعية."
    (found,) = extract(text, language="ar", published=SATURDAY)
    assert text[found.speaker.start : found.speaker.end] == "الوزير سامر العلي"
    assert relay_of(found, text) == [("reported", "المدى", "stated")]


def test_outlet_that_speaks_alone_stays_a_speaker() -> None:
    text = "According to the weekly Kurier, the bridge will close in May."
    (found,) = extract(text, language="en", published=SATURDAY)
    assert text[found.speaker.start : found.speaker.end] == "the weekly Kurier"
    assert found.relay == ()


def test_continuing_acts_take_the_hops_over_as_inferred() -> None:
    text = (
        'Marta Ollen told the weekly Kurier that the harbour "is safe".\n\n'
        "Ollen added that repairs would go on. Jan Brok said that he doubted it."
    )
    assert relays(text, "en") == [[("reported", "Kurier", "stated")], [("reported", "Kurier", "inferred")], []]


def test_another_outlet_is_another_occasion() -> None:
    text = "Marta Ollen told Radio Tamar that she was tired. Ollen told the weekly Kurier that she would stay."
    assert relays(text, "en") == [[("reported", "Radio Tamar", "stated")], [("reported", "Kurier", "stated")]]


def test_the_magazine_leads_back_to_its_name() -> None:
    text = (
        "In an interview with the magazine Kurier, Marta Ollen said that she was tired. She told the magazine: “I go.”"
    )
    assert relays(text, "en")[-1] == [("reported", "Kurier", "stated")]


def test_words_inside_of_words_came_by_who_spoke_around_them() -> None:
    text = "Marta Ollen wrote on Telegram that the mayor had said that the bridge would close."
    inner = relays(text, "en")[-1]
    assert inner == [("said", "Marta Ollen", "stated"), ("posted", "Telegram", "stated")]


def test_name_of_a_platform_in_marks_is_no_quotation() -> None:
    text = 'وقال الوزير سامر العلي، في منشور عبر "تيليجرام"، إن الجسر "سيغلق في مايو".'
    (found,) = extract(text, language="ar", published=SATURDAY)
    assert [text[one.start : one.end] for one in found.segments] == ["سيغلق في مايو"]
    assert relay_of(found, text) == [("posted", "تيليجرام", "stated")]


@needs_seed
def test_seed_article_has_the_days_and_chains_of_its_key() -> None:
    text, names = ARTICLE.read_text("utf-8"), {"Telegram": "تيليجرام", "Newsweek": "نيوزويك"}
    kinds = {"Telegram": "posted", "Newsweek": "reported"}
    published = date.fromisoformat(key()["published_on"])
    by_cue = {one.cue: one for one in extract(text, language="ar", published=published)}
    for entry in key()["quotes"]:
        found = by_cue[(entry["cue"]["start"], entry["cue"]["end"])]
        assert found.said == said(entry), entry["n"]
        steps = [re.fullmatch(r"(\w+) \((\w+)\)", step) for step in entry["chain"][1:-1]]
        assert relay_of(found, text) == [(kinds[step[1]], names[step[1]], step[2]) for step in steps if step], entry[
            "n"
        ]
    assert not any(text[one.speaker.start : one.speaker.end].startswith("مجلة") for one in by_cue.values())


RELAY_WORDS = st.lists(
    st.sampled_from(
        "told the weekly Radio X A in interview with «س» لصحيفة عبر مترجم в газете «К» sur X à la « R » en la".split()
        + "据《报》报道 在 微博 “ ” ، , posted on said Smith that".split()
        + ["\u200f", "\u0651", "\0"]
    ),
    max_size=14,
)


@given(
    text=st.one_of(st.text(max_size=80), RELAY_WORDS.map(" ".join), RELAY_WORDS.map("".join)),
    language=st.sampled_from(["ar", "en", "es", "fr", "ru", "zh"]),
)
def test_any_text_has_places_that_hold(text: str, language: str) -> None:
    for one in mentions_in(text, language):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()


@given(RELAY_WORDS.map(" ".join), st.sampled_from(["ar", "en", "es", "fr", "ru"]))
def test_any_article_is_read_without_an_error(text: str, language: str) -> None:
    for one in extract(f"{text} on Monday said Smith that “{text}”.", language=language, published=SATURDAY):
        assert all(hop.actor.start < hop.actor.end for hop in one.relay)
