"""PURE. French and Spanish: who is reported to have said what in one sentence.

The two languages report alike: a cue and a clause with *que*, a cue behind marks with its subject after it, *selon* or
*según*, a noun and *que*, a colon. What differs stands in their tables and in `Grammar`.
"""

from dataclasses import replace

from quotes.extraction.quoted import quoted_in
from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.romance_contents import TURNING, ContentReader
from quotes.extraction.readers.romance_groups import Group
from quotes.extraction.readers.romance_phrases import DASHES
from quotes.extraction.readers.romance_words import Grammar, Verb
from quotes.extraction.reported import Reported, Span, SpeakerForm
from quotes.extraction.sentences import Sentence, sentences_in

CLOSING = frozenset("»”\"’›'")
READ = Verb(frozenset({"lire", "leer"}), frozenset({"say"}), frozenset({"singular"}))


class RomanceReader(ContentReader):
    """Reads one sentence. `subject` is who acted in it last, `taken` where contents begin so far."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        super().__init__(sentence, grammar)
        self.subject: tuple[Stretch | None, SpeakerForm, str] | None = None
        self.taken: list[Stretch] = []

    def read(self) -> list[Reported]:
        """Every act of reporting, in the order of the cues; then the one who acts, where nobody is reported."""
        found: list[Reported | None] = []
        if self.word(0) in DASHES and (line := self.dialogue()):
            return [line]
        if label := self.label():
            return [label]
        for place, item in enumerate(self.items):
            if item.kind == "word":
                found.append(self._word(place, item.word))
            elif item.word == ":":
                found.append(self.colon(place))
        acts = [act for act in found if act is not None]
        if not any(act.speaker for act in acts) and (acting := self.acting()):
            acts.append(acting)
        return self._with_inner(acts)

    def _with_inner(self, acts: list[Reported]) -> list[Reported]:
        """With what words in marks report themselves, and with who says them where that stands inside of the marks."""
        incised: list[Reported] = []
        nested: list[Reported] = []
        for place, item in enumerate(self.items):
            if item.kind == "quoted" and not self.is_short(place):
                explained = any(first <= place <= last for first, last in self.taken)
                for sentence in self._inner_sentences(Span(item.start, item.end)):
                    inner = _InnerReader(sentence, self.grammar)
                    incise = None if explained else inner.incise(Span(item.start, item.end))
                    explained = explained or incise is not None
                    incised += [incise] if incise else []
                    nested += inner.nested()
        return nested + acts + incised

    def _inner_sentences(self, marks: Span) -> list[Sentence]:
        text = self.sentence.text
        width = 2 if text.startswith("''", marks.start) else 1
        closed = text[marks.end - 1] in CLOSING
        inner = marks.start + width, marks.end - width if closed else marks.end
        return sentences_in(text, inner, quoted_in(text, *inner), self.words.abbreviations)

    def _word(self, place: int, word: str) -> Reported | None:
        if place == self.opening and word in self.words.viewpoints and (view := self.viewpoint(place)):
            return view
        if length := self.according_at(place):
            found = self.according(place, length)
            if found is not None:
                return found
        verb = self.grammar.verbs.get(word)
        if verb is not None and (found := self.verb(place, verb)) is not None:
            return found
        if word in self.words.reading:
            return self.written(place)
        if word in self.grammar.nouns:
            return self.noun(place)
        return None

    # --- verbs ---------------------------------------------------------------------------------------------------

    def verb(self, place: int, verb: Verb) -> Reported | None:
        group = self.group(place, verb)
        if group is None or self._is_denied(group):
            return None
        if self.word(group.first - 1) in self.words.likewise:
            return self._likewise(group)
        if group.inherits:
            return self._inheriting(group)
        if group.own is not None or self._may_turn(group):
            found = self._turned(group)
            if found is not None:
                return found
        return self._plain(group)

    def _is_denied(self, group: Group) -> bool:
        """`no dijo que` reports nothing; `no descartó que` does."""
        return group.is_negated and not group.verb.lemmas & self.words.deniers

    def _may_turn(self, group: Group) -> bool:
        before = group.first - 1
        return before >= 0 and (self.is_quoted(before) or self.word(before) in TURNING)

    def _turned(self, group: Group) -> Reported | None:
        """`« ... », a déclaré X`, `« ... », a-t-il dit`, `"...", dijo`."""
        before = self.before(group.first)
        if before is None and self.word(group.first - 1) not in {"—", "–"}:
            return None
        subject = self._turned_subject(group)
        if before is None or not self._is_turned(group, before, subject):
            return None
        form: SpeakerForm = self.form(subject) if subject else "dropped"
        if subject is None and not self.grammar.drops:
            return None
        contents = [before]
        end = max(subject[1] if subject else 0, group.last)
        if further := self._further(end, before):
            contents.append(further)
        elif not self.is_statement(before):
            return None
        return self._act(group, subject, form, contents, "turned")

    def _turned_subject(self, group: Group) -> Stretch | None:
        """The subject behind; of *dit-on à l'Élysée* and *aseguran desde el ministerio* the house."""
        place = max(group.last, group.own or 0) + 1
        vague = self.word(group.own) == "-on" if group.own is not None else bool(group.plural and self.grammar.drops)
        if vague and self.word(place) in self.words.held:
            while self.word(place) in self.words.held:
                place += 1
            house = self.phrase_from(place)
            if house is not None and self.is_speaker(house):
                return house
        return (group.own, group.own) if group.own is not None else self.subject_behind(group)

    def _is_turned(self, group: Group, before: Stretch, subject: Stretch | None) -> bool:
        """Whether what stands before is what was said, and not the subject with what is put beside it."""
        if self.is_quoted(group.first - 1) and before[0] != before[1]:
            return False
        if self.is_quoted(before[1]) and (before[0] == before[1] or subject is not None):
            beside = self.word(before[0] - 1) == "," and (subject is None or not self.is_speaker(subject))
            return not beside and not self._has_own_clause(group, subject)
        if not group.verb.kinds & {"say", "demand"} and not self.is_quoted(before[1]):
            return False
        if self._has_own_clause(group, subject) or group.is_future:
            return False
        if subject is None:
            return self.has_finite(*before) and self._ends_soon(group) and not self._is_inserted(before)
        return self.is_speaker(subject) and not self._is_inserted(before)

    def _has_own_clause(self, group: Group, subject: Stretch | None) -> bool:
        """`Le maire, Paul X, dit que`: the clause stands behind the verb or its hearer."""
        place = max(subject[1] if subject else 0, group.last) + 1
        return self.word(place) in self.words.openers and "say" in group.verb.kinds and place <= self.last

    def _ends_soon(self, group: Group) -> bool:
        return self.last - group.last <= 8

    def _is_inserted(self, before: Stretch) -> bool:
        """Whether the last thing between commas is a relative clause or the like: then a subject goes on behind it."""
        comma = next((p for p in range(before[1], before[0], -1) if self.word(p) == ","), None)
        if comma is None:
            return False
        opens = self.word(comma + 1)
        inserted = opens in self.words.relatives or self.is_participle(comma + 1)
        return inserted and not self.has_finite(before[0], comma)

    def _further(self, end: int, before: Stretch) -> Stretch | None:
        """The second part of what was said, behind the subject."""
        after = end + 1
        if self.word(after) in DASHES:
            after += 1
        if self.is_quoted(before[1]):
            comma = self.word(after) in {",", ":"} and self.is_quoted(after + 1)
            return (after + 1, self._marks_end(after + 1)) if comma else None
        if self.is_statement(before) or self.word(after) not in {","} | DASHES or after + 2 > self.last:
            return None
        return after + 1, self._clause_ends(after + 1)

    def _plain(self, group: Group) -> Reported | None:
        """`X a déclaré que`, `añadió que`, `Elle : « ... »`."""
        subject, form = self._subject(group)
        after = group.last + 1
        if subject is None and form == "named":
            return None
        if subject is not None and subject[0] > group.place:
            after = subject[1] + 1
        if subject is not None and self._is_nobody(subject):
            return None
        self.subject = subject, form, self._agreement(group, subject)
        content = self.behind(after, group)
        if content is None or (group.is_future and not self._is_marked(content)):
            return self._without_content(group, subject, form)
        if form == "dropped" and self._is_hearsay(group):
            return None
        if group.verb.kinds <= {"feel"} and not self._is_marked(content):
            return None
        return self._act(group, subject, form, [content], "clause" if not self.is_quoted(content[0]) else "marks")

    def _is_hearsay(self, group: Group) -> bool:
        """*Dicen que*, *se dice que*: nobody is meant."""
        here = self.word(group.place)
        passive = self.word(group.first) in self.words.reflexive
        return (here in {"dicen", "cuentan"} or passive) and self.items[group.first].word != "le"

    def _is_nobody(self, subject: Stretch) -> bool:
        return any(self.word(p) in self.words.no_subjects and not self.is_determiner(p) for p in subject) or (
            self.word(subject[1]) in self.words.no_subjects and self.is_determiner(subject[0])
        )

    def _is_marked(self, content: Stretch) -> bool:
        return any(self.is_quoted(p) for p in range(content[0], content[1] + 1))

    def _without_content(self, group: Group, subject: Stretch | None, form: SpeakerForm) -> Reported | None:
        """`Il se confiait ainsi :`, `« ... », X a dit`, `Dijo el ministro.`"""
        if group.is_future:
            return None
        if self.word(self.last) == ":" and self.last - group.place <= 20:
            return self._act(group, subject, form, [], "colon")
        ends = self.last - group.last <= 6
        start = subject[0] if subject and subject[0] < group.first else group.first
        before = self.before(start) if ends and start > 0 else None
        if before is not None and self.is_quoted(before[1]) and before[0] == before[1]:
            return self._act(group, subject, form, [before], "last")
        if start == 0 and "say" in group.verb.kinds and self._is_short_line(subject):
            return self._act(group, subject, form, [], "bare")
        return None

    def _is_short_line(self, subject: Stretch | None) -> bool:
        return subject is not None and subject[0] > 0 and self.last - subject[1] <= 2

    def _subject(self, group: Group) -> tuple[Stretch | None, SpeakerForm]:
        """Who acts, and how it is said; None and `named` where nobody does."""
        if group.own is not None:
            return (group.own, group.own), "pronoun"
        found = self.subject_before(group)
        if found is not None:
            return found, self.form(found)
        before = self.word(group.first - 1)
        if before in self.words.no_subjects and not self.is_determiner(group.first - 1):
            return None, "named"
        if self.subject is not None and (before in self.words.conjunctions or before == ","):
            return self.subject[0], self.subject[1]
        if before in self.words.conjunctions | {","} and (lead := self.leading(group.first - 1)):
            return lead, self.form(lead)
        return self._not_before(group)

    def _not_before(self, group: Group) -> tuple[Stretch | None, SpeakerForm]:
        """The subject behind the verb (*Explicó el ministro que*), or none at all."""
        if not self.grammar.drops:
            return None, "named"
        place = group.last + 1
        earlier = self.subject[0] if self.subject else self.leading(group.first)
        if earlier is not None and self._agrees(earlier, group):
            return earlier, self.form(earlier)
        later = self.begins_phrase(place) and self.phrase_from(place)
        if later and self.is_speaker(later) and self.word(later[1] + 1) in self.words.openers | {":", ","}:
            return later, "named"
        return None, "dropped"

    def _agrees(self, earlier: Stretch, group: Group) -> bool:
        """Whether a noun phrase of this sentence may be the subject that a verb leaves out."""
        several = self.word(earlier[0]) in self.words.plural or self.word(earlier[0]).endswith("s")
        joined = any(self.word(p) in self.words.joins for p in range(*earlier))
        number = group.plural is None or group.plural == (several or joined)
        return number and (self.is_speaker(earlier) or self._is_name_alone(earlier))

    def _is_name_alone(self, lead: Stretch) -> bool:
        """`Ferrándiz respondió`: one capital word at the begin of a sentence, with a verb behind it."""
        if lead != (0, 0) or not self.is_proper(0) or self.word(0) in self.grammar.verbs:
            return False
        ends = self.word(0).endswith(self.grammar.endings)
        after = self.word(1)
        return not ends and (after in self.words.clitics | self.words.auxiliaries | {","} or self.is_finite(1))

    def _inheriting(self, group: Group) -> Reported | None:
        """*ajoutant que*, *avant de lâcher : « ... »*, *al señalar que*."""
        content = self.behind(group.last + 1, group)
        if content is None:
            return None
        if group.verb.kinds <= {"feel"} and not self._is_marked(content):
            return None
        if "infinitive" in group.verb.shapes and not (
            self._is_marked(content) or self.word(content[0]) in self.words.openers
        ):
            return None
        if self.subject is None:
            lead = self.leading(group.first) or self._following(group, content)
            self.subject = (lead, self.form(lead), "") if lead else None
        if self.subject is None:
            narrated = self.word(group.first - 1) in self.words.of
            drops = self.grammar.drops or narrated
            return self._act(group, None, "dropped", [content], "gerund") if drops else None
        return self._act(group, self.subject[0], self.subject[1], [content], "gerund")

    def _following(self, group: Group, content: Stretch) -> Stretch | None:
        return self.phrase_from(content[1] + 2) if group.first <= 2 and self.word(content[1] + 1) == "," else None

    def _likewise(self, group: Group) -> Reported | None:
        """*según informó la policía*, *comme l'a dit le maire*."""
        subject = (group.own, group.own) if group.own is not None else self.subject_behind(group)
        if subject is None and not self.grammar.drops:
            subject = self.subject_before(group)
        if subject is None and not self.grammar.drops:
            return None
        return self._said_so(
            group.first - 1,
            group.last,
            subject,
            (group.first - 1, group.last),
            agreement=self._agreement(group, subject),
        )

    def written(self, place: int) -> Reported | None:
        """`« ... », lit-on dans le rapport`, `y est-il écrit`, `"...", se lee en el comunicado`."""
        first = place
        helpers = self.words.clitics | self.words.being | self.words.inverted | self.words.governors | {"y"}
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
        name = self.phrase_from(after)
        if name is None:
            return None
        free = place == self.opening or self.word(place - 1) in {","} | DASHES or self.is_quoted(place - 1)
        if not free and not self.is_speaker(name):
            return None
        return self._said_so(place, name[1], name, (place, after - 1))

    def viewpoint(self, place: int) -> Reported | None:
        """*Pour X, « ... »*: only with marks, for else it may be what X thinks."""
        name = self.phrase_from(place + 1)
        if name is None or not self.is_speaker(name) or self.word(name[1] + 1) != ",":
            return None
        if not any(self.is_quoted(p) for p in range(name[1] + 2, self.last + 1)):
            return None
        if any(self.word(p) in self.grammar.verbs for p in range(name[1] + 1, self.last) if self.is_finite(p)):
            return None
        return self._said_so(place, name[1], name, (place, place))

    def _said_so(
        self,
        place: int,
        end: int,
        name: Stretch | None,
        cue: Stretch,
        *,
        form: SpeakerForm | None = None,
        agreement: str = "",
    ) -> Reported | None:
        """What was said around *selon X*, which stands at items `place` to `end` of the name."""
        end = max(end, name[1] if name else end)
        before = self._before_account(place)
        contents: list[Stretch] = []
        if before is not None:
            contents.append(before)
        if before is None or not self.is_statement(before) or self._goes_on_in_marks(end):
            rest = self._after_account(end)
            if rest is None and (before is None or not self.is_statement(before)):
                return None
            contents += [rest] if rest else []
        elif not self.is_statement(before):
            return None
        return Reported(
            contents=tuple(self.span(*one) for one in contents),
            cue=self.span(*cue),
            speaker=self.span(*name) if name else None,
            form=form or (self.form(name) if name else "dropped"),
            rule=f"{self.grammar.language}-according",
            confidence=0.85,
            agreement=agreement or (self.agreement(name, plural=None) if name else ""),
        )

    def _before_account(self, place: int) -> Stretch | None:
        last = place - 1
        if self.word(last) in {","} | DASHES:
            last -= 1
        if last < self.opening:
            return None
        begin = self._marks_begin(last) if self.is_quoted(last) else self._clause_begins(last)
        return (begin, last) if begin <= last else None

    def _goes_on_in_marks(self, end: int) -> bool:
        return self.word(end + 1) == "," and self.is_quoted(end + 2)

    def _after_account(self, end: int) -> Stretch | None:
        """The clause behind *selon X,* and behind what is put beside X."""
        comma = end + 1
        for _ in range(4):
            comma = next((p for p in range(comma, min(self.last, comma + 30)) if self.word(p) in {",", ":"}), -1)
            if comma < 0:
                return None
            if not self._is_beside(comma):
                break
            comma += 1
        first = comma + 1
        last = self._clause_ends(first)
        return (first, last) if last - first >= 1 or self.is_quoted(first) else None

    def _is_beside(self, comma: int) -> bool:
        """Whether what follows the comma only tells more of the name: a relative clause, a participle, an office."""
        first = comma + 1
        further = next((p for p in range(first, min(self.last, first + 30)) if self.word(p) == ","), None)
        if further is None or self.word(comma) == ":":
            return False
        if self.word(first) in self.words.relatives or self.is_participle(first):
            return True
        return not self.is_quoted(first) and not self.has_finite(first, further) and not self.begins_phrase(first)

    # --- nouns, colons, lines ------------------------------------------------------------------------------------

    def noun(self, place: int) -> Reported | None:
        """*la promesse de X que « ... »*, *l'avertissement selon lequel*, *una pregunta: «...»*."""
        owner: Stretch | None = None
        after = place + 1
        if self.word(after) in self.words.of and self.word(after + 1) not in self.words.openers:
            owner = self.phrase_from(after + 1)
            after = owner[1] + 1 if owner else after
        first = self._opened_by_noun(after)
        if first is None or any(a <= first <= b for a, b in self.taken):
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

    def _opened_by_noun(self, after: int) -> int | None:
        word = self.word(after)
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
        if not self.is_quoted(first) or any(a <= first <= b for a, b in self.taken):
            return None
        if first < self.last - 1 or (self.is_short(first) and place > 8):
            return None
        subject = self._before_colon(place)
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
        dash = next((p for p in range(2, self.last) if self.word(p) in DASHES or self.word(p) in {",", "?", "!"}), None)
        while dash is not None:
            cue = self._cue_near(dash + 1)
            group = self.group(cue, self.grammar.verbs[self.word(cue)]) if cue is not None else None
            if group is not None and group.first == dash + 1 and not group.inherits:
                return self._line(group, dash)
            start = dash + 1
            dash = next((p for p in range(start, self.last) if self.word(p) in DASHES or self.word(p) in TURNING), None)
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
        office = any(self.word(p) in self.words.persons for p in range(lead[0], lead[1] + 1))
        if not (self._is_personal(*lead) or office or self._is_name_alone(lead)):
            return None
        agreement = self.agreement(lead, plural=None)
        return Reported((), None, self.span(*lead), "named", f"{self.grammar.language}-acting", 0.0, agreement, False)

    # --- acts ----------------------------------------------------------------------------------------------------

    def _agreement(self, group: Group, subject: Stretch | None) -> str:
        if subject is None:
            return "p" if group.plural else "s"
        return self.agreement(subject, plural=group.plural)

    def _act(
        self, group: Group, subject: Stretch | None, form: SpeakerForm, contents: list[Stretch], rule: str
    ) -> Reported:
        self.taken += contents
        self.subject = subject, form, self._agreement(group, subject)
        kind = next(kind for kind in ("say", "feel", "demand", "call") if kind in group.verb.kinds)
        return Reported(
            contents=tuple(self.span(*one) for one in contents),
            cue=self.span(group.first, group.place),
            speaker=self.span(*subject) if subject else None,
            form=form,
            rule=f"{self.grammar.language}-{kind}-{rule}",
            confidence=0.9 if kind == "say" else 0.75,
            agreement=self._agreement(group, subject),
            leads_on=kind != "demand" or rule == "turned",
        )


class _InnerReader(RomanceReader):
    """Reads a sentence that somebody says in marks."""

    def nested(self) -> list[Reported]:
        """Whom the speaker reports: `Ma mère disait : “...”`, `Nos dijeron que ...`."""
        found: list[Reported] = []
        for place, item in enumerate(self.items):
            act = self._nested_at(place, item.word) if item.kind == "word" else None
            if act is not None:
                found.append(replace(act, rule=f"{act.rule}-within", confidence=act.confidence * 0.7, leads_on=False))
        return found

    def _nested_at(self, place: int, word: str) -> Reported | None:
        verb = self.grammar.verbs.get(word)
        if verb is None:
            return self.noun(place) if word in self.grammar.nouns and self.word(place + 1) == ":" else None
        group = self.group(place, verb)
        if group is None or group.inherits or self._is_denied(group) or not verb.kinds & {"say", "demand"}:
            return None
        act = self._plain(group)
        if act is None or not act.contents or (act.speaker is None and not (group.plural or group.to_me)):
            return None
        return act

    def incise(self, marks: Span) -> Reported | None:
        """`« La situation, a déclaré le ministre, est grave. »`: who says the words in `marks`, inside of them."""
        for place in range(1, self.last + 1):
            verb = self.grammar.verbs.get(self.word(place))
            group = self.group(place, verb) if verb is not None and verb.kinds & {"say", "feel", "demand"} else None
            if group is None or group.inherits or group.to_me or self.word(group.first - 1) not in TURNING:
                continue
            if (act := self._incised(group, marks)) is not None:
                return act
        return None

    def _incised(self, group: Group, marks: Span) -> Reported | None:
        dashed = self.word(group.first - 1) in DASHES
        subject = self._turned_subject(group)
        if subject is None and not (dashed and self.grammar.drops):
            return None
        end = max(subject[1] if subject else 0, group.last)
        closing = next((p for p in range(end + 1, min(self.last, end + 12) + 1) if self._ends_incise(p, dashed)), None)
        if closing is None or (closing > end + 1 and not dashed) or (subject and not self.is_speaker(subject)):
            return None
        act = self._act(group, subject, self.form(subject) if subject else "dropped", [], "incise")
        before = group.first - (1 if self.word(group.first - 1) in {"?", "!"} else 2)
        parts = Span(marks.start, self.items[max(before, 0)].end), self._second_part(closing, marks)
        return replace(act, contents=tuple(part for part in parts if part.end - part.start > 2))

    def _ends_incise(self, place: int, dashed: bool) -> bool:
        return self.word(place) in (DASHES if dashed else {",", ".", ";", ":"} | DASHES)

    def _second_part(self, closing: int, marks: Span) -> Span:
        start = self.items[closing].end
        while start < marks.end and (self.sentence.text[start].isspace() or self.sentence.text[start] in ".,;"):
            start += 1
        return Span(start, marks.end)
