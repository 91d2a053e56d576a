"""An editor and the worker reach for one card at the same moment: one waits for the other, nobody dies of it."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from quotes.models import FamilySuggestion, Quotation
from tests.factories import make_user
from tests.families.test_card import decide, make_card

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_decides_on_a_card_and_who_writes_it_lock_in_the_same_order() -> None:
    card, editor = make_card(), make_user()
    errors: list[Exception] = []
    holds_quotation = threading.Event()

    def worker() -> None:
        """As `write_outcome` does: first the quotation, then its card."""
        with transaction.atomic():
            list(Quotation.objects.select_for_update(no_key=True).filter(pk=card.quotation_id))
            holds_quotation.set()
            wait_for_somebody_waiting()
            list(FamilySuggestion.objects.select_for_update().filter(pk=card.pk))

    def in_thread(act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    working = threading.Thread(target=in_thread, args=(worker,))
    working.start()
    holds_quotation.wait(10)
    in_thread(lambda: decide(card, "echo", editor))
    working.join()
    assert errors == []
    card.refresh_from_db()
    assert card.state == "confirmed"


def wait_for_somebody_waiting() -> None:
    """Until another connection of this database waits for a lock."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_sleep(0.02), count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                " WHERE NOT l.granted AND a.datname = current_database()"
            )
            if cursor.fetchone()[1]:
                return
    raise AssertionError("nobody waits")
