"""Articles that people bring: addresses to fetch, pasted texts, files, and posts that they record by hand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import npgettext, pgettext

from accounts.models import User
from sources import addresses, problems
from sources.errors import SourceRefused
from sources.formats import post
from sources.models import Article, Capture, CaptureBatch, CaptureJob, Publication
from sources.services import recognising, recording
from sources.services.jobs import demand_permission, host_of
from sources.services.recognising import Said
from sources.services.recording import Days, Picture
from sources.text import Decoded, bytes_of

MOST_ADDRESSES: Final = 200
LONGEST_LINE: Final = 2000
POST_TITLE: Final = 80
Method = Capture.Method


@dataclass(frozen=True)
class Told:
    """What a person tells of an article; what is empty is taken from the text and from what the file says of itself."""

    publication: Publication | None = None
    title: str = ""
    language: str = ""
    authors: str = ""
    address: str = ""
    published: Days | None = None


@dataclass(frozen=True)
class Added:
    """The saved copy, whether its article is new, and whether exactly this was here already."""

    capture: Capture
    is_new_article: bool = False
    was_here: bool = False


@dataclass(frozen=True)
class Post:
    """A post as a person saw it, with a screenshot or photograph of it."""

    text: str
    author: str
    publication: Publication
    address: str = ""
    published: date | None = None
    language: str = ""
    picture: Picture | None = None


@transaction.atomic
def ask_for_addresses(
    *, by: User, now: datetime, typed: str, publication: Publication | None = None, language: str = ""
) -> CaptureBatch:
    """A job for each line with something on it, in their order. A line that is no address is refused with its reason,
    a line that is there twice is asked once."""
    demand_permission(by)
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        raise SourceRefused(pgettext("verbatim", "Paste the address of an article, one in each line."), field="typed")
    if len(lines) > MOST_ADDRESSES:
        raise SourceRefused(
            npgettext(
                "verbatim",
                "This is %(count)d address; at most %(most)d are taken at once.",
                "These are %(count)d addresses; at most %(most)d are taken at once.",
                len(lines),
            )
            % {"count": len(lines), "most": MOST_ADDRESSES},
            field="typed",
        )
    batch = CaptureBatch.objects.create(asked_by=by, asked_at=now, publication=publication, language=language)
    seen: set[str] = set()
    rows: list[CaptureJob] = []
    for number, line in enumerate(lines, start=1):
        job = _job_of(batch, number, line)
        if job.address in seen:
            job.state, job.finished_at = CaptureJob.State.REFUSED, now
            job.problem = problems.of_kind(problems.TWICE)
        seen.add(job.address)
        rows.append(job)
    CaptureJob.objects.bulk_create(rows)
    return batch


def add_text(*, by: User, now: datetime, text: str, told: Told) -> Added:
    """Keep a pasted text as a saved copy of its article."""
    demand_permission(by)
    content = bytes_of(text)
    decoded = recording.checked_text(content, media_type="text/plain", charset="utf-8", title=told.title)
    return _kept(by, now, _Brought(content, decoded, Method.PASTED, "text/plain"), told)


def add_file(*, by: User, now: datetime, content: bytes, file_name: str, media_type: str, told: Told) -> Added:
    """Keep a file as a saved copy of its article. It is read before any transaction begins."""
    demand_permission(by)
    decoded = recording.checked_text(
        content,
        media_type=media_type,
        file_name=file_name,
        charset=None,
        title=told.title,
        address=told.address,
    )
    return _kept(by, now, _Brought(content, decoded, Method.FILE, media_type), told)


def add_post(*, by: User, now: datetime, given: Post) -> Added:
    """Keep a record of a post that somebody made by hand, with its picture; marked as such for ever."""
    demand_permission(by)
    content = post.record_of(
        text=given.text,
        author=given.author,
        platform=given.publication.name,
        address=given.address,
        published=given.published.isoformat() if given.published else "",
        picture=given.picture.content if given.picture else b"",
        picture_type=given.picture.media_type if given.picture else "",
    )
    decoded = recording.checked_text(content, media_type=post.MEDIA_TYPE, charset="utf-8")
    told = Told(
        publication=given.publication,
        title=f"{given.author}: {recognising.shortened(given.text, POST_TITLE)}",
        language=given.language,
        authors=given.author,
        address=given.address,
        published=(given.published, given.published) if given.published else None,
    )
    return _kept(by, now, _Brought(content, decoded, Method.MANUAL, post.MEDIA_TYPE, given.picture), told)


@dataclass(frozen=True)
class _Brought:
    content: bytes
    decoded: Decoded
    method: Capture.Method
    media_type: str
    picture: Picture | None = None


@transaction.atomic
def _kept(by: User, now: datetime, brought: _Brought, told: Told) -> Added:
    decoded = brought.decoded
    address = _address(decoded, told)
    if address:
        recognising.wait_for_others(address)
    article = recognising.known_article(address) if address else None
    is_new = article is None
    if article is None:
        article = _new_article(by, decoded, told, address)
    before = set(Capture.objects.filter(article=article).values_list("pk", flat=True))
    capture = recording.record_capture(
        by=by,
        now=now,
        article=article,
        content=brought.content,
        method=brought.method,
        media_type=brought.media_type or "text/plain",
        address=address,
        decoded=decoded,
        picture=brought.picture,
    )
    if capture.erased_at:
        raise SourceRefused(problems.sentence_of(problems.of_kind(problems.ERASED)))
    return Added(capture, is_new, capture.pk in before)


def _address(decoded: Decoded, told: Told) -> str:
    """As told, else as a saved page gives its own."""
    if told.address:
        return recording.checked_address(told.address)
    own = decoded.metadata.canonical_address
    return own.value if own and not addresses.is_home_page(own.value) else ""


def _new_article(by: User, decoded: Decoded, told: Told, address: str) -> Article:
    said = Said(told.publication, told.language)
    language = recognising.language_in(decoded, said)
    publication = told.publication
    if publication is None and address:
        publication = recognising.publication_of(decoded, address, language)
    if publication is None and decoded.metadata.publication:
        publication = recognising.publication_named(decoded.metadata.publication.value)
    if publication is None:
        raise SourceRefused(
            pgettext("verbatim", "Nothing in it says which outlet published it. Choose the outlet."),
            field="publication",
        )
    return recording.add_article(
        by=by,
        publication=publication,
        title=told.title or recognising.title_in(decoded, address),
        language=language,
        canonical_address=address or None,
        published=told.published or recognising.published_in(decoded),
        authors=told.authors or recognising.authors_in(decoded),
    )


def _job_of(batch: CaptureBatch, number: int, line: str) -> CaptureJob:
    job = CaptureJob(
        reason=CaptureJob.Reason.ASKED,
        batch=batch,
        line=number,
        typed=line[:LONGEST_LINE],
        address=line[:LONGEST_LINE],
        asked_by=batch.asked_by,
        asked_at=batch.asked_at,
        publication=batch.publication,
        language=batch.language,
        not_before=batch.asked_at,
    )
    try:
        job.address = addresses.canonical_address(_with_scheme(line))
        job.host = host_of(job.address)
    except addresses.AddressRefused as refusal:
        job.state, job.finished_at = CaptureJob.State.REFUSED, batch.asked_at
        job.problem = problems.of_refusal(refusal)
    return job


def _with_scheme(line: str) -> str:
    """As browsers show addresses and people copy them: without https://."""
    host = line.partition("/")[0]
    is_bare = "://" not in line and "." in host and " " not in line and "@" not in host and ":" not in host
    return f"https://{line}" if is_bare else line
