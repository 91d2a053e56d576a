"""PURE. Noun phrases of French and Spanish sentences: the one that begins at a place, the one that ends there.

Without a parser: a phrase is bounded by what it cannot go on through, and begins at an article, a title or a name that
no preposition governs.
"""

import re
from bisect import bisect_left

from quotes.extraction.readers.base import SentenceReader, Stretch, by_place
from quotes.extraction.readers.romance_words import Expressions, Grammar
from quotes.extraction.reported import NOBODY_CERTAIN, SpeakerForm
from quotes.extraction.sentences import Sentence

DASHES = frozenset("—–―-")
INSIDE_NAMES = frozenset("&/’'°º")
DEPUTY = re.compile("^(?:vice|sub|sous|ex|co)-?")
"""What stands before an office: *vicepresidenta*, *ex-ministre*."""
SHORT_MARKS = 42
"""Code points of a name in marks; more are words that somebody said."""
REACH = 32
"""Items that are looked at from a place, so that no sentence costs more than its length."""


class PhraseReader(SentenceReader):
    """One sentence with the words of its language."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        self.sentence = sentence
        self.grammar = grammar
        self.words = grammar.words
        self.items = grammar.items(sentence)
        self.last = len(self.items) - 1
        self._words = tuple([item.word for item in self.items])
        self.word = by_place(self._words)
        self._finites: dict[int, bool] = {}
        self._infinitives: dict[int, bool] = {}
        self._beginnings: dict[int, bool] = {}
        self._marks = [place for place, item in enumerate(self.items) if item.kind == "quoted"]

    def is_word(self, place: int) -> bool:
        return 0 <= place <= self.last and self.items[place].kind == "word"

    def has_marks(self, first: int, last: int) -> bool:
        """Whether something in marks stands between two places, both included."""
        near = bisect_left(self._marks, first)
        return near < len(self._marks) and self._marks[near] <= last

    def is_short(self, place: int) -> bool:
        """Marks around a name or a title."""
        return self.is_quoted(place) and self.items[place].end - self.items[place].start <= SHORT_MARKS

    def is_proper(self, place: int) -> bool:
        """A capital word that is no word of grammar; the first of a sentence is one only if it can be."""
        if not self.is_name(place) or self.word(place) in self.grammar.closed or self.is_determiner(place):
            return self.is_name(place) and place > 0 and len(self.word(place)) > 1 and self._is_upper(place)
        return place > 0 or not self.is_participle(0)

    def _is_upper(self, place: int) -> bool:
        item = self.items[place]
        return self.sentence.text[item.start : item.end].isupper()

    def is_determiner(self, place: int) -> bool:
        word = self.word(place)
        return word in self.grammar.articles or (place == 0 and word in self.grammar.fused_articles)

    def is_participle(self, place: int) -> bool:
        word = self.word(place)
        return (
            len(word) > 3
            and word.endswith(self.grammar.participle_endings)
            and word not in self.words.nouns_like_participles
        )

    def is_time(self, place: int) -> bool:
        """A word of time, or the article or number before one: *le 12 mars*, *ce jeudi*, *el lunes*."""
        word = self.word(place)
        if word in self.words.times or (word in self.words.late and self.word(place - 1) in self.words.times):
            return True
        if word not in self.grammar.before_times and not self._is_number(place):
            return False
        after = place + 1
        if self._is_number(after) and not self._is_number(place):
            after += 1
        if self.word(after) in self.words.of:
            after += 1
        return self.word(after) in self.words.times

    def _is_number(self, place: int) -> bool:
        return 0 <= place <= self.last and self.items[place].kind == "number"

    def is_finite(self, place: int) -> bool:
        """A verb with a person: words that are always one, and endings that seldom are anything else."""
        known = self._finites.get(place)
        if known is None:
            known = self._finites[place] = self._looks_finite(place)
        return known

    def _looks_finite(self, place: int) -> bool:
        word = self.word(place)
        if word in self.words.finite or word in self.words.inverted:
            return True
        if not self.is_word(place) or self.items[place].is_capital or self._follows_article(place):
            return False
        if len(word) > 3 and word.endswith(self.grammar.endings) and word not in self.words.finite_not:
            return True
        verb = self.grammar.verbs.get(word)
        return verb is not None and verb.is_finite and not verb.before and word not in self.grammar.ambiguous

    def _follows_article(self, place: int) -> bool:
        before = self.word(place - 1)
        if before in self.words.clitics and before in self.words.determiners:
            return not (self.grammar.verbs.get(self.word(place)) and self.word(place) not in self.grammar.ambiguous)
        return self.is_determiner(place - 1) or before in self.words.prepositions

    def has_finite(self, first: int, last: int) -> bool:
        return any(self.is_finite(place) for place in range(first, last + 1))

    def is_stop(self, place: int) -> bool:
        """What no noun phrase goes on through."""
        word = self.word(place)
        closed = word in self.grammar.closed and word not in self.words.prepositions
        articles = self.is_determiner(place) or word in self.words.joins
        return (closed and not articles and not self.is_proper(place)) or self.is_finite(place)

    def is_infinitive(self, place: int) -> bool:
        known = self._infinitives.get(place)
        if known is None:
            known = self._infinitives[place] = self._looks_infinitive(place)
        return known

    def _looks_infinitive(self, place: int) -> bool:
        if not self.is_word(place) or self.is_name(place) or self.is_determiner(place - 1):
            return False
        word = self.word(place)
        known = word in {"avoir", "être", "ser", "haber", "estar"}
        noun = word in self.words.persons or word in self.words.times
        return known or (len(word) > 3 and word.endswith(self.grammar.infinitive_endings) and not noun)

    def according_at(self, place: int) -> int:
        """How many items an expression like *selon* has that stands here; 0 where none does."""
        return self._expression_at(place, self.grammar.according)

    def _expression_at(self, place: int, expressions: Expressions) -> int:
        for expression in expressions.get(self.word(place), ()):
            if self._words[place : place + len(expression)] == expression:
                return len(expression)
        return 0

    # --- forward -------------------------------------------------------------------------------------------------

    def begins_phrase(self, place: int) -> bool:
        """Whether a noun phrase may begin here: an article, a title, a number, a name."""
        known = self._beginnings.get(place)
        if known is None:
            known = self._beginnings[place] = self._may_begin_phrase(place)
        return known

    def _may_begin_phrase(self, place: int) -> bool:
        if place > self.last or self.is_time(place):
            return False
        if self.word(place) in self.words.titles or self.is_determiner(place) or self.is_proper(place):
            return True
        return self.word(place) in {"des", "du"} or self._is_number(place) or self.word(place) in self.words.persons

    def phrase_from(self, first: int, *, leads: bool = False) -> Stretch | None:
        """The noun phrase that begins at `first`, with what is set beside it; `leads` says that a clause follows it."""
        if self.word(first) in self.words.pronouns_after and not self.is_determiner(first):
            return first, first
        if not self.begins_phrase(first):
            return None
        last = self._core_end(first)
        return (first, self._appositions(first, last, leads=leads)) if last >= first else None

    def begins_fused(self, place: int) -> bool:
        """*del ministro*, *du ministre*: the article stands in the preposition."""
        return self.word(place) in self.words.fused and self.is_word(place + 1)

    def _core_from(self, first: int) -> Stretch | None:
        last = self._core_end(first)
        return (first, last) if last >= first else None

    def _core_end(self, first: int) -> int:
        place = first
        while place <= min(self.last, first + REACH):
            if self.word(place) == "(" and (closing := self._bracket_after(place)):
                place = closing + 1
            elif place == first or self._goes_on(place):
                place += 1
            else:
                break
        last = min(place, self.last + 1) - 1
        while last > first and (self.word(last) in self.grammar.closed or self.is_determiner(last)):
            last -= 1
        return last

    def _bracket_after(self, place: int) -> int | None:
        return next((p for p in range(place + 1, min(self.last, place + 9) + 1) if self.word(p) == ")"), None)

    def _goes_on(self, place: int) -> bool:
        kind, word = self.items[place].kind, self.word(place)
        if kind == "quoted":
            return self.is_short(place) and self.is_word(place - 1) and self.word(place - 1) not in self.words.links
        if kind == "mark":
            return self._is_inner_mark(place)
        if kind == "number":
            return self.word(place - 1) not in self.words.times
        return self._word_goes_on(place, word)

    def _word_goes_on(self, place: int, word: str) -> bool:
        if word in self.words.joins:
            return self.begins_phrase(place + 1) and not self.has_finite(place + 1, min(self.last, place + 6))
        if self.is_determiner(place) and not self.is_proper(place):
            return self._is_governed(place) or self.word(place - 1) in self.grammar.before_articles
        verb = self.grammar.verbs.get(word) if self.word(place - 1) in self.words.of else None
        if verb is not None and verb.shapes == {"infinitive"} and not verb.before:
            return False
        if word in self.words.prepositions and word not in self.words.of:
            return False
        if self._is_behind_name(place):
            return False
        return not self.is_stop(place) and (not self.is_time(place) or self.word(place - 1) in self.words.of)

    def _is_behind_name(self, place: int) -> bool:
        """*Nuria Gil dirige el centro*: a word in small letters behind first name and surname is what she does."""
        full = self.is_proper(place - 1) and self.is_proper(place - 2)
        small = self.is_word(place) and not self.items[place].is_capital and not self.is_participle(place)
        return full and small and self.word(place) not in self.words.prepositions

    def _is_inner_mark(self, place: int) -> bool:
        word, before = self.word(place), self.word(place - 1)
        if word == ".":
            return place < self.last and (before in self.words.abbreviations or len(before) == 1)
        return word in INSIDE_NAMES

    def _is_governed(self, place: int) -> bool:
        before = self.word(place - 1)
        return before in self.words.of or before in self.words.prepositions

    def _appositions(self, first: int, last: int, *, leads: bool) -> int:
        """The end of what follows between commas: an age, a name, an office."""
        for _ in range(3):
            comma = last + 1
            if self.word(comma) != ",":
                break
            named = self._is_personal(first, last)
            end = self._apposition_end(comma + 1, named=named)
            if end is None or (leads and (self.word(end + 1) != "," or (self.is_determiner(comma + 1) and not named))):
                break
            last = end
        return last

    def _is_personal(self, first: int, last: int) -> bool:
        """A name of a person: two capital words in a row, or a title before one."""
        return any(
            self.is_proper(p) and self.is_proper(p + 1) and self.word(p - 1) not in self.words.of
            for p in range(first, last)
        )

    def _apposition_end(self, first: int, *, named: bool) -> int | None:
        if not self._may_be_beside(first, named=named):
            return None
        for place in range(first, min(self.last, first + 16) + 1):
            word = self.word(place)
            if word in {",", ";", ":", ")"} or word in DASHES or (word == "." and not self._is_inner_mark(place)):
                return place - 1
            if self.is_quoted(place) and not self.is_short(place):
                return None
            if self.is_finite(place) or word in self.grammar.opens_clause:
                return None
        return self.last if first + 16 >= self.last else None

    def _may_be_beside(self, first: int, *, named: bool) -> bool:
        if self._is_number(first):
            return self.word(first + 1) in {"ans", "años"}
        if self.word(first) in self.words.titles:
            return True
        if not self.is_word(first) or self.word(first) in self.grammar.closed or self.is_time(first):
            return False
        if self.is_proper(first):
            return not named
        return not self.is_participle(first) or self.word(first) in self.words.nouns_like_participles

    # --- backward ------------------------------------------------------------------------------------------------

    def phrase_to(self, last: int, *, plural: bool = False) -> Stretch | None:
        """The noun phrase that ends at `last`: from the last place there that begins one and that nothing governs."""
        if self.word(last) in self.grammar.links_phrases or self.is_determiner(last):
            return None
        aged = self._is_number(last - 1)  # l'ailier de 24 ans
        if last < 0 or (self.is_stop(last) and self.word(last) not in self.words.pronouns and not aged):
            return None
        if self.word(last) in self.words.pronouns and not self.is_proper(last):
            return last, last
        first, place = last, last
        while place >= max(0, last - REACH) and self._may_precede(place, last, plural=plural):
            first = place
            place = self._bracket_before(place) if self.word(place) == ")" else place
            first = min(first, place)
            place -= 1
        first += self.word(first) in self.words.joins  # , y sus seguidores respondieron
        start = self._start_in(first, last, plural=plural)
        return None if start is None else (start, last)

    def _bracket_before(self, place: int) -> int:
        return next((p for p in range(place - 1, max(-1, place - 10), -1) if self.word(p) == "("), place)

    def _may_precede(self, place: int, last: int, *, plural: bool) -> bool:
        item, word = self.items[place], self.word(place)
        if item.kind == "quoted":
            return self.is_short(place) and self.is_word(place - 1) and place > 0
        if item.kind == "mark":
            return word == ")" or self._is_inner_mark(place)
        if word in self.words.joins:
            return plural or (self.is_proper(place - 1) and self.is_proper(place + 1))
        if word in self.words.pronouns and place < last and not self.is_determiner(place):
            return self.word(place) in {"él", "ella", "elle", "lui"}
        return not self.is_stop(place) or word in self.words.adverbs or word in self.words.times

    def _start_in(self, first: int, last: int, *, plural: bool) -> int | None:
        found: int | None = None
        for place in range(first, last + 1):
            joined = found is not None and self.word(place - 1) in self.words.joins
            if not joined and self._is_start(place, first, begun=found is not None):
                found = place
        return found

    def _is_start(self, place: int, first: int, *, begun: bool) -> bool:
        word = self.word(place)
        if self.is_time(place) or self.items[place].kind in {"mark", "quoted"}:
            return False
        if place > first and (self._governs(place - 1) or self.is_infinitive(place - 1)):
            return False
        if word in self.words.titles or (self.is_determiner(place) and not (begun and self.is_name(place))):
            return True
        if word in self.words.fused:
            return place == first and word in {"des", "du"}
        return not begun and (self.is_proper(place) or self._is_number(place) or self._is_bare(place, first))

    def _governs(self, place: int) -> bool:
        word = self.word(place)
        return word in self.words.prepositions or word in self.words.determiners or word in self.words.joins

    def _is_bare(self, place: int, first: int) -> bool:
        """A noun without an article at the begin of its clause (*Fuentes de la policía*), or a pronoun with more
        (*Ella misma*)."""
        word = self.word(place)
        return word in {"él", "ella", "elle", "lui"} or (place == first and word in self.words.persons)

    # --- what a phrase is ----------------------------------------------------------------------------------------

    def form(self, phrase: Stretch) -> SpeakerForm:
        word = self.word(phrase[0])
        alone = phrase[0] == phrase[1]
        return "pronoun" if alone and word in self.grammar.pronouns and not self.is_proper(phrase[0]) else "named"

    def is_speaker(self, phrase: Stretch) -> bool:
        """Whether somebody or something that speaks is named: a proper name, an office, a document, a pronoun."""
        if self.form(phrase) != "named":
            return True
        known = self.grammar.speakers
        for place in range(phrase[0], phrase[1] + 1):
            if self.word(place) in self.words.of and place > phrase[0]:
                return False
            if self.word(place) in known or (self.is_proper(place) and place > 0) or self.is_short(place):
                return True
            if DEPUTY.sub("", self.word(place)) in self.words.persons:
                return True
            if self.word(place).endswith(self.grammar.agent_endings):
                return True
        return self._is_personal(*phrase)

    def agreement(self, phrase: Stretch, *, plural: bool | None) -> str:
        """Gender by the first word, number by the verb or the first word."""
        word = self.word(phrase[0])
        if word in self.words.anybody and phrase[0] == phrase[1]:
            return NOBODY_CERTAIN
        gender = "f" if word in self.words.feminine else "m" if word in self.words.masculine else ""
        several = word in self.words.plural if plural is None else plural
        return gender + ("p" if several else "s")
