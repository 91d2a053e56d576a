"""Law 3: whatever changes a wording, date, attribution or occurrence writes its job in the same transaction."""

import pytest
from django.db import transaction

from quotes.models import MatchJob, Quotation
from quotes.services import quoting
from tests import factories
from tests.laws.conftest import Sql

pytestmark = pytest.mark.django_db(transaction=True)


def jobs(quotation: Quotation) -> list[int]:
    return sorted(MatchJob.objects.filter(quotation=quotation).values_list("revision", flat=True))


def test_a_new_quotation_is_one_job_however_many_rows_it_has() -> None:
    quotation = factories.make_quotation(published=False, described_as="a senior official")
    assert jobs(quotation) == [1]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quotes_quotation SET said_from = NULL, said_to = NULL WHERE id = %s",
        "UPDATE quotes_attribution SET speaker_id = NULL, described_as = 'an official' WHERE quotation_id = %s",
        "DELETE FROM quotes_attribution WHERE quotation_id = %s",
        "UPDATE quotes_occurrence SET clause_start = clause_start - 1, clause_exact = '“' || clause_exact"
        " WHERE quotation_id = %s",
        'UPDATE quotes_segment SET "end" = "end" - 1, exact = left(exact, -1)'
        " WHERE occurrence_id IN (SELECT id FROM quotes_occurrence WHERE quotation_id = %s)",
    ],
)
def test_raw_sql_that_changes_it_queues_it_again(sql: Sql, change: str) -> None:
    noise = factories.make_quotation(published=False)
    quotation = factories.make_quotation(published=False)
    sql(change, quotation.pk)
    assert jobs(quotation) == [1, 2]
    assert jobs(noise) == [1]


def test_what_changes_no_word_is_no_work(sql: Sql) -> None:
    quotation = factories.make_quotation(published=False)
    sql("UPDATE quotes_quotation SET occasion = 'at the harbour', place = 'here' WHERE id = %s", quotation.pk)
    quoting.publish(by=factories.make_user(), now=factories.NOW, quotation=quotation)
    assert jobs(quotation) == [1]


def test_a_stale_save_does_not_turn_the_counter_back(sql: Sql) -> None:
    quotation = factories.make_quotation(published=False)
    stale = Quotation.objects.get(pk=quotation.pk)
    sql("UPDATE quotes_quotation SET said_from = NULL, said_to = NULL WHERE id = %s", quotation.pk)
    stale.save()
    quotation.refresh_from_db()
    assert quotation.revision == 3
    assert jobs(quotation) == [1, 2, 3]


def test_work_that_is_rolled_back_leaves_no_job() -> None:
    quotation = factories.make_quotation(published=False)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Quotation.objects.filter(pk=quotation.pk).update(said_from=None, said_to=None)
        raise ZeroDivisionError
    assert jobs(quotation) == [1]


def test_deleting_a_draft_takes_its_jobs_along() -> None:
    factories.make_quotation(published=False).delete()
    assert not MatchJob.objects.exists()
