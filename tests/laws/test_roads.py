"""The services write whole rows; the factories stand on them."""

import pytest
from django.db import connection

from quotes.models import MatchJob, Quotation
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_quotation_made_by_the_services_is_public_and_queued_once() -> None:
    quotation = factories.make_quotation("The bridge opens in spring", kind="mixed", before="that ", after=" at last")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    quotation = Quotation.objects.get(pk=quotation.pk)
    assert quotation.status == "published"
    assert quotation.lead is not None
    assert [segment.exact for segment in quotation.lead.segments.all()] == ["The bridge opens in spring"]
    assert MatchJob.objects.filter(quotation=quotation, revision=quotation.revision, state="queued").count() == 1
