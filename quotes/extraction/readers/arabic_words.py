"""PURE. The words that the reader of Arabic knows, folded: without vowel signs and lengthening, one letter for every
alef, ي for ى and ه for ة.

Each verb of the table is written as "he" says it, in the past and the present; the other persons are made from these
two. Clitics (و, ف, س before; pronouns behind) are taken off when a word is looked up.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

MOST_WORDS: Final = 50_000
"""So many words are remembered with what they are."""
_SIGNS: Final = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_ONE_FORM: Final = str.maketrans("أإآٱىة", "ااااي" + "ه")


COMMAS: Final = frozenset({"،", ",", "؛", ";"})


@lru_cache(MOST_WORDS)
def fold(word: str) -> str:
    """One form of every letter that is written in several."""
    return _SIGNS.sub("", word).translate(_ONE_FORM)


def folded(line: str) -> frozenset[str]:
    return frozenset(fold(word) for word in line.split())


class Form(NamedTuple):
    """A form of a reporting verb: which verb, what its form tells of who acts, what governs the clause."""

    lemma: str
    agreement: str
    governs: tuple[str, ...]
    is_participle: bool = False


PRONOUNS: Final = folded("هو هي هم هما هن أنا نحن")
WHILE: Final = folded("فيما بينما وفيما وبينما")
SOURCES: Final = folded("جاء وجاء ورد وورد حد لسان")
"""With another word they name a source: `جاء في`, `على حد قول`."""
RELATIVES: Final = folded("والذي والتي والذين الذي التي الذين اللذان اللتان اللذين اللتين اللواتي اللاتي من ممن")
CLAUSE: Final = re.compile("(?:[بفو]|ك)?ان(?:ه|ها|هم|هما|هن|ني|نا|ي|ك|كم|نى)?|عما|عمن|هل|لماذا|كيف|متي|ماذا|كم")
"""Words that open a reported clause, folded."""


def opens(word: str) -> bool:
    """Whether a word opens a reported clause."""
    return bool(CLAUSE.fullmatch(fold(word))) or fold(word) in {"ب", "ل"}


MANY: Final = re.compile("ال.{2,}يون|(?:ال)?م.{3,}ون")
"""Plurals of people, folded: السوريون, المحتجون."""
_SUFFIXES: Final = ("هما", "هم", "هن", "ها", "نا", "ني", "ه", "ك", "كم")
VERBAL_NOUN: Final = re.compile("(?:ت..ي.ه?|است..?ا.ه?|ا[^ل].{1,2}ا.ه?|ا.ا.ه|م.ا..ه)(?:هما|هم|ها|ه)?")
"""The shapes of verbal nouns of the derived verbs, folded: `تثبيت`, `استئناف`, `إطلاق`, `إزالة`, `مواصلة`."""
MASDARS: Final = re.compile(
    "(?:ب|ل|و|ف)?(?P<noun>قول|تاكيد|تصريح|القول|التاكيد|الاشاره|جواب|تعبير|وصف|اعلان|تحذير|نفي|اعتراف|رد|التذكير|التشديد)"
    "(?P<owner>ه|ها|هم|هما)?"
)


@cache
def table() -> dict[str, Any]:
    """The cues as they stand in the table beside this file."""
    return tomllib.loads(files("quotes.extraction.readers").joinpath("tables/ar.toml").read_text("utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    return folded(table()[name])


@cache
def _heads() -> dict[str, str]:
    """Who speaks in the press, folded and without the article: `s` for one of them, `p` for more."""
    found = dict.fromkeys(word_set("many"), "p")
    for word in word_set("heads"):
        found[word] = found[word.removesuffix("ه") + "ه"] = "s"
    return found


@lru_cache(MOST_WORDS)
def head(word: str) -> str:
    """Whether a folded word is somebody who may speak: `s`, `p`, or nothing."""
    heads = _heads()
    for core in {word, word[1:] if word[:1] in {"و", "ل", "ف"} else word}:
        plain = core.removeprefix("ال").removeprefix("لل")
        if plain in heads:
            return heads[plain]
        for suffix in ("تان", "تا", "تين", "ان"):
            stem = plain.removesuffix(suffix)
            if stem != plain and len(stem) > 2 and (stem if suffix == "ان" else stem + "ه") in heads:
                return "d"
        for suffix in ("ها", "هم", "نا", "ه", "ي", "ا"):
            stem = plain.removesuffix(suffix)
            if stem != plain and (stem in heads or stem.removesuffix("ت") + "ه" in heads):
                return heads.get(stem, "s")
    return ""


@lru_cache(MOST_WORDS)
def number(word: str) -> str:
    """How many a folded noun at the head of a name tells: `s`, `d`, `p`, or nothing. Of other words the ending tells
    nothing: السعدون and السرحان are one man each."""
    if told := head(word):
        return told
    if word in word_set("pairs"):
        return "d"
    return "p" if MANY.fullmatch(word) else ""


@lru_cache(MOST_WORDS)
def gender(written: str) -> str:
    """Whether a noun at the head of a name is masculine or feminine, `m` or `f`, where its ending or its being known
    tells. It is not folded: وزيرة is a woman, وزيره somebody's minister."""
    plain = _SIGNS.sub("", written)
    word = fold(plain)
    stem = word.removeprefix("و").removeprefix("ال")
    if stem in word_set("masculine") | word_set("many") or (not head(word) and MANY.fullmatch(word)):
        return "m"
    if not head(word):
        return "f" if plain.startswith("ال") and plain.endswith("ة") else ""
    if plain.endswith(("ة", "تان", "تا", "تين", "ات")) or re.search("ت(?:ه|ها|هم|هما|نا)$", plain):
        return "f"
    if {stem, word.removeprefix("ال"), re.sub("(?:هما|هم|ها|ه)$", "", stem)} & word_set("feminine"):
        return "f"
    return "" if plain.endswith("ه") else "m"


def agree(one: str, other: str) -> bool:
    """Whether two forms may be of one, as far as they tell masculine or feminine."""
    return not ({"m", "f"} <= set(one) | set(other))


@lru_cache(MOST_WORDS)
def is_act(word: str) -> bool:
    """Whether a folded word says in the past or the present that somebody does what people do who then speak."""
    core = word[1:] if word[:1] in {"و", "ف"} and len(word) > 3 else word
    return any(one in _acts() for one in (word, core))


@cache
def _acts() -> frozenset[str]:
    pasts = table()["acts"].split()
    now = table()["acts_now"].split()
    past = {fold(form) for one in pasts for form, _ in _past(one)}
    return frozenset(past | {fold(form) for one in now for form in (one, "ت" + one[1:])})


@cache
def forms() -> dict[str, Form]:
    """Each form of each reporting verb, folded, without clitics."""
    found: dict[str, Form] = {}
    for line in table()["say"].split("\n"):
        if line.strip():
            past, present, participle, *governs = line.split()
            prepositions = tuple(fold(one) for one in governs)
            lemma = fold(past)
            for form, agreement in [*_past(past), *(_present(present) if present != "-" else [])]:
                found.setdefault(fold(form), Form(lemma, agreement, prepositions))
            for form in _OF_ONESELF.get(past, "").split():
                found.setdefault(fold(form), Form(lemma, "1", prepositions))
            if participle != "-":
                for form, agreement in _participle(participle):
                    found.setdefault(fold(form), Form(lemma, agreement, prepositions, is_participle=True))
    return found


_OF_ONESELF: Final = {"قال": "قلت قلنا أقول نقول", "أكد": "أؤكد نؤكد", "سأل": "سألت أسأل", "كتب": "كتبت"}
"""Forms of "I" and "we". Of other verbs they look like other words: نصف is "half" and "we describe"."""


def _past(he: str) -> list[tuple[str, str]]:
    if he.endswith("ى") or he.endswith("ا"):
        stem = he[:-1]
        long = stem + ("ي" if he.endswith("ى") else "و")
        return [(he, "m"), (stem + "ت", "f"), (long + "ا", "md"), (stem + "تا", "fd"), (stem + "وا", "mp")]
    return [(he, "m"), (he + "ت", "f"), (he + "ا", "md"), (he + "تا", "fd"), (he + "وا", "mp")]


def _present(he: str) -> list[tuple[str, str]]:
    stem = he[1:]
    short = stem[:-1] if stem[-1] in "يىو" else stem
    dual = stem[:-1] + "يان" if stem.endswith("ى") else stem + "ان"
    return [
        ("ي" + stem, "m"),
        ("ت" + stem, "f"),
        ("ي" + dual, "md"),
        ("ت" + dual, "fd"),
        ("ي" + short + "ون", "mp"),
    ]


def _participle(he: str) -> list[tuple[str, str]]:
    """Accusative: `قائلا`, `مضيفة`, `مؤكدين`. The masculine has its alef, else it would be a plain noun."""
    return [(he + "ا", "ms"), (he + "ة", "f"), (he + "ين", "mp"), (he + "ات", "fp"), (he + "تين", "fd")]


class Verb(NamedTuple):
    """A reporting verb as it stands in a text."""

    form: Form
    joined: bool  # with و or ف before
    has_object: bool  # with a pronoun behind


@lru_cache(MOST_WORDS)
def verb(word: str) -> Verb | None:
    """What reporting verb a folded word is, if any."""
    for joined, core in ((False, word), (True, word[1:] if word[:1] in {"و", "ف"} else "")):
        for bare in (core, core[1:] if core[:1] == "س" else ""):
            if len(bare) < 2:
                continue
            if bare[:2] in {"لي", "لت"} and bare[1:] in forms() and not joined:
                return Verb(forms()[bare[1:]], joined=True, has_object=False)
            if bare in forms():
                return Verb(forms()[bare], joined, has_object=False)
            for suffix in _SUFFIXES:
                stem = bare.removesuffix(suffix)
                if stem != bare and len(stem) > 2 and stem in forms() and not forms()[stem].is_participle:
                    return Verb(forms()[stem], joined, has_object=True)
    return None


class Traits(NamedTuple):
    """What the readers ask of every folded word first, so that they look only at the others."""

    may_report: bool
    may_part: bool  # a clause may open or end there
    is_that: bool


@lru_cache(MOST_WORDS)
def traits(word: str) -> Traits:
    says = verb(word) is not None or MASDARS.fullmatch(word) is not None or word in SOURCES or is_according(word)
    is_that = CLAUSE.fullmatch(word) is not None
    return Traits(says or word in {":", "："}, says or is_that or word in WHILE | COMMAS | {":"}, is_that)


@lru_cache(MOST_WORDS)
def is_according(word: str) -> bool:
    """`بحسب`, `ووفقاً`"""
    return word in word_set("according") or (word[:1] in {"و", "ف"} and word[1:] in word_set("according"))


def abbreviations() -> frozenset[str]:
    return frozenset({"د", "م", "أ", "ا", "ج", "ص", "هـ"})
