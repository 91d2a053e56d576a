"""Candidates in Qdrant, for a newsroom or an archive that has outgrown one machine.

One point for each part of a wording: HNSW finds parts, grouping keeps the best part of each wording. Bands and the
facts by which searches are narrowed are in the payload. Part 0 carries the wording's words for the lexical leg; a text
that its encoder refused is a point without a vector.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException

from quotes.candidates.backend import (
    COMPARED_CHARACTERS,
    PER_BAND,
    WITHDRAWN,
    CandidateEntry,
    CandidateQuery,
    Filters,
    Hit,
    Leg,
)
from quotes.candidates.errors import CandidatesUnavailableError
from quotes.candidates.trigrams import similarity
from quotes.candidates.truth import fingerprint
from quotes.matching.wordings import Part

VECTOR = "meaning"
EF_SEARCH = 100
# A wording has far fewer parts; the number of a point is its wording's number and its part's.
PART_BITS = 15
PAGE = 1000
INTEGERS = ("wording", "quotation", "part", "bands", "speakers", "claims", "said_from", "said_to")
KEYWORDS = ("script", "language", "status")

P = ParamSpec("P")
R = TypeVar("R")
Conditions = list[models.Condition]


def telling_why(method: Callable[P, R]) -> Callable[P, R]:
    """What goes wrong on the way to Qdrant becomes a sentence with a remedy."""

    @wraps(method)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except (ApiException, ResponseHandlingException, OSError) as error:
            raise CandidatesUnavailableError(
                f"Qdrant did not do what it was asked ({type(error).__name__}: {error})."
                " Check that it runs at QDRANT_URL and that QDRANT_API_KEY is right."
            ) from error

    return told


class QdrantCandidates:
    """A copy of the candidates of one VectorIndex, in a collection of its own.

    collection: its name; dimension: of all vectors.
    """

    def __init__(self, client: QdrantClient, collection: str, dimension: int) -> None:
        self._client = client
        self._collection = collection
        self._dimension = dimension
        # The local mode compares with every point, and says so with a warning where it is told how to search.
        self._looking = None if _is_local(client) else models.SearchParams(hnsw_ef=EF_SEARCH)

    @telling_why
    def ensure(self) -> None:
        if self._client.collection_exists(self._collection):
            return
        parameters = models.VectorParams(size=self._dimension, distance=models.Distance.COSINE)
        self._client.create_collection(self._collection, vectors_config={VECTOR: parameters})
        if not _is_local(self._client):
            self._index_payload()

    @telling_why
    def ready(self) -> bool:
        return bool(self._client.collection_exists(self._collection))

    @telling_why
    def count(self) -> int:
        encoded = models.Filter(must=[_is("part", 0), _is("encoded", True)])
        return int(self._client.count(self._collection, count_filter=encoded, exact=True).count)

    @telling_why
    def upsert(self, entries: Sequence[CandidateEntry]) -> None:
        points = [point for entry in entries for point in _points(entry)]
        if not points:
            return
        self._client.upsert(self._collection, points=points, wait=True)
        self._remove([entry.wording_id for entry in entries], but=[point.id for point in points])

    @telling_why
    def delete(self, wording_ids: Iterable[int]) -> None:
        ids = list(wording_ids)
        if ids:
            self._remove(ids, but=[])

    @telling_why
    def search(self, query: CandidateQuery) -> list[Hit]:
        return [*self._by_meaning(query), *self._by_words(query)]

    @telling_why
    def wordings_of(self, quotation_ids: Collection[int]) -> set[int]:
        """The ids of the wordings of these quotations that are known here."""
        known = models.Filter(must=[_is("part", 0), _any("quotation", quotation_ids)])
        return {payload["wording"] for payload in self._payloads(known, ["wording"])}

    @telling_why
    def fingerprints(self, after: int, up_to: int | None) -> dict[int, str]:
        """The fingerprints (see `truth.fingerprint`) of what is known here, by wording; ids after `after`."""
        between = models.FieldCondition(key="wording", range=models.Range(gt=after, lte=up_to))
        known = models.Filter(must=[_is("part", 0), between])
        payloads = self._payloads(known, ["wording", "fingerprint"])
        return {payload["wording"]: payload["fingerprint"] for payload in payloads}

    @telling_why
    def drop(self) -> None:
        """Forget all of it."""
        self._client.delete_collection(self._collection)

    def _by_meaning(self, query: CandidateQuery) -> list[Hit]:
        best: dict[int, Hit] = {}
        if query.dense_limit:
            for part in query.parts:
                for hit in self._nearest(part, query):
                    known = best.get(hit.wording_id)
                    if known is None or known.nearness < hit.nearness:
                        best[hit.wording_id] = hit
        return _nearest_first(best.values())[: query.dense_limit]

    def _nearest(self, part: Part, query: CandidateQuery) -> Iterator[Hit]:
        found = self._client.query_points_groups(
            self._collection,
            group_by="wording",
            query=part.vector.tolist(),
            using=VECTOR,
            query_filter=_passing(query),
            search_params=self._looking,
            limit=query.dense_limit,
            group_size=1,
            score_threshold=query.least_cosine,
            with_payload=["wording", "part"],
        )
        for group in found.groups:
            nearest = group.hits[0]
            payload = nearest.payload or {}
            yield Hit(payload["wording"], nearest.score, Leg.DENSE, payload["part"])

    def _by_words(self, query: CandidateQuery) -> list[Hit]:
        if not query.bands or not query.lexical_limit:
            return []
        shadow = query.shadow[:COMPARED_CHARACTERS]
        hits = [
            Hit(wording_id, similarity(theirs, shadow), Leg.LEXICAL)
            for wording_id, theirs in self._sharing_a_band(query).items()
        ]
        return _nearest_first(hits)[: query.lexical_limit]

    def _sharing_a_band(self, query: CandidateQuery) -> dict[int, str]:
        """The words of wordings that share a band with ours, the newest of each band."""
        newest = models.OrderByQuery(order_by=models.OrderBy(key="wording", direction=models.Direction.DESC))
        requests = [
            models.QueryRequest(
                query=newest,
                filter=_passing(query, _is("bands", band), _is("part", 0), _is("script", query.script)),
                limit=PER_BAND,
                with_payload=["wording", "shadow"],
            )
            for band in query.bands
        ]
        answers = self._client.query_batch_points(self._collection, requests)
        payloads = (point.payload or {} for answer in answers for point in answer.points)
        return {payload["wording"]: payload["shadow"] for payload in payloads}

    def _remove(self, wording_ids: Sequence[int], *, but: Sequence[Any]) -> None:
        kept: Conditions = [models.HasIdCondition(has_id=list(but))] if but else []
        gone = models.Filter(must=[_any("wording", wording_ids)], must_not=kept)
        self._client.delete(self._collection, points_selector=models.FilterSelector(filter=gone), wait=True)

    def _payloads(self, which: models.Filter, keys: list[str]) -> Iterator[dict[str, Any]]:
        offset: Any = None
        while True:
            points, offset = self._client.scroll(
                self._collection, scroll_filter=which, limit=PAGE, offset=offset, with_payload=keys
            )
            yield from (point.payload or {} for point in points)
            if offset is None:
                return

    def _index_payload(self) -> None:
        for name in INTEGERS:
            self._client.create_payload_index(self._collection, name, models.PayloadSchemaType.INTEGER)
        for name in KEYWORDS:
            self._client.create_payload_index(self._collection, name, models.PayloadSchemaType.KEYWORD)


def _points(entry: CandidateEntry) -> Iterator[models.PointStruct]:
    facts = {
        "wording": entry.wording_id,
        "quotation": entry.quotation_id,
        "language": entry.language,
        "status": entry.status,
        "speakers": sorted(entry.speaker_ids),
        "claims": sorted(entry.claim_ids),
    }
    if entry.said:
        facts |= {"said_from": entry.said[0].toordinal(), "said_to": entry.said[1].toordinal()}
    words = {
        "shadow": entry.shadow[:COMPARED_CHARACTERS],
        "script": entry.script,
        "bands": sorted(entry.bands),
        "encoded": bool(entry.parts),
        "fingerprint": fingerprint(entry),
    }
    for number, part in enumerate(entry.parts or (None,)):
        payload = {**facts, "part": number, **(words if number == 0 else {})}
        vector: dict[str, Any] = {VECTOR: part.vector.tolist()} if part else {}
        yield models.PointStruct(id=entry.wording_id << PART_BITS | number, vector=vector, payload=payload)


def _passing(query: CandidateQuery, *more: models.Condition) -> models.Filter:
    keep_out: Conditions = [_is("status", WITHDRAWN)]
    if query.exclude_quotation_id is not None:
        keep_out.append(_is("quotation", query.exclude_quotation_id))
    return models.Filter(must=[*more, *_narrowed(query.filters)], must_not=keep_out)


def _narrowed(filters: Filters) -> Iterator[models.Condition]:
    if filters.said_from:
        yield models.FieldCondition(key="said_to", range=models.Range(gte=filters.said_from.toordinal()))
    if filters.said_to:
        yield models.FieldCondition(key="said_from", range=models.Range(lte=filters.said_to.toordinal()))
    if filters.speaker_ids:
        yield _any("speakers", filters.speaker_ids)
    if filters.languages:
        yield _any("language", filters.languages)
    if filters.claim_id is not None:
        yield _is("claims", filters.claim_id)
    if filters.statuses:
        yield _any("status", filters.statuses)


def _is(key: str, value: bool | int | str) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchValue(value=value))


def _any(key: str, values: Iterable[Any]) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchAny(any=sorted(values)))


def _nearest_first(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit.nearness, hit.wording_id))


def _is_local(client: QdrantClient) -> bool:
    """Qdrant's local mode searches without indexes, and says so with a warning when it is asked to make one."""
    return client.init_options.get("path") is not None or client.init_options.get("location") == ":memory:"
