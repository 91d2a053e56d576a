"""Finds the forms of a word table in a shadow text: words, word families, phrases, and parts of unspaced text.

A table is written for people, as lists of forms parted by commas:

    rise          the word
    повыш*        every word that starts so; in Arabic only with endings of inflection, so that a short stem stays exact
    ~allow        the regular forms of an English verb or noun (allow, allows, allowed, allowing); in Arabic the perfect
                  and the imperfect with their endings (~رفض: رفضت, يرفضون, سنرفضها)
    rule out      words in this order
    turn ... down words in this order with up to three others between them

Arabic words are looked at with and without what is written onto them (و ف, ب ل ك س, ال). Chinese forms are looked for
anywhere. A form that lies inside a longer one does not count where the longer one hides it: "not only" hides "not".
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

from quotes.matching.normalise import fold
from quotes.matching.tokens import Token

T = TypeVar("T")

_GAP = "..."
_GAP_WORDS = 3
_LEAST_PREFIX = 2
# What parts two statements: words do not reach over it.
_CLAUSE_END = re.compile(r"[,.;:!?()]|\s-\s|\n")
_ENGLISH_NOT = "n't"
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_NOUN_ENDING = re.compile(
    "(?:ت|تا|و|وا|ون|ين|ان|تان|تين|ات|يه|يات|يا|نا|تم|ا|ي|ه|تي|تو)?(?:ه|ها|هم|هما|هن|نا|ني|كم|ك|ي)?"
)
_VERB_ENDING = re.compile("(?:ت|تا|وا|و|ون|ان|نا|تم|ا)?(?:ه|ها|هم|هما|هن|نا|ني|كم|ك)?")
_ARABIC_PERSONS = ("", "ي", "ت", "ن", "ا")
_ARABIC_CONJUNCTIONS = "وف"
_ARABIC_PARTICLES = ("لل", "بال", "كال", "ال", "ب", "ل", "ك", "س")


class Word(NamedTuple):
    """A word of a shadow text (`start:end` in the shadow) and the number of the clause that it stands in."""

    text: str
    start: int
    end: int
    clause: int


class Hit(NamedTuple, Generic[T]):
    """A form that was found: `first:last` words (characters in unspaced text), `start:end` in the shadow.

    It is `solid` unless other words stand between its own.
    """

    first: int
    last: int
    start: int
    end: int
    meaning: T
    solid: bool = True


class _Part(NamedTuple):
    """A word of a form; `ending` says what may follow it: nothing, or what the mark of the table allows."""

    text: str
    ending: Literal["", "*", "~"]


class _Form(NamedTuple, Generic[T]):
    parts: tuple[_Part, ...]
    gap: int
    meaning: T


def words_of(text: str, tokens: Sequence[Token], language: str) -> tuple[Word, ...]:
    """Return the words of a shadow text, parted at apostrophes (l'accord, do + n't), with their clauses."""
    found: list[Word] = []
    clause, reached = 0, 0
    for token in tokens:
        clause += bool(_CLAUSE_END.search(text, reached, token.start))
        found.extend(_parts_of(token, language, clause))
        reached = token.end
    return tuple(found)


def _parts_of(token: Token, language: str, clause: int) -> list[Word]:
    text, start = token.text, token.start
    if "'" not in text:
        return [Word(text, start, token.end, clause)]
    if language == "en" and text.endswith(_ENGLISH_NOT):
        cut = token.end - len(_ENGLISH_NOT)
        verb = [Word(text[: -len(_ENGLISH_NOT)], start, cut, clause)] if cut > start else []
        return [*verb, Word(_ENGLISH_NOT, cut, token.end, clause)]
    return [
        Word(match.group(), start + match.start(), start + match.end(), clause) for match in re.finditer("[^']+", text)
    ]


class Lexicon(Generic[T]):
    """The forms of one language, each with its meaning; built once."""

    def __init__(self, language: str, entries: Iterable[tuple[str, T]], hides: Callable[[T, T], bool]) -> None:
        self.language = language
        self._hides = hides
        self._by_word: dict[str, list[_Form[T]]] = {}
        self._by_prefix: dict[str, list[_Form[T]]] = {}
        self._unspaced: dict[str, list[T]] = {}
        for form, meaning in entries:
            self._add(form, meaning)
        self._longest = max((len(form) for form in self._unspaced), default=0)
        self._starting = lru_cache(maxsize=16384)(self._forms_starting)

    def find(self, text: str, words: Sequence[Word]) -> list[Hit[T]]:
        """Return the forms in a shadow text in order, without those inside a longer one."""
        return self._outermost(self._find_parts(text) if self.language == "zh" else self._find_words(words))

    def _add(self, form: str, meaning: T) -> None:
        if self.language == "zh":
            self._unspaced.setdefault(fold(form), []).append(meaning)
            return
        before, gap, after = form.partition(f" {_GAP} ")
        first = _word_forms(before, self.language)
        rest = _word_forms(after, self.language) if gap else [()]
        for head in first:
            for tail in rest:
                self._index(_Form(head + tail, len(head) if tail else 0, meaning))

    def _index(self, form: _Form[T]) -> None:
        first = form.parts[0]
        index = self._by_prefix if first.ending else self._by_word
        index.setdefault(first.text, []).append(form)

    def _find_parts(self, text: str) -> list[Hit[T]]:
        found: list[Hit[T]] = []
        for start in range(len(text)):
            for end in range(min(start + self._longest, len(text)), start, -1):
                meanings = self._unspaced.get(text[start:end])
                if meanings:
                    found.extend(Hit(start, end, start, end, meaning) for meaning in meanings)
        return found

    def _find_words(self, words: Sequence[Word]) -> list[Hit[T]]:
        found: list[Hit[T]] = []
        for index, word in enumerate(words):
            for form in self._starting(word.text):
                last = self._end_of(form, words, index)
                if last:
                    solid = last - index == len(form.parts)
                    found.append(Hit(index, last, word.start, words[last - 1].end, form.meaning, solid))
        return found

    def _forms_starting(self, word: str) -> tuple[_Form[T], ...]:
        found: list[_Form[T]] = []
        for variant in _variants(word, self.language):
            found.extend(self._by_word.get(variant, ()))
            for cut in range(_LEAST_PREFIX, len(variant) + 1):
                forms = self._by_prefix.get(variant[:cut], ())
                found.extend(form for form in forms if _is_part(variant, form.parts[0], self.language))
        return tuple(dict.fromkeys(found))

    def _end_of(self, form: _Form[T], words: Sequence[Word], index: int) -> int:
        """Return the index after the last word of `form` where it starts at `index`, 0 where it does not stand."""
        place = index + 1
        if len(form.parts) == 1:
            return place
        for number, part in enumerate(form.parts[1:], start=1):
            allowed = _GAP_WORDS if form.gap == number else 0
            place = self._next(part, words, place, allowed)
            if not place or words[place - 1].clause != words[index].clause:
                return 0
        return place

    def _next(self, part: _Part, words: Sequence[Word], place: int, allowed: int) -> int:
        for candidate in range(place, min(place + allowed + 1, len(words))):
            if words[candidate].text == part.text:
                return candidate + 1
            variants = _variants(words[candidate].text, self.language)
            if any(_is_part(variant, part, self.language) for variant in variants):
                return candidate + 1
        return 0

    def _outermost(self, hits: list[Hit[T]]) -> list[Hit[T]]:
        """Leave out what lies inside a longer solid hit that hides it; hits of one span stay together."""
        kept: list[Hit[T]] = []
        around: list[Hit[T]] = []
        for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
            around = [outer for outer in around if outer.last > hit.first]
            if any(self._is_hidden(hit, outer) for outer in around):
                continue
            if hit.solid and hit.last - hit.first > 1:
                around.append(hit)
            kept.append(hit)
        return list(dict.fromkeys(kept))

    def _is_hidden(self, hit: Hit[T], outer: Hit[T]) -> bool:
        inside = hit.last <= outer.last and (hit.first, hit.last) != (outer.first, outer.last)
        return inside and self._hides(outer.meaning, hit.meaning)


def _is_part(word: str, part: _Part, language: str) -> bool:
    if not part.ending:
        return word == part.text
    if not word.startswith(part.text):
        return False
    endings = _VERB_ENDING if part.ending == "~" else _NOUN_ENDING
    return language != "ar" or bool(endings.fullmatch(word, len(part.text)))


def forms_of(listed: str) -> list[str]:
    """Return the forms of a list as the tables write it, parted by commas."""
    return [form.strip() for form in listed.split(",") if form.strip()]


def _word_forms(phrase: str, language: str) -> list[tuple[_Part, ...]]:
    """Return every phrase that a written form stands for, as folded words, each with whether its end is open."""
    phrases: list[tuple[_Part, ...]] = [()]
    parted = phrase if phrase == _ENGLISH_NOT else phrase.replace("'", " ")
    for word in parted.split():
        phrases = [(*begun, variant) for begun in phrases for variant in _one_word(word, language)]
    return phrases


def _one_word(word: str, language: str) -> list[_Part]:
    if word.startswith("~"):
        return _regular(fold(word[1:]), language)
    return [_Part(fold(word.removesuffix("*")), "*" if word.endswith("*") else "")]


def _regular(word: str, language: str) -> list[_Part]:
    if language == "ar":
        return [_Part(person + word, "~") for person in _ARABIC_PERSONS]
    if language == "en":
        return [_Part(form, "") for form in english_forms(word)]
    raise ValueError(f"~ has no meaning for the language {language}: {word}")


def english_forms(word: str) -> tuple[str, ...]:
    """Return the word with the endings of regular verbs and nouns; of doubtful doublings both spellings."""
    if word.endswith("e"):
        return (word, word + "s", word + "d", word[:-1] + "ing")
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    plural = word + ("es" if word.endswith(_SIBILANTS) else "s")
    doubled = (word + word[-1] + "ed", word + word[-1] + "ing") if word[-1] in "bdgklmnprt" else ()
    return (word, plural, word + "ed", word + "ing", *doubled)


@lru_cache(maxsize=16384)
def _variants(word: str, language: str) -> tuple[str, ...]:
    """Return the word itself and, in Arabic, what is left of it without the particles written onto it."""
    if language != "ar":
        return (word,)
    bases = [word]
    if word[0] in _ARABIC_CONJUNCTIONS and len(word) > 3:
        bases.append(word[1:])
    found = dict.fromkeys(bases)
    for base in bases:
        found.update(dict.fromkeys(_without_particles(base)))
    return tuple(found)


def _without_particles(word: str) -> list[str]:
    return [
        word[len(particle) :]
        for particle in _ARABIC_PARTICLES
        if word.startswith(particle) and len(word) - len(particle) >= 3
    ]
