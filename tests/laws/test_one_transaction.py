"""What its own transaction may do to a public record: nothing that would let words change without a correction."""

from typing import Any

import pytest
from django.db import Error, transaction

from quotes.models import Correction, Quotation, Segment
from quotes.services import quoting
from quotes.services.errors import Refused
from sources.services.recording import erase_capture
from tests import factories
from tests.laws.conftest import Sql
from tests.laws.test_public_record import as_of_earlier

pytestmark = pytest.mark.django_db

SHORTEN = 'UPDATE quotes_segment SET "end" = "end" - 1, exact = left(exact, -1) WHERE occurrence_id = %s'
CORRECT = (
    "INSERT INTO quotes_correction (quotation_id, what, public_reason, before, after, corrected_at, corrected_by_id{0})"
    " VALUES (%s, 'words', 'The minutes were published', '{{}}', '{{}}', now(), %s{1})"
)


@pytest.fixture
def public(sql: Sql) -> Quotation:
    factories.make_quotation("A ferry leaves every hour")
    quotation = factories.make_quotation("The bridge will open in spring")
    as_of_earlier(sql)
    return quotation


def refused(sql: Sql, statement: str, *values: Any) -> bool:
    try:
        with transaction.atomic():
            sql(statement, *values)
    except Error:
        return True
    return False


def test_an_old_appearance_does_not_pass_for_a_new_one(public: Quotation, sql: Sql) -> None:
    renew = "UPDATE quotes_occurrence SET recorded_in = pg_current_xact_id()::text::bigint"
    assert refused(sql, renew)
    assert refused(sql, SHORTEN, public.lead_id)
    assert Segment.objects.get(occurrence=public.lead_id).exact == "The bridge will open in spring"


@pytest.mark.parametrize(
    "hide",
    [
        "DELETE FROM quotes_correction WHERE quotation_id = %s",
        "UPDATE quotes_correction SET quotation_id = quotation_id - 1 WHERE quotation_id = %s",
        "UPDATE quotes_correction SET public_reason = 'Nothing' WHERE quotation_id = %s",
        "UPDATE quotes_correction SET written_in = written_in + 1 WHERE quotation_id = %s",
    ],
)
def test_a_correction_is_not_hidden_by_the_transaction_that_wrote_it(public: Quotation, sql: Sql, hide: str) -> None:
    sql(CORRECT.format("", ""), public.pk, factories.make_user().pk)
    sql(SHORTEN, public.lead_id)
    assert refused(sql, hide, public.pk)
    assert Correction.objects.get(quotation=public).public_reason == "The minutes were published"


def test_a_correction_opens_its_own_transaction_and_no_later_one(public: Quotation, sql: Sql) -> None:
    later = CORRECT.format(", written_in", ", pg_current_xact_id()::text::bigint + 5")
    sql(later, public.pk, factories.make_user().pk)
    [(own,)] = sql("SELECT written_in = pg_current_xact_id()::text::bigint FROM quotes_correction")
    assert own


def test_a_decision_is_undone_and_never_rewritten(sql: Sql) -> None:
    relation = factories.make_relation(factories.make_quotation(), factories.make_quotation())
    by = factories.make_user()
    sql(
        "INSERT INTO quotes_decision (match_id, chosen, wording, before, decided_by_id, decided_at)"
        " VALUES (%s, 'repetition', 'variant', '[]', %s, now())",
        relation.match_id,
        by.pk,
    )
    assert refused(sql, "UPDATE quotes_decision SET chosen = 'no_link'")
    assert refused(sql, "UPDATE quotes_decision SET decided_at = now() - interval '1 day'")
    assert not refused(sql, "UPDATE quotes_decision SET undone_by_id = %s, undone_at = now()", by.pk)


def test_the_copy_under_a_standing_quotation_is_not_erased(public: Quotation, sql: Sql) -> None:
    assert public.lead is not None
    capture = public.lead.capture_id
    sql("SELECT set_config('verbatim.erasing_capture', %s, true)", str(capture))
    erase = (
        "UPDATE sources_capture SET text = '', blocks = '[]', erased_at = now(), erased_by_id = %s,"
        " erased_because = 'A court order' WHERE id = %s"
    )
    assert refused(sql, erase, factories.make_user().pk, capture)


def test_words_erased_by_law_do_not_become_public_again(public: Quotation) -> None:
    by = factories.make_user("chief")
    quoting.withdraw(by=by, now=factories.NOW, quotation=public, because="A court ordered it")
    assert public.lead is not None
    erase_capture(by=by, now=factories.NOW, capture=public.lead.capture, because="A court ordered it")
    with pytest.raises(Refused, match="erased by law"):
        quoting.restore(by=by, now=factories.NOW, quotation=public)
    assert not Quotation.objects.published().filter(pk=public.pk).exists()
