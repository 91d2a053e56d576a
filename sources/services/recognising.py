"""Which article a page is, from what the page says about itself and from where it stood.

What an editor said of it wins; what was recorded of a known article stays as it is.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.db import connection
from django.db.models import Q

from sources import addresses, text
from sources.addresses import site_of
from sources.languages import LANGUAGE_CHOICES, UNDETERMINED
from sources.models import Article, Publication
from sources.services import recording
from sources.services.recording import Days
from sources.text import Decoded
from sources.tongues import OURS as READ
from sources.tongues import language_of, language_of_script

LANGUAGES: Final = frozenset(code for code, _ in LANGUAGE_CHOICES)
TITLE: Final = 500
AUTHORS: Final = 500
NAME: Final = 200
MOST_PLACES: Final = 200
"""So many of an outlet's newest articles tell where it is at home."""


@dataclass(frozen=True)
class Said:
    """What a person said of the article beforehand; empty where the page decides."""

    publication: Publication | None = None
    language: str = ""


def article_of(decoded: Decoded, *, address: str, asked: str, said: Said) -> tuple[Article, bool]:
    """The known article of this page, or a new one, and whether it is new. `address` is where the page stood in the
    end, `asked` the address that was given. Inside the caller's transaction."""
    canonical = canonical_of(decoded, address)
    wait_for_others(canonical)
    known = known_article(canonical, address, asked)
    if known is not None:
        return known, False
    article = recording.add_article(
        by=None,
        publication=said.publication or publication_of(decoded, canonical, language_in(decoded, said)),
        title=title_in(decoded, canonical),
        language=language_in(decoded, said),
        canonical_address=canonical,
        published=published_in(decoded),
        authors=authors_in(decoded),
    )
    return article, True


def wait_for_others(address: str) -> None:
    """Two who bring articles of one site do it one after the other, until their transactions end: the second knows
    what the first made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"articles of {site_of(address)}"])


def canonical_of(decoded: Decoded, address: str) -> str:
    """The address that the page gives as its own, where that is believed and names an article, else where it stood."""
    own = decoded.metadata.canonical_address
    if own is not None and not addresses.is_home_page(own.value):
        return own.value
    return addresses.canonical_address(address)


def known_article(*given: str) -> Article | None:
    """The oldest article under one of these addresses, however they are written."""
    forms: list[str] = []
    for address in given:
        try:
            forms += addresses.spellings(addresses.canonical_address(address))
        except addresses.AddressRefused:
            continue
    return Article.objects.filter(canonical_address__in=forms).order_by("pk").first()


def title_in(decoded: Decoded, fallback: str) -> str:
    """The headline: as the page gives it, else as it stands there, else its first words, else the address."""
    found = decoded.metadata.title.value if decoded.metadata.title else ""
    block = next((one for one in decoded.blocks if one.kind == "title"), None)
    visible = decoded.text[block.start : block.end] if block else ""
    first = next((line for line in decoded.text.split("\n") if line.strip()), "")
    title = next((" ".join(one.split()) for one in (found, visible, first) if one.strip()), fallback)
    return shortened(title, TITLE)


def language_in(decoded: Decoded, said: Said) -> str:
    """As a person said, else as the words are, else as the page says, else as the script is, else that of the outlet. A
    text whose words are
    of none of our languages is never taken for one of them."""
    if said.language:
        return said.language
    by_words = language_of(decoded.text)
    declared = decoded.metadata.language.value if decoded.metadata.language else ""
    if by_words in LANGUAGES:
        return str(by_words)
    if by_words == "other":
        return declared if declared in LANGUAGES - READ else UNDETERMINED
    if declared:
        return declared if declared in LANGUAGES else UNDETERMINED
    of_outlet = said.publication.language if said.publication else UNDETERMINED
    # A few Arabic words stay Arabic under an outlet that writes English.
    return language_of_script(decoded.text) or of_outlet


def published_in(decoded: Decoded) -> Days | None:
    published = decoded.metadata.published
    return published.value.days if published else None


def authors_in(decoded: Decoded) -> str:
    return shortened(", ".join(one.value for one in decoded.metadata.authors), AUTHORS)


def publication_of(decoded: Decoded, address: str, language: str) -> Publication:
    """The outlet under whose home page this address lies, or whose articles stand there, else the one whose name the
    page gives, where that is believed, else a new one.

    A name is a claim of the page: it never makes its words those of an outlet that is known to be elsewhere.
    """
    known = publication_at(address)
    if known is not None:
        return known
    host, origin = host_in(address), origin_of(address)
    claimed = decoded.metadata.publication.value if decoded.metadata.publication else host
    names = [shortened(one, NAME) for one in (claimed, host, origin)]
    name = next((one for one in names if _may_be_called(one, address)), names[-1])
    return publication_named(name) or recording.add_publication(
        by=None, name=name, kind=Publication.Kind.WEBSITE, language=language, homepage=f"{origin}/"
    )


def publication_at(address: str) -> Publication | None:
    """The outlet under whose home page this address lies, else that of the newest article from this host. Of home pages
    that are parts of one site (a channel, an author, a language) only the one counts under which the address lies."""
    host = host_in(address)
    roots = [f"{scheme}://{form}" for scheme in ("https", "http") for form in (host, f"www.{host}")]
    at_home, printed = Q(), Q()
    for root in roots:
        at_home |= Q(homepage=root) | Q(homepage__startswith=f"{root}/")
        printed |= Q(canonical_address__startswith=f"{root}/")
    here = list(Publication.objects.filter(at_home).order_by("pk"))
    depths = [(depth, one) for one in here if (depth := _depth_under(address, one.homepage)) is not None]
    if depths:
        return max(depths, key=lambda pair: pair[0])[1]
    others = Article.objects.filter(printed).exclude(publication__in=here)
    newest = others.select_related("publication").order_by("-pk").first()
    return newest.publication if newest else None


def _depth_under(address: str, homepage: str) -> int | None:
    """How much of the address's path the home page shares, 0 for that of a whole site; None where it lies elsewhere."""
    path, home = (f"{urlsplit(one).path.rstrip('/')}/" for one in (address, homepage))
    if path.startswith(home):
        return len(home)
    return 0 if addresses.is_home_page(homepage) else None


def _may_be_called(name: str, address: str) -> bool:
    """Whether no outlet of this name is at home elsewhere."""
    publication = publication_named(name)
    if publication is None:
        return True
    if publication.homepage:
        return addresses.is_same_site(publication.homepage, address)
    printed = Article.objects.filter(publication=publication).exclude(canonical_address=None).order_by("-pk")
    places = [one or "" for one in printed.values_list("canonical_address", flat=True)[:MOST_PLACES]]
    return not places or any(addresses.is_same_site(one, address) for one in places)


def publication_named(name: str) -> Publication | None:
    """The outlet with this name, in any of its forms; upper and lower case are the same."""
    wanted = Q(name__iexact=name) | Q(name_en__iexact=name) | Q(name_ar__iexact=name)
    return Publication.objects.filter(wanted).order_by("pk").first()


def host_in(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def shortened(words: str, most: int) -> str:
    """At most `most` characters, cut between words, with a sign that something is missing."""
    clean = " ".join(text.clean(words).split())
    if len(clean) <= most:
        return clean
    cut = clean[: most - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"
