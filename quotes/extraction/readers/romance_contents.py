"""PURE. What was said in a French or Spanish sentence: before the verb, behind it, or on both sides."""

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.romance_groups import Group, GroupReader
from quotes.extraction.readers.romance_phrases import DASHES, REACH

ENDS = frozenset(",.;:!?…") | DASHES
TURNING = frozenset({",", "?", "!", "…"}) | DASHES
COMMA_OR_DASH = frozenset(",") | DASHES
REPORTED_INFINITIVES = frozenset("ne n' avoir être vouloir no haber ser estar tener".split())
LONG_CLAUSE = 400
"""Items within which a clause is cut; a longer one goes on to the end of its sentence."""
DATELINE = 14
"""Items within which a dateline ends: `PARIS (Agence) -`."""


class ContentReader(GroupReader):
    """Finds where what was said begins and ends."""

    _opening: int | None = None

    @property
    def opening(self) -> int:
        """Where the sentence begins behind a dateline and what joins it to the last one."""
        if self._opening is None:
            self._opening = self._begins()
        return self._opening

    def _begins(self) -> int:
        place = 0
        for at in range(1, min(self.last, DATELINE)):
            if self.word(at) in DASHES and (self.word(at - 1) in {")", "."} or self._is_upper(at - 1)):
                place = at + 1
                break
        while place < self.last and (self.word(place) in self.words.conjunctions or self.word(place) in COMMA_OR_DASH):
            place += 1
        return place

    # --- before --------------------------------------------------------------------------------------------------

    def before(self, first: int) -> Stretch | None:
        """What stands before a verb at `first` whose subject follows: marks, or a clause and a comma."""
        last = first - 1
        if self.word(last) in {",", "…"} | DASHES:
            last -= 1
        elif not self.is_quoted(last) and self.word(last) not in {"?", "!"}:
            return None
        if last < self.opening:
            return None
        if self.is_quoted(last):
            return self._marks_begin(last), last
        begin = self._clause_begins(last)
        return (begin, last) if begin <= last else None

    def _marks_begin(self, last: int) -> int:
        """Marks alone, or the clause that they end."""
        before = self.word(last - 1)
        if last <= self.opening or self.is_quoted(last - 1) or before in ENDS or before in {"(", ")"}:
            return last
        return self._clause_begins(last)

    def _clause_begins(self, last: int) -> int:
        for place in range(last, max(self.opening, last - LONG_CLAUSE), -1):
            if self.word(place) in {";", ":"}:
                return place + 1
        return self.opening

    def is_statement(self, stretch: Stretch) -> bool:
        """Whether a stretch without a cue of its own says something: marks or a verb in it."""
        first, last = stretch
        if self.has_marks(first, last):
            return True
        return last - first >= 2 and self.has_finite(first, last)

    # --- behind --------------------------------------------------------------------------------------------------

    def behind(self, after: int, group: Group) -> Stretch | None:
        """What stands behind a verb: a clause, an infinitive, marks with the noun they belong to."""
        found = self._opener(after, group)
        if group.is_reflexive and group.verb.lemmas & {"dire", "decir", "declarar", "déclarer"}:
            found = self._predicate(after) or found
        if found is None:
            return None
        first, quoted = found
        if first > self.last:
            return None
        if quoted is not None:
            return first, self._marks_end(quoted, goes_on=first < quoted)
        wanted = self.grammar.drops and "demand" in group.verb.kinds  # y solicitó: no subjunctive, so another act
        infinitive = wanted or self.word(first) not in self.words.openers | self.words.asking
        last = self._clause_ends(first, infinitive=infinitive, inserted=group.is_inserted)
        return (first, last) if last > first else None

    def _predicate(self, after: int) -> tuple[int, None] | None:
        """*s'est dite prête à*, *se declaró dispuesto a*."""
        plain = self.is_word(after) and self.word(after) not in self.grammar.closed and not self.is_determiner(after)
        return (after, None) if plain and self.last - after >= 2 else None

    def _opener(self, after: int, group: Group) -> tuple[int, int | None] | None:
        """Where the content begins, and the marks that are all of it, if it is only marks."""
        thing: int | None = None
        commas = 0
        for place in range(after, min(self.last, after + REACH) + 1):
            word = self.word(place)
            if self.is_quoted(place):
                begin = self._marked(place, after, thing, group)
                if begin is not None:
                    return begin, place
                continue
            if word == ":":
                return self._under_colon(place, group)
            if (begin := self._clause_opener(place, after, group)) is not None:
                accused = thing is not None and "call" in group.verb.kinds and self.word(begin) in self.words.of
                return (thing if accused and thing is not None else begin), None
            if word == ",":
                commas += 1
                thing = None
            if commas > 4 or self._closes(place, after):
                return self._late_colon(place, group)
            if thing is None and self._is_object(place, after, group):
                thing = place - 1 if self.word(place - 1) == "a" else place
        return None

    def _closes(self, place: int, after: int) -> bool:
        """What ends the search: another clause, or a comma that no adverbial follows."""
        word = self.word(place)
        if word in self.grammar.light:
            return False
        if word == ";" or self.is_finite(place) or (place > after and self._is_other_cue(place)):
            return True
        if word == ",":
            return not self._goes_around(place)
        return word in self.grammar.opens_clause and place >= after

    def _is_other_cue(self, place: int) -> bool:
        """*rechazó el recurso al estimar que*: the clause is the other verb's."""
        verb = self.grammar.verbs.get(self.word(place))
        return verb is not None and bool(verb.shapes & {"infinitive", "gerund"}) and not self.is_determiner(place - 1)

    def _goes_around(self, comma: int) -> bool:
        after = comma + 1
        word = self.word(after)
        return (
            word in self.words.prepositions
            or word in self.words.openers
            or self.is_quoted(after)
            or self.is_time(after)
            or self._is_plain_adverb(after)
            or any(self._resumes(p) for p in range(after, min(self.last, after + 12)))
        )

    def _resumes(self, place: int) -> bool:
        """A comma behind which what was said begins: the end of what was put between."""
        return self.word(place) == "," and (self.word(place + 1) in self.words.openers or self.is_quoted(place + 1))

    def _late_colon(self, place: int, group: Group) -> tuple[int, int | None] | None:
        """`publicó una foto con un texto que decía: "..."`: marks behind a colon further on."""
        for at in range(place, min(self.last, place + REACH)):
            if self.word(at) == ":":
                return self._under_colon(at, group) if self.is_quoted(at + 1) else None
            if self.is_quoted(at) or self.is_finite(at) or self.word(at) in self.grammar.verbs or self.word(at) == ";":
                return None
        return None

    def _under_colon(self, colon: int, group: Group) -> tuple[int, int | None] | None:
        if colon >= self.last:
            return None
        if self.is_quoted(colon + 1):
            return colon + 1, colon + 1
        return (colon + 1, None) if "say" in group.verb.kinds and self.last - colon > 3 else None

    def _marked(self, place: int, after: int, thing: int | None, group: Group) -> int | None:
        """Where a content that ends in these marks begins; None where they are the name of a paper or a place."""
        if self._is_outlet(place):
            return None
        if self.word(place - 1) == "," and not self.is_short(place):
            return place
        if group.verb.kinds <= {"feel"}:
            return None
        if group.verb.lemmas & self.words.namers:
            return place - 1 if self.word(place - 1) in {"à", "a"} else None
        return place if place == after else self._marked_thing(place, after, thing, group)

    def _marked_thing(self, place: int, after: int, thing: int | None, group: Group) -> int | None:
        """Where the noun begins to which the marks belong, or the preposition that links them to the verb."""
        link = self._link_before(place)
        before = self.word(place - 1)
        if thing is not None and before in self.words.prepositions - self.words.of and "demand" not in group.verb.kinds:
            return None  # une enquête pour « homicide »
        if thing is not None and ("call" in group.verb.kinds or link != place - 1):
            return thing if not self._in_adverbial(place, thing) else None
        if link is not None:
            return link
        return place if not self._in_adverbial(place, after - 1) or not self.is_short(place) else None

    def _is_outlet(self, place: int) -> bool:
        """*à la revue « Cadence »*, *en su blog, «El Punzón», que*."""
        before = place - 2 if self.word(place - 1) == "," else place - 1
        return self.is_short(place) and self.word(before) in self.words.outlets

    def _link_before(self, place: int) -> int | None:
        """The *de* or *à* before marks, with at most an article between."""
        at = place - 1
        if self.is_determiner(at) or (self.is_word(at) and self.is_determiner(at - 1)):
            at = at - 1 if self.is_determiner(at) else at - 2
        word = self.word(at)
        near = at == place - 1 and word in {"à", "a", "como", "comme", "por", "pour"}
        return at if word in self.words.of or near else None

    def _in_adverbial(self, place: int, first: int) -> bool:
        """Whether a preposition other than *de* governs the marks: *dans « Le Monde »*, *en su blog, «El Punzón»*."""
        for at in range(place - 1, max(first, place - 7), -1):
            word = self.word(at)
            if word in self.words.places:
                return True
            if self.is_quoted(at):
                return False
        return False

    def _is_object(self, place: int, after: int, group: Group) -> bool:
        """Whether the thing of which something is said begins here."""
        if self.word(place - 1) in self.words.prepositions and place > after:
            return self.word(place - 1) == "a" and self.grammar.drops and "call" in group.verb.kinds
        return self.begins_phrase(place) and place <= after + 8 and not self.is_determiner(place - 1)

    def _clause_opener(self, place: int, after: int, group: Group) -> int | None:
        """*que*, an infinitive, or a word that asks."""
        word, kinds = self.word(place), group.verb.kinds
        says = bool(kinds & {"say", "demand"}) or (
            "feel" in kinds and place == after and self.has_marks(place, self.last)
        )
        if word in self.words.openers and says and self._opens_clause(place, after):
            if self.word(place - 1) == "ce" and self.word(place - 2) == "à":  # s'est engagé à ce que
                return place - 2
            linked = self.word(place - 1) in self.words.of | {"a", "en", "à"}
            return place - 1 if linked and place > after else place
        if word in self.words.openers:
            return None
        if word in self.words.asking and says and not self.begins_phrase(place):
            return place if self._asks(place, after) else None
        if self.is_infinitive(place):
            return self._infinitive_opens(place, after, group)
        return None

    def _opens_clause(self, place: int, after: int) -> bool:
        """Whether *que* is no relative pronoun: behind a comma it is one, unless a pair of commas closes there."""
        before = self.word(place - 1)
        if before != ",":
            return before != "con"
        return any(self.word(p) == "," for p in range(after, place - 1))

    def _asks(self, place: int, after: int) -> bool:
        word = self.word(place)
        if word in {"por", "ce"}:
            return place == after and self.word(place + 1) in self.words.openers | {"qué", "qui"}
        if word == "comme":
            return False
        return place == after or self.word(place - 1) not in {","}

    def _infinitive_opens(self, place: int, after: int, group: Group) -> int | None:
        """Where the content begins that this infinitive opens; None where it tells something else."""
        start = place
        while self.word(start - 1) in self.grammar.light and start > after:
            start -= 1
        before = self.word(start - 1)
        bare = start == after
        kinds, verb = group.verb.kinds, group.verb
        if bare:
            return start if kinds & {"say", "demand"} else None
        if before in self.words.links and start - 1 >= after:
            ordered = "demand" in kinds or verb.lemmas & self.words.promisers
            return start - 1 if ordered and before in {"de", "d'", "à", "a"} else None
        told = "say" in kinds and self.word(start) in REPORTED_INFINITIVES  # a assuré à la presse n'avoir rien vu
        asked = "demand" in kinds and self.grammar.drops
        return start if (told or asked) and before not in self.words.prepositions else None

    # --- ends ----------------------------------------------------------------------------------------------------

    def _marks_end(self, place: int, *, goes_on: bool = False) -> int:
        """The last of several marks that are parts of one list; `goes_on` over what belongs to the noun in marks."""
        last = place
        for at in range(place + 1, min(self.last, place + 30) + 1):
            if self.is_quoted(at):
                if at - last > 5:
                    break
                last = at
            elif not (
                self.word(at) in self.words.joins | {",", "ou", "ni"}
                or self.word(at) in self.words.prepositions
                or self.is_determiner(at)
            ):
                break
        if goes_on and self.word(last + 1) in self.words.of and (further := self.phrase_from(last + 2)):
            return further[1]
        return last

    def _clause_ends(self, first: int, *, infinitive: bool = False, inserted: bool = False) -> int:
        """The last item of a clause: before another act of reporting, before what only accompanies it."""
        last = self.last
        for place in range(first + 1, min(self.last, first + LONG_CLAUSE) + 1):
            word = self.word(place)
            if word == ";" or (word == ":" and place == self.last):
                last = place - 1
                break
            if inserted and word == "," and self._is_main_now(place + 1):
                last = place - 1
                break
            cue = self.grammar.verbs.get(word) if infinitive and self.word(place + 1) in self.words.openers else None
            if cue is not None and cue.is_finite:
                last = place - 1
                break
            if (word == "," or word in self.words.conjunctions) and self._breaks(place, infinitive=infinitive):
                last = place - 1
                break
        return self._without_end(first, last)

    def _is_main_now(self, place: int) -> bool:
        """Whether the main clause goes on here, behind what was put between commas: with its verb."""
        light = self.grammar.light
        while self.word(place) in light and not self.is_finite(place + 1) and place < self.last:
            place += 1
        if self.is_finite(place) or (self.is_finite(place + 1) and self.word(place) in light):
            return True
        opens = self.word(place) in self.grammar.closed or self.begins_phrase(place)
        return self.is_word(place) and not self.is_name(place) and not opens

    def _without_end(self, first: int, last: int) -> int:
        while last > first and self.items[last].kind == "mark" and (self.word(last) in ENDS or self.word(last) == ")"):
            if self.word(last) == ")" and any(self.word(p) == "(" for p in range(first, last)):
                break
            last -= 1
        return last

    def _breaks(self, place: int, *, infinitive: bool) -> bool:
        """Whether another act, or another verb of the same subject, begins behind this comma or conjunction."""
        at = place + 1
        while at < self.last and (
            self.word(at) in self.words.conjunctions or self.word(at) in self.words.gerund_openers
        ):
            at += 1
        at += (meanwhile := self._expression_at(at, self.grammar.meanwhile))
        if meanwhile > 1 and self.word(at - 1) in self.words.openers and self._reports_soon(at):
            return True
        if self.according_at(at) or self._is_comment(at):
            return True
        if infinitive and self._is_clause_now(place, at):
            return True
        if self.word(place) == "," and self.word(place + 1) in self.words.joins and self.is_finite(at):
            return True
        cue = self._cue_near(at)
        return cue is not None and self._is_other_act(place, cue)

    def _reports_soon(self, first: int) -> bool:
        """*mientras que los sindicatos replicaron*: another speaker's turn."""
        return any(self.word(p) in self.grammar.verbs and self.is_finite(p) for p in range(first, first + 10))

    def _is_comment(self, at: int) -> bool:
        """*..., ce que Kiev dément*, *..., lo que niega*: the article speaks again."""
        return self.word(at) in {"ce", "lo"} and self.word(at + 1) in {"que", "qu'", "qui", "cual", "dont"}

    def _is_clause_now(self, place: int, at: int) -> bool:
        """What an infinitive does not go on with: `et renvoie`, `, alors je vais`."""
        if self.word(place) in self.words.joins:
            return self._is_verb_now(at)
        at += self.word(at) in self.words.subordinators
        return self.word(at) in self.grammar.clause_subjects and not self.is_determiner(at)

    def _is_verb_now(self, place: int) -> bool:
        """A verb with a person, no noun: none that an article leads."""
        return self.is_finite(place) or (
            self.is_word(place)
            and self.word(place).endswith(("oie", "ie", "ette", "ise"))
            and not self.begins_phrase(place)
            and self.word(place) not in self.grammar.closed
        )

    def _cue_near(self, first: int) -> int | None:
        """A cue that stands at a place with nothing but its helpers between."""
        for place in range(first, min(self.last, first + 6) + 1):
            word = self.word(place)
            verb = self.grammar.verbs.get(word)
            if verb is not None and self._is_noun(place) is False:
                return place
            if word not in self.grammar.helpers and not self._is_plain_adverb(place):
                return None
        return None

    def _is_other_act(self, place: int, cue: int) -> bool:
        verb = self.grammar.verbs[self.word(cue)]
        group = self.group(cue, verb)
        if group is None:
            return False
        if group.own is not None or group.inherits:
            return self.word(place) == "," or self.behind(group.last + 1, group) is not None
        found = self._opener(group.last + 1, group)
        if found is not None:
            return True
        return self.word(place) == "," and "say" in verb.kinds and self._turned_behind(group)

    def _turned_behind(self, group: Group) -> bool:
        found = self.subject_behind(group)
        return found is not None and self.is_speaker(found)
