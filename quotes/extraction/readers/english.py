"""PURE. English: who is reported to have said what in one sentence.

No parser: a reporting verb is found by its form, its subject by what stands beside it, its content by the word that
opens the clause, by quotation marks, or by the comma that parts a statement from ", she said".
"""

from collections.abc import Iterator
from typing import Final

from quotes.extraction.readers.base import MOST_CUES, Stretch, words
from quotes.extraction.readers.english_contents import ContentReader
from quotes.extraction.readers.english_words import (
    AUXILIARIES,
    BEING,
    DETERMINERS,
    DOCUMENTS,
    NEGATIONS,
    NO_ONE,
    OPENERS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    REFLEXIVES,
    SAYS_NOTHING,
    TAKES_HEARER,
    Verb,
    ambiguous,
    nouns,
    verbs,
)
from quotes.extraction.reported import Reported, SpeakerForm
from quotes.extraction.sentences import Sentence

SIGNS: Final = frozenset({"according", ":", "―", "—", "–", "-"})


def reported_in(sentence: Sentence) -> list[Reported]:
    """Every act of reporting in one sentence, in the order of the cues."""
    return [found for found in _EnglishReader(sentence).read() if found is not None]


class _EnglishReader(ContentReader):
    """Reads one sentence. `subject` is who acts in it as far as it was read."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.subject: Stretch | None = None

    def read(self) -> Iterator[Reported | None]:
        known = verbs()
        cues = [place for place, item in enumerate(self.items) if self._is_cue(item.word)]
        for place in cues[:MOST_CUES]:
            word = self.word(place)
            if word in known:
                yield self.verb(place, known[word])
            elif word in nouns():
                yield self.noun(place)
            elif word == "according" and self.word(place + 1) == "to":
                yield self.according(place)
            elif self.items[place].kind == "mark":
                yield self.mark(place)
        yield from self.left_out(cues)

    def _is_cue(self, word: str) -> bool:
        return word in SIGNS or word in verbs() or word in nouns()

    def verb(self, place: int, verb: Verb) -> Reported | None:
        first = self._verb_begins(place)
        if verb.form != "ing" and self._is_noun(place, first, verb):
            return self.noun(place) if verb.kind == "say" else None
        subject, form, outer = self._subject(place, first, verb)
        if subject is None or self._is_not_said(first, place, verb, subject):
            return None
        if form == "named" and verb.form != "ing":
            self.subject = subject
        contents, rule = self._contents(place, verb, subject, outer)
        if not contents:
            return self._bare(place, first, verb, subject, form)
        if not self._is_likely(place, first, verb, subject):
            return None
        return Reported(
            contents=contents,
            cue=self.span(max(first, subject[1] + 1) if subject[1] < place else place, place),
            speaker=self.span(*subject),
            form=form,
            rule=f"en-{verb.kind}-{rule}",
            confidence=0.9 if verb.kind == "say" else 0.6,
            leads_on=verb.kind != "demand",
        )

    def _is_not_said(self, first: int, place: int, verb: Verb, subject: Stretch) -> bool:
        """`Nobody could say how long`, `She did not say that`: these words came out of no mouth."""
        if self.word(subject[0]) in NO_ONE or (self.word(subject[0]) == "no" and subject[1] > subject[0]):
            return True
        return verb.kind != "demand" and any(self.word(p) in NEGATIONS for p in range(first, place))

    def _bare(self, place: int, first: int, verb: Verb, subject: Stretch, form: SpeakerForm) -> Reported | None:
        """`He said:` before the next paragraph, or `Smith said.` behind a quotation that ended with its own stop."""
        if verb.kind != "say" or verb.form not in {"past", "s"}:
            return None
        opens = self.word(self.last) == ":" and place >= self.last - 12
        short = min(subject[0], first) <= 1 and self.last - max(place, subject[1]) <= 10
        if not (opens or (short and self.word(place) not in ambiguous())):
            return None
        return Reported(
            contents=(),
            cue=self.span(max(first, subject[1] + 1) if subject[1] < place else place, place),
            speaker=self.span(*subject),
            form=form,
            rule="en-colon" if opens else "en-say-bare",
            confidence=0.85,
        )

    def _is_likely(self, place: int, first: int, verb: Verb, subject: Stretch) -> bool:
        """Whether the word is a verb here that goes with its subject."""
        if verb.kind == "document" and not self._is_document(subject):
            return False
        if verb.kind == "call" and (self.word(place - 1) == "to" or self.word(place + 1) in REFLEXIVES):
            return False
        passive = verb.form == "past" and any(self.word(p) in BEING for p in range(first, place))
        passive = passive or (verb.form == "past" and self.word(place + 1) == "by")
        if passive or self.word(place + 1) in SAYS_NOTHING or self.word(place + 2) == "lot":
            return False
        if self.items[place].word in ambiguous() and not self._surely_verb(place, first, subject):
            return False
        return verb.form != "base" or self._takes_base(place, first, subject)

    def _surely_verb(self, place: int, first: int, subject: Stretch) -> bool:
        if self.word(place + 1) in OPENERS or self.is_quoted(place + 1) or self.word(place + 1) == ":":
            return True
        behind_marks = self.is_quoted(subject[0] - 1) or (
            self.word(subject[0] - 1) == "," and self.is_quoted(subject[0] - 2)
        )
        return behind_marks or self._form(subject) != "named" or (first < place and subject[1] == first - 1)

    def _takes_base(self, place: int, first: int, subject: Stretch) -> bool:
        """The base form is a verb behind an auxiliary or "to", or of a plural subject."""
        if any(self.word(p) in AUXILIARIES for p in range(first, place)):
            return True
        word = self.word(subject[1])
        plural = word in words("i we you they who people police others many some most") or (
            word.endswith("s") and not word.endswith(("ss", "'s"))
        )
        return plural or any(self.word(p) == "and" for p in range(subject[0], subject[1]))

    def _verb_begins(self, place: int) -> int:
        """The first word of the verb with its auxiliaries and adverbs."""
        first = place
        while first > 0 and self.items[first - 1].kind == "word" and self._helps(first - 1):
            first -= 1
        return first

    def _is_noun(self, place: int, first: int, verb: Verb) -> bool:
        """Whether a word that may be a verb is a noun here, or a passive, or part of a name."""
        before = self.word(first - 1) if first else ""
        if verb.form == "base" and first == place and before in DETERMINERS | PREPOSITIONS:
            return True
        if verb.form in {"s", "past"} and first == place and before in DETERMINERS - {"this", "that", "these", "those"}:
            return True
        return self.is_name(place) and place > 0 and first == place and self.is_name(place - 1) and verb.form == "base"

    def _subject(self, place: int, first: int, verb: Verb) -> tuple[Stretch | None, SpeakerForm, int]:
        """The subject's stretch, its form, and the last place before it and its verb."""
        if self._may_turn(place, first, verb) and (after := self.name_from(place + 1)):
            return after, self._form(after), first - 1
        if (verb.form == "ing" and first == place) or (self.word(place - 1) == "to" and verb.form == "base"):
            return self.subject or self._leading(first), "named", first - 1
        left = self.name_to(first - 1)
        if left is not None:
            return left, self._form(left), left[0] - 1
        inherited = self.subject or self._leading(first)
        return inherited, "named", first - 1

    def _may_turn(self, place: int, first: int, verb: Verb) -> bool:
        """`"...", said Smith`: the verb stands behind a comma or a quotation, a name behind the verb."""
        if verb.kind != "say" or verb.form not in {"past", "s"} or first != place or place == 0:
            return False
        before = self.items[place - 1]
        turned = before.kind == "quoted" or before.word in {",", "—", "-", "―"}
        after = self.items[place + 1] if place < self.last else None
        begins = after is not None and (
            after.is_capital or after.word in DETERMINERS - {"that", "this"} or after.word in PRONOUNS - {"it"}
        )
        if not (turned and begins):
            return False
        if before.kind == "quoted":
            return True
        return self.items[place].word not in TAKES_HEARER and not self._is_apposition(place - 1)

    def _is_document(self, subject: Stretch) -> bool:
        return any(self.word(p) in DOCUMENTS for p in range(subject[0], subject[1] + 1)) or (
            subject[0] == subject[1] and self.word(subject[0]) in {"it", "they", "which"}
        )

    def noun(self, place: int) -> Reported | None:
        """`his claim that ...`, `in a statement: "..."`."""
        after = place + 1
        if self.is_name(place) and place:
            return None
        if self.word(after) not in {"that", ":"} and not (self.word(after) == "," and self.is_quoted(after + 1)):
            return None
        first = after if self.word(after) == "that" else after + 1
        if first > self.last:
            return None
        owner = self._owner(place)
        last = self._content_ends(first)
        if last - first < 2 and not self.is_quoted(first):
            return None
        return Reported(
            contents=(self.span(first, last),),
            cue=self.span(place, place),
            speaker=self.span(*owner) if owner else None,
            form=("pronoun" if owner[0] == owner[1] else "named") if owner else "dropped",
            rule="en-noun",
            confidence=0.6 if owner else 0.4,
        )

    def _owner(self, place: int) -> Stretch | None:
        for before in range(place - 1, max(-1, place - 4), -1):
            word = self.word(before)
            if word in POSSESSIVES:
                return before, before
            if word.endswith(("'s", "s'")):
                return self.name_to(before)
            if self.items[before].kind == "mark":
                break
        return self.subject or None

    def according(self, place: int) -> Reported | None:
        """`According to the police, ...` and `..., according to the police`."""
        name = self.name_from(place + 2) if place else self.plain_name_from(place + 2)
        if name is None:
            return None
        before = self._content_before(place - 1, turned=True) if place > 2 else None
        if before is None and place > 3 and self.items[place - 1].kind in {"word", "number"}:
            before = (0, place - 1)
        behind: Stretch | None = None
        if before is None:
            comma = next((p for p in range(name[1] + 1, min(self.last, name[1] + 14)) if self.word(p) == ","), None)
            if comma is not None:
                behind = comma + 1, self._content_ends(comma + 1)
        stretch = before or behind
        if stretch is None:
            return None
        return Reported(
            contents=(self.span(*stretch),),
            cue=self.span(place, place + 1),
            speaker=self.span(*name),
            form=self._form(name),
            rule="en-according",
            confidence=0.85,
        )

    def mark(self, place: int) -> Reported | None:
        """`Smith: "..."`, and a line that is a quotation with a dash and a name behind."""
        if self.word(place) == ":" and place <= 8 and place < self.last and self.is_quoted(place + 1):
            name = self.name_to(place - 1)
            if name is None or name[0] != 0 or any(self.word(p) in verbs() for p in range(name[0], name[1] + 1)):
                name = self._leading(place)
            if name is None or any(verbs().get(self.word(p)) for p in range(name[1] + 1, place)):
                return None
            return Reported(
                contents=(self.span(place + 1, self.last),),
                cue=self.span(place, place),
                speaker=self.span(*name),
                form=self._form(name),
                rule="en-colon",
                confidence=0.8,
            )
        if self.word(place) in {"―", "—", "–", "-"} and (place == 0 or self.is_quoted(place - 1)):
            return self._signed(place)
        return None

    def _signed(self, place: int) -> Reported | None:
        """A quotation with a dash and a name behind, and nothing more."""
        name = self.name_from(place + 1) if self.is_name(place + 1) else None
        if name is None or name[1] < self.last - 1:
            return None
        return Reported(
            contents=(self.span(place - 1, place - 1),) if place else (),
            cue=self.span(place, place),
            speaker=self.span(*name),
            form="named",
            rule="en-dash",
            confidence=0.8,
        )
