"""PURE. What the ending of a Russian word tells of its case and gender, without a dictionary: enough to know whether a
word may be the subject of a verb."""

from functools import lru_cache
from typing import Final

from quotes.extraction.readers.base import words
from quotes.extraction.readers.russian_words import NAME_LEADS, ROLES

OBLIQUE_ENDINGS: Final = tuple(
    "ого его ому ему ами ями ах ях ую юю ам ям ом ем ов ев ых их ым им ыми ими у ю ей ою ью ешь ть ти".split()
)
OBLIQUE_NAMES: Final = (
    "ского",
    "скому",
    "ским",
    "ской",
    "цкого",
    "цкому",
    "ому",
    "ого",
    "ым",
    "ами",
    "ями",
    "ах",
    "ях",
)
ADJECTIVE_ENDINGS: Final = {
    "ms": ("ый", "ий", "ой"),
    "fs": ("ая", "яя"),
    "s": ("ый", "ий", "ой", "ая", "яя", "ое", "ее"),
    "p": ("ые", "ие"),
}
OBLIQUE_ADJECTIVES: Final = tuple(
    "ого его ому ему ом ем ой ей ую юю ых их ым им ыми ими ый ий ая яя ое ее ые ие".split()
)
PARTICIPLES: Final = tuple(
    stem + ending
    for stem in ("вш", "ющ", "ущ", "ящ", "ащ")
    for ending in "ий ая ее ие ийся аяся иеся его ей ему им их егося ими ую".split()
)
PASSIVE_PARTICIPLES: Final = tuple("анный енный анная енная анные енные ятый ятая тый тая нный нная".split())
PAST: Final = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")
NO_PAST: Final = words(
    "дел сил школ тел зал гол стул узел вал мол пыл котел орел козел тыл мел сел осел"
    "генерал генерала канал канала журнал журнала материал материала сигнал сигнала капитал капитала зал зала школа"
    " сила дела дело села село земли цели роли отдела отдел раздел предел персонал филиал филиала вокзал вокзала"
    " тела тело числа число начала начало правила правило модели недели неделя артель отель мобили автомобили"
    " стали сталь кремль кремля боли соли скандал скандала штурвал идеал фестиваль финал финала уголь угол стол стола"
    " посол посла футбол футбола протокол протокола гол гола пол пола дипломатии адмирал адмирала маршал или если дали"
    " квартала квартал интервала ансамбля поселка котла узла капитала потенциал арсенала урала района орла"
)
INDECLINABLE: Final = words("метро кино радио бюро депо авто евро видео казино ралли динамо тинькофф торнадо")
CONSONANTS: Final = frozenset("бвгджзйклмнпрстфхцчшщь")
MASCULINE: Final = CONSONANTS | {"о"}
FEMININE: Final = frozenset("аяьо")
PLURAL_ROLES: Final = frozenset(
    word for word in ROLES if word.endswith(("и", "ы", "ые")) and word != "жюри" and not word.startswith("мин")
) | {"люди"}
INFINITIVES: Final = ("ать", "ять", "ить", "еть", "уть", "оть", "ыть", "ться", "сти", "зти", "йти", "чь", "чься", "сть")
NO_INFINITIVES: Final = words(
    "мать пять шесть девять десять часть власть область помощь ночь речь дочь печь память сеть есть честь месть весть"
    " совесть новость повесть честность гость кость мощь вещь врач опять нефть смерть треть четверть зять путь суть"
    " тать рать новости власти части области безопасность деятельность стоимость ответственность кровать тетрадь"
    " площадь очередь почти гости"
)


REMEMBERED: Final = 8192
"""Words whose endings are remembered."""
SURNAMES: Final = tuple("ов ев ин ын ова ева ина ына ский ская цкий цкая ко ян дзе швили ич ук юк".split())
BODIES: Final = ("мин", "рос", "гос", "глав", "центр", "мос", "евро", "газ", "сбер", "втб")


def is_surname(word: str) -> bool:
    """Whether the first word of a sentence, which has a capital anyway, looks like a surname or a body's short name."""
    return len(word) > 4 and (word.endswith(SURNAMES) or (len(word) > 6 and word.startswith(BODIES)))


@lru_cache(REMEMBERED)
def is_adjective(word: str, agreement: str = "") -> bool:
    """Whether a word looks like an adjective in the nominative."""
    numbers = [key for key in ADJECTIVE_ENDINGS if key == agreement] or list(ADJECTIVE_ENDINGS)
    return len(word) > 3 and any(word.endswith(ADJECTIVE_ENDINGS[key]) for key in numbers)


def is_oblique_adjective(word: str) -> bool:
    return len(word) > 3 and word.endswith(OBLIQUE_ADJECTIVES)


@lru_cache(REMEMBERED)
def is_past(word: str) -> bool:
    """Whether a word in small letters looks like a verb in the past."""
    return len(word) > 2 and word.endswith(PAST) and word not in NO_PAST and word not in ROLES


@lru_cache(REMEMBERED)
def is_infinitive(word: str) -> bool:
    return word.endswith(INFINITIVES) and word not in NO_INFINITIVES and not word.endswith(("ость", "есть"))


def is_adverb(word: str) -> bool:
    """Whether a word inside of a noun phrase ends it: adverbs in -о; genitives do not end so."""
    return (
        len(word) > 4 and word.endswith("о") and not word.endswith(("ого", "его", "ство")) and word not in INDECLINABLE
    )


def is_participle(word: str) -> bool:
    return len(word) > 6 and word.endswith(PARTICIPLES)


def is_converb(word: str) -> bool:
    """Whether a word that opens a clause looks like a converb: *отвечая*, *комментируя*, *посетив*."""
    return len(word) > 4 and word.endswith(
        ("ая", "яя", "уя", "ив", "ав", "ев", "ув", "вши", "вшись", "ясь", "ась", "еря")
    )


@lru_cache(REMEMBERED)
def common_nominative(word: str, agreement: str) -> int:
    """0 where a word in small letters cannot be the subject of a verb of this agreement, 2 where it is a person or a
    body, else 1."""
    if word in NAME_LEADS:
        return 1
    if word in ROLES:
        return 0 if word in PLURAL_ROLES and agreement not in {"p", ""} else 2
    if is_adjective(word, agreement) or (agreement == "fs" and is_adjective(word, "ms") and not word.endswith("ой")):
        return 1
    if word.endswith(OBLIQUE_ENDINGS):
        return 0
    last = word[-1:]
    endings = {"ms": CONSONANTS, "fs": {"а", "я", "ь"}, "p": {"ы", "и", "е", "а", "я"}}.get(agreement)
    if endings is not None:
        return int(last in endings)
    return int(last in CONSONANTS or last in {"а", "я"} or word.endswith(("ие", "во", "ье", "ло", "но")))


@lru_cache(REMEMBERED)
def name_nominative(word: str, agreement: str) -> int:
    """The same of a word with a capital: 2 where its ending fits, 1 where it may fit a foreign name."""
    if word.isascii() or len(word) < 3:
        return 1
    if word in ROLES:
        return 0 if word in PLURAL_ROLES and agreement not in {"p", ""} else 2
    if word.startswith(BODIES) and len(word) > 6 and not word.endswith(("е", "у", "ом")):
        return 2
    if word.endswith(OBLIQUE_NAMES) or (len(word) > 4 and word.endswith("ом")) or word[-1] in "ую":
        return 0
    return 1 if agreement == "p" else _ending_of_name(word[-1], agreement)


def _ending_of_name(last: str, agreement: str) -> int:
    surely, never = {"ms": (MASCULINE, "ые"), "fs": (FEMININE, "ыуе")}.get(agreement, (MASCULINE | FEMININE, "е"))
    return 2 if last in surely else int(last not in never)
