"""PURE. The words that the reader of Chinese knows, as compiled patterns, and the form of a sentence in which it looks
for them: traditional characters folded one for one, and characters of its own for what no cue may stand in.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from quotes.extraction.sentences import Sentence

OPEN: Final = "\ue000"
INSIDE: Final = "\ue001"
TITLE: Final = "\ue002"
ASIDE: Final = "\ue003"
QUOTE: Final = f"{OPEN}{INSIDE}*"
STOPS: Final = "，；。！？：…—"
"""What parts clauses; 、 only parts the members of a list."""

TITLES: Final = re.compile("《[^《》\n]{1,80}》|〈[^〈〉\n]{1,80}〉")
ASIDES: Final = re.compile(r"[（(【〔［][^（()）【】〔〕［］\n]{0,80}[）)】〕］]")
WESTERN: Final = re.compile(r"(?<!\d)[,:;?!]|[,:;?!](?!\d)")
WIDE: Final = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
LATIN: Final = re.compile(r"[A-Za-zÀ-ÿ\d]+")
HAN_A_WORD: Final = 1.7
"""Chinese characters that make a word of other languages, about."""


@cache
def table() -> dict[str, Any]:
    """The words as they stand in the table beside this file."""
    return tomllib.loads(files("quotes.extraction.readers").joinpath("tables/zh.toml").read_text("utf-8"))


@cache
def _simple() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in table()["simple"].split()}


@lru_cache(maxsize=1)
def simplified(text: str) -> str:
    """A whole text in simplified characters, as long as before; remembered while its sentences are read."""
    return text.translate(_simple())


def widened(words: str) -> str:
    """With Chinese punctuation for Western, as long as before."""
    return WESTERN.sub(lambda sign: WIDE[sign.group()], words)


def masked(sentence: Sentence) -> str:
    """The sentence in simplified characters and wide punctuation, as long as it is: marks with what they hold, titles
    and what is in brackets are covered."""
    text, parts, at = simplified(sentence.text), [], sentence.start
    for item in sentence.items:
        if item.kind == "quoted":
            parts += [text[at : item.start], OPEN, INSIDE * (item.end - item.start - 1)]
            at = item.end
    parts.append(text[at : sentence.end])
    mask = TITLES.sub(lambda one: TITLE * len(one.group()), "".join(parts))
    return widened(ASIDES.sub(lambda one: ASIDE * len(one.group()), mask))


def count_words(words: str) -> int:
    """About as many words as another language would need."""
    return round(len(HAN.findall(words)) / HAN_A_WORD) + len(LATIN.findall(words))


def abbreviations() -> frozenset[str]:
    return frozenset()


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, each with its guards. Grouped by first letters, and guarded
    behind the word only, so that the search leaps to such a letter."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda one: (-len(one), one)):
        groups.setdefault(word[0], []).append(word)
    return "(?:" + "|".join(f"{first}(?:{'|'.join(map(_guarded, group))})" for first, group in groups.items()) + ")"


def _guarded(word: str) -> str:
    """The word without its first letter, and what may stand neither before nor behind the whole word."""
    before, after = table()["before"].get(word), table()["after"].get(word)
    left = f"(?<![{before}]{word})" if before else ""
    right = f"(?:(?={_whole(after)})|(?![{after}]))" if after else ""
    return f"{word[1:]}{left}{right}"


@cache
def _whole(letters: str) -> str:
    """Words that begin with one of the letters and are no part of the word before."""
    return "|".join(word for word in table()["whole"]["words"].split() if word[0] in letters) or "(?!)"


@cache
def cue_kinds() -> dict[str, frozenset[str]]:
    """For each cue what it may be: free, close, mark, name, demand, paper, learn, tell, noun."""
    kinds: dict[str, set[str]] = {}
    for kind, words in table()["cues"].items():
        if kind != "tail":
            for word in words.split():
                kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items() if found - {"tell", "noun"}}


@cache
def cues() -> re.Pattern[str]:
    """A cue with the verb of saying that may end it: 解释, 解释说, 笑着说."""
    tail = either(table()["cues"]["tail"].split())
    return re.compile(f"(?P<word>{either(cue_kinds())})着?(?P<tail>{tail})?")


def _words(part: str, name: str) -> list[str]:
    words: str = table()[part][name]
    return words.split()


_NUMBER: Final = r"(?:\d{1,4}|[〇零一二三四五六七八九十]{1,4})"


@cache
def time() -> str:
    """A pattern for a time: 15日, 去年11月, 上周六, 昨（21）日, 当天下午, 8月20日晚."""
    parts = "上午|下午|晚间|晚上|深夜|清晨|凌晨|早上|早间|傍晚|中午|晚|早|夜"
    day = (
        rf"(?:{_NUMBER}年)?(?:{_NUMBER}月)?{_NUMBER}[日号](?![线楼院机店])|{_NUMBER}年{_NUMBER}月[初底末]?|{_NUMBER}年[初底中末]?"
        rf"|{_NUMBER}月(?:[初底末]|[上中下]旬)?|[上下本这]?个?(?:周|星期|礼拜)[一二三四五六日天末]"
        rf"|{either(_words('time', 'words'))}"
    )
    return rf"(?:{day})(?:{ASIDE}{{1,8}}[日天晚]?)?(?:{parts})?(?:{_NUMBER}月)?"


@cache
def lead() -> re.Pattern[str]:
    """What may stand before a subject."""
    closers = "|".join(_words("grammar", "closers"))
    return re.compile(
        rf"(?:[^，。：]{{2,24}}日电(?:{ASIDE}{{1,80}})?|本报讯|本台消息|{ASIDE}{{1,80}}|\s+|、|{time()}"
        rf"|在[^的，在]{{1,30}}?(?:{closers})(?=.)|{either(_words('grammar', 'lead'))}|有(?![关些效色限机着趣人]))"
    )


@cache
def joins() -> frozenset[str]:
    """Words that join what the same speaker says on, or what another one says against it."""
    return frozenset(_words("grammar", "joins"))


@cache
def tail() -> re.Pattern[str]:
    """What may stand between a subject and its cue, at the end of what is searched."""
    words = either(_words("grammar", "tail"))
    return re.compile(rf"(?:{words}|[^，的在各基内当实外产工营要属土高湿绿场]{{2}}地|{time()}|\s+)$")


@cache
def boundary() -> re.Pattern[str]:
    """Where a subject ends: a time, a preposition, an adverb (`hard`), or a verb that may belong to it (`soft`)."""
    hard = [*_words("grammar", "hard"), "对", "向", "就", "因", "也", "却"]
    soft = [*_words("grammar", "soft"), "在", "从", "以", "将", "把", "给"]
    return re.compile(rf"(?P<hard>{time()}|{either(hard)})|(?P<soft>{either(soft)})")


@cache
def closers() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_words('grammar', 'closers'))})$")


@cache
def never_before(kind: str) -> re.Pattern[str]:
    """At the end of what stands before a cue: it is denied, passive, or a noun there."""
    return re.compile(f"(?:{'|'.join(_words('not_before', kind))})$")


@cache
def hearers() -> re.Pattern[str]:
    """Who was told, behind the cue."""
    return re.compile(
        r"(?:[^，。：；的\ue000]{0,8}记者们?|媒体|外界|公众|大家|众人|(?:我|你|您|他|她)们?"
        r"|[^，。：；的\ue000]{1,14}(?=：))(?:说道?|称|道)?"
    )


@cache
def within() -> re.Pattern[str]:
    """Behind a noun it says where: 在声明中, 采访里."""
    return re.compile(f"(?!{_whole('中里内上')})[中里内上]")


@cache
def called() -> re.Pattern[str]:
    """Whoever was told, where only a comma or marks follow: 告诉法新社，."""
    return re.compile("[^，。：；的\ue000]{1,14}(?=[，：\ue000])")


@cache
def speakers(name: str) -> tuple[str, ...]:
    return tuple(sorted(_words("speakers", name), key=len, reverse=True))


@cache
def surnames() -> frozenset[str]:
    return frozenset(table()["speakers"]["surnames"]) - {"\n"}
