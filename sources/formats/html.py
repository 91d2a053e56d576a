"""PURE. A web page: its blocks, what it says about itself, and whether it is an article at all."""

from functools import partial
from typing import Final

from sources.article import parts_of_article
from sources.formats.received import Received
from sources.main_content import paragraphs_of_article
from sources.metadata.page import metadata_of
from sources.page import Walked, parse, walk
from sources.pretence import pretence_of
from sources.text import Decoded, characters, check_visible, joined
from sources.unread import CutShort, EmbeddedUnread, Unread

EXTRACTOR: Final = ("lxml.html", "1")
"""The number goes up whenever the text or the blocks of any page change."""


def read(received: Received) -> Decoded:
    page, codec = characters(received.content, received.charset, is_page=True)
    root, was_cut = parse(page)
    walked = walk(root)
    metadata = metadata_of(root, page=page, address=received.address)
    headlines = (received.title, metadata.title.value if metadata.title else "")
    hint = partial(paragraphs_of_article, page, elements=len(walked.elements))
    parts = parts_of_article(walked, headlines=headlines, hint=hint)
    text, blocks = joined(parts)
    pretence = pretence_of(root, parts, address=received.address)
    check_visible(text)
    return Decoded(text, blocks, codec, *EXTRACTOR, _unread(walked, was_cut), metadata, pretence)


def _unread(walked: Walked, was_cut: bool) -> tuple[Unread, ...]:
    unread: list[Unread] = [CutShort()] if was_cut else []
    if walked.objects:
        unread.append(EmbeddedUnread({"count": walked.objects}))
    return tuple(unread)
