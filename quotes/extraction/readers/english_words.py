"""PURE. The words that the reader of English knows: its table of cues with their forms, and words of grammar."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from quotes.extraction.readers.base import words

AUXILIARIES: Final = words(
    "have has had having is are was were be been being would will could can may might must should do does did 've 's 'd"
    " 'll not never also then later earlier once again often always still now just ever even only simply soon already"
    " further too hasn't haven't hadn't isn't aren't wasn't weren't wouldn't won't couldn't can't may mightn't"
    " shouldn't don't doesn't didn't cannot went goes going on to yet rather quite first both all"
)
BEING: Final = words("is are was were be been being isn't aren't wasn't weren't")
REFLEXIVES: Final = words("himself herself itself themselves myself yourself ourselves")
SAYS_NOTHING: Final = words("little nothing much volumes something goodbye hello yes no farewell")
NEGATIONS: Final = words("not never hasn't haven't hadn't wouldn't won't couldn't can't don't doesn't didn't cannot")
NO_ONE: Final = words("nobody none neither nor nothing few")
FINITE: Final = words(
    "is are was were am has have had will would can could may might must should do does did hasn't haven't hadn't"
    " isn't aren't wasn't weren't wouldn't won't couldn't can't don't doesn't didn't says say tells came come made went"
    " took gave got became appeared wanted released 'll"
)
PRONOUNS: Final = words("he she they it i we you one everyone nobody somebody someone others another many most some")
DETERMINERS: Final = words("the a an his her its their our my your this that these those some any no every each both")
POSSESSIVES: Final = words("his her its their our my your")
OPENERS: Final = words("that whether how why what who where when if which")
CUT_LEFT: Final = words(
    "that because when while if as since although though but where so than whether how why what whom which or nor yet"
    " until unless whereas and even like then because"
)
PREPOSITIONS: Final = words(
    "in on at after before during by for with from to since under despite within over amid among about against through"
    " without near upon toward towards into"
)
ENDS_NAME: Final = PREPOSITIONS - words("for from") | CUT_LEFT | OPENERS
DAYS: Final = words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight last this earlier later recently"
    " january february march april may june july august september october november december"
)
DOCUMENTS: Final = words(
    "poll polls survey surveys study studies report reports data letter analysis figures email emails e-mail e-mails"
    " records documents document article story paper memo research review statement results evidence census estimate"
    " estimates book website site ad bill law order ruling filing complaint lawsuit indictment transcript slide tape"
    " video speech column editorial journal times post"
)
NO_PLAIN_CLAUSE: Final = words(
    "speak speaks spoke spoken speaking discuss discusses discussed discussing talk talks talked talking"
)
TAKES_HEARER: Final = words(
    "tell tells told telling ask asks asked asking remind reminds reminded inform informs informed assure assures"
    " assured reassure reassured urge urges urged warn warns warned advise advises advised show shows showed"
)


class Verb(NamedTuple):
    kind: str
    form: str  # base, s, past, ing


@cache
def table() -> dict[str, Any]:
    """The cues as they stand in the table beside this file."""
    return tomllib.loads(files("quotes.extraction.readers").joinpath("tables/en.toml").read_text("utf-8"))


@cache
def verbs() -> dict[str, Verb]:
    """Each form of each reporting verb; a verb of two kinds is of the first in which it stands."""
    forms: dict[str, Verb] = {}
    irregular = table()["irregular"]
    for kind in ("say", "call", "demand", "document"):
        for base in table()["verbs"][kind].split():
            every = [base, *(irregular[base].split() if base in irregular else _regular(base))]
            for form in every:
                shape = "ing" if form.endswith("ing") else "base" if form == base else _shape(form, base)
                forms.setdefault(form, Verb(kind, shape))
    return forms


def _shape(form: str, base: str) -> str:
    return "s" if form.endswith("s") and form[:2] == base[:2] else "past"


def _regular(base: str) -> list[str]:
    if base.endswith("e"):
        return [base + "s", base + "d", base[:-1] + "ing"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    ending = "es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return [base + ending, base + "ed", base + "ing"]


@cache
def nouns() -> frozenset[str]:
    return words(table()["nouns"]["say"])


@cache
def ambiguous() -> frozenset[str]:
    return words(table()["ambiguous"]["words"])


@cache
def abbreviations() -> frozenset[str]:
    return words(table()["words"]["abbreviations"])
