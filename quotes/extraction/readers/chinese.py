"""PURE. Chinese: who is reported to have said what in one sentence.

There are no blanks and no forms: a cue is a run of letters that stands in no longer word, its subject is what its own
clause holds before it, its content goes on behind it until somebody else speaks. What stands inside of marks is read
again as sentences of its own: 「市長每次都講『快了』」.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quotes.extraction.quoted import CLOSERS, MARK, quoted_in
from quotes.extraction.readers import chinese_words as known
from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.chinese_cues import Cue, CueReader
from quotes.extraction.readers.chinese_names import QUOTE
from quotes.extraction.readers.chinese_sentences import sentences_with_speaker
from quotes.extraction.reported import Actor, Reported, Span, unread
from quotes.extraction.sentences import Sentence

MOST_NESTED: Final = 3
LESS_SURE: Final = 0.8
SHORTEST_NESTED: Final = 5
LEAST_TURNED: Final = 4
LONGEST_IN_DIALOGUE: Final = 14
SIGN: Final = re.compile(f"[：:据按]|{MARK.pattern}")
"""What reports without a cue: a colon, a source, a quotation inside."""
LISTED: Final = re.compile(f"[、和及或与，]?{known.QUOTE}")
PUNCTUATED: Final = re.compile(f"[，。；！？：\\s{known.ASIDE}]|$")
ACTED: Final = re.compile(f"[，。](?P<said>(?:{known.QUOTE})+)$")
COLON: Final = re.compile(f"(?P<before>[^，。：]{{1,60}})：(?P<said>{known.QUOTE})$")
DIALOGUE: Final = re.compile(f"(?P<name>[^，：{known.OPEN}]{{1,16}})：\\s?(?=.)")
DOCUMENT: Final = re.compile(
    r"(?<![数证占单凭票论收])(?:根据|依据|按照|据|按)(?P<name>[^，。：]{1,30}?)的?"
    r"(?P<cue>说法|消息|报告|声明|通报|公告|描述|叙述|证词|口供|新闻稿|统计|数据|讲述)，"
)
ASKED: Final = frozenset({"问", "答"})
"""`问：` and `答：` as names of who speaks in an interview: nobody who was named before."""
SAYS: Final = frozenset({"说", "称", "表示", "指", "指出"})
REPORTS: Final = frozenset({"报道", "报导"})


def reported_in(sentence: Sentence) -> list[Reported]:
    """Every act of reporting in one sentence; first what is reported inside of marks, then in the order of the cues."""
    reader = _ChineseReader(sentence, spoken=False)
    return [*_inside_marks(sentence, MOST_NESTED), *reader.read(), *reader.left_out()]


def actor_in(sentence: Sentence) -> Actor | None:
    """Who acts in a sentence that reports nothing: 翟一鸣瘫坐在地上。"""
    reader = _ChineseReader(sentence, spoken=False)
    actor = reader.first_actor()
    return Actor(reader.span(actor), reader.agreement(actor)) if actor else None


def _inside_marks(sentence: Sentence, deep: int) -> Iterator[Reported]:
    """What is reported by whoever is quoted. It leads on to nothing outside of the marks."""
    text = sentence.text
    for item in sentence.items:
        if not deep or item.kind != "quoted" or item.end - item.start < SHORTEST_NESTED:
            continue
        begin, end = item.start + 1, item.end
        end -= text[end - 1] in CLOSERS.get(text[begin - 1], "")
        if not _may_report(text, begin, end):
            continue
        for inner in sentences_with_speaker(text, (begin, end), quoted_in(text, begin, end)):
            acts = [*_inside_marks(inner, deep - 1), *_ChineseReader(inner, spoken=True).read()]
            for act in acts:
                if act.contents and act.speaker:
                    yield replace(act, confidence=act.confidence * LESS_SURE, leads_on=False)


def _may_report(text: str, begin: int, end: int) -> bool:
    """Whether words in marks hold a cue or a sign of one: a quick look before they are read as sentences."""
    words = known.simplified(text)
    return SIGN.search(words, begin, end) is not None or known.cues().search(words, begin, end) is not None


class _ChineseReader(CueReader):
    """Reads one sentence; `spoken` where it stands in marks, where a comma ends what was said."""

    def __init__(self, sentence: Sentence, *, spoken: bool) -> None:
        super().__init__(sentence)
        self.start = sentence.start
        self.spoken = spoken

    def read(self) -> list[Reported]:
        cues = self.cues()
        cues = [cue for place, cue in enumerate(cues) if not self._only_passes_on(cue, cues[place + 1 : place + 2])]
        found = [act for place, cue in enumerate(cues) if (act := self._reported(cue, cues[place + 1 :])) is not None]
        return found or [act for act in (self._document(), self._without_cue()) if act is not None][:1]

    def left_out(self) -> list[Reported]:
        """What says that the sentence was not read to its end; nothing where it was."""
        return [] if self.unread is None else [unread(self.span((self.unread, len(self.mask))))]

    def span(self, stretch: Stretch) -> Span:
        return Span(self.start + stretch[0], self.start + stretch[1])

    def _reported(self, cue: Cue, following: list[Cue]) -> Reported | None:
        contents = self._contents(cue, following)
        if not contents and cue.sign != "：":
            return None
        asked = cue.start == 0 and cue.subject is None and cue.word in ASKED
        return Reported(
            contents=tuple(self.span(one) for one in contents),
            cue=Span(self.start + cue.start, self.start + cue.end),
            speaker=self.span(cue.subject) if cue.subject else None,
            form="named" if asked else self.form(cue.subject),
            rule="zh-dialogue" if asked and contents else f"zh-{self._kind(cue)}-{_place(cue, contents)}",
            confidence=self._confidence(cue),
            agreement=self.agreement(cue.subject),
            leads_on=not self._asks_for(cue),
        )

    def _asks_for(self, cue: Cue) -> bool:
        return "demand" in cue.kinds and "free" not in cue.kinds and cue.sign != "："

    def _kind(self, cue: Cue) -> str:
        if cue.according or cue.told:
            return "according" if cue.according else "source"
        return next((kind for kind in ("free", "close", "name", "demand", "paper") if kind in cue.kinds), "mark")

    def _confidence(self, cue: Cue) -> float:
        sure = 0.9 if cue.sign or cue.front or self._is_quote(cue.at) else 0.75
        return round(sure * (1 if cue.own else 0.8) * (0.8 if "name" in cue.kinds or "paper" in cue.kinds else 1), 2)

    def _contents(self, cue: Cue, following: list[Cue]) -> list[Stretch]:
        contents = [cue.front] if cue.front else []
        if cue.at >= 0:
            until = self._until(cue, following)
            stretch = self._trimmed(cue.at, self._content_ends(cue, until))
            return [*contents, stretch] if stretch else contents
        if not contents and cue.sign != "：":
            before = self._trimmed(self._led(0, cue.clause)[0], cue.clause)
            contents = [before] if before and before[1] - before[0] >= LEAST_TURNED else []
        return contents

    def _until(self, cue: Cue, following: list[Cue]) -> int:
        """Where somebody speaks again beside this cue, and not inside of what it reports."""
        for other in following:
            if other.clause <= cue.at:
                continue
            parted = self.mask.rfind("；", cue.at, other.clause)
            if parted >= 0:
                return parted
            beside = not other.own or other.joined or (not cue.sign and not cue.tailed)
            if beside and other.clause > cue.at:
                return other.clause - 1
        return self.end

    def _content_ends(self, cue: Cue, until: int) -> int:
        quote = QUOTE.match(self.mask, cue.at, until)
        if quote is None:
            return min(self.clause_after(cue.at), until) if self.spoken and not cue.sign else until
        end = quote.end()
        if not PUNCTUATED.match(self.mask, end, until) and not LISTED.match(self.mask, end, until):
            return until
        whole = cue.sign != "，" or self.text[end - 2] in "。！？!?…"
        while more := LISTED.match(self.mask, end, until):
            end = more.end()
        return end if whole else until

    def _trimmed(self, first: int, last: int) -> Stretch | None:
        while last > first and self.mask[last - 1] in "，；。：、 \u3000" + known.ASIDE:
            last -= 1
        while first < last and self.mask[first] in "，；。：、 \u3000":
            first += 1
        return (first, last) if last - first >= 2 else None

    def _only_passes_on(self, cue: Cue, following: list[Cue]) -> bool:
        """`据X报道，Y说`: the outlet spoke none of the words; how they came is told elsewhere. `发文反驳，称...`: the
        second cue tells what the first one only names."""
        if not following:
            return False
        other = following[0]
        if other.start == cue.at and other.word in SAYS and "free" not in cue.kinds:
            return True
        return cue.word in REPORTS and other.own and other.start <= self.clause_after(cue.at)

    def _document(self) -> Reported | None:
        """`根据警方的通报，...`"""
        found = DOCUMENT.search(self.mask)
        if found is None or (stretch := self._trimmed(found.end(), self.end)) is None:
            return None
        begin = self._led(found.start("name"), found.end("name"))[0]
        speaker = self._clean(begin, found.end("name"))
        if speaker is None:
            return None
        if found["cue"] not in {"说法", "描述", "叙述", "消息", "讲述"}:
            speaker = speaker[0], found.end("cue")
        return self._plain(speaker, stretch, found.span("cue"), "according")

    def _without_cue(self) -> Reported | None:
        """`记者：...`, `她一脸无奈：“...”`, and `她叹了口气，“...。”`"""
        if not self.end:
            return None
        if dialogue := DIALOGUE.match(self.mask):
            name, stretch = dialogue.span("name"), self._trimmed(dialogue.end(), self.end)
            if stretch and self._speaks_in_dialogue(name):
                return self._plain(name, stretch, None, "dialogue")
        if so := self.says_so():
            speaker = self._acting(*so)
            return self._plain(speaker, self.opening, None, "act") if speaker and self.opening else None
        found = COLON.search(self.mask, 0, self.end) or ACTED.search(self.mask, max(0, self.end - 2000), self.end)
        if found is None or not self.ends_statement(found.span("said")):
            return None
        clause = self.clause_before(found.start("said") - 1)
        before = self.first_actor() if self.mask[found.start("said") - 1] == "。" else None
        before = before or self._acting(clause, found.start("said") - 1) or self.earlier_subject(clause)
        if before is None:
            return None
        front = self.opening if self.opening and self.opening[1] < found.start("said") else None
        return self._plain(before, found.span("said"), None, "act", front)

    def _speaks_in_dialogue(self, name: Stretch) -> bool:
        return (
            name[1] <= LONGEST_IN_DIALOGUE and self._phrase(*name) == name and self.is_person(self.mask[slice(*name)])
        )

    def _plain(
        self, speaker: Stretch, content: Stretch, cue: Stretch | None, rule: str, front: Stretch | None = None
    ) -> Reported:
        contents = [front, content] if front else [content]
        return Reported(
            contents=tuple(self.span(one) for one in contents),
            cue=self.span(cue) if cue else None,
            speaker=self.span(speaker),
            form=self.form(speaker),
            rule=f"zh-{rule}",
            confidence=0.6,
            agreement=self.agreement(speaker),
        )


def _place(cue: Cue, contents: list[Stretch]) -> str:
    """Where the content stands beside its cue."""
    if len(contents) > 1:
        return "around"
    if not contents:
        return "colon"
    return "before" if cue.front or cue.takes_nothing else "after"
