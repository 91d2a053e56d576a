"""PURE. On which day each act of reporting took place, and over which hops its words came: what its sentence says, and
what goes on from the act before.

What a sentence says belongs to an act if it stands outside of everything that is reported, near the act's cue, and in
no clause about something else ("after the talks on Monday", "who was elected in May"). Coordinated acts and participles
of one speaker share it. An act without a day or a hop of its own, whose speaker is the one before, takes over those
of the act before; this is marked as inherited or inferred.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from quotes.extraction.clues import Clues, clues_in
from quotes.extraction.day_words import DayWords, day_words
from quotes.extraction.days import Day, Interval, days_in
from quotes.extraction.folding import folded_letters
from quotes.extraction.placed import Passage, PlacedAct, blanked, opens, placed
from quotes.extraction.proposed import Hop, Proposed
from quotes.extraction.relay import CLOSING, KINDS, Mention, is_document, mentions_in, outlet_in
from quotes.extraction.reported import Reported, Span
from quotes.extraction.same_speaker import are_akin, are_one
from quotes.extraction.sentences import Sentence

Key = tuple[Span | None, Span | None]
"""An act by its cue and its speaker."""

BREAKS: Final = ",،;؛:，；：—–("
TAIL: Final = 30
"""So many characters behind words in marks a day still belongs to their act: `"We won," she said in Rome on Monday`."""
LOOK_BACK: Final = 600
"""So many characters before, "the same day" and "the magazine" find what they lead back to."""
DAYS_REACH, HOPS_REACH = 1, 2
"""So many paragraphs further an act may go on with the day and with the hops of the act before."""
MOST_HOPS: Final = 6
EARLIER_REACH: Final = 60
"""So many characters before a cue may say that it was earlier."""
MOST_ACTS, LONGEST = 40, 8000
"""With more acts or characters than these, it is no sentence that tells of its circumstances."""


class Circumstance(NamedTuple):
    """When an act took place and how its words travelled. `is_inherited`: the day is that of the act before."""

    said: Interval | None = None
    is_inherited: bool = False
    relay: tuple[Hop, ...] = ()


def tell(
    found: Iterable[Proposed], text: str, passages: Iterable[Passage], *, language: str, published: date | None
) -> list[Proposed]:
    """What was found, with its days and hops."""
    told = circumstances(text, passages, language=language, published=published)
    return [_with(one, told.get((one.cue, one.speaker))) for one in found] if told else list(found)


def _with(one: Proposed, told: Circumstance | None) -> Proposed:
    if told is None:
        return one
    return replace(one, relay=told.relay, said=told.said, said_is_inherited=told.is_inherited)


def key_of(act: Reported) -> Key:
    return act.cue, act.speaker


def circumstances(
    text: str, passages: Iterable[Passage], *, language: str, published: date | None
) -> dict[Key, Circumstance]:
    """The circumstances of the acts of one text, read in the order of its passages."""
    words = day_words(language)
    if words is None:
        return {}
    reader = _Reader(text, language, published, words)
    for passage in passages:
        reader.read(passage)
    reader.tell_opening()
    return {
        key_of(one.act): Circumstance(one.said, one.is_inherited, tuple(one.hops[:MOST_HOPS]))
        for one in reader.acts
        if one.said or one.hops
    }


class _Reader:
    """A text as far as it was read."""

    def __init__(self, text: str, language: str, published: date | None, words: DayWords) -> None:
        self.text = text
        self.language = language
        self.published = published
        self.words = words
        self.acts: list[PlacedAct] = []
        self.last: PlacedAct | None = None
        self.named: dict[str, Span] = {}

    def read(self, passage: Passage) -> None:
        if len(passage.acts) > MOST_ACTS or passage.sentence.end - passage.sentence.start > LONGEST:
            self.last = None
            return
        acts = placed(passage)
        if passage.is_inside:
            self._place_inside(acts)
        homes: dict[Span, list[PlacedAct]] = {}
        for one in acts:
            homes.setdefault(one.home, []).append(one)
        for home, here in homes.items():
            self._read_home(home, here, passage)
        for one in acts:
            if passage.carriers:
                self._carried(one, passage)
            if one.outer is None:
                self._go_on(one)
                self.last = one
        for one in acts:
            if one.outer is not None:
                self._relayed_by_outer(one, one.outer)
        self.acts += acts

    def _place_inside(self, acts: list[PlacedAct]) -> None:
        """The words in which the acts stand are of the last act that was read whose content is around them."""
        for one in (one for one in acts if one.outer is None):
            around = (
                other
                for other in self.acts[: -MOST_ACTS - 1 : -1]
                for content in other.act.contents
                if content.start <= one.home.start and one.home.end <= content.end
            )
            one.outer = next(around, self.last)

    # what the sentence says

    def _read_home(self, home: Span, here: list[PlacedAct], passage: Passage) -> None:
        """Days and hops outside of what is reported there. Names of outlets stand in marks, days in marks are said."""
        in_home = [
            content
            for act in passage.acts
            for content in act.contents
            if content.start > home.start or content.end < home.end
        ]
        clues = self._clues(home, in_home, passage.sentence)
        if clues.is_empty:
            return
        marks = [Span(item.start, item.end) for item in passage.sentence.items if item.kind == "quoted"]
        is_sentence = home == Span(passage.sentence.start, passage.sentence.end)
        unmarked = ""
        if clues.days != ():
            unmarked = blanked(self.text, home, [*in_home, *marks] if is_sentence else in_home)
            unmarked = folded_letters(unmarked, self.language)
        days = self._days(unmarked, home, clues)
        hops = self._mentions(blanked(self.text, home, in_home), home, clues) if clues.kinds else []
        for one in here:
            one.said = self._day_of(one, here, days, unmarked)
            one.hops = [hop for mention in hops if (hop := self._hop_of(one, here, mention)) is not None]
            one.hops = _ordered(one.hops, hops)
        self.named |= {one.kind: Span(one.start, one.end) for one in hops if not one.is_again}

    def _clues(self, home: Span, holes: Sequence[Span], sentence: Sentence) -> Clues:
        """Where it is worth looking; everywhere in words in marks, whose items are not told."""
        if home.start > sentence.start and any(
            one.kind == "quoted" and one.start <= home.start < one.end for one in sentence.items
        ):
            return Clues(None, KINDS)
        return clues_in(self.text, sentence.items, self.language, home, holes)

    def _days(self, blanked: str, home: Span, clues: Clues) -> list[Day]:
        if clues.days == ():
            return []
        may_be_same = clues.days is None or any(clue == "any" for _, clue in clues.days)
        known = self._day_before(home) if may_be_same and self.words.same.search(blanked) else None
        near = [(place - home.start, clue) for place, clue in clues.days] if clues.days is not None else None
        days = days_in(blanked, self.language, self.published, known=known, near=near)
        return [Day(one.start + home.start, one.end + home.start, one.first, one.last) for one in days]

    def _mentions(self, blanked: str, home: Span, clues: Clues) -> list[Mention]:
        if not clues.kinds:
            return []
        found = mentions_in(blanked, self.language, clues.kinds)
        return [one._replace(start=one.start + home.start, end=one.end + home.start) for one in found]

    def _day_before(self, home: Span) -> date | None:
        """The day to which "the same day" leads back."""
        start = max(0, home.start - LOOK_BACK)
        days = days_in(self.text[start : home.start], self.language, self.published)
        return next((one.first for one in reversed(days) if one.first == one.last), None)

    def _named_before(self, mention: Mention) -> Span | None:
        """What "the magazine", "the same post" lead back to."""
        start = max(0, mention.start - LOOK_BACK)
        before = [one for one in mentions_in(self.text[start : mention.start], self.language) if not one.is_again]
        near = [Span(one.start + start, one.end + start) for one in before if one.kind == mention.kind]
        return max([*near, *([self.named[mention.kind]] if mention.kind in self.named else [])], default=None)

    def _day_of(self, one: PlacedAct, here: list[PlacedAct], days: list[Day], blanked: str) -> Interval | None:
        """The nearest day that belongs to the act."""
        near: list[tuple[int, Interval]] = []
        for day in days:
            place = Span(day.start, day.end)
            if self._is_told_by(one, here, place) and self._is_of_act(one, place, blanked):
                low, high = sorted((place.start, one.cue.start))
                between = blanked[low - one.home.start : high - one.home.start]
                near.append((len(between) - between.count("\0"), (day.first, day.last)))
        return min(near)[1] if near else None

    def _hop_of(self, one: PlacedAct, here: list[PlacedAct], mention: Mention) -> Hop | None:
        place = Span(mention.start, mention.end)
        if mention.is_cue and not one.cue.start <= place.start < one.cue.end:
            return None
        if self._speaks(one, place) or not self._is_between_others(one, here, place):
            return None
        actor = self._named_before(mention) if mention.is_again else place
        return Hop(mention.kind, actor, "stated") if actor is not None else None

    def _speaks(self, one: PlacedAct, place: Span) -> bool:
        """Whether the outlet itself is the speaker."""
        return any(
            who is not None
            and who.start <= place.start < who.end
            and outlet_in(self.text[who.start : who.end], self.language) is not None
            for who in one.who
        )

    def _is_told_by(self, one: PlacedAct, here: list[PlacedAct], place: Span) -> bool:
        """Whether a place stands where its act is told: before its content, or between cue and content, or behind
        both where the cue is the last; and belongs to no other speaker's act."""
        if one.act.rule.endswith("-according") and place.start < one.cue.start:
            return False  # "the quake struck on Thursday and left, according to the ministry, ..."
        following = [content for content in one.act.contents if content.start >= one.cue.start]
        if following and place.start > following[-1].end:
            return self._is_tail(following[-1], place) and self._is_between_others(one, here, place)
        return self._is_between_others(one, here, place)

    def _is_tail(self, content: Span, place: Span) -> bool:
        gap = self.text[content.end : place.start]
        in_marks = self.text[content.end - 1] in CLOSING
        return in_marks and len(gap) <= TAIL and not any(mark in gap for mark in BREAKS + ".")

    def _is_between_others(self, one: PlacedAct, here: list[PlacedAct], place: Span) -> bool:
        """Whether no other act of the same clause has the place: one between the act and the place, or one before whose
        speaker is another."""
        for other in here:
            if other is one:
                continue
            if one.cue.start < other.cue.start < place.start:
                return False
            if other.cue.start < one.cue.start and place.start < opens(other) and not self._are_one(other, one):
                return False
        return True

    def _is_of_act(self, one: PlacedAct, place: Span, blanked: str) -> bool:
        """Whether the day stands in no clause about something else."""
        offset = one.home.start
        before = blanked[: place.start - offset]
        break_at = max(before.rfind(mark) for mark in BREAKS) + 1
        cue_end = one.cue.end - offset
        behind_cue = cue_end <= place.start - offset and cue_end > break_at
        clause = before[cue_end if behind_cue else break_at :]
        if self.words.turns_away.search(clause) or self.words.turns_behind.match(blanked, place.end - offset):
            return False
        if ":" in before[cue_end:] or self._is_parted(blanked[place.end - offset : max(0, one.cue.start - offset)]):
            return False
        return behind_cue or not (break_at > 0 and self.words.aside.match(clause))

    def _is_parted(self, between: str) -> bool:
        """`on Wednesday as nurses vowed`: the day is of the first clause, the cue of the second."""
        return not any(mark in between for mark in BREAKS) and self.words.turns_off.search(between) is not None

    # what the acts around say

    def _carried(self, one: PlacedAct, passage: Passage) -> None:
        """`..., the weekly Kurier reported`."""
        for contents, name in passage.carriers:
            is_carried = any(content.start <= one.cue.start < content.end for content in contents)
            if one.outer is None and is_carried:
                own = [hop for hop in one.hops if hop.actor.end <= name.start or name.end <= hop.actor.start]
                one.hops = _ordered([*own, Hop("reported", name, "stated")], ())
                self.named["reported"] = name

    def _go_on(self, one: PlacedAct) -> None:
        """The act takes over what it does not say itself if it goes on with the act before."""
        before = self.last
        if before is None or not (before.said or before.hops):
            return
        apart = one.paragraph - before.paragraph
        if apart > HOPS_REACH or not self._are_one(before, one) or self._begins_anew(one):
            return
        if not _may_be_one_occasion(self.text, before, one):
            return
        if one.said is None and before.said is not None and apart <= DAYS_REACH:
            one.said, one.is_inherited = before.said, True
        told = {hop.kind for hop in one.hops} | {"said"}
        if "reported" in told:  # words given to an outlet were not posted before
            told.add("posted")
        taken = [replace(hop, basis="inferred") for hop in before.hops if hop.kind not in told]
        one.hops = _ordered([*one.hops, *taken], ())

    def _begins_anew(self, one: PlacedAct) -> bool:
        """`Smith had said earlier`: another occasion."""
        around = self.text[max(one.home.start, one.cue.start - EARLIER_REACH) : max(one.cue.end, opens(one))]
        return self.words.earlier.search(folded_letters(around, self.language)) is not None

    def _relayed_by_outer(self, one: PlacedAct, outer: PlacedAct) -> None:
        """Words inside of another's words came by that other; inside of one's own, over the same hops."""
        is_another = outer.act.speaker is not None and outer.act.speaker != one.act.speaker
        by = [Hop("said", outer.act.speaker, "stated")] if outer.act.speaker is not None and is_another else []
        one.hops = list(dict.fromkeys([*one.hops, *by, *outer.hops]))

    def _are_one(self, before: PlacedAct, one: PlacedAct) -> bool:
        if one.act.speaker is None or (one.act.form == "pronoun" and one.named is None):
            return True
        if one.paragraph == before.paragraph and is_document(self.text[slice(*one.act.speaker)], self.language):
            return True
        return are_one(self.text, before.who, one.who)

    def tell_opening(self) -> None:
        """An article opens with its news and tells it at length below: the opening's day is the one told there."""
        first = next((one for one in self.acts if one.outer is None), None)
        if first is None or first.said is not None:
            return
        opening = [one for one in self.acts if one.outer is None and one.home == first.home]
        below = next((one for one in self.acts if one.outer is None and one.home != first.home), None)
        if below is None or below.said is None or below.is_inherited or below.paragraph - first.paragraph > 1:
            return
        if are_akin(self.text, first.who, below.who, self.language):
            for one in opening:
                if one.said is None and self._are_one(first, one):
                    one.said, one.is_inherited = below.said, True


def _ordered(hops: Iterable[Hop], mentions: Iterable[Mention]) -> list[Hop]:
    """Each once, from the utterer to the outlet: an interpreter, a platform, who reported, who translated."""
    live = {(one.start, one.end) for one in mentions if one.is_live}

    def step(hop: Hop) -> int:
        return -1 if hop.actor in live else ("posted", "reported", "translated", "said").index(hop.kind)

    once: dict[tuple[str, Span], Hop] = {}
    for hop in hops:
        once.setdefault((hop.kind, hop.actor), hop)
    return sorted(once.values(), key=step)


def _may_be_one_occasion(text: str, before: PlacedAct, one: PlacedAct) -> bool:
    """Not if both tell days that differ, or both name another platform or outlet."""
    if before.said is not None and one.said is not None and not _meet(before.said, one.said):
        return False
    return all(
        _words_of(text, hop) == _words_of(text, other)
        for hop, other in _pairs(before.hops, one.hops)
        if hop.kind == other.kind
    )


def _pairs(ones: Sequence[Hop], others: Sequence[Hop]) -> Iterator[tuple[Hop, Hop]]:
    return ((one, other) for one in ones for other in others)


def _words_of(text: str, hop: Hop) -> str:
    return text[hop.actor.start : hop.actor.end].casefold()


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
