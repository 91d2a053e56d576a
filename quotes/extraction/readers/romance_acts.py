"""PURE. Verbs of French and Spanish that report: who acts, what was said before them and behind them."""

from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.romance_contents import COMMA_OR_DASH, TURNING
from quotes.extraction.readers.romance_groups import Group
from quotes.extraction.readers.romance_phrases import DASHES
from quotes.extraction.readers.romance_unsaid import UnsaidReader
from quotes.extraction.readers.romance_words import Grammar, Verb
from quotes.extraction.reported import Reported, SpeakerForm
from quotes.extraction.sentences import Sentence

KNOWN_WITHIN = 5000
"""Code points before a surname in which its first name is looked for."""
LONGEST_FIRST_NAME = 20
HEARSAY = 0.5
"""Of the confidence, where the outlet does not stand for it that somebody said so."""
MOST_NEAR = 24
"""Contents found last that are looked at for whether a place is taken."""


class VerbReader(UnsaidReader):
    """Finds acts of reporting by their verbs. `subject` is who acted in the sentence last, `taken` what is content."""

    def __init__(self, sentence: Sentence, grammar: Grammar) -> None:
        super().__init__(sentence, grammar)
        self.subject: tuple[Stretch | None, SpeakerForm, str] | None = None
        self.taken: list[Stretch] = []

    def _is_taken(self, place: int) -> bool:
        return any(first <= place <= last for first, last in self.taken[-MOST_NEAR:])

    def verb(self, place: int, verb: Verb) -> Reported | None:
        group = self.group(place, verb)
        if group is None or self.is_unsaid(group):
            return None
        if group.verb.lemmas & self.words.quoting:
            return self._quoting(group)
        if self.word(group.first - 1) in self.words.likewise:
            return self._likewise(group)
        if group.inherits:
            return self._inheriting(group)
        if group.own is not None or self._may_turn(group):
            found = self._turned(group)
            if found is not None:
                return found
        return self._plain(group)

    def _quoting(self, group: Group) -> Reported | None:
        """`X citó a Y: "..."`: the words are Y's, and nobody's who is known where none stands there."""
        first = group.last + 1
        while self.word(first) in self.words.towards:
            first += 1
        quoted = self.phrase_from(first) if group.own is None else None
        if quoted is None or not self.is_speaker(quoted):
            return None
        content = self.behind(quoted[1] + 1, group)
        if content is None or not self._is_marked(content):
            return None
        return self._act(group, quoted, self.form(quoted), [content], "quoting")

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
            opens = self.word(before[0]) not in self.words.subordinators
            alone = opens and not group.is_reflexive and self.behind(group.last + 1, group) is None
            return alone and self.has_finite(*before) and self._ends_soon(group) and not self._is_inserted(before)
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
        if self.is_statement(before) or self.word(after) not in COMMA_OR_DASH or after + 2 > self.last:
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
        if subject is not None and (self._is_nobody(subject) or self.says_no_one(subject)):
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
        return self.has_marks(*content)

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
            return (None, "named") if self.is_addressee(found, group) else (found, self.form(found))
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
        if group.plural and (house := self._house_before(group)):
            return house, "named"
        earlier = self.subject[0] if self.subject else self.leading(group.first)
        if earlier is not None and self._agrees(earlier, group):
            return earlier, self.form(earlier)
        later = self.begins_phrase(place) and self.phrase_from(place)
        if later and self.is_speaker(later) and self.word(later[1] + 1) in self.words.openers | {":", ","}:
            return later, "named"
        return None, "dropped"

    def _house_before(self, group: Group) -> Stretch | None:
        """*Desde el ministerio aseguran que*: the house whose people say it."""
        if self.word(self.opening) not in {"desde", "en"}:
            return None
        house = self.phrase_from(self.opening + 1)
        return house if house and house[1] == group.first - 1 and self.is_speaker(house) else None

    def _agrees(self, earlier: Stretch, group: Group) -> bool:
        """Whether a noun phrase of this sentence may be the subject that a verb leaves out."""
        several = self.word(earlier[0]) in self.words.plural or self.word(earlier[0]).endswith("s")
        joined = any(self.word(p) in self.words.joins for p in range(*earlier))
        number = group.plural is None or group.plural == (several or joined)
        return number and (self.is_speaker(earlier) or self._is_name_alone(earlier))

    def _is_name_alone(self, lead: Stretch) -> bool:
        """`Ferrándiz respondió`: one capital word at the begin of a sentence, with a verb behind it."""
        place = lead[0]
        begins = place == 0 or self.word(place - 1) == ","
        if lead[1] != place or not begins or not self.is_proper(place) or self.word(place) in self.grammar.verbs:
            return False
        ends = self.word(place).endswith(self.grammar.endings)
        after = self.word(place + 1)
        acts = after in self.words.clitics or after in self.words.auxiliaries or self.is_finite(place + 1)
        return not ends and (acts or (after == "," and place == 0) or self.is_known_surname(place))

    def is_known_surname(self, place: int) -> bool:
        """Whether the word stood behind a first name a little before, and what may be a verb stands behind it."""
        if not self.is_word(place + 1) or self.is_name(place + 1) or self.word(place + 1) in self.grammar.closed:
            return False
        item, text = self.items[place], self.sentence.text
        name = text[item.start : item.end]
        at = text.rfind(f" {name}", max(0, item.start - KNOWN_WITHIN), item.start - 1)
        first = text[max(0, at - LONGEST_FIRST_NAME) : max(at, 0)].rpartition(" ")[2]
        return at > 0 and first[:1].isupper() and first.isalpha() and first.lower() not in self.grammar.closed

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
        if group.verb.lemmas & self.words.namers:
            return None  # como lo llama la afición
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
        confidence = 0.9 if kind == "say" else 0.75
        # *aurait dit*, *habría dicho*: the outlet itself only heard that it was said.
        if any(self.word(p) in self.words.hearsay for p in range(group.first, group.place)):
            confidence *= HEARSAY
        return Reported(
            contents=tuple(self.span(*one) for one in contents),
            cue=self.span(group.first, group.place),
            speaker=self.span(*subject) if subject else None,
            form=form,
            rule=f"{self.grammar.language}-{kind}-{rule}",
            confidence=confidence,
            agreement=self._agreement(group, subject),
            leads_on=kind != "demand" or rule == "turned",
        )

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
        if self.word(last) in COMMA_OR_DASH:
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
        near = (self.word(p) in self.words.relatives for p in range(first, first + 3))
        governed = self.word(first) in self.words.prepositions | self.words.fused
        if self.word(first) in self.words.relatives or self.is_participle(first) or (governed and any(near)):
            return True
        return not self.is_quoted(first) and not self.has_finite(first, further) and not self.begins_phrase(first)
