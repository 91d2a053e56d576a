"""The only writers of what was published: articles, and the captures of what they said when we looked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import pgettext_lazy

from accounts.models import User
from sources import addresses, apart, wire
from sources.addresses import AddressRefused
from sources.errors import SourceRefused
from sources.formats.kinds import is_plain
from sources.formats.received import Received
from sources.models import ArchivedCopy, Article, Capture, Publication
from sources.refusals import sentence
from sources.services import keeping
from sources.text import Decoded, TextRefused, decode

Days = tuple[date, date]


@dataclass(frozen=True)
class Picture:
    """What a post looked like, as the person who recorded it saw it."""

    content: bytes
    media_type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


ERASED: Final = ("text", "blocks", "unread", "metadata", "headers")


@transaction.atomic
def add_article(
    *,
    by: User | None,
    publication: Publication,
    title: str,
    language: str,
    canonical_address: str | None = None,
    published: Days | None,
    authors: str = "",
) -> Article:
    """One article per canonical address, however it is written: the existing one is returned as it is."""
    address = checked_address(canonical_address) if canonical_address else None
    if not title.strip():
        raise SourceRefused(pgettext_lazy("verbatim", "Give the article's title."), field="title")
    first, last = published or (None, None)
    if first and last and first > last:
        raise SourceRefused(
            pgettext_lazy("verbatim", "The first possible day comes after the last one."), field="published"
        )
    fields = {
        "publication": publication,
        "title": title,
        "language": language,
        "published_from": first,
        "published_to": last,
        "authors": authors,
    }
    with pghistory.context(user=by.pk if by else None):
        if address is None:
            return Article.objects.create(**fields)
        known = Article.objects.filter(canonical_address__in=addresses.spellings(address)).order_by("pk").first()
        return known or Article.objects.get_or_create(canonical_address=address, defaults=fields)[0]


@transaction.atomic
def add_publication(
    *,
    by: User | None,
    name: str,
    kind: str,
    language: str,
    name_en: str = "",
    name_ar: str = "",
    about: str = "",
    homepage: str = "",
) -> Publication:
    """One outlet per name: the existing one is returned as it is."""
    if not name.strip():
        raise SourceRefused(pgettext_lazy("verbatim", "Give the outlet's name."), field="name")
    with pghistory.context(user=by.pk if by else None):
        publication, _ = Publication.objects.get_or_create(
            name=name.strip(),
            defaults={
                "kind": kind,
                "language": language,
                "name_en": name_en,
                "name_ar": name_ar,
                "about": about,
                "homepage": homepage,
            },
        )
    return publication


def checked_address(address: str) -> str:
    try:
        return addresses.canonical_address(address)
    except AddressRefused as refusal:
        raise SourceRefused(sentence(refusal), field="canonical_address") from refusal


@transaction.atomic
def record_capture(
    *,
    by: User | None,
    now: datetime,
    article: Article,
    content: bytes,
    method: str,
    media_type: str = "text/plain",
    file_name: str = "",
    charset: str | None = None,
    address: str = "",
    headers: Mapping[str, str] | None = None,
    decoded: Decoded | None = None,
    picture: Picture | None = None,
) -> Capture:
    """Keep the bytes as received with their hash, and the text decoded from them once. The same content again is the
    capture that is already there. Who has read the bytes already, outside the transaction, passes `decoded`. A picture
    belongs to the record of a post."""
    digest = hashlib.sha256(content).hexdigest()
    # Two who bring the same bytes do it one after the other.
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    existing = Capture.objects.filter(article=article, sha256=digest, method=method).first()
    if existing is not None:
        return existing
    decoded = decoded or checked_text(
        content,
        media_type=media_type,
        file_name=file_name,
        charset=charset,
        title=article.title,
        address=address,
    )
    keeping.keep_all([content, *([picture.content] if picture else [])])
    with pghistory.context(user=by.pk if by else None):
        return Capture.objects.create(
            article=article,
            captured_at=now,
            captured_by=by,
            method=method,
            address=address,
            size=len(content),
            media_type=media_type,
            charset=decoded.charset,
            headers=dict(headers or {}),
            sha256=digest,
            picture_sha256=picture.sha256 if picture else "",
            picture_type=picture.media_type if picture else "",
            text=decoded.text,
            blocks=decoded.blocks_json(),
            unread=wire.of_unread(decoded.unread),
            metadata=wire.of_metadata(decoded.metadata),
            pretence=decoded.pretence or "",
            extractor=decoded.extractor,
            extractor_version=decoded.version,
        )


def capture_of_file(*, publication: Publication, content: bytes) -> Capture | None:
    """The capture that was already made of the same bytes for an article of this outlet."""
    captures = Capture.objects.select_related("article").filter(article__publication=publication)
    digest = hashlib.sha256(content).hexdigest()
    return captures.filter(sha256=digest, method=Capture.Method.FILE).order_by("pk").first()


def checked_text(
    content: bytes,
    *,
    media_type: str = "",
    file_name: str = "",
    charset: str | None,
    title: str = "",
    address: str = "",
) -> Decoded:
    """As `text_of`; `SourceRefused` with the reason where there is no text."""
    try:
        return text_of(
            content, media_type=media_type, file_name=file_name, charset=charset, title=title, address=address
        )
    except TextRefused as refusal:
        raise SourceRefused(sentence(refusal), field="content") from refusal


def text_of(
    content: bytes,
    *,
    media_type: str = "",
    file_name: str = "",
    charset: str | None,
    title: str = "",
    address: str = "",
) -> Decoded:
    """The text of what was received; `TextRefused` where there is none. Whatever needs a library to read it is read in
    the child process."""
    limit = settings.CAPTURE_MAX_BYTES
    if is_plain(Received(content, media_type, file_name)):
        return decode(content, charset=charset, title=title, max_bytes=limit)
    return apart.read(
        content,
        media_type=media_type,
        file_name=file_name,
        charset=charset,
        title=title,
        address=address,
        max_bytes=limit,
    )


@transaction.atomic
def erase_capture(*, by: User, now: datetime, capture: Capture, because: str) -> Capture:
    """Blank a capture because the law demands it: the hash and a tombstone stay, the words go. Chiefs only.

    Refused while a quotation that is not withdrawn rests on it: withdraw that first.
    """
    if not by.has_perm("sources.erase_capture"):
        raise SourceRefused(pgettext_lazy("verbatim", "Only a chief may erase a saved copy."))
    if not because.strip():
        raise SourceRefused(pgettext_lazy("verbatim", "Say which law or order demands it."), field="because")
    row = Capture.objects.select_for_update().get(pk=capture.pk)
    if row.erased_at:
        raise SourceRefused(pgettext_lazy("verbatim", "This saved copy is erased already."))
    if Capture.objects.filter(pk=row.pk).resting_quotations().exists():
        raise SourceRefused(pgettext_lazy("verbatim", "A quote rests on this saved copy. Withdraw the quote first."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('verbatim.erasing_capture', %s, true)", [str(row.pk)])
    row.text, row.blocks = "", []
    row.metadata, row.unread, row.headers = {}, [], {}
    row.erased_at, row.erased_by, row.erased_because = now, by, because
    with pghistory.context(user=by.pk):
        row.save(update_fields=[*ERASED, "erased_at", "erased_by", "erased_because"])
    keeping.forget_after_commit(row.sha256, row.picture_sha256)
    # Readers are not led to elsewhere what was erased here, and no archive is asked for it any more.
    ArchivedCopy.objects.filter(article=row.article_id).delete()
    return row
