"""PURE. Verbs of French and Spanish with what belongs to them: auxiliaries, clitics, adverbs, an inverted pronoun."""

from dataclasses import dataclass

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.romance_phrases import DASHES, REACH, PhraseReader
from quotes.extraction.readers.romance_words import Verb

MOST_HELPERS = 10


@dataclass(slots=True)
class Group:
    """A cue with its helpers, items `first` to `last`. `own` is an inverted pronoun inside or behind; `inherits` says
    that it has no subject of its own (*ajoutant*, *avant de lâcher*)."""

    verb: Verb
    place: int
    first: int
    last: int
    own: int | None = None
    inherits: bool = False
    plural: bool | None = None
    is_negated: bool = False
    is_future: bool = False
    to_me: bool = False
    is_reflexive: bool = False
    is_inserted: bool = False


@dataclass(slots=True)
class _Helpers:
    """What stands before the cue, gathered from right to left."""

    first: int
    own: int | None = None
    auxiliary: bool = False
    being: bool = False
    governor: int | None = None
    reflexive: bool = False
    negated: bool = False
    plural: bool = False
    to_me: bool = False


class GroupReader(PhraseReader):
    """Finds the whole verb around a cue. `_perfect` says whether the last had an auxiliary that another may share."""

    _perfect = False

    def group(self, place: int, verb: Verb) -> Group | None:
        """The cue at `place` as a verb; None where it is a noun, a passive, or an infinitive that reports nothing."""
        if self._is_noun(place):
            return None
        helpers = self._helpers(place, verb)
        if verb.before and (helpers.governor is None or not self._has_governor(helpers.first, place, verb)):
            return None
        finite = self._finite(verb, helpers)
        if finite is None or (verb.lemmas <= self.words.reflexives and not helpers.reflexive):
            return None
        group = Group(verb, place, self._cut(helpers.first, place), place, helpers.own)
        if self.word(place + 1) in self.words.inverted:
            group.own, group.last = place + 1, place + 1
        group.inherits = not finite
        group.plural = self._number(verb, helpers, group)
        group.is_negated, group.to_me = helpers.negated, helpers.to_me
        group.is_inserted = self._stands_between(group)
        group.is_reflexive = helpers.reflexive
        group.is_future = "future" in verb.shapes and not verb.shapes & {"singular", "plural"}
        return group

    def _stands_between(self, group: Group) -> bool:
        """Whether the cue stands in what is put between commas: `X, qui dit que ..., a ...`."""
        for place in range(group.first - 1, max(-1, group.first - 5), -1):
            if self.word(place) == ",":
                return group.inherits or self.word(place + 1) in self.words.subjects_of_relatives
        return False

    def _number(self, verb: Verb, helpers: _Helpers, group: Group) -> bool | None:
        if group.own is not None:
            return self.word(group.own) in self.words.plural
        if helpers.plural:
            return True
        if group.inherits:
            return None
        return "plural" in verb.shapes and "singular" not in verb.shapes and not helpers.auxiliary

    def _is_noun(self, place: int) -> bool:
        word, before = self.word(place), self.word(place - 1)
        if word not in self.grammar.ambiguous or place == 0:
            return False
        if self.is_name(place):
            return True
        if before in self.words.clitics and self.word(place + 1) in self.words.openers:
            return False
        governed = before in self.words.prepositions and before not in self.words.clitics
        return governed or self.is_determiner(place - 1) or self._is_adjective(place - 1)

    def _is_adjective(self, place: int) -> bool:
        return self.word(place) in {"seule", "dernière", "première", "nueva", "primera", "última", "dura", "jeune"}

    def _helpers(self, place: int, verb: Verb) -> _Helpers:
        found = _Helpers(first=place)
        at = place - 1
        while at >= max(0, place - MOST_HELPERS):
            word = self.word(at)
            if word == "," and not found.auxiliary and "participle" in verb.shapes and (jump := self._over(at)):
                at = jump
                continue
            if not self._helps(at, word, found, verb):
                break
            found.first = at
            at -= 1
        return found

    def _over(self, comma: int) -> int | None:
        """*a, de son côté, déclaré*: the auxiliary before what is put between."""
        for place in range(comma - 1, max(0, comma - 9), -1):
            if self.word(place) == ",":
                return place - 1 if self.word(place - 1) in self.words.auxiliaries | self.words.inverted else None
        return None

    def _helps(self, at: int, word: str, found: _Helpers, verb: Verb) -> bool:
        if word in self.words.inverted:
            found.own = at
        elif word in self.words.negations:
            found.negated = True
        elif word in self.words.auxiliaries and self._takes(verb, found):
            found.auxiliary = True
        elif word in self.words.being and self._takes(verb, found):
            found.being = True
        elif word in self.words.governors and self._may_govern(at, found, verb):
            found.governor = at
        elif not self._is_light(at, word, found):
            return False
        found.plural = found.plural or (word in self.words.plural_helpers)
        return True

    def _takes(self, verb: Verb, found: _Helpers) -> bool:
        return "participle" in verb.shapes or found.governor is not None or bool(verb.before)

    def _may_govern(self, at: int, found: _Helpers, verb: Verb) -> bool:
        if verb.before:
            return self.word(at) in verb.before or found.governor is not None
        return "infinitive" in verb.shapes

    def _is_light(self, at: int, word: str, found: _Helpers) -> bool:
        """Clitics, adverbs, and the preposition between a governing verb and an infinitive."""
        if word in self.words.clitics and (at == 0 or not self.is_name(at)):
            found.reflexive = found.reflexive or word in self.words.reflexive
            found.to_me = found.to_me or word in self.words.hearers_first
            return True
        if word in self.words.links:
            return self.word(at - 1) in self.words.governors
        return self._is_plain_adverb(at)

    def _has_governor(self, first: int, place: int, verb: Verb) -> bool:
        return any(self.word(p) in verb.before for p in range(max(first, place - 4), place))

    def _finite(self, verb: Verb, helpers: _Helpers) -> bool | None:
        """Whether the verb has a person; None where it is no act of reporting."""
        if verb.before or (helpers.governor is not None and "infinitive" in verb.shapes):
            return not self._is_bearing(helpers.first) and not self.word(helpers.first).endswith("ant")
        if "participle" in verb.shapes and (helpers.auxiliary or helpers.being):
            self._perfect = helpers.reflexive or not helpers.being
            return True if self._perfect else None
        if self._perfect and "participle" in verb.shapes and self.word(helpers.first - 1) in self.words.joins:
            return False  # a dénoncé « un abandon » et appelé l'État à agir
        if verb.is_finite:
            return True
        if "gerund" in verb.shapes:
            return False
        return False if "infinitive" in verb.shapes and self._is_bearing(helpers.first) else None

    def _is_bearing(self, first: int) -> bool:
        """*avant de lâcher*, *tras asegurar*: an infinitive that says what the subject did."""
        before, further = self.word(first - 1), self.word(first - 2)
        if before in self.words.bearing or (before in self.words.links and further in self.words.bearing):
            return True
        narrated = before in {"de", "d'"} and "et" in {further, self.word(0)} and first <= 12  # Et d'ajouter : « ... »
        return narrated and self.grammar.language == "fr"

    def _cut(self, first: int, place: int) -> int:
        """Without the adverbs that lead up to the verb."""
        while first < place and self._is_plain_adverb(first):
            first += 1
        return first

    def _is_plain_adverb(self, place: int) -> bool:
        word = self.word(place)
        if word in self.words.adverbs:
            return True
        if len(word) <= 6 or not word.endswith(self.grammar.adverb_endings):
            return False
        return not self.is_determiner(place - 1) and word not in self.grammar.speakers

    # --- who -----------------------------------------------------------------------------------------------------

    def subject_before(self, group: Group) -> Stretch | None:
        """The subject that stands before its verb; for a relative clause, the noun before the pronoun."""
        last = group.first - 1
        while last > 0 and (self._is_plain_adverb(last) or self._is_late_time(last)):
            last -= 1
        word = self.word(last)
        if last < 0 or (word in self.words.no_subjects and not self.is_determiner(last)):
            return None
        if word in self.words.subjects_of_relatives and self.word(last - 1) in self.words.towards:
            return None  # a quien acusa de
        if word in self.words.subjects_of_relatives and not self._is_content_opener(last):
            return self._antecedent(last, group)
        if word == ",":
            return self._behind_insertion(last, group)
        return self._adjacent(last, group)

    def _adjacent(self, last: int, group: Group) -> Stretch | None:
        """The subject that ends directly before its verb."""
        found = self.phrase_to(last, plural=group.plural is not False)
        if found is None:
            return self._over_relative(last, group)
        before = found[0] - 1
        if self.is_word(before) and self.word(before) not in self.grammar.closed and not self.is_name(before):
            return self._over_relative(before, group) or found  # un habitant qui a vu la scène raconte
        return self._with_left_apposition(found)

    def _is_late_time(self, place: int) -> bool:
        return self.word(place) in self.words.times and not self.is_determiner(place - 1) and self.is_word(place - 1)

    def _is_content_opener(self, place: int) -> bool:
        """Whether this *que* opens what somebody said, and is no relative pronoun."""
        before = self.word(place - 1)
        return before in self.grammar.verbs or before in self.grammar.nouns or before in {":", "y", "e", "et", ""}

    def _antecedent(self, relative: int, group: Group) -> Stretch | None:
        end = relative - 1
        if self.word(end) == ",":
            end -= 1
        found = self.phrase_to(end, plural=bool(group.plural))
        if found is not None and not self._is_thing(found):
            return self._with_left_apposition(found)
        return (relative, relative) if found is None and self.word(relative).startswith("quien") else None

    def _is_thing(self, phrase: Stretch) -> bool:
        return self.word(phrase[0]) in self.words.no_subjects and not self.is_determiner(phrase[0])

    def _behind_insertion(self, comma: int, group: Group) -> Stretch | None:
        """`The mayor, whom nobody had asked, said`: the noun before what is put between commas."""
        tries = 0
        for place in range(comma - 1, max(-1, comma - 48), -1):
            if self.word(place) in {";", ":"}:
                return None
            if self.word(place) != ",":
                continue
            found = self.phrase_to(place - 1, plural=bool(group.plural))
            if found is not None and self.form(found) == "named" and not self._opens_relative(found[0] - 1):
                end = self._apposition_end(place + 1, named=self._is_personal(*found))
                whole = self._with_left_apposition(found)
                return whole[0], (end if end is not None and end == comma - 1 else found[1])
            tries += 1
            if tries > 5:
                return None
        return None

    def _opens_relative(self, place: int) -> bool:
        """Whether a phrase behind this place belongs to a relative clause, not to the main one."""
        return self.word(place) in self.words.relatives or (place >= 0 and self.is_finite(place))

    def _with_left_apposition(self, found: Stretch) -> Stretch:
        """`le préfet, Étienne Marsanne`: from the office on, where only the name was found."""
        comma = found[0] - 1
        if self.word(comma) != "," or self.form(found) != "named" or not self.is_proper(found[0]):
            return found
        before = self.phrase_to(comma - 1)
        if before is None or not self.is_determiner(before[0]) or self._opens_relative(before[0] - 1):
            return found
        known = any(self.word(p) in self.words.persons for p in range(before[0], before[1] + 1))
        return (before[0], found[1]) if known else found

    def _over_relative(self, last: int, group: Group) -> Stretch | None:
        """`Un agente que participó en el rastreo admitió`: the noun before the relative clause."""
        for place in range(last, max(0, last - 26), -1):
            word = self.word(place)
            if word in {",", ";", ":"} or (self.is_quoted(place) and not self.is_short(place)) or word in DASHES:
                return None
            if word in self.words.relatives and not self._is_content_opener(place):
                if not self.has_finite(place + 1, last):
                    return None
                return self.phrase_to(place - 1, plural=bool(group.plural))
        return None

    def subject_behind(self, group: Group) -> Stretch | None:
        """The subject behind its verb, over what tells when, where and to whom."""
        place, reach = group.last + 1, min(self.last, group.last + 28)
        if self.is_short(place) and self.last - place <= 2 and self.word(group.first - 1) == ",":
            return place, place  # , rapporte « Le Quotidien ».
        while place <= reach:
            word = self.word(place)
            if word in self.words.pronouns and not self.is_determiner(place) and self.grammar.drops:
                return place, place
            if self.begins_phrase(place) and not self._is_hearer(place):
                return self.phrase_from(place)
            further = self._over_adverbial(place)
            if further is None:
                return None
            place = further
        return None

    def _is_hearer(self, place: int) -> bool:
        return self.word(place - 1) in self.words.prepositions

    def _over_adverbial(self, place: int) -> int | None:
        """The place behind a time, an adverb or a prepositional phrase that begins here; None where none does."""
        word = self.word(place)
        if self._is_number(place) and self.word(place + 1) not in self.words.times:
            return None
        if self.is_time(place) or self._is_plain_adverb(place) or self._is_number(place):
            return place + 1
        if word == ",":
            return self._over_comma(place)
        if word not in self.words.prepositions:
            return None
        return self._over_prepositional(place + 1)

    def _over_comma(self, comma: int) -> int | None:
        """*déplore, amère, Josette Pham*: behind a comma that begins an adverbial or one word set between two."""
        if self.word(comma + 1) in self.words.prepositions or self.is_time(comma + 1):
            return comma + 1
        closing = next((p for p in range(comma + 2, comma + 5) if self.word(p) == ","), None)
        plain = not self.is_name(comma + 1) and not self.is_determiner(comma + 1)
        return closing + 1 if closing is not None and plain and self.begins_phrase(closing + 1) else None

    def _over_prepositional(self, place: int) -> int:
        """Behind the noun phrase that a preposition governs; a new article or a name of its own begins another."""
        begun = False
        first = place
        while place <= min(self.last, first + 16):
            if self.is_time(place) and begun:
                return place
            governed = self.word(place - 1) in self.words.prepositions | self.words.determiners | self.words.joins
            if begun and not governed and self._begins_other(place):
                return place
            if self.is_quoted(place) and not self.is_short(place):
                return place
            if self.items[place].kind == "mark" and not self._is_inner_mark(place):
                return place
            if self.is_stop(place) or (begun and self.word(place) in self.words.prepositions - self.words.of):
                return place
            begun = begun or self.is_quoted(place) or (self.is_word(place) and not self.is_determiner(place))
            place += 1
        return place

    def _begins_other(self, place: int) -> bool:
        if self.word(place) in self.words.titles:
            return True
        if self.is_determiner(place):
            return not self.is_name(place)
        letters = self.is_name(place - 1) and len(self.word(place - 1)) > 1 and self._is_upper(place - 1)
        plain = (letters or not self.is_name(place - 1)) and self.word(place - 1) not in self.words.outlets
        return self.is_proper(place) and plain and self.is_word(place - 1)

    def leading(self, before: int) -> Stretch | None:
        """The noun phrase with which the main clause begins, over what leads up to it."""
        place = 0
        while place < before and (self.word(place) in self.words.conjunctions or self.word(place) in DASHES):
            place += 1
        for _ in range(3):
            if self.word(place) in self.words.pronouns and not self.is_proper(place):
                return place, place
            if self.begins_phrase(place) and self.word(place) not in self.words.no_subjects:
                found = self.phrase_from(place)
                return found if found and found[1] < before else None
            comma = next((p for p in range(place, min(before, place + REACH)) if self.word(p) == ","), None)
            if comma is None:
                return None
            place = comma + 1
        return None
