"""What was public changes only with a public correction, and never disappears."""

import pytest
from django.db import Error, IntegrityError, transaction
from django.db.models.deletion import ProtectedError

from accounts.history import forbid_truncate
from quotes.models import Attribution, Correction, Quotation
from quotes.services import quoting
from quotes.services.errors import Refused
from tests import factories
from tests.laws.conftest import Sql

pytestmark = pytest.mark.django_db

BY_CORRECTION = "only with a correction"
CHANGES = {
    "date": "UPDATE quotes_quotation SET said_to = said_to - 1, said_from = said_from - 1",
    "words": "UPDATE quotes_occurrence SET kind = 'mixed'",
    "clause": "UPDATE quotes_occurrence SET clause_end = clause_end - 1, clause_exact = left(clause_exact, -1)",
    "segments": 'UPDATE quotes_segment SET "end" = "end" - 1, exact = left(exact, -1)',
    "segment gone": "DELETE FROM quotes_segment",
    "occurrence gone": "DELETE FROM quotes_occurrence",
    "speaker": "UPDATE quotes_attribution SET described_as = 'an official', speaker_id = NULL",
    "state": "UPDATE quotes_attribution SET state = 'denied', shown_by_id = (SELECT min(id) FROM quotes_occurrence)",
    "attribution gone": "DELETE FROM quotes_attribution",
    "attribution more": 'INSERT INTO quotes_attribution (quotation_id, "order", described_as, state)'
    " SELECT id, 9, 'an official', 'asserted' FROM quotes_quotation",
}


@pytest.fixture
def public(sql: Sql) -> Quotation:
    """A quotation that was published in an earlier transaction."""
    quotation = factories.make_quotation("The bridge will open in spring")
    as_of_earlier(sql)
    return quotation


def as_of_earlier(sql: Sql) -> None:
    """Make everything that this test wrote look like the work of a transaction long ago."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("UPDATE quotes_occurrence SET recorded_in = 0")
    sql("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("status", ["published", "held", "withdrawn"])
def test_words_date_and_attribution_of_a_public_quotation_do_not_change_silently(
    public: Quotation, sql: Sql, change: str, status: str
) -> None:
    by = factories.make_user()
    if status == "held":
        quoting.hold(by=by, now=factories.NOW, quotation=public)
    if status == "withdrawn":
        quoting.withdraw(by=by, now=factories.NOW, quotation=public, because="The article was retracted")
    with pytest.raises(IntegrityError, match=BY_CORRECTION), transaction.atomic():
        sql(CHANGES[change])


@pytest.mark.parametrize("change", ["date", "segments", "speaker"])
def test_a_draft_changes_freely(sql: Sql, change: str) -> None:
    factories.make_quotation(published=False)
    sql(CHANGES[change])


@pytest.mark.django_db(transaction=True)
def test_a_correction_opens_its_own_quotation_for_its_own_transaction(public: Quotation, sql: Sql) -> None:
    other = factories.make_quotation("The tunnel will close")
    by = factories.make_user()
    reason = "The statement was made a day earlier."
    with quoting.correcting(by=by, now=factories.NOW, quotation=public, what="date", public_reason=reason):
        sql("UPDATE quotes_quotation SET said_from = said_from - 1, said_to = said_to - 1 WHERE id = %s", public.pk)
    correction = Correction.objects.get()
    assert (correction.quotation, correction.public_reason, correction.corrected_by) == (public, reason, by)
    assert correction.before["said"] == ["2026-11-02", "2026-11-02"]
    assert correction.after["said"] == ["2026-11-01", "2026-11-01"]
    with pytest.raises(IntegrityError, match=BY_CORRECTION):
        sql("UPDATE quotes_quotation SET said_from = said_from - 1, said_to = said_to - 1 WHERE id = %s", public.pk)
    reason = "Once more."
    with (
        pytest.raises(IntegrityError, match=BY_CORRECTION),
        quoting.correcting(by=by, now=factories.NOW, quotation=public, what="date", public_reason=reason),
    ):
        sql("UPDATE quotes_quotation SET said_from = NULL, said_to = NULL WHERE id = %s", other.pk)
    assert Correction.objects.count() == 1


def test_a_correction_says_why(public: Quotation) -> None:
    with (
        pytest.raises(Refused, match="say what is corrected"),
        quoting.correcting(
            by=factories.make_user(), now=factories.NOW, quotation=public, what="date", public_reason=" \n "
        ),
    ):
        pass
    assert not Correction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_correction_is_never_rewritten(public: Quotation, sql: Sql) -> None:
    with quoting.correcting(
        by=factories.make_user(), now=factories.NOW, quotation=public, what="other", public_reason="The place."
    ):
        pass
    for statement in ("UPDATE quotes_correction SET public_reason = 'x'", "DELETE FROM quotes_correction"):
        with pytest.raises(Error, match="Cannot"), transaction.atomic():
            sql(statement)


def test_a_further_appearance_needs_no_correction(public: Quotation) -> None:
    capture = factories.make_capture("A second outlet: The bridge will open in spring, it was said.")
    span = quoting.Span(capture.text.index("The bridge"), capture.text.index(", it"))
    quoting.attach_occurrence(
        by=factories.make_user(),
        now=factories.NOW,
        quotation=public,
        appearance=quoting.Appearance(capture=capture, kind="direct", clause=span, segments=(span,)),
    )
    assert public.occurrences.count() == 2


def test_what_was_public_is_withdrawn_not_deleted(public: Quotation, sql: Sql) -> None:
    with pytest.raises(Error, match="withdrawn, never deleted"), transaction.atomic():
        sql("DELETE FROM quotes_quotation WHERE id = %s", public.pk)
    with pytest.raises(Error, match="never becomes a draft"), transaction.atomic():
        sql("UPDATE quotes_quotation SET status = 'draft', published_at = NULL, published_by_id = NULL")
    with pytest.raises(Error), transaction.atomic():
        Quotation.objects.get(pk=public.pk).delete()
    assert Quotation.objects.filter(pk=public.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_draft_can_be_deleted_whole() -> None:
    draft = factories.make_quotation(published=False)
    Quotation.objects.get(pk=draft.pk).delete()
    assert not Quotation.objects.exists()
    assert not Attribution.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_quotation_rests_on_is_not_deleted(public: Quotation, sql: Sql) -> None:
    attribution = public.attributions.get()
    speaker, lead = attribution.speaker, public.lead
    assert speaker is not None
    assert lead is not None
    for row in (speaker, lead.capture, lead.capture.article, lead.capture.article.publication):
        with pytest.raises((ProtectedError, Error)):
            row.delete()
    for table, pk in (
        ("quotes_speakername", speaker.pk),
        ("sources_article", lead.capture.article_id),
        ("sources_publication", lead.capture.article.publication_id),
    ):
        column = "speaker_id" if table == "quotes_speakername" else "id"
        with pytest.raises(IntegrityError):
            sql(f"DELETE FROM {table} WHERE {column} = %s", pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("DELETE FROM quotes_speakername WHERE speaker_id = %s", speaker.pk)
        sql("DELETE FROM quotes_speaker WHERE id = %s", speaker.pk)


def test_withdrawing_leaves_reason_and_restoring_takes_it_away(public: Quotation, sql: Sql) -> None:
    by = factories.make_user()
    gone = quoting.withdraw(by=by, now=factories.NOW, quotation=public, because="The article was retracted")
    assert (gone.status, gone.withdrawn_by, gone.withdrawn_because) == ("withdrawn", by, "The article was retracted")
    assert not Quotation.objects.published().exists()
    for column in ("withdrawn_at = NULL", "withdrawn_by_id = NULL", "withdrawn_because = ''"):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(f"UPDATE quotes_quotation SET {column}")
    back = quoting.restore(by=by, now=factories.NOW, quotation=public)
    assert (back.status, back.withdrawn_at, back.withdrawn_because) == ("published", None, "")


@pytest.mark.django_db(transaction=True)
def test_the_applications_role_cannot_truncate(sql: Sql) -> None:
    """In production the tables belong to the application's role, which gives TRUNCATE away after migrating."""
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        sql("CREATE ROLE newsroom_owner")
        sql("GRANT ALL ON SCHEMA public TO newsroom_owner")
        sql("SET LOCAL ROLE newsroom_owner")
        sql("CREATE TABLE public.kept (id integer)")
        forbid_truncate()
        sql("TRUNCATE public.kept")
