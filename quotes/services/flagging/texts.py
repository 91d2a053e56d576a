"""What is compared: every distinct wording of a quotation's occurrences, encoded and stored for others to find."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from django.db.models import Prefetch

from quotes.candidates.backend import CandidateEntry
from quotes.candidates.narrowing import NOT_SAID_BY
from quotes.candidates.postgres import PostgresCandidates
from quotes.matching.engine import Engine, Part, Prepared, Unmatchable, Wording
from quotes.matching.normalise import encodable
from quotes.matching.wordings import ENCODED_CHARACTERS, FRAGMENT_WORDS, Interval
from quotes.models import Occurrence, Quotation, Segment, VectorIndex, WordingVector
from quotes.models import Wording as StoredWording
from quotes.services.encoding.endpoint import TextRefusedError
from quotes.services.flagging.jobs import Claim
from quotes.unmatchable import NOT_TAKEN
from quotes.words import wording

# What is made of one wording and its parts, or a sentence that says why nothing can be.
Answer = tuple[Prepared, tuple[Part, ...]] | tuple[str, tuple[()]]


class IndexRetired(Exception):
    """The vectors for which the texts were encoded serve no more: they must be encoded for those that do."""


class Superseded(Exception):
    """The quotation changed after the job was queued: a newer job does the work."""


@dataclass(frozen=True)
class Texts:
    """A quotation's distinct wordings by their key (see `wording_key`), their parts, why others cannot be matched."""

    prepared: dict[str, Prepared]
    parts: dict[str, tuple[Part, ...]]
    refusals: list[str]


def prepare_texts(quotation: Quotation, engine: Engine) -> Texts:
    """Encode the wordings, the lead's first. `ref` of each is the id of its occurrence."""
    return _together(_answers(wordings_of(quotation), engine))


def prepare_many(quotations: Sequence[Quotation], engine: Engine) -> list[Texts]:
    """The texts of each, in order, encoded in one batch: a third of the work of encoding them one by one."""
    wordings = [wordings_of(quotation) for quotation in quotations]
    answers = iter(_answers([one for own in wordings for one in own], engine))
    return [_together([next(answers) for _ in own]) for own in wordings]


def stored_texts(quotation: Quotation, engine: Engine, index: VectorIndex) -> Texts | None:
    """The texts with the vectors that stand in `index` already; None where they are not those of the words now."""
    stored = _stored_parts(quotation, index)
    known = {text: parts[0].vector for row, parts in stored.values() for text in _spellings(row.text, row.clause)}
    wordings = wordings_of(quotation)
    if not stored or not all(known.keys() & _spellings(one.text, one.clause) for one in wordings):
        return None
    prepared = [one for one in engine.prepare(wordings, known=known) if isinstance(one, Prepared)]
    by_key = {wording_key(one): one for one in reversed(prepared)}
    if len(prepared) < len(wordings) or set(by_key) != set(stored):
        return None
    ordered = {wording_key(one): by_key[wording_key(one)] for one in prepared}
    return Texts(ordered, {key: tuple(stored[key][1]) for key in ordered}, [])


def _stored_parts(quotation: Quotation, index: VectorIndex) -> dict[str, tuple[StoredWording, list[Part]]]:
    """Each stored wording by its key, with its parts in this index, the whole first."""
    rows = WordingVector.objects.filter(wording__quotation=quotation, index=index, embedding__isnull=False)
    found: dict[str, tuple[StoredWording, list[Part]]] = {}
    for row in rows.select_related("wording").order_by("wording", "part"):
        vector = np.asarray(row.embedding, dtype=np.float32)
        found.setdefault(row.wording.sha256, (row.wording, []))[1].append(Part(row.start, row.end, vector))
    return found


def _spellings(text: str, clause: str | None) -> set[str]:
    """What may have been encoded: the words or their clause; which of them, the engine knows."""
    return {encodable(one, ENCODED_CHARACTERS) for one in (text, clause) if one}


def _together(answers: Iterable[Answer]) -> Texts:
    prepared: dict[str, Prepared] = {}
    parts: dict[str, tuple[Part, ...]] = {}
    refusals = []
    for answer, its in answers:
        if isinstance(answer, str):
            refusals.append(answer)
        elif wording_key(answer) not in prepared:
            prepared[wording_key(answer)], parts[wording_key(answer)] = answer, its
    return Texts(prepared, parts, refusals)


def _answers(wordings: Sequence[Wording], engine: Engine) -> list[Answer]:
    """What the engine makes of each, or why it or its encoder does not take it."""
    try:
        answers = engine.prepare(wordings)
        prepared = [one for one in answers if isinstance(one, Prepared)]
        parts = dict(zip(prepared, engine.parts(prepared), strict=True))
    except TextRefusedError:
        if len(wordings) > 1:
            return [answer for wording in wordings for answer in _answers([wording], engine)]
        return [(NOT_TAKEN, ())]
    return [(one.sentence, ()) if isinstance(one, Unmatchable) else (one, parts[one]) for one in answers]


def wordings_of(quotation: Quotation) -> list[Wording]:
    """One wording an occurrence, the lead's first, without repetitions."""
    speakers = speakers_of(quotation)
    distinct: dict[tuple[str, str | None, str], Wording] = {}
    for occurrence in _occurrences(quotation):
        text, clause = _words_and_clause(occurrence)
        language = occurrence.capture.article.language
        one = Wording(text, language, clause, speakers, said(quotation), ref=occurrence.pk)
        distinct.setdefault((text, clause, language), one)
    return list(distinct.values())


def speakers_of(quotation: Quotation) -> frozenset[int]:
    """Ids of the known speakers; an unnamed source is none."""
    known = quotation.attributions.filter(speaker__isnull=False).exclude(state__in=NOT_SAID_BY)
    return frozenset(pk for pk in known.values_list("speaker_id", flat=True) if pk is not None)


def said(quotation: Quotation) -> Interval | None:
    return quotation.said


def wording_key(prepared: Prepared) -> str:
    """SHA-256 of the original words, and of their clause where they are a fragment that means nothing without it."""
    parts = [prepared.wording.text]
    if prepared.fragment and prepared.wording.clause:
        parts.append(prepared.wording.clause)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def possible_keys(prepared: Prepared) -> tuple[str, ...]:
    """The key of these words under any engine: what counts as a fragment is the engine's to say, the words are not."""
    words, clause = prepared.wording.text, prepared.wording.clause
    spellings = [words, f"{words}\0{clause}"] if clause else [words]
    return tuple(hashlib.sha256(spelling.encode()).hexdigest() for spelling in spellings)


@transaction.atomic
def store_texts(claim: Claim, texts: Texts, index: VectorIndex) -> None:
    """Make the stored wordings those of the quotation as it is now, with vectors in `index`.

    Committed before the search begins: of two quotations that are worked on at the same time at least one then finds
    the other.
    """
    lock_current(claim, [claim.quotation_id])
    lock_in_use(index)
    stored = StoredWording.objects.filter(quotation_id=claim.quotation_id)
    stored.exclude(sha256__in=texts.prepared).delete()
    kept = set(stored.values_list("sha256", flat=True))
    fresh = {key: one for key, one in texts.prepared.items() if key not in kept}
    StoredWording.objects.bulk_create(row_of(claim.quotation_id, key, one) for key, one in fresh.items())
    # Locked against whoever encodes for a new index: the vectors of a wording are written once.
    rows = dict(stored.select_for_update(no_key=True).order_by("pk").values_list("sha256", "pk"))
    encoded = set(stored.filter(vectors__index=index).values_list("sha256", flat=True))
    PostgresCandidates(index).upsert(
        [
            entry_of(rows[key], claim.quotation_id, one, texts.parts[key])
            for key, one in texts.prepared.items()
            if key not in encoded
        ]
    )


def lock_in_use(index: VectorIndex) -> None:
    """Against the moment in which other vectors begin to serve: what is written here is then among them, or not yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM quotes_vectorindex WHERE id = %s FOR SHARE", [index.pk])
        row = cursor.fetchone()
    if row is None or row[0] == VectorIndex.State.RETIRED:
        raise IndexRetired(str(index))


def lock_current(claim: Claim, quotation_ids: Sequence[int]) -> Quotation:
    """Lock these quotations in the order of their ids and return the claimed one; `Superseded` if it has changed.

    One order for all jobs: two that touch the same pair wait for each other instead of dying in a deadlock.
    """
    rows = Quotation.objects.select_for_update(no_key=True).filter(pk__in=quotation_ids).order_by("pk")
    mine = {row.pk: row for row in rows}.get(claim.quotation_id)
    if mine is None or mine.revision != claim.revision:
        raise Superseded
    return mine


def _occurrences(quotation: Quotation) -> list[Occurrence]:
    rows = (
        Occurrence.objects.filter(quotation=quotation)
        .select_related("capture__article")
        .only("kind", "clause_exact", "quotation", "capture__article__language")
        .prefetch_related(Prefetch("segments", Segment.objects.order_by("order")))
    )
    return sorted(rows, key=lambda row: (row.pk != quotation.lead_id, row.pk))


def _words_and_clause(occurrence: Occurrence) -> tuple[str, str | None]:
    """The quoted words, and the clause around them where they may mean something only inside it."""
    text = wording(occurrence.clause_exact, [segment.exact for segment in occurrence.segments.all()])
    leans = occurrence.kind == Occurrence.Kind.MIXED or len(text.split()) <= FRAGMENT_WORDS
    adds = len(occurrence.clause_exact) > len(text) + 2
    return text, occurrence.clause_exact if leans and adds else None


def entry_of(wording_id: int, quotation_id: int, one: Prepared, parts: tuple[Part, ...]) -> CandidateEntry:
    """The facts by which searches are narrowed stand in PostgreSQL already."""
    return CandidateEntry(
        wording_id=wording_id,
        quotation_id=quotation_id,
        parts=parts,
        bands=one.bands,
        shadow=one.reading.shadow.text,
        script=one.script,
        language=one.wording.language,
    )


def row_of(quotation_id: int, key: str, one: Prepared) -> StoredWording:
    return StoredWording(
        quotation_id=quotation_id,
        occurrence_id=one.ref,
        sha256=key,
        text=one.wording.text,
        clause=one.wording.clause or "",
        language=one.wording.language,
        script=one.script,
        shadow=one.reading.shadow.text,
    )
