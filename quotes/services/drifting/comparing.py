"""From finished looks to sightings, and from two that agree to a change for an editor to decide.

A look without its row is work that nobody has to announce (law 3); one transaction writes all that it found.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import DatabaseError, IntegrityError, transaction

from quotes.drifting import Appearance, Found, LaterText, is_cut_off, letters_of, look_for, same_words
from quotes.models import ArticleChange, ArticleWatch, Look, Occurrence, Sighting
from quotes.queries.drift import finished_looks, segments_by_occurrence
from quotes.services.drifting.watching import SECOND_LOOK, ask_archive, ask_for_due, begin_watching
from sources import problems, unfetched, vault, wire
from sources.metadata.facts import Metadata
from sources.models import Capture, CaptureJob
from sources.services import recording
from sources.text import TextRefused

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
APART: Final = timedelta(hours=3)
"""Two looks that agree are so far from each other at least."""
MUCH_SHORTER: Final = 0.5
"""A text of less than this share of the earlier one was perhaps not read to its end."""
State = Sighting.State
Kind = ArticleChange.Kind


def work_through(*, clock: Clock, within: timedelta) -> int:
    """Ask for looks that are due and read the finished ones; returns how many were read."""
    begin_watching(now=clock())
    ask_archive(now=clock())
    ask_for_due(now=clock())
    until, read = clock() + within, 0
    for job in finished_looks():
        if clock() >= until:
            break
        try:
            read += read_look(job.pk)
        except DatabaseError:
            logger.exception("The look of capture job %s could not be written. It is tried again.", job.pk)
        except Exception:
            # It would fail the next time too, and take the time of the others. The article's next look comes.
            logger.exception("The look of capture job %s could not be compared.", job.pk)
            read += _write_once(job.pk, _Seen(None, problem=problems.of_kind(problems.STOPPED)))
    return read


def read_look(job_id: int) -> int:
    """Write what one finished look found; 0 where somebody else did."""
    return _write_once(job_id, None)


def _write_once(job_id: int, seen: "_Seen | None") -> int:
    """Write what was seen, or what is to be seen; 0 where somebody else did."""
    job = CaptureJob.objects.select_related("article", "capture").get(pk=job_id)
    assert job.article is not None
    rows = list(Occurrence.objects.published().filter(capture__article=job.article).select_related("capture"))
    seen = seen or _found(job, rows)
    try:
        with transaction.atomic():
            _write(job, rows, seen)
    except IntegrityError as error:
        if "job_id" in str(error):
            return 0
        raise
    return 1


@dataclass(frozen=True)
class _Seen:
    """What one look saw: by occurrence; None where the page was not seen as the article."""

    sightings: dict[int, Found] | None
    is_missing: bool = False
    problem: problems.Problem | None = None


def _found(job: CaptureJob, rows: list[Occurrence]) -> _Seen:
    if job.capture is None:
        kinds = (unfetched.NotThere, unfetched.Gone, unfetched.Withheld)
        is_missing = job.problem is not None and problems.is_refusal(job.problem, *kinds)
        return _Seen(None, is_missing, job.problem)
    later = LaterText(job.capture.text, job.capture.blocks)
    segments = segments_by_occurrence(rows)
    seen: dict[int, Found] = {}
    for row in rows:
        one = Appearance(row.clause_exact, segments[row.pk], row.clause_prefix, row.clause_suffix, row.capture.text)
        found = look_for(one, later)
        if found.state in ("removed", "edited") and (
            is_cut_off(one, later) or not _is_comparable(row, one, job.capture)
        ):
            continue
        seen[row.pk] = found
    return _Seen(seen)


def _is_comparable(row: Occurrence, one: Appearance, later: Capture) -> bool:
    """Whether the later copy was read to its end, and as the earlier one was: by today's reader the words must stand in
    the earlier bytes as well, else the reader changed and not the page."""
    earlier = row.capture
    if len(later.text) < MUCH_SHORTER * len(earlier.text):
        return False
    if (earlier.extractor, earlier.extractor_version) == (later.extractor, later.extractor_version):
        return True
    if earlier.method != Capture.Method.FETCHED:
        return True
    try:
        again = recording.text_of(
            vault.get(earlier.sha256), media_type=earlier.media_type, charset=earlier.charset, address=earlier.address
        )
    except (TextRefused, vault.BytesLost, vault.VaultAway):
        return False
    return look_for(one, LaterText(again.text, again.blocks_json())).state in ("intact", "moved")


def _write(job: CaptureJob, rows: list[Occurrence], seen: _Seen) -> None:
    assert job.article is not None
    assert job.finished_at is not None
    watch, _ = ArticleWatch.objects.select_for_update().get_or_create(
        article=job.article, defaults={"next_look_at": job.finished_at + SECOND_LOOK}
    )
    look = Look.objects.create(
        job=job, article=job.article, capture=job.capture, looked_at=job.finished_at, is_missing=seen.is_missing
    )
    before = _earlier(look)
    needs_second = False
    if seen.sightings is None:
        watch.unreachable_since = watch.unreachable_since or job.finished_at
        watch.problem = seen.problem
        needs_second = seen.is_missing
        if seen.is_missing and before is not None and before.is_missing:
            _open(look, Kind.GONE, before=job.article.title, seen_at=before.looked_at)
    else:
        watch.unreachable_since, watch.problem = None, None
        needs_second = _compare_metadata(look, rows, before)
    for row in rows:
        needs_second |= _sighted(look, row, seen)
    if needs_second:
        watch.next_look_at, watch.step = min(watch.next_look_at, job.finished_at + SECOND_LOOK), 0
    watch.save()


def _sighted(look: Look, row: Occurrence, seen: _Seen) -> bool:
    """Write one sighting; returns whether it must be seen a second time."""
    found = (seen.sightings or {}).get(row.pk)
    if found is None:
        Sighting.objects.create(look=look, occurrence=row, state=State.UNREACHABLE)
        return False
    sighting = Sighting.objects.create(
        look=look, occurrence=row, state=found.state, words=found.words, touches_quote=found.touches_quote
    )
    open_changes = ArticleChange.objects.open().filter(occurrence=row, kind=Kind.WORDS)
    if not found.touches_quote:
        open_changes.delete()  # the words are there again
        return False
    earlier = Sighting.objects.filter(
        occurrence=row, look__looked_at__lte=look.looked_at - APART, look__capture__isnull=False
    ).first()
    same = earlier is not None and _agree(earlier, sighting)
    if same and earlier is not None:
        open_changes.exclude(fingerprint=_fingerprint(Kind.WORDS, row.pk, found.words)).delete()
        _open(
            look,
            Kind.WORDS,
            occurrence=row,
            before=row.clause_exact,
            after=found.words,
            seen_at=earlier.look.looked_at,
        )
    return not same


def _agree(one: Sighting, other: Sighting) -> bool:
    return one.state == other.state and letters_of(one.words) == letters_of(other.words)


def _earlier(look: Look) -> Look | None:
    """The latest look so long ago that it does not share a fault with this one."""
    return Look.objects.filter(article=look.article, looked_at__lte=look.looked_at - APART).first()


def _compare_metadata(look: Look, rows: list[Occurrence], before: Look | None) -> bool:
    """Headline, names and notices against the first copy on which words rest and that says them of itself.

    A notice says of itself what it is. A headline or the names may be one of several that an outlet tries on its
    readers: two looks must have seen them. Returns whether they must be seen a second time.
    """
    fetched = [row.capture for row in rows if row.capture.method == Capture.Method.FETCHED]
    assert look.capture is not None
    first = min(fetched, key=lambda capture: capture.captured_at, default=None)
    if first is None or first.pk == look.capture.pk:
        return False
    earlier = before.capture if before is not None else None
    known = _changes(_metadata(first), _metadata(earlier)) if earlier is not None else []
    seen = {(kind, letters_of(after)) for kind, _, after in known}
    needs_second = False
    for kind, old, new in _changes(_metadata(first), _metadata(look.capture)):
        if kind == Kind.NOTICE or (kind, letters_of(new)) in seen:
            _open(look, kind, before=old, after=new, seen_at=look.looked_at)
        else:
            needs_second = True
    return needs_second


def _changes(first: Metadata, later: Metadata) -> list[tuple[Kind, str, str]]:
    found: list[tuple[Kind, str, str]] = []
    titles = [[data.title.value] if data.title else [] for data in (first, later)]
    names = [[one.value for one in data.authors] for data in (first, later)]
    for kind, (before, after) in ((Kind.HEADLINE, titles), (Kind.AUTHORS, names)):
        if before and after and not same_words(before, after):
            found.append((kind, ", ".join(before), ", ".join(after)))
    known = {letters_of(one.value) for one in first.notices}
    found += [(Kind.NOTICE, "", one.value) for one in later.notices if letters_of(one.value) not in known]
    return found


def _metadata(capture: Capture) -> Metadata:
    return wire.metadata_of(capture.metadata)


def _open(look: Look, kind: Kind, *, seen_at: datetime, **facts: Any) -> None:
    """A change to be decided, unless it is known: also one that was dismissed does not come back."""
    occurrence = facts.get("occurrence")
    fingerprint = _fingerprint(kind, occurrence.pk if occurrence else 0, facts.get("after", ""))
    ArticleChange.objects.get_or_create(
        article=look.article,
        fingerprint=fingerprint,
        defaults={"kind": kind, "seen_at": seen_at, "capture": look.capture, **facts},
    )


def _fingerprint(kind: str, occurrence: int, after: str) -> str:
    return hashlib.sha256(f"{kind} {occurrence} {letters_of(after)}".encode()).hexdigest()
