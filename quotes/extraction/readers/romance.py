"""PURE. French and Spanish: who is reported to have said what in one sentence.

The two languages report alike: a cue and a clause with *que*, a cue behind marks with its subject after it, *selon* or
*según*, a noun and *que*, a colon. What differs stands in their tables and in `Grammar`.
"""

import re
from dataclasses import replace

from quotes.extraction.quoted import quoted_in
from quotes.extraction.readers.base import MOST_CUES
from quotes.extraction.readers.romance_accounts import AccountReader
from quotes.extraction.readers.romance_contents import TURNING
from quotes.extraction.readers.romance_groups import Group
from quotes.extraction.readers.romance_phrases import DASHES
from quotes.extraction.reported import Reported, Span
from quotes.extraction.sentences import Item, Sentence, sentences_in

SPOKEN = 24
"""Code points of marks in which nobody is looked for: a term or a title has no more."""
LETTERS = re.compile(r"[^\W\d_]+")
CLOSING = frozenset("»”\"’›'")


class RomanceReader(AccountReader):
    """Reads one sentence."""

    def read(self) -> list[Reported]:
        """Every act of reporting, in the order of the cues; then the one who acts, where nobody is reported."""
        found: list[Reported | None] = []
        if self.word(0) in DASHES and (line := self.dialogue()):
            return [line]
        if label := self.label():
            return [label]
        triggers, openers = self.grammar.triggers, self.grammar.openers
        cues = [
            place
            for place, item in enumerate(self.items)
            if item.word in triggers or (item.word in openers and self._opens_account(place))
        ]
        for place in cues[:MOST_CUES]:
            found.append(self._word(place, self.word(place)))
        acts = [act for act in found if act is not None]
        if not any(act.speaker for act in acts) and (acting := self.acting()):
            acts.append(acting)
        return self._with_inner(acts) + self.left_out(cues)

    def _opens_account(self, place: int) -> bool:
        """Whether *de* or *para* opens what tells whose account this is: *de acuerdo con*, *para X,*."""
        return place == self.opening or self.according_at(place) > 0

    def _with_inner(self, acts: list[Reported]) -> list[Reported]:
        """With what words in marks report themselves, and with who says them where that stands inside of the marks."""
        incised: list[Reported] = []
        nested: list[Reported] = []
        taken, reach = sorted(self.taken, reverse=True), -1
        for place in self._marks:
            while taken and taken[-1][0] <= place:
                reach = max(reach, taken.pop()[1])
            item, explained = self.items[place], reach >= place
            if item.end - item.start > SPOKEN and self._may_report(item):
                for sentence in self._inner_sentences(Span(item.start, item.end)):
                    inner = _InnerReader(sentence, self.grammar)
                    incise = None if explained else inner.incise(Span(item.start, item.end))
                    explained = explained or incise is not None
                    incised += [incise] if incise else []
                    nested += inner.nested()
        return nested + acts + incised

    def _may_report(self, marks: Item) -> bool:
        """Whether words in marks hold one that may report something: a quick look before they are read as sentences."""
        words = LETTERS.findall(self.sentence.text[marks.start : marks.end].lower())
        return not self.grammar.told_inside.isdisjoint(words)

    def _inner_sentences(self, marks: Span) -> list[Sentence]:
        text = self.sentence.text
        width = 2 if text.startswith("''", marks.start) else 1
        closed = text[marks.end - 1] in CLOSING
        inner = marks.start + width, marks.end - width if closed else marks.end
        return sentences_in(text, inner, quoted_in(text, *inner), self.words.abbreviations)

    def _word(self, place: int, word: str) -> Reported | None:
        """What one word reports in the first of its uses that does: *denuncia* is a verb or a noun."""
        verb = self.grammar.verbs.get(word)
        found: Reported | None = None
        if word == ":":
            return self.colon(place)
        if place == self.opening and word in self.words.viewpoints:
            found = self.viewpoint(place)
        if found is None and (length := self.according_at(place)):
            found = self.according(place, length)
        if found is None and verb is not None:
            found = self.verb(place, verb)
        if found is None and word in self.words.reading:
            found = self.written(place)
        return self.noun(place) if found is None and self.is_noun_cue(place) else found


class _InnerReader(RomanceReader):
    """Reads a sentence that somebody says in marks."""

    def nested(self) -> list[Reported]:
        """Whom the speaker reports: `Ma mère disait : “...”`, `Nos dijeron que ...`."""
        found: list[Reported] = []
        for place, item in enumerate(self.items):
            act = self._nested_at(place, item.word) if item.word in self.grammar.triggers else None
            if act is not None:
                found.append(replace(act, rule=f"{act.rule}-within", confidence=act.confidence * 0.7, leads_on=False))
        return found

    def _nested_at(self, place: int, word: str) -> Reported | None:
        verb = self.grammar.verbs.get(word)
        if verb is None:
            return self.noun(place) if self.is_noun_cue(place) and self.word(place + 1) == ":" else None
        group = self.group(place, verb)
        if group is None or group.inherits or self.is_unsaid(group) or not verb.kinds & {"say", "demand"}:
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
