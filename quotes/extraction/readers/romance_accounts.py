"""PURE. Reports of French and Spanish without a verb of saying: *selon X*, *la promesse que*, a colon, a line that is
spoken."""

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.romance_acts import VerbReader
from quotes.extraction.readers.romance_contents import COMMA_OR_DASH, LONG_CLAUSE, TURNING
from quotes.extraction.readers.romance_groups import Group
from quotes.extraction.readers.romance_phrases import DASHES
from quotes.extraction.readers.romance_words import Verb
from quotes.extraction.reported import NOBODY_CERTAIN, Reported

POSSIBLE = frozenset({"y", "peut", "pouvait", "puede", "podía"})
READ = Verb(frozenset({"lire", "leer"}), frozenset({"say"}), frozenset({"singular"}))


class AccountReader(VerbReader):
    """Finds acts of reporting by what is no verb of saying."""

    def written(self, place: int) -> Reported | None:
        """`« ... », lit-on dans le rapport`, `y est-il écrit`, `"...", se lee en el comunicado`."""
        first = place
        helpers = self.words.clitics | self.words.being | self.words.inverted | self.words.governors | POSSIBLE
        while self.word(first - 1) in helpers:
            first -= 1
        before = self.before(first)
        after = place + 1 if self.word(place + 1) not in self.words.inverted else place + 2
        if before is None or not self.is_quoted(before[1]):
            return None
        where = self.word(after) in self.words.places
        document = self.phrase_from(after + 1) if where else None
        group = Group(self.grammar.verbs.get(self.word(place)) or READ, place, first, after - 1)
        return self._act(group, document, "named" if document else "dropped", [before], "written")

    # --- selon ---------------------------------------------------------------------------------------------------

    def according(self, place: int, length: int) -> Reported | None:
        """*Selon X, ...*, *..., según X*, *à l'en croire*."""
        after = place + length
        if self.word(after - 1) == "croire" and self.word(after - 2) == "en" and self.word(after - 3) == "l'":
            return self._said_so(place, after - 1, (after - 3, after - 3), (place, after - 1), form="pronoun")
        if self.word(after) in self.words.no_accounts or self.word(after + 1) in self.words.no_accounts:
            return None
        name = self.phrase_from(after, leads=place == self.opening)
        if name is None:
            return None
        free = place == self.opening or self.word(place - 1) in COMMA_OR_DASH or self.is_quoted(place - 1)
        if not free and not self.is_speaker(name):
            return None
        return self._said_so(place, name[1], name, (place, after - 1))

    def viewpoint(self, place: int) -> Reported | None:
        """*Pour X, « ... »*: only with marks, for else it may be what X thinks."""
        name = self.phrase_from(place + 1, leads=True)
        if name is None or not self.is_speaker(name) or self.word(name[1] + 1) != ",":
            return None
        if not self.has_marks(name[1] + 2, self.last):
            return None
        if any(self.word(p) in self.grammar.verbs for p in range(name[1] + 1, self.last) if self.is_finite(p)):
            return None
        return self._said_so(place, name[1], name, (place, place))

    # --- nouns, colons, lines ------------------------------------------------------------------------------------

    def noun(self, place: int) -> Reported | None:
        """*la promesse de X que « ... »*, *l'avertissement selon lequel*, *una pregunta: «...»*."""
        owner: Stretch | None = None
        after = place + 1
        if self.word(after) in self.words.of and self.word(after + 1) not in self.words.openers:
            owner = self.phrase_from(after + 1)
            after = owner[1] + 1 if owner else after
        first = self._opened_by_noun(after, self.word(place))
        if first is None or self._is_taken(first):
            return None
        last = self._marks_end(first) if self.is_quoted(first) else self._noun_clause_ends(first)
        owner = owner or (self.subject[0] if self.subject else None) or self.leading(place)
        if last <= first and not self.is_quoted(first):
            return None
        if owner is not None and owner[0] <= place <= owner[1]:
            return None
        return Reported(
            contents=(self.span(first, last),),
            cue=self.span(place, place),
            speaker=self.span(*owner) if owner else None,
            form=self.form(owner) if owner else "dropped",
            rule=f"{self.grammar.language}-noun",
            confidence=0.6 if owner else 0.4,
        )

    def is_noun_cue(self, place: int) -> bool:
        return self.word(place) in self.grammar.nouns or self.word(place) in self.grammar.nouns_with_colon

    def _opened_by_noun(self, after: int, noun: str) -> int | None:
        word = self.word(after)
        if noun not in self.grammar.nouns:
            return after + 1 if word == ":" and self.is_quoted(after + 1) else None
        if word in self.words.openers and self.grammar.language == "fr":
            return after
        if word == "de" and self.word(after + 1) in self.words.openers:
            return after
        if word == "selon" and self.word(after + 1) in self.words.relatives:
            return after
        return after + 1 if word == ":" and self.is_quoted(after + 1) else None

    def _noun_clause_ends(self, first: int) -> int:
        """A clause beside a noun ends with its marks, for its main verb may follow."""
        end = self._clause_ends(first)
        marks = [p for p in range(first, end + 1) if self.is_quoted(p)]
        return marks[-1] if marks else end

    def colon(self, place: int) -> Reported | None:
        """`X est plus direct : « ... »`: marks behind a colon that no cue explains."""
        first = place + 1
        if not self.is_quoted(first) or self._is_taken(first):
            return None
        subject = self._whose_view(place)
        if first < self.last - 1 or (place > 8 and not (subject or self._is_said(first) or self._was_asked())):
            return None
        subject = subject or self._before_colon(place)
        if subject is None:
            return None
        self.taken.append((first, first))
        return Reported(
            contents=(self.span(first, first),),
            cue=self.span(place, place),
            speaker=self.span(*subject),
            form=self.form(subject),
            rule=f"{self.grammar.language}-colon-marks",
            confidence=0.7,
            agreement=self.agreement(subject, plural=None),
        )

    def _whose_view(self, colon: int) -> Stretch | None:
        """*La respuesta del ministro no tardó: "..."*: whoever the view belongs to."""
        head = self.opening + self.is_determiner(self.opening)
        if self.word(head) not in self.words.views or self.word(head + 1) not in self.words.of:
            return None
        owner = self.phrase_from(head + 2) or (self.begins_fused(head + 1) and self._core_from(head + 2)) or None
        return owner if owner and owner[1] < colon and self.is_speaker(owner) else None

    def _was_asked(self) -> bool:
        """*Consultada sobre el asunto, la ministra fue tajante:*"""
        return self.word(self.opening).startswith(("consultad", "preguntad", "interrogad", "cuestionad", "interrogé"))

    def _is_said(self, marks: int) -> bool:
        """Whether marks hold a sentence and not a title or a term."""
        end = self.items[marks].end
        return not self.is_short(marks) or any(sign in ".!?…" for sign in self.sentence.text[end - 3 : end])

    def _before_colon(self, place: int) -> Stretch | None:
        lead = self.leading(place)
        if lead is not None and (self.is_speaker(lead) or lead == (0, place - 1)):
            return lead
        near = self.phrase_to(place - 1)
        if near is not None and self.is_speaker(near) and self.form(near) == "named":
            return self._with_left_apposition(near)
        for comma in range(place - 1, max(0, place - 24), -1):
            if self.word(comma) == "," and (found := self.phrase_to(comma - 1)) and self.is_speaker(found):
                return self._with_left_apposition(found)
        return None

    def label(self) -> Reported | None:
        """`Fiscal: ¿Recibió usted dinero?`: a line with who speaks, a colon, and words without marks."""
        colon = next((p for p in range(1, min(self.last, 7)) if self.word(p) == ":"), None)
        start = self.sentence.start
        if colon is None or (start > 0 and self.sentence.text[start - 1] != "\n"):
            return None
        name = self.phrase_from(0)
        if name is None or name[1] != colon - 1 or not self._is_role(name):
            return None
        return Reported(
            contents=(self.span(colon + 1, self.last),),
            cue=self.span(colon, colon),
            speaker=self.span(*name),
            form="named",
            rule=f"{self.grammar.language}-label",
            confidence=0.8,
        )

    def _is_role(self, name: Stretch) -> bool:
        known = any(self.word(p) in self.words.persons | self.words.titles for p in range(name[0], name[1] + 1))
        return known or self._is_personal(*name)

    def dialogue(self) -> Reported | None:
        """`—Él sabe dónde entreno —contestó ella—. Y a qué hora.`"""
        for dash in range(2, min(self.last, LONG_CLAUSE)):
            if self.word(dash) not in TURNING:
                continue
            cue = self._cue_near(dash + 1)
            group = self.group(cue, self.grammar.verbs[self.word(cue)]) if cue is not None else None
            if group is not None and group.first == dash + 1 and not group.inherits:
                return self._line(group, dash)
        return None

    def _line(self, group: Group, dash: int) -> Reported | None:
        subject = (group.own, group.own) if group.own is not None else self.subject_behind(group)
        if subject is None and not self.grammar.drops:
            return None
        contents = [(0, dash if self.word(dash) in {"?", "!"} else dash - 1)]
        end = max(subject[1] if subject else 0, group.last)
        closing = next((p for p in range(end + 1, self.last) if self.word(p) in DASHES), None)
        if closing is not None and closing + 2 < self.last:
            contents.append((closing + 2 if self.word(closing + 1) == "," else closing + 1, self.last))
        return self._act(group, subject, self.form(subject) if subject else "dropped", contents, "dialogue")

    def acting(self) -> Reported | None:
        """Who acts in a sentence that reports nothing: somebody whom the next sentence may only imply."""
        lead = self.leading(self.last)
        if lead is None or self.form(lead) != "named":
            return None
        if lead[1] > lead[0] and self.is_proper(lead[0]) and self.is_known_surname(lead[0]):
            lead = lead[0], lead[0]  # Solano baja la voz
        if not (self._is_personal(*lead) or self._is_person(lead) or self._is_name_alone(lead)):
            return None
        agreement = self.agreement(lead, plural=None)
        if self.grammar.drops and self._meets_another(lead, agreement):
            agreement = NOBODY_CERTAIN
        return Reported((), None, self.span(*lead), "named", f"{self.grammar.language}-acting", 0.0, agreement, False)

    def _meets_another(self, lead: Stretch, agreement: str) -> bool:
        """*La policía detuvo a Marín*, *El ministro recibió al alcalde*: who speaks next may be either of the two."""
        for place in range(lead[1] + 1, self.last):
            if self.word(place) not in self.words.towards:
                continue
            alone = (place + 1, place + 1) if self.is_proper(place + 1) else None
            other = (self.phrase_from(place + 1) if self.begins_phrase(place + 1) else None) or alone
            if other is None:
                continue
            several = self.word(other[0]) in self.words.plural
            person = self._is_person(other)
            # A proper name alone may be a place, to which people go and which no body arrests.
            named = self._is_personal(*other) or self._is_body(lead)
            if several == ("p" in agreement) and (person or (named and self.is_proper(other[0]))):
                return True
        return False

    def _is_body(self, phrase: Stretch) -> bool:
        return any(self.word(p) in self.words.bodies for p in range(phrase[0], phrase[1] + 1))

    def _is_person(self, phrase: Stretch) -> bool:
        return any(self.word(p) in self.words.persons for p in range(phrase[0], phrase[1] + 1))
