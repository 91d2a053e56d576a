"""PURE. One walk over an HTML page into its blocks, with the standard library's parser.

Only what a reader of the page would see is kept. Each block's kind comes from the elements around it, never from its
words.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final, Literal

Kind = Literal["title", "body", "heading", "caption", "chrome"]


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


UNSEEN: Final = _names("head script style noscript template svg math iframe object audio video canvas select textarea")
KINDS: Final[dict[str, Kind]] = {
    "h1": "title",
    **dict.fromkeys(_names("h2 h3 h4 h5 h6"), "heading"),
    **dict.fromkeys(_names("figcaption caption"), "caption"),
    **dict.fromkeys(_names("nav footer aside button form menu dialog"), "chrome"),
}
BREAKS: Final = frozenset(KINDS) | _names(
    "address article blockquote body dd details div dl dt fieldset figure header hr html legend li main ol p pre"
    " section summary table tbody td tfoot th thead tr ul"
)
VOID: Final = _names("area base br col embed hr img input link meta source track wbr")
OPENING: Final = re.compile("<[A-Za-z/!?]")
# The white space that HTML collapses. A no-break space is a character of the text.
COLLAPSED: Final = re.compile("[ \t\n\f\r]+")


def walk(page: str) -> Iterator[tuple[Kind, str]]:
    """The blocks of `page` in order: kind and text, none of them blank."""
    walker = _Walker()
    walker.feed(_without_open_end(page))
    walker.close()
    walker.end_block()
    yield from walker.blocks


def _without_open_end(page: str) -> str:
    """Without a last comment or tag that never ends: HTML drops them, and the parser would look for their end once
    for each of them, which takes hours on a page that is full of them."""
    comment = page.find("<!--", page.rfind("-->") + 1)
    ended = page if comment < 0 else page[:comment]
    opening = OPENING.search(ended, ended.rfind(">") + 1)
    return ended[: opening.start()] if opening else ended


def _group(tag: str) -> str:
    return "#unseen" if tag in UNSEEN else f"#{KINDS[tag]}"


class _Walker(HTMLParser):
    """Keeps the open elements that matter, how many of each tag and group, and the words of the open block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[Kind, str]] = []
        self._words: list[str] = []
        self._open: list[str] = []
        self._count: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._words.append("\x0b")  # a line end that collapsing leaves alone
        if tag in BREAKS:
            self.end_block()
        if tag == "body":
            self._leave_head()
        if tag in VOID:
            return
        if tag in UNSEEN or tag in KINDS:
            self._open.append(tag)
            self._count[_group(tag)] += 1
            self._count[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<nav/>` opens nothing that its own end would not close."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.end_block()
        if not self._count[tag]:
            return
        closed = ""
        while closed != tag:
            closed = self._open.pop()
            self._count[closed] -= 1
            self._count[_group(closed)] -= 1

    def handle_data(self, data: str) -> None:
        if not self._count["#unseen"]:
            self._words.append(data)

    def end_block(self) -> None:
        words = COLLAPSED.sub(" ", "".join(self._words))
        lines = [line.strip(" ") for line in words.split("\x0b")]
        text = "\n".join(lines).strip("\n ")
        self._words.clear()
        if text.strip():
            self.blocks.append((self._kind(), text))

    def _kind(self) -> Kind:
        """Chrome wins over all inside it: a heading of a side bar is no heading of the article."""
        if self._count["#chrome"]:
            return "chrome"
        return KINDS.get(self._open[-1], "body") if self._open else "body"

    def _leave_head(self) -> None:
        """A page whose head was never closed is still read."""
        self.handle_endtag("head")
