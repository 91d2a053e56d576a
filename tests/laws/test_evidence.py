"""Law 2: no quotation without its evidence, for everybody who can reach the database."""

from collections.abc import Callable

import pytest
from django.db import Error, IntegrityError, transaction

from quotes.models import Occurrence, Quotation
from tests import factories
from tests.laws.conftest import Sql

pytestmark = pytest.mark.django_db

WORDS = "The bridge will open in spring"
INSERT_OCCURRENCE = """
    INSERT INTO quotes_occurrence (quotation_id, capture_id, kind, clause_start, clause_end, clause_exact,
        clause_prefix, clause_suffix, cue, speaker_mention, reported_place)
    VALUES (%s, %s, 'indirect', %s, %s, %s, '', '', '', '', '') RETURNING id
"""
INSERT_SEGMENT = """
    INSERT INTO quotes_segment (occurrence_id, "order", start, "end", exact, prefix, suffix)
    VALUES (%s, %s, %s, %s, %s, '', '')
"""


@pytest.fixture
def quotation() -> Quotation:
    return factories.make_quotation(WORDS, kind="mixed", before="that ", published=False)


def lead(quotation: Quotation) -> Occurrence:
    assert quotation.lead is not None
    return quotation.lead


def test_words_that_stand_there_are_taken(quotation: Quotation, sql: Sql, commit: Callable[[], None]) -> None:
    capture = factories.make_capture("قال إن الجسر 🌉 سيفتح في الربيع", language="ar")
    start = capture.text.index("الجسر")
    sql(INSERT_OCCURRENCE, quotation.pk, capture.pk, start, start + 7, "الجسر 🌉")
    commit()
    assert quotation.occurrences.count() == 2


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [
        (0, 3, "abc"),
        (4, 9, "bridge"),
        (4, 4, ""),
        (10, 4, "bridge"),
        (-6, 0, "bridge"),
        (100_000, 100_006, "bridge"),
        (4, 100_010, "bridge"),
        (None, None, None),
        (4, None, "bridge"),
        (4, 10, None),
        (4, 10, "Bridge"),
        (4, 10, "bridgе"),  # a Cyrillic е
    ],
)
def test_words_that_do_not_stand_there_are_refused(
    quotation: Quotation, sql: Sql, start: int | None, end: int | None, exact: str | None
) -> None:
    capture = factories.make_capture("the bridge is closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(INSERT_OCCURRENCE, quotation.pk, capture.pk, start, end, exact)
    assert quotation.occurrences.count() == 1


def test_an_end_beyond_the_text_is_refused_even_when_the_rest_fits(quotation: Quotation, sql: Sql) -> None:
    capture = factories.make_capture("the bridge")
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(INSERT_OCCURRENCE, quotation.pk, capture.pk, 4, 11, "bridge ")


def test_an_occurrence_cannot_be_moved_to_a_capture_without_its_words(quotation: Quotation, sql: Sql) -> None:
    other = factories.make_capture("Nothing of it stands here, but it is long enough to hold the place of all words.")
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE quotes_occurrence SET capture_id = %s WHERE id = %s", other.pk, lead(quotation).pk)


def test_quoted_words_are_checked_in_the_copy_too(quotation: Quotation, sql: Sql, commit: Callable[[], None]) -> None:
    segment = lead(quotation).segments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE quotes_segment SET exact = 'The bridge will open in winter' WHERE id = %s", segment.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE quotes_segment SET exact = NULL WHERE id = %s", segment.pk)
    sql("UPDATE quotes_segment SET start = start + 4, exact = %s WHERE id = %s", WORDS[4:], segment.pk)
    commit()


def test_quoted_words_stay_inside_their_clause(quotation: Quotation, sql: Sql, commit: Callable[[], None]) -> None:
    occurrence = lead(quotation)
    text = occurrence.capture.text
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(INSERT_SEGMENT, occurrence.pk, 2, 0, 6, text[:6])
        commit()


def test_quoted_parts_do_not_overlap(quotation: Quotation, sql: Sql, commit: Callable[[], None]) -> None:
    segment = lead(quotation).segments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(INSERT_SEGMENT, segment.occurrence_id, 2, segment.start, segment.start + 3, WORDS[:3])
        commit()


def test_a_direct_report_has_quoted_words_and_an_indirect_one_has_none(
    quotation: Quotation, sql: Sql, commit: Callable[[], None]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("DELETE FROM quotes_segment WHERE occurrence_id = %s", lead(quotation).pk)
        commit()
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE quotes_occurrence SET kind = 'indirect' WHERE id = %s", lead(quotation).pk)
        commit()


def test_nothing_is_published_without_a_place_where_it_appeared(sql: Sql, commit: Callable[[], None]) -> None:
    user = factories.make_user()
    [(pk,)] = sql(
        "INSERT INTO quotes_quotation (status, occasion, place, withdrawn_because, edit_version, created_at)"
        " VALUES ('draft', '', '', '', 1, now()) RETURNING id"
    )
    sql(
        'INSERT INTO quotes_attribution (quotation_id, "order", described_as, state)'
        " VALUES (%s, 1, 'an official', 'asserted')",
        pk,
    )
    commit()
    with pytest.raises(IntegrityError, match="without a place"), transaction.atomic():
        sql("UPDATE quotes_quotation SET status = 'published', published_at = now(), published_by_id = %s", user.pk)
        commit()


def test_nothing_is_published_without_an_attribution(
    quotation: Quotation, sql: Sql, commit: Callable[[], None]
) -> None:
    sql("DELETE FROM quotes_attribution WHERE quotation_id = %s", quotation.pk)
    commit()
    with pytest.raises(IntegrityError, match="without an attribution"), transaction.atomic():
        sql(
            "UPDATE quotes_quotation SET status = 'published', published_at = now(), published_by_id = created_by_id"
            " WHERE id = %s",
            quotation.pk,
        )
        commit()


def test_the_shown_words_are_the_quotations_own(quotation: Quotation, sql: Sql, commit: Callable[[], None]) -> None:
    stranger = lead(factories.make_quotation(published=False))
    with pytest.raises(IntegrityError, match="another quotation"), transaction.atomic():
        sql("UPDATE quotes_quotation SET lead_id = %s WHERE id = %s", stranger.pk, quotation.pk)
        commit()


@pytest.mark.parametrize("change", ["text = 'other'", "sha256 = repeat('0', 64)", "size = 0", "captured_at = now()"])
def test_a_capture_is_never_changed(sql: Sql, change: str) -> None:
    capture = factories.make_capture("kept as received")
    with pytest.raises(Error, match="never changed"), transaction.atomic():
        sql(f"UPDATE sources_capture SET {change} WHERE id = %s", capture.pk)
    with pytest.raises(Error, match="never deleted"), transaction.atomic():
        sql("DELETE FROM sources_capture WHERE id = %s", capture.pk)
    capture.refresh_from_db()
    assert capture.text == "kept as received"


def test_pretending_to_erase_changes_nothing_else(sql: Sql) -> None:
    capture = factories.make_capture("kept as received")
    sql("SELECT set_config('verbatim.erasing_capture', %s, true)", str(capture.pk))
    with pytest.raises(Error, match="never changed"), transaction.atomic():
        sql("UPDATE sources_capture SET text = 'forged', erased_at = now() WHERE id = %s", capture.pk)
