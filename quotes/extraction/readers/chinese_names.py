"""PURE. Who speaks in a Chinese clause: the noun phrase before a cue, without what leads up to it and follows it."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from quotes.extraction.readers import chinese_words as known
from quotes.extraction.readers.base import Stretch
from quotes.extraction.reported import SpeakerForm

LONGEST: Final = 80
"""Code points before a cue in which its subject is looked for."""
LONGEST_NAME: Final = 45
MOST_CLAUSES: Final = 6
PRONOUN: Final = re.compile("(?:他|她|它|我|咱|你)们|他|她|我|你|您|其")
QUOTE: Final = re.compile(known.QUOTE)
STOP: Final = re.compile(f"[{known.STOPS}]")
AGENT: Final = re.compile(
    r"(?:援引|引述|引用|转引)(?P<cited>.{1,30}?)(?:的话|的说法|的?消息|的报道)?$|(?:被(?!告)|遭到?|受到)(?P<by>.{1,20})$"
)
SOURCE: Final = re.compile(r"从(?P<source>.{2,30})(?:处|那里|方面)?$")
ACCORDING: Final = re.compile("(?<![数证依占单凭票论收])(?:根据|据)(?P<name>.{1,40})$")
CLASSIFIER: Final = re.compile("(?:[一二两三数多几]|那|这|某)(?:名|位|个|些|批)$|^(?:名|位)$")


class Subject(NamedTuple):
    """The stretch of the mask where the speaker is named (none: dropped), and what stands before it."""

    stretch: Stretch | None
    joined: bool = False
    according: bool = False
    told: bool = False  # it stands where the words come from: from, citing, by


class Names:
    """Finds subjects in one masked sentence."""

    def __init__(self, mask: str) -> None:
        self.mask = mask
        self.end = len(mask.rstrip("。！？；， " + known.ASIDE))
        self.stops = [stop.end() for stop in STOP.finditer(mask)]

    def clause_before(self, place: int) -> int:
        """Where the clause of a place begins."""
        found = bisect_right(self.stops, place) - 1
        return self.stops[found] if found >= 0 else 0

    def clause_after(self, place: int) -> int:
        """Where the clause ends that goes on at a place."""
        found = bisect_right(self.stops, place)
        return min(self.stops[found] - 1, self.end) if found < len(self.stops) else self.end

    def subject(self, begin: int, end: int) -> Subject:
        """The subject of a cue at `end`, in the clause from `begin`."""
        begin = max(begin, end - LONGEST)
        first, joined = self._led(begin, end)
        last = self._trailed(first, end)
        if agent := AGENT.search(self.mask, max(first, last - LONGEST_NAME), last):
            stretch = agent.span("cited" if agent.group("cited") else "by")
            return Subject(self._clean(*stretch), joined, told=True)
        according = ACCORDING.match(self.mask, first, last)
        if according:
            first = self._led(according.start("name"), last)[0]
        return Subject(self._phrase(first, last), joined, according is not None)

    def learnt_from(self, begin: int, end: int) -> Stretch | None:
        """从X获悉: whoever told it."""
        found = SOURCE.search(self.mask, max(begin, end - LONGEST_NAME), end)
        return self._clean(*found.span("source")) if found else None

    def _led(self, begin: int, end: int) -> tuple[int, bool]:
        first, joined = begin, False
        while first < end and (found := known.lead().match(self.mask, first, end)):
            joined = joined or found.group() in known.joins()
            first = found.end()
        return first, joined

    def _trailed(self, begin: int, end: int) -> int:
        last = end
        while last > begin and (found := known.tail().search(self.mask, max(begin, last - 12), last)):
            last = found.start()
        return last

    def _phrase(self, first: int, last: int) -> Stretch | None:
        """The noun phrase at `first`, up to the first word that ends it."""
        if first >= last:
            return None
        starts = known.boundary().match(self.mask, first, last)
        if starts and not self._modifies(starts.end(), last):
            return None
        for found in known.boundary().finditer(self.mask, first + 1, last):
            long_enough = found.start() - first >= 2 or PRONOUN.match(self.mask, first, found.start())
            counted = CLASSIFIER.search(self.mask, first, self._trailed(first + 1, found.start()))
            if long_enough and not ((found["soft"] or counted) and self._modifies(found.end(), last)):
                last = self._trailed(first + 1, found.start())
                break
        return self._clean(first, last)

    def _modifies(self, begin: int, end: int) -> bool:
        """Whether a preposition or a verb stands in a relative clause: 接受采访的市民, not 在8月的研报中."""
        owner = self.mask.find("的", begin, end) + 1
        if not owner or owner == end:
            return False
        following = known.boundary().search(self.mask, owner + 1, end)
        return not known.closers().search(self.mask, owner, following.start() if following else end)

    def _clean(self, first: int, last: int) -> Stretch | None:
        while first < last and self.mask[first] in " \u3000、·和与及":
            first += 1
        while last > first and self.mask[last - 1] in " \u3000、的和与及":
            last -= 1
        words = self.mask[first:last]
        pronoun = PRONOUN.match(words)
        if pronoun and not words.startswith("其") and not self._is_kin(words[pronoun.end() :]):
            return first, first + pronoun.end()
        if not words or len(words) > LONGEST_NAME or words in known.speakers("nobody"):
            return None
        return first, last

    def _is_kin(self, rest: str) -> bool:
        return bool(rest) and (rest.startswith(known.speakers("kin")) or self.is_person(rest))

    def earlier_subject(self, clause: int) -> Stretch | None:
        """The subject of a clause before the one that begins at `clause`, in the same sentence."""
        place = bisect_left(self.stops, clause)
        near = self.stops[max(0, place - MOST_CLAUSES) : place + 1]
        for begin, end in pairwise([0, *self.stops[:1], *near] if clause else []):
            stretch = self._acting(begin, end - 1)
            if stretch is not None:
                return stretch
        return None

    def first_actor(self) -> Stretch | None:
        """The person who is the subject of the sentence's first clause, by name."""
        stretch = self._acting(0, self.clause_after(0))
        if stretch is None or self.form(stretch) != "named":
            return None
        return stretch if self.is_person(self.mask[slice(*stretch)]) else None

    def _acting(self, begin: int, end: int) -> Stretch | None:
        """Who acts in a whole clause: what ends before a boundary, or is plainly a person."""
        first, _ = self._led(begin, min(end, begin + LONGEST))
        opening = QUOTE.match(self.mask, first, end)
        if opening:
            first = self._led(opening.end(), end)[0]
        stretch = self._phrase(first, min(end, first + LONGEST))
        if stretch is None:
            return None
        if pronoun := PRONOUN.match(self.mask, *stretch):
            return stretch if stretch[1] < end or pronoun.end() == end else None
        words = self.mask[slice(*stretch)]
        role = role_at_start(words)
        role += bool(role) and words.startswith("们", role)
        if role and stretch[1] == end and words[role : role + 1] not in known.surnames():
            return stretch[0], stretch[0] + role
        return stretch if stretch[1] < end or self.is_person(words) else None

    def is_person(self, words: str) -> bool:
        """Whether words name somebody who speaks: a role, a body, or a name of two or three letters."""
        if words.endswith((*known.speakers("roles"), *known.speakers("bodies"))) or "·" in words:
            return True
        if 2 <= len(words) <= 3 and words[0] in known.surnames():
            return True
        return _roles().search(words) is not None

    def form(self, stretch: Stretch | None) -> SpeakerForm:
        if stretch is None:
            return "dropped"
        return "pronoun" if PRONOUN.fullmatch(self.mask, *stretch) else "named"

    def agreement(self, stretch: Stretch | None) -> str:
        """Number and gender, as far as the words tell."""
        if stretch is None:
            return ""
        words = self.mask[slice(*stretch)]
        if words.endswith(("们", *known.speakers("bodies"))) or re.search("[和与、]|两|双方", words):
            return "p"
        if words.endswith(("她", "女士", "小姐", "太太", "女子", "母亲", "妻子", "奶奶", "阿姨", "大妈")):
            return "fs"
        return "ms" if words.endswith(("他", "先生", "男子", "父亲", "丈夫", "爷爷", "大叔")) else ""


def role_at_start(words: str) -> int:
    """How long the role is with which the words begin; 0 without one."""
    found = _first_role().match(words)
    return found.end() if found else 0


@cache
def _first_role() -> re.Pattern[str]:
    return re.compile("|".join(known.speakers("roles")))


@cache
def _roles() -> re.Pattern[str]:
    """A role, or a letter that makes one (员, 师, 手) at the end or before a name of two or three letters."""
    surnames = "".join(sorted(known.surnames()))
    return re.compile(f"{'|'.join(known.speakers('roles'))}|[员师手者家工长](?:[{surnames}].{{1,2}})?$")
