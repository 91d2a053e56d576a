"""PURE. The cues of one Chinese sentence: which words report speech there, who speaks, and where the content begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quotes.extraction.readers import chinese_words as known
from quotes.extraction.readers.base import Stretch
from quotes.extraction.readers.chinese_names import CLASSIFIER, QUOTE, Names, Subject
from quotes.extraction.sentences import Sentence

OPENING: Final = re.compile(rf"(?:{known.QUOTE}[，\s]?)+")
PART_OF_NAME: Final = re.compile("[的等号、]|一[词文书]|为名|两个字")
BEHIND_NOTHING: Final = re.compile("[。！？；]")
BRIEF: Final = frozenset("讲问答回喊叫呛嚷批斥赞誉轰劝吁骂笑叹吼")
"""Cues of one letter that are often a part of something else: they want a sign, marks, or whom they were said to."""
AFTERWARDS: Final = re.compile(
    "[之以]?(?:后(?![来续期者勤])|时(?![任间])|前，)|[^，。：\ue000]{0,12}(?:提问|问题|质询|询问|采访|记者问)(?:时|后|中)"
)
SUPPOSED: Final = re.compile("如果|假如|倘若|假使|若是|要是|一旦|即使|即便|除非|[网疑误谣]传|传言|谣言|传闻|据传|盛传")
"""Before a subject they say that nothing is known to have been said."""
HEARD: Final = re.compile("(?:听到|听见|听了?|看到|看见|目睹|见到)(?=.{2,}$)")
"""Whoever speaks behind it is somebody else than whoever stands before."""
COMES_TO: Final = re.compile(
    "(?:对|对于|就|从|拿)[^，]{1,10}来$|(?<![数证票单凭论])据$"
    "|(?<![名大主小上少中悍老健猛])将(?:在|于|会|再|继续|正式|首次|择期|出席|发表|向|对|就)[^，]{0,16}$"
)
"""对他来说 is no saying; 据称 names nobody; 将在会上强调 is still to be said."""
CITED: Final = re.compile("(?:的话|的说法|的消息|的报道)$")
TOLD_BY_PRONOUN: Final = re.compile("(?:我|你|您|他|她|它)们?|记者")
TOLD_BEFORE_SIGN: Final = re.compile("(?:(?:我|你|您|他|她|它|咱)们?|记者|大家)(?=[，：])")
TELLS: Final = frozenset({"告诉", "告知", "转告"})
TOLD_LAST: Final = re.compile("[^，。：；的\ue000]{1,14}$")
"""`“...。”他告诉法新社。`"""
BEFORE_COLON: Final = re.compile("[^，。：；的\ue000]{1,14}(?=：\ue000)")
SAYING_SO: Final = re.compile(
    f"^(?:{known.QUOTE})+(?:说|讲|谈)(?:这话|这番话|这些|这句话|到这里|到此|到这儿|起这|完)[^，。]{{0,10}}，"
)
ABOUT: Final = re.compile("对|对于|针对|面对|就|不顾|因|由于|关于|鉴于|随着")
BETWEEN: Final = re.compile(f"(?:{known.QUOTE})+[^。：{known.OPEN}]{{2,60}}，{known.QUOTE}$")
FEELINGS: Final = re.compile(
    "(?:衷心|强烈|深切|高度|热烈|由衷|最|极度|十分|非常|诚挚|深表|坚决|亲切)?的?(?:感谢|欢迎|遗憾|祝贺|慰问|哀悼|关切|担忧|不满|愤怒|支持|"
    "反对|同意|赞同|歉意|敬意|谴责|震惊|满意|肯定|理解|尊重|怀疑|失望|致谢|认可|赞赏|悼念|抗议|担心|赞成|关注)"
    "(?=[，。；！]|$)"
)
STATEMENT_ENDS: Final = frozenset("。！？!?…—，,.")
PLAIN: Final = frozenset(
    "说 称 表示 指出 指 否认 透露 宣布 承认 坦言 直言 认为 强调 重申 驳斥 反驳 证实 质疑 拒绝".split()
)
"""No other cue goes on with these: behind them it is a noun that belongs to what was said (否认指控)."""
NAMED: Final = re.compile(f"(?:名为|题为|称为|叫做|叫作|所谓的?|被称作){known.OPEN}")
"""What stands in marks behind it is a name, not what a paper says."""
CALLED: Final = re.compile("管|[绰外诨]号|[小网艺笔乳别]?名字?$|昵称|代号")
THING: Final = re.compile(
    "的?(?:目标|口号|概念|计划|方案|战略|理念|倡议|构想|政策|项目|工程|行动|原则|模式|称号|字样|主题|思路|路线)"
)
LONGEST_TERM: Final = 10
THOUGHT: Final = frozenset({"认为", "认定", "预测", "估计", "判定", "推测"})
MOST_CUES: Final = 48
"""No sentence that somebody wrote has more; a text made to be slow does."""
LEAST_JUDGED: Final = 6
LEAST_DEMANDED: Final = 3
LEAST_SAID: Final = 2


@dataclass(slots=True)
class Cue:
    """Places in the mask: the cue from `start` to `end`, its clause, where its content begins, and its subject.

    `sign` is what stands between the cue and its content: a comma, a colon, or nothing. `front` is what stands in marks
    before the subject. `own` says whether the subject stands in the cue's own clause.
    """

    start: int
    end: int
    word: str
    kinds: frozenset[str]
    at: int
    sign: str
    tailed: bool
    clause: int
    front: Stretch | None
    subject: Stretch | None
    own: bool = True
    joined: bool = False
    according: bool = False
    told: bool = False

    @property
    def takes_nothing(self) -> bool:
        return self.at < 0


class CueReader(Names):
    """One sentence as its mask, with the cues that count. `unread` is where the cues begin that were left out."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(known.masked(sentence))
        self.text = sentence.own
        self.unread: int | None = None
        opening = OPENING.match(self.mask)
        self.opening: Stretch | None = opening.span() if opening else None

    def cues(self) -> list[Cue]:
        """The cues in their order; a dropped subject is the one of the cue before, or of a clause before."""
        found: list[Cue] = []
        for group in self._groups():
            cue = self._cue(group)
            if cue is None:
                continue
            self._find_subject(cue, found)
            if self._counts(cue):
                found.append(cue)
        return [cue for place, cue in enumerate(found) if not self._modifies_next(cue, found[place + 1 : place + 2])]

    def _groups(self) -> Iterator[list[re.Match[str]]]:
        """Cues that stand side by side are one: 发帖吐槽."""
        group: list[re.Match[str]] = []
        left = MOST_CUES
        for found in known.cues().finditer(self.mask):
            beside = group and group[-1].end() == found.start()
            if beside and (group[-1]["word"] in PLAIN or group[-1]["tail"]):
                continue
            if group and not beside:
                yield group
                group = []
                left -= 1
                if not left:
                    self.unread = found.start()
                    return
            group.append(found)
        if group:
            yield group

    def _cue(self, group: list[re.Match[str]]) -> Cue | None:
        start, end, last = group[0].start(), group[-1].end(), group[-1]
        kinds = frozenset[str]().union(*(known.cue_kinds()[one["word"]] for one in group))
        clause = self.clause_before(start)
        if self._denied(clause, start, kinds, tailed=bool(last["tail"])) or self._is_adverbial(end, kinds):
            return None
        at, sign, tailed = self._behind(end, kinds, last["word"])
        tailed = tailed or bool(last["tail"]) or len(group) > 1
        if sign == "，" and not tailed and not kinds - {"mark", "tell", "noun"} and not self._is_quote(at):
            at = -1
        front = self._front(clause, start)
        return Cue(
            start=start,
            end=end,
            word=last["word"],
            kinds=kinds,
            at=at,
            sign=sign,
            tailed=tailed,
            clause=clause,
            front=front,
            subject=None,
        )

    def _denied(self, clause: int, start: int, kinds: frozenset[str], *, tailed: bool) -> bool:
        begin = max(clause, start - 24)
        if SUPPOSED.search(self.mask, clause, start):
            return True
        if COMES_TO.search(self.mask, begin, start):
            return True
        if any(known.never_before("any").search(self.mask, begin, end) for end in {start, self._trailed(begin, start)}):
            return CITED.search(self.mask, begin, start) is None
        if "noun" not in kinds or tailed:
            return False
        about = ABOUT.match(self.mask, clause, start) and not self.subject(clause, start).stretch
        return bool(about or known.never_before("noun").search(self.mask, begin, start))

    def _is_adverbial(self, end: int, kinds: frozenset[str]) -> bool:
        """`在回复中`, `宣布后`: the cue only says when or where."""
        return bool(AFTERWARDS.match(self.mask, end)) or (
            "noun" in kinds and bool(known.within().match(self.mask, end))
        )

    def _behind(self, end: int, kinds: frozenset[str], word: str) -> tuple[int, str, bool]:
        """Where the content begins, by which sign, and whether a verb of saying followed the hearer."""
        at, tailed = end, False
        if self.mask.startswith("了", at):
            at += 1
        if hearer := self._hearer(at, kinds, word):
            tailed = hearer.group().endswith(("说", "说道", "称", "道"))
            at = hearer.end()
        sign = self.mask[at : at + 1] if self.mask[at : at + 1] in {"，", "："} else ""
        at += len(sign)
        while self.mask[at : at + 1].isspace():
            at += 1
        return (-1 if at >= self.end or BEHIND_NOTHING.match(self.mask, at) else at), sign, tailed

    def _hearer(self, at: int, kinds: frozenset[str], word: str) -> re.Match[str] | None:
        if "tell" in kinds and "demand" not in kinds:
            found = known.hearers().match(self.mask, at)
            if found or word not in TELLS:
                return found
            last = self.opening is not None and self.ends_statement(self.opening)
            return (TOLD_LAST.match(self.mask, at, self.end) if last else None) or known.called().match(self.mask, at)
        if "tell" in kinds and (told := TOLD_BEFORE_SIGN.match(self.mask, at)):
            return told
        return BEFORE_COLON.match(self.mask, at) if kinds & {"tell", "demand", "name"} else None

    def _front(self, clause: int, start: int) -> Stretch | None:
        """What stands in marks before the subject, if it is no part of it."""
        own = QUOTE.match(self.mask, clause, start)
        if own:
            return None if PART_OF_NAME.match(self.mask, own.end()) else (clause, own.end())
        if self.opening and 0 < self.opening[1] <= clause and self._led(self.opening[1], clause)[0] >= clause - 1:
            return self.opening[0], self.opening[1] - (self.mask[self.opening[1] - 1] in "， ")
        return None

    def _find_subject(self, cue: Cue, before: list[Cue]) -> None:
        front = cue.front if cue.front and cue.front[1] > cue.clause else None
        found = self._subject(cue, self._begin_of_subject(cue, front, before))
        if found.stretch and (judging := self._judged_by(found.stretch, before)):
            found = found._replace(stretch=judging)
        if found.stretch is None and front and front[1] - front[0] <= 16 and not self.ends_statement(front):
            named = self.mask[front[1] : front[1] + 1] not in {"，", "："}
            found, front = (Subject(front), None) if named else (found, front)
            cue.front = front
        if cue.sign == "：" or (not cue.takes_nothing and not cue.sign):
            cue.front = None
        if not before and cue.front is None and cue.takes_nothing and not cue.sign and self._is_one_quotation(cue):
            cue.front = self.opening
        cue.told = found.told or "learn" in cue.kinds
        beside = found.stretch is not None and "则" in self.mask[found.stretch[1] : cue.start]
        cue.joined, cue.according, cue.subject = found.joined or beside, found.according, found.stretch
        if cue.subject is None:
            same = next((one.subject for one in reversed(before) if one.clause < cue.clause and one.subject), None)
            cue.subject, cue.own = same or self.earlier_subject(cue.clause), False

    def _begin_of_subject(self, cue: Cue, front: Stretch | None, before: list[Cue]) -> int:
        """Behind what stands in marks, behind whoever only heard it, and behind another cue of the clause."""
        begin = front[1] if front else cue.clause
        heard = HEARD.search(self.mask, begin, cue.start)
        begin = heard.end() if heard else begin
        last = before[-1] if before else None
        if last is not None and last.start >= begin and "free" in last.kinds and last.at == last.end < cue.start:
            return last.end
        return begin

    def _judged_by(self, stretch: Stretch, before: list[Cue]) -> Stretch | None:
        """`A批评B说`: A says it. Whoever judged, where the words before the cue hold that cue."""
        last = before[-1] if before else None
        holds = last is not None and stretch[0] < last.start and last.end < stretch[1]
        return last.subject if last is not None and holds else None

    def _is_one_quotation(self, cue: Cue) -> bool:
        """`“...。”站在台上，她说。`: a statement in marks at the beginning, and behind it no other one."""
        if self.opening is None or not self.ends_statement(self.opening):
            return False
        return not any(self.ends_statement(one.span()) for one in QUOTE.finditer(self.mask, self.opening[1], cue.start))

    def _subject(self, cue: Cue, begin: int) -> Subject:
        if "learn" in cue.kinds:
            source = self.learnt_from(begin, cue.start)
            if source or not cue.kinds & {"free", "close"}:
                return Subject(source)
        return self.subject(begin, cue.start)

    def says_so(self) -> Stretch | None:
        """The clause that says who it was, behind `“...”说这话时，`."""
        found = SAYING_SO.match(self.mask)
        return (found.end(), self.clause_after(found.end())) if found else None

    def acts_between(self) -> bool:
        """`“...”他站起来，“...”`: the act between two quotations says whose they are."""
        return BETWEEN.match(self.mask, 0, self.end) is not None and self.earlier_subject(self.end) is not None

    def ends_statement(self, quote: Stretch) -> bool:
        """Whether what stands in marks ends as a sentence or a clause does: it is no name then."""
        return self.text[quote[0] : quote[1] - 1].rstrip("’』」”")[-1:] in STATEMENT_ENDS

    def _counts(self, cue: Cue) -> bool:
        """Whether the cue reports, with what stands around it."""
        before = self._trailed(max(cue.clause, cue.start - 12), cue.start)
        if CLASSIFIER.search(self.mask, max(cue.clause, before - 4), before):
            return False
        if "learn" in cue.kinds and not (cue.kinds & {"free", "close"}):
            return cue.subject is not None and cue.own and not cue.takes_nothing
        marked = cue.front is not None
        if cue.takes_nothing:
            return marked or cue.sign == "：" or self._turned(cue)
        bare_noun = "noun" in cue.kinds and cue.start == cue.clause
        if not cue.own and not cue.joined and not cue.sign and (bare_noun or cue.subject is None):
            return False
        return marked or self._takes(cue)

    def _turned(self, cue: Cue) -> bool:
        """`大火已被扑灭，消防部门说。`"""
        said = cue.tailed or ("free" in cue.kinds and cue.word not in BRIEF)
        return said and cue.own and cue.subject is not None and cue.clause > 0

    def _is_quote(self, at: int) -> bool:
        return self.mask.startswith(known.OPEN, at)

    def _takes(self, cue: Cue) -> bool:
        """Whether a cue of its kind may take what stands behind it."""
        at, kinds = cue.at, cue.kinds
        quoted = self._is_quote(at)
        if not cue.sign and (FEELINGS.match(self.mask, at) or self._only_names(cue)):
            return False
        if cue.word in THOUGHT and not self._is_finding(cue):
            return False
        if cue.sign == "：" or quoted or cue.tailed:
            return True
        if cue.word in BRIEF and not cue.sign and not TOLD_BY_PRONOUN.match(self.mask, cue.end):
            return False
        if "free" in kinds or ("close" in kinds and cue.sign):
            return bool(cue.sign) or self._clause_from(at) >= LEAST_SAID
        return self._judges(cue)

    def _only_names(self, cue: Cue) -> bool:
        """`绰号叫“老虎”`, `自称“神医”`, `提出“零排放”目标`: marks around a name or a term, right behind the cue."""
        quote = QUOTE.match(self.mask, cue.at)
        if quote is None or self.ends_statement(quote.span()):
            return False
        short = quote.end() - quote.start() <= LONGEST_TERM
        called = cue.word == "自称" or (cue.word == "叫" and bool(CALLED.search(self.mask, cue.clause, cue.start)))
        return short and (called or THING.match(self.mask, quote.end()) is not None)

    def _judges(self, cue: Cue) -> bool:
        quote = self.mask.find(known.OPEN, cue.at, self.clause_after(cue.at))
        if cue.kinds & {"name", "demand"}:
            least = LEAST_DEMANDED if "demand" in cue.kinds else LEAST_JUDGED
            clause = bool(cue.kinds & {"demand", "accuse"}) and self._clause_from(cue.at) >= least
            return bool(cue.sign) or quote >= 0 or clause
        if "paper" in cue.kinds and cue.subject and cue.own and not NAMED.search(self.mask, cue.at):
            return self.mask[slice(*cue.subject)].endswith(known.speakers("papers"))
        return False

    def _is_finding(self, cue: Cue) -> bool:
        """What somebody thinks is reported speech where a comma or marks show it, or where a body says it."""
        if cue.subject is None:
            return False
        words = self.mask[slice(*cue.subject)]
        quote = self.mask.find(known.OPEN, cue.at, cue.at + 40)
        return (
            bool(cue.sign) or quote >= 0 or cue.tailed or (self.form(cue.subject) == "named" and self.is_person(words))
        )

    def _clause_from(self, at: int) -> int:
        """How long the clause is that begins there."""
        return self.clause_after(at) - at

    def _modifies_next(self, cue: Cue, following: list[Cue]) -> bool:
        """`否认指控的总统说`: the cue of a relative clause, before the subject of the next one."""
        if not following or following[0].clause != cue.clause or cue.own or cue.joined or cue.sign:
            return False
        return "的" in self.mask[cue.end : following[0].start] and not self._is_quote(cue.at)
