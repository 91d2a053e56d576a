"""PURE. What the readers of French and Spanish know of their language: cues with their forms, and words of grammar, as
they stand in the table beside this file."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, Literal

from quotes.extraction.readers.base import words
from quotes.extraction.sentences import Item, Sentence

Shape = Literal["singular", "plural", "future", "conditional", "participle", "gerund", "infinitive"]
SHAPES: tuple[Shape, ...] = ("singular", "plural", "future", "conditional", "participle", "gerund")
Expressions = Mapping[str, Sequence[tuple[str, ...]]]
"""Expressions of several words by their first, the longest first."""
Forms = Mapping[Shape, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Verb:
    """One word as a cue: its infinitives, the kinds of the table in which they stand, and which forms it may be.

    `before` holds the words of which one must stand before it, where a cue is of several words (*faire valoir*).
    """

    lemmas: frozenset[str]
    kinds: frozenset[str]
    shapes: frozenset[Shape]
    before: frozenset[str] = frozenset()

    @property
    def is_finite(self) -> bool:
        return bool(self.shapes & {"singular", "plural", "future"})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of grammar of one language. The tables name them alike."""

    promisers: frozenset[str]
    deniers: frozenset[str]
    supposing: frozenset[str]
    untrue: frozenset[str]
    quoting: frozenset[str]
    views: frozenset[str]
    no_one: frozenset[str]
    anybody: frozenset[str]
    hearsay: frozenset[str]
    bodies: frozenset[str]
    towards: frozenset[str]
    determiners: frozenset[str]
    whole: frozenset[str]
    fused: frozenset[str]
    of: frozenset[str]
    links: frozenset[str]
    prepositions: frozenset[str]
    openers: frozenset[str]
    asking: frozenset[str]
    relatives: frozenset[str]
    subjects_of_relatives: frozenset[str]
    subordinators: frozenset[str]
    conjunctions: frozenset[str]
    joins: frozenset[str]
    pronouns: frozenset[str]
    no_subjects: frozenset[str]
    inverted: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    plural: frozenset[str]
    clitics: frozenset[str]
    hearers_first: frozenset[str]
    reflexive: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    agent_ending: frozenset[str]
    adverb_ending: frozenset[str]
    times: frozenset[str]
    late: frozenset[str]
    namers: frozenset[str]
    places: frozenset[str]
    held: frozenset[str]
    reading: frozenset[str]
    reflexives: frozenset[str]
    auxiliaries: frozenset[str]
    being: frozenset[str]
    governors: frozenset[str]
    bearing: frozenset[str]
    gerund_openers: frozenset[str]
    plural_helpers: frozenset[str]
    finite: frozenset[str]
    finite_endings: frozenset[str]
    finite_not: frozenset[str]
    infinitive_endings: frozenset[str]
    participle_endings: frozenset[str]
    nouns_like_participles: frozenset[str]
    persons: frozenset[str]
    documents: frozenset[str]
    outlets: frozenset[str]
    titles: frozenset[str]
    no_accounts: frozenset[str]
    viewpoints: frozenset[str]
    likewise: frozenset[str]
    pronouns_after: frozenset[str]
    abbreviations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language as its reader needs it. `drops` says whether a subject may be left out, `items` how a sentence is
    parted into words; `triggers` are all words that may report something, `openers` those that may with
    what follows them (*de acuerdo con*), `told_inside` the runs of letters with
    which those begin that are looked for in marks, too."""

    language: str
    drops: bool
    verbs: Mapping[str, Verb]
    nouns: frozenset[str]
    nouns_with_colon: frozenset[str]
    ambiguous: frozenset[str]
    according: Expressions
    meanwhile: Expressions
    triggers: frozenset[str]
    openers: frozenset[str]
    told_inside: frozenset[str]
    words: Words
    closed: frozenset[str]
    articles: frozenset[str]
    fused_articles: frozenset[str]
    before_articles: frozenset[str]
    before_times: frozenset[str]
    links_phrases: frozenset[str]
    opens_clause: frozenset[str]
    clause_subjects: frozenset[str]
    pronouns: frozenset[str]
    speakers: frozenset[str]
    light: frozenset[str]
    helpers: frozenset[str]
    endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    agent_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    infinitive_endings: tuple[str, ...]
    items: Callable[[Sentence], Sequence[Item]]


def table_of(language: str) -> dict[str, Any]:
    """The table of a language as it stands beside this file."""
    return tomllib.loads(files("quotes.extraction.readers").joinpath(f"tables/{language}.toml").read_text("utf-8"))


def grammar_of(
    language: str,
    conjugate: Callable[[str, Mapping[str, Any]], Forms],
    items: Callable[[Sentence], Sequence[Item]],
    *,
    drops: bool,
) -> Grammar:
    """The grammar that the table of a language tells, its verbs conjugated by `conjugate(infinitive, table)`."""
    table = table_of(language)
    lists = table["words"]
    according = _expressions(lists["according"])
    verbs = _verbs(table, conjugate)
    nouns, nouns_with_colon = (words(table["nouns"][kind]) for kind in ("say", "colon"))
    known = Words(**{field.name: words(lists[field.name]) for field in fields(Words)})
    triggers = nouns | nouns_with_colon | known.reading | verbs.keys() | {":"}
    return Grammar(
        language=language,
        drops=drops,
        verbs=verbs,
        nouns=nouns,
        nouns_with_colon=nouns_with_colon,
        ambiguous=words(table["ambiguous"]["words"]),
        according=according,
        meanwhile=_expressions(lists["meanwhile"]),
        triggers=triggers,
        openers=(known.viewpoints | according.keys()) - triggers,
        told_inside=frozenset(re.split(r"['-]", word)[0] for word in verbs.keys() | nouns | nouns_with_colon),
        words=known,
        closed=known.prepositions
        | known.conjunctions
        | known.subordinators
        | known.relatives
        | known.pronouns
        | known.adverbs
        | known.times
        | known.negations
        | known.auxiliaries
        | known.being
        | known.likewise
        | known.no_subjects
        | known.asking
        | known.clitics,
        articles=known.determiners - known.fused,
        fused_articles=known.fused if language == "fr" else frozenset(),
        before_articles=known.whole | known.joins,
        before_times=known.determiners | known.prepositions | known.fused,
        links_phrases=known.conjunctions | known.prepositions,
        opens_clause=known.subordinators | known.relatives,
        clause_subjects=known.pronouns | known.no_subjects,
        pronouns=known.pronouns | known.inverted | known.pronouns_after,
        speakers=known.persons | known.documents,
        light=known.clitics | known.negations,
        helpers=known.clitics
        | known.auxiliaries
        | known.negations
        | known.inverted
        | known.bearing
        | known.links
        | known.governors
        | known.being
        | known.gerund_openers,
        endings=tuple(known.finite_endings),
        agent_endings=tuple(known.agent_ending),
        adverb_endings=tuple(known.adverb_ending),
        participle_endings=tuple(known.participle_endings),
        infinitive_endings=tuple(known.infinitive_endings),
        items=items,
    )


def _expressions(line: str) -> Expressions:
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in sorted((tuple(one.split()) for one in line.split("|")), key=len, reverse=True):
        found.setdefault(one[0], []).append(one)
    return found


def _verbs(table: Mapping[str, Any], conjugate: Callable[[str, Mapping[str, Any]], Forms]) -> dict[str, Verb]:
    found: dict[str, Verb] = {}
    for kind in ("say", "feel", "demand", "call"):
        for lemma in words(table["verbs"][kind]):
            for shape, forms in conjugate(lemma, table).items():
                for form in forms:
                    old = found.get(form) or Verb(frozenset(), frozenset(), frozenset())
                    found[form] = Verb(old.lemmas | {lemma}, old.kinds | {kind}, old.shapes | {shape})
    for word, governors in table["phrases"].items():
        kind = table["phrase_kinds"].get(word, "say")
        found[word] = Verb(frozenset({word}), frozenset({kind}), frozenset({"infinitive"}), words(governors))
    return found


def irregular(lemma: str, table: Mapping[str, Any]) -> Forms | None:
    """The forms of a verb whose end is listed as irregular, or None."""
    ends = [end for end in table["irregular"] if lemma.endswith(end)]
    if not ends:
        return None
    end = max(ends, key=len)
    head = lemma[: len(lemma) - len(end)]
    columns = (column.split() for column in table["irregular"][end].split("|"))
    forms: dict[Shape, list[str]] = {
        shape: [head + form for form in column] for shape, column in zip(SHAPES, columns, strict=True)
    }
    forms["infinitive"] = [lemma]
    return forms
