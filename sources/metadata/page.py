"""PURE. The metadata of a web page.

Where values conflict, this order decides: JSON-LD of the article, OpenGraph and `article:*`, microdata, Dublin Core,
other `meta` elements, the visible page (`h1`, `time`, `title`), and last trafilatura's guess, which is asked only where
all others are silent. Every fact keeps its origin, so that the desk can say where it comes from.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from sources import addresses
from sources.metadata import linked
from sources.metadata.dates import when
from sources.metadata.facts import Found, Metadata, Origin, When
from sources.metadata.marks import Marks, collect
from sources.metadata.people import authors_of, title_without_outlet

T = TypeVar("T")
Candidate = tuple[Origin, Any]
MOST_TRANSLATIONS: Final = 40

TITLES: Final = (
    ("open-graph", "og:title"),
    ("microdata", "headline"),
    ("dublin-core", "dc.title"),
    ("dublin-core", "dcterms.title"),
    ("meta", "twitter:title"),
    ("meta", "parsely-title"),
    ("meta", "headline"),
)
AUTHORS: Final = (
    ("open-graph", "article:author"),
    ("open-graph", "og:article:author"),
    ("microdata", "author"),
    ("dublin-core", "dc.creator"),
    ("dublin-core", "dcterms.creator"),
    ("meta", "author"),
    ("meta", "byl"),
    ("meta", "parsely-author"),
    ("meta", "sailthru.author"),
    ("meta", "citation_author"),
)
OUTLETS: Final = (
    ("open-graph", "og:site_name"),
    ("microdata", "publisher"),
    ("dublin-core", "dc.publisher"),
    ("dublin-core", "dcterms.publisher"),
    ("meta", "application-name"),
    ("meta", "publisher"),
)
PUBLISHED: Final = (
    ("open-graph", "article:published_time"),
    ("open-graph", "og:published_time"),
    ("open-graph", "og:article:published_time"),
    ("microdata", "datepublished"),
    ("dublin-core", "dc.date.issued"),
    ("dublin-core", "dcterms.issued"),
    ("dublin-core", "dc.date"),
    ("dublin-core", "dcterms.date"),
    ("dublin-core", "dcterms.created"),
    ("meta", "parsely-pub-date"),
    ("meta", "sailthru.date"),
    ("meta", "pubdate"),
    ("meta", "publishdate"),
    ("meta", "publish-date"),
    ("meta", "citation_publication_date"),
    ("meta", "date"),
)
MODIFIED: Final = (
    ("open-graph", "article:modified_time"),
    ("open-graph", "og:updated_time"),
    ("open-graph", "og:article:modified_time"),
    ("microdata", "datemodified"),
    ("dublin-core", "dcterms.modified"),
    ("dublin-core", "dc.date.modified"),
    ("meta", "lastmod"),
    ("meta", "last-modified"),
)
LANGUAGES: Final = (
    ("open-graph", "og:locale"),
    ("microdata", "inlanguage"),
    ("dublin-core", "dc.language"),
    ("dublin-core", "dcterms.language"),
    ("meta", "content-language"),
)
PICTURES: Final = (
    ("open-graph", "og:image"),
    ("open-graph", "og:image:url"),
    ("microdata", "image"),
    ("meta", "twitter:image"),
)


def metadata_of(root: etree._Element | None, *, page: str, address: str = "") -> Metadata:
    """What `page`, parsed into `root`, says about itself. `address` is where it came from: without it, no canonical
    address is believed."""
    if root is None:
        return Metadata()
    marks = collect(root)
    nodes = linked.articles(marks.scripts)
    guess = _Guess(page)
    language = _first(
        _language, _linked(nodes, "inLanguage", linked.texts), _named(marks, LANGUAGES), _one("lang", marks.language)
    )
    outlet = _outlet(nodes, marks)
    return Metadata(
        title=_title(nodes, marks, outlet, guess),
        authors=authors_of(
            _linked(nodes, "author", linked.texts), _named(marks, AUTHORS), (("page", name) for name in marks.authors)
        ),
        publication=outlet,
        published=_published(nodes, marks, guess),
        modified=_first(when, _linked(nodes, "dateModified", linked.texts), _named(marks, MODIFIED)),
        language=language,
        canonical_address=_canonical(nodes, marks, address),
        notices=_notices(marks),
        image=_first(
            lambda value: _absolute(value, address), _linked(nodes, "image", linked.addresses), _named(marks, PICTURES)
        ),
        other_languages=tuple(_translations(marks, address)),
    )


def _first(read: Callable[[str], T | None], *groups: Iterable[Candidate]) -> Found[T] | None:
    """The first candidate of which `read` makes something."""
    for group in groups:
        for origin, value in group:
            if isinstance(value, str) and (made := read(value)):
                return Found(made, origin)
    return None


def _one(origin: Origin, value: str) -> list[Candidate]:
    return [(origin, value)] if value else []


def _linked(nodes: list[linked.Node], name: str, read: Callable[[object], Iterator[str]]) -> Iterator[Candidate]:
    for node in nodes:
        for value in read(node.get(name)):
            yield "json-ld", value


def _named(marks: Marks, wanted: tuple[tuple[Any, str], ...]) -> Iterator[Candidate]:
    for origin, name in wanted:
        source = marks.microdata if origin == "microdata" else marks.named
        for value in source.get(name, ()):
            yield origin, value


def _words(value: str) -> str:
    return " ".join(value.split())[:500]


def _outlet(nodes: list[linked.Node], marks: Marks) -> Found[str] | None:
    return _first(_words, _linked(nodes, "publisher", linked.texts), _named(marks, OUTLETS))


def _title(nodes: list[linked.Node], marks: Marks, outlet: Found[str] | None, guess: "_Guess") -> Found[str] | None:
    name = outlet.value if outlet else ""

    def headline(value: str) -> str:
        return title_without_outlet(_words(value), name)

    written = (*_one("page", marks.h1), *_one("page", marks.title))
    return _first(headline, _linked(nodes, "headline", linked.texts), _named(marks, TITLES), written) or _first(
        headline, guess.of("title")
    )


def _published(nodes: list[linked.Node], marks: Marks, guess: "_Guess") -> Found[When] | None:
    linked_dates = (pair for name in ("datePublished", "dateCreated") for pair in _linked(nodes, name, linked.texts))
    times: Iterator[Candidate] = (("time", value) for value in marks.times)
    return _first(when, linked_dates, _named(marks, PUBLISHED), times) or _first(when, guess.of("date"))


def _language(value: str) -> str | None:
    """`ar` of `ar-EG` or `ar_EG`; nothing of what is no code."""
    code = value.strip().replace("_", "-").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 and code not in ("und", "mul") else None


def _absolute(value: str, address: str) -> str | None:
    try:
        return addresses.canonical_address(urljoin(address, value))
    except (addresses.AddressRefused, ValueError):
        return None


def _canonical(nodes: list[linked.Node], marks: Marks, address: str) -> Found[str] | None:
    """Believed on the same site only, and never a home page: careless pages all name their front page."""

    def believed(value: str) -> str | None:
        form = _absolute(value, address)
        if form is None or not addresses.is_same_site(form, address):
            return None
        return None if addresses.is_home_page(form) and not addresses.is_home_page(address) else form

    if not address:
        return None
    things = (pair for name in ("mainEntityOfPage", "url") for pair in _linked(nodes, name, linked.addresses))
    links: Iterator[Candidate] = (("link", value) for value in marks.canonical)
    return _first(believed, links, _named(marks, (("open-graph", "og:url"),)), things)


def _translations(marks: Marks, address: str) -> Iterator[tuple[str, str]]:
    for code, value in marks.translations[:MOST_TRANSLATIONS]:
        language, form = _language(code), _absolute(value, address)
        if language and form:
            yield language, form


def _notices(marks: Marks) -> tuple[Found[str], ...]:
    said = {text: Found(text, "json-ld") for text in linked.corrections(marks.scripts)}  # type: dict[str, Found[str]]
    for text in marks.notices:
        said.setdefault(text, Found(text, "page"))
    return tuple(said.values())


class _Guess:
    """Another program's search for title and date, made at most once, and only where it is asked."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._found: dict[str, str] | None = None

    def of(self, name: str) -> Iterator[Candidate]:
        if self._found is None:
            from sources.metadata.guess import guessed  # noqa: PLC0415 - seldom needed, and slow to load

            self._found = guessed(self._page)
        if value := self._found.get(name):
            yield "guess", value
