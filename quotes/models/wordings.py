"""What can be found: the wordings of quotations, their vectors by encoder, and what another engine must be told."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from pgvector.django import HalfVectorField

from quotes.models.quotations import Quotation

# An HNSW index over half-precision vectors takes no more (pgvector 0.8).
MOST_DIMENSIONS = 4000


class Wording(models.Model):
    """One distinct wording of a quotation. A shadow of the occurrences, made anew whenever they change.

    `sha256` is of the original text (and its clause, for a fragment). `shadow` is the folded text. Its vectors stand
    in `WordingVector`, one set for each encoder.
    """

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="wordings")
    occurrence = models.ForeignKey("quotes.Occurrence", models.CASCADE, related_name="wordings")
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    clause = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    script = models.CharField(max_length=8)
    shadow = models.TextField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["language"], name="wording_language")]
        constraints = [
            models.UniqueConstraint(fields=["quotation", "sha256"], name="wording_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class WordingBand(models.Model):
    """One MinHash band of a wording: the lexical leg of finding candidates (Broder 1997)."""

    wording = models.ForeignKey(Wording, models.CASCADE, related_name="bands")
    band = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["band", "wording"], name="wording_band_once")]

    def __str__(self) -> str:
        return str(self.band)


class VectorIndex(models.Model):
    """All vectors that one encoder made; they are comparable with one another and with nothing else.

    At most one serves. Another is built beside it: `encoded_count` of `total_count` wordings have their vectors in it,
    and it has come to the wording with the id `encoded_up_to`. A retired one is empty when its `encoded_count` is 0.
    Whoever encodes holds the lease; `last_error` is why the last attempt ended.
    """

    class State(models.TextChoices):
        BUILDING = "building"
        SERVING = "serving"
        RETIRED = "retired"

    encoder_version = models.CharField(max_length=200, unique=True)
    dimension = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, db_default=State.BUILDING)
    encoded_count = models.PositiveIntegerField(db_default=0)
    total_count = models.PositiveIntegerField(db_default=0)
    encoded_up_to = models.BigIntegerField(db_default=0)
    created_at = models.DateTimeField(db_default=Now())
    serving_since = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True, db_default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="serving"), name="vector_index_one_serves"),
            models.CheckConstraint(
                condition=Q(dimension__gte=1, dimension__lte=MOST_DIMENSIONS), name="vector_index_dimension"
            ),
            models.CheckConstraint(
                condition=Q(state="building", serving_since=None, retired_at=None)
                | Q(state="serving", serving_since__isnull=False, retired_at=None)
                | Q(state="retired", retired_at__isnull=False),
                name="vector_index_state_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(lease_token=None, lease_until=None)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="vector_index_lease_facts_together",
            ),
        ]

    def __str__(self) -> str:
        return self.encoder_version


class WordingVector(models.Model):
    """The vector of one part of a wording: part 0 is the whole, the others are clauses and passages inside it.

    `start` and `end` count code points in the text that was encoded. `embedding` has as many half-precision components
    as its index says and length 1; it is empty where the encoder refused the text, so that it is not asked again.
    The HNSW index of each VectorIndex is partial and made by `quotes.candidates.hnsw`.
    """

    wording = models.ForeignKey(Wording, models.CASCADE, related_name="vectors", db_index=False)
    index = models.ForeignKey(VectorIndex, models.CASCADE, related_name="vectors", db_index=False)
    part = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    embedding = HalfVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wording", "index", "part"], name="wording_vector_once"),
        ]

    def __str__(self) -> str:
        return f"{self.wording_id}/{self.part}"


class CandidateFeed(models.Model):
    """Says that an engine beside PostgreSQL holds copies of an index: then changes are written down for it.

    `name` is the setting CANDIDATE_BACKEND of whoever put the row here. No row, no outbox. All wordings up to the id
    `filled_up_to` have been copied once; the engine is asked only after `filled_at`.
    """

    name = models.CharField(max_length=20)
    index = models.ForeignKey(VectorIndex, models.CASCADE, related_name="feeds")
    since = models.DateTimeField(db_default=Now())
    filled_up_to = models.BigIntegerField(db_default=0)
    filled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "index"], name="candidate_feed_once")]

    def __str__(self) -> str:
        return f"{self.name}/{self.index_id}"


class CandidateChange(models.Model):
    """The outbox (law 3): a quotation whose candidates changed, written by triggers in the transaction of the change.

    It names the quotation and no more: whoever empties the outbox reads what is true then. No foreign key: a quotation
    that was deleted must be forgotten elsewhere too.
    """

    quotation_id = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.quotation_id)
