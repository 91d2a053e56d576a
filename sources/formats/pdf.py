"""PURE. PDF files that hold text: paragraphs joined again from lines, with what repeats on every page marked as chrome.

Lines come from PDFium; on pages with right-to-left letters they are put together from the letters' places
(`sources.formats.visual`). Nothing is recognised in pictures: pages without text are named.
"""

from collections.abc import Iterator
from typing import Final

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from sources.formats.lines import Line, lines_of
from sources.formats.paragraphs import parts_of_pages
from sources.formats.received import Received
from sources.metadata.facts import Found, Metadata
from sources.text import Damaged, Decoded, NoTextInside, PasswordProtected, check_visible, joined
from sources.unread import OrderUncertain, PagesUnread, Unread

EXTRACTOR: Final = ("pdfium", "1")
MOST_PAGES: Final = 1_000
MOST_LETTERS: Final = 5_000_000


def read(received: Received) -> Decoded:
    try:
        document = pypdfium2.PdfDocument(received.content)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise PasswordProtected from error
        raise Damaged(format="PDF") from error
    try:
        pages = list(_pages(document))
        about = document.get_metadata_dict(skip_empty=True)
        count = len(document)
    finally:
        document.close()
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    empty += range(len(pages) + 1, count + 1)
    if len(empty) == count:
        raise NoTextInside(pages=count)
    text, blocks = joined(parts_of_pages(pages, title=received.title))
    check_visible(text)
    mixed = sum(line.is_mixed for lines in pages for line in lines)
    return Decoded(text, blocks, "utf-8", *EXTRACTOR, tuple(_unread(empty, mixed)), _metadata(about))


def _pages(document: pypdfium2.PdfDocument) -> Iterator[list[Line]]:
    letters = 0
    for number in range(min(len(document), MOST_PAGES)):
        if letters > MOST_LETTERS:
            return
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            yield []
            continue
        letters += text_page.count_chars()
        yield lines_of(text_page) if letters <= MOST_LETTERS else []
        text_page.close()
        page.close()


def _unread(empty: list[int], mixed: int) -> Iterator[Unread]:
    if empty:
        yield PagesUnread({"pages": _ranges(empty)})
    if mixed:
        yield OrderUncertain({"count": mixed})


def _ranges(numbers: list[int]) -> str:
    """`3, 7-9` of 3, 7, 8, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    shown = ["-".join(str(end) for end in run) for run in runs]
    return ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "")


def _metadata(about: dict[str, str]) -> Metadata:
    title, author = (" ".join(about.get(name, "").split())[:500] for name in ("Title", "Author"))
    is_title = bool(title) and not title.lower().startswith(("microsoft word -", "untitled", "file:"))
    return Metadata(
        title=Found(title, "file") if is_title else None,
        authors=(Found(author[:200], "file"),) if author else (),
    )
