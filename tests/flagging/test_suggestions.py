"""What an editor finds after saving a quotation: the right links, and no others."""

from dataclasses import replace
from datetime import date

import pytest

from quotes.matching.engine import Prepared, Wording, default_engine
from quotes.models import MatchJob, MatchRelation, Quotation
from quotes.queries.flagging import progress_of
from quotes.services.flagging.candidates import Candidate
from quotes.services.flagging.suggesting import best_by_quotation
from tests.factories import make_quotation, make_speaker
from tests.flagging.appearances import attach
from tests.flagging.conftest import do_jobs, job_of, open_pairs, pair, relation_of

pytestmark = pytest.mark.django_db(transaction=True)

BRIDGE = "The bridge over the northern river will be closed to lorries until the spring"
BRIDGE_AGAIN = "The bridge over the northern river will stay closed to lorries until the spring"
BRIDGE_AR = "سيبقى الجسر فوق النهر الشمالي مغلقاً أمام الشاحنات حتى الربيع"
NOISE = [
    ("en", "Our bakers have never sold so many loaves as in this winter"),
    ("en", "The choir sings on Sunday in the old town hall"),
    ("ar", "لا نعرف بعد متى تصل سفينة القمح إلى الميناء"),
    ("ru", "Мы откроем новую школу в сентябре будущего года"),
]


def noise() -> list[Quotation]:
    return [make_quotation(text, language=language) for language, text in NOISE]


def test_a_repetition_is_flagged_and_nothing_else():
    noise()
    earlier = make_quotation(BRIDGE, said=date(2026, 3, 1))
    later = make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))
    do_jobs()
    assert open_pairs() == {pair(earlier, later)}
    relation = relation_of(earlier, later)
    assert (relation.relation, relation.state) == ("repetition", "suggested")
    assert relation.probability > 0.5
    assert relation.evidence["reasons"]
    assert relation.engine_version == job_of(later).found_by_version != ""


def test_another_language_is_found():
    noise()
    english = make_quotation(BRIDGE, said=date(2026, 3, 1))
    arabic = make_quotation(BRIDGE_AR, language="ar", said=date(2026, 9, 1))
    do_jobs()
    assert open_pairs() == {pair(english, arabic)}
    assert relation_of(english, arabic).wording == "translation"


@pytest.mark.parametrize("earlier_first", [True, False])
def test_direction_follows_the_days_whichever_was_entered_first(earlier_first):
    days = [date(2025, 1, 1), date(2026, 1, 1)]
    one, other = (make_quotation(BRIDGE, said=day) for day in (days if earlier_first else days[::-1]))
    do_jobs()
    assert relation_of(one, other).match.earlier_id == (one.pk if earlier_first else other.pk)


def test_unknown_days_have_no_direction_and_no_shift():
    speaker = make_speaker()
    one = make_quotation(BRIDGE, speaker=speaker, said=None)
    other = make_quotation("The bridge over the northern river will not be closed to lorries", speaker=speaker)
    do_jobs()
    assert relation_of(one, other).match.earlier_id is None
    assert not MatchRelation.objects.filter(relation="shift").exists()


def test_an_unnamed_source_is_never_the_same_speaker():
    one = make_quotation(BRIDGE, described_as="a senior official")
    other = make_quotation(BRIDGE, described_as="a senior official")
    do_jobs()
    relation = relation_of(one, other)
    assert relation.relation == "repetition"
    assert "same_speaker" not in {reason["id"] for reason in relation.evidence["reasons"]}


def test_drafts_and_held_quotations_are_found_withdrawn_ones_are_not():
    draft = make_quotation(BRIDGE, published=False)
    withdrawn = make_quotation(BRIDGE)
    Quotation.objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_at="2026-11-20T12:00Z", withdrawn_by=withdrawn.published_by, withdrawn_because="x"
    )
    fresh = make_quotation(BRIDGE_AGAIN)
    do_jobs()
    assert open_pairs() == {pair(draft, fresh)}


def test_evidence_points_at_the_words_it_names():
    earlier = make_quotation(BRIDGE, said=date(2026, 3, 1))
    later = make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))
    do_jobs()
    evidence = relation_of(earlier, later).evidence
    assert evidence["occurrences"] == [earlier.lead_id, later.lead_id]
    shared = [BRIDGE[start:end] for start, end in evidence["shared"][0]]
    assert "lorries" in " ".join(shared)


def test_of_two_wordings_the_flagged_one_counts_though_the_other_is_surer():
    """More is asked of texts of one script: a surer pair of wordings may be no flag where another pair is one."""
    engine = default_engine()
    told = ("The port will remain open to ships in winter", "en"), ("سيبقى الميناء مفتوحاً للسفن في الشتاء", "ar")
    mine = Wording("The harbour will stay open all winter for every ship", "en")
    first, *others = engine.prepare([mine, *(Wording(*one, ref=ref) for ref, one in enumerate(told))])
    assert isinstance(first, Prepared)
    sure, flagged = (engine.compare(first, other) for other in others if isinstance(other, Prepared))
    sure = replace(sure, probability=sure.threshold - 0.01)
    flagged = replace(flagged, probability=flagged.threshold)
    assert sure.probability > flagged.probability
    candidates = [Candidate("", 7, 0, "", other) for other in others if isinstance(other, Prepared)]
    for both in ([sure, flagged], [flagged, sure]):
        assert best_by_quotation(both, candidates) == [flagged]


def test_every_wording_counts_not_only_the_shown_one():
    earlier = make_quotation("Nothing more will be said about it today", said=date(2026, 3, 1))
    attach(earlier, BRIDGE)
    later = make_quotation(BRIDGE_AGAIN, said=date(2026, 9, 1))
    do_jobs()
    assert open_pairs() == {pair(earlier, later)}
    assert earlier.wordings.count() == 2


def test_a_fragment_is_matched_with_its_clause():
    whole = make_quotation("The trust between the two harbour towns has grown over the last ten years")
    fragment = make_quotation(
        "grown", kind="mixed", before="that the trust between the two harbour towns has ", after=" over ten years."
    )
    stranger = make_quotation(
        "grown", kind="mixed", before="that the cabbages in the glass house have ", after=" well."
    )
    do_jobs()
    assert pair(whole, fragment) in open_pairs()
    assert pair(whole, stranger) not in open_pairs()


def test_of_many_copies_the_nearest_are_open_and_the_rest_is_counted():
    speaker = make_speaker()
    for day in range(1, 25):
        make_quotation(f"{BRIDGE} of year {day}", speaker=speaker, said=date(2025, 1, day))
    newest = make_quotation(BRIDGE, speaker=speaker, said=date(2026, 1, 1))
    do_jobs()
    progress = progress_of(newest)
    # The copies are one family, so one card: its nearest five, and the others as a number.
    assert (progress.state, progress.open_count, progress.beyond_count) == ("done", 5, 19)
    for quotation in Quotation.objects.all():
        assert 1 <= progress_of(quotation).open_count <= 20


def test_a_wording_of_many_speakers_is_one_flag():
    others = [make_quotation("We strongly condemn this attack on the harbour") for _ in range(6)]
    own = make_quotation("We strongly condemn this attack on the harbour town")
    do_jobs()
    relations = [relation_of(own, other) for other in others if pair(own, other) in open_pairs()]
    assert len(relations) == 1
    (relation,) = relations
    assert (relation.match.group_count, len(relation.match.group_key)) == (6, 64)
    assert "many_speakers" in {reason["id"] for reason in relation.evidence["reasons"]}


def test_nothing_waits_after_the_jobs_were_done():
    make_quotation(BRIDGE)
    do_jobs()
    assert do_jobs() == 0
    assert set(MatchJob.objects.values_list("state", flat=True)) == {"done"}
