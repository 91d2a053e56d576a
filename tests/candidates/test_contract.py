"""What an index of candidates promises, whichever engine keeps it. Each search has a row that must stay away."""

from dataclasses import replace
from datetime import date

import pytest

from quotes.candidates.backend import CandidateBackend, CandidateEntry, CandidateQuery, Leg
from quotes.models import Attribution, Quotation, VectorIndex
from quotes.services import quoting
from tests.candidates.newsroom import EAST, NORTH, UP, asking, known, parts, stand, told
from tests.factories import NOW, make_speaker, make_user

HARBOUR = "The harbour will be dredged before the winter storms arrive"
HARBOUR_AGAIN = "The harbour will be dredged long before the winter storms arrive"
CHOIR = "A choir of forty bakers sings in the old theatre on Sundays"
SHORT = "safe harbour"
CHINESE = "港口将在冬季风暴来临之前完成疏浚工程"
CHINESE_AGAIN = "港口将会在冬季风暴来临之前完成全部疏浚工程"


def found(home: CandidateBackend, query: CandidateQuery, leg: Leg = Leg.DENSE) -> list[int]:
    """The ids in the order of the leg."""
    return [hit.wording_id for hit in home.search(query) if hit.leg == leg]


def ids(*entries: CandidateEntry) -> list[int]:
    return [entry.wording_id for entry in entries]


def test_ensuring_twice_is_no_error(home):
    home.ensure()
    home.ensure()
    assert home.ready()
    assert home.count() == 0
    assert home.search(asking(HARBOUR, EAST)) == []


def test_what_is_said_twice_is_known_once(home, index):
    entry = known(index, HARBOUR, EAST, NORTH)
    home.upsert([entry])
    before = home.search(asking(HARBOUR, EAST))
    home.upsert([entry])
    assert home.count() == 1
    assert home.search(asking(HARBOUR, EAST)) == before
    assert [hit.wording_id for hit in before] == [entry.wording_id] * 2


def test_a_changed_wording_is_found_as_it_is_now_and_not_as_it_was(home, index):
    entry = known(index, HARBOUR, EAST, NORTH)
    home.upsert([entry])
    home.upsert([replace(entry, parts=parts(UP))])
    assert found(home, asking("", NORTH)) == found(home, asking("", EAST)) == []
    assert found(home, asking("", UP)) == ids(entry)
    assert home.count() == 1


def test_what_was_deleted_is_not_found(home, index):
    gone, stays = known(index, HARBOUR, EAST, NORTH), known(index, HARBOUR_AGAIN, EAST)
    home.upsert([gone, stays])
    home.delete([gone.wording_id, 10**9])
    home.delete([gone.wording_id])
    home.delete([])
    query = asking(HARBOUR, EAST)
    assert found(home, query) == found(home, query, Leg.LEXICAL) == ids(stays)
    assert found(home, asking("", NORTH)) == []
    assert home.count() == 1


def test_the_nearest_comes_first_and_what_is_far_does_not_come(home, index):
    near, nearer = known(index, HARBOUR, (2, 1, 0)), known(index, HARBOUR_AGAIN, (9, 1, 0))
    home.upsert([near, nearer, known(index, CHOIR, UP)])
    hits = home.search(asking("", EAST))
    assert [hit.wording_id for hit in hits] == ids(nearer, near)
    assert [round(hit.nearness, 2) for hit in hits] == [0.99, 0.89]
    assert {(hit.leg, hit.part) for hit in hits} == {(Leg.DENSE, 0)}


def test_a_phrase_finds_the_long_statement_by_one_of_its_parts(home, index):
    statement = known(index, f"{CHOIR}; {HARBOUR}", UP, (0.1, 0, 1), (1, 0.1, 0))
    elsewhere = known(index, CHOIR, UP, (0, 1, 1))
    home.upsert([statement, elsewhere])
    (hit,) = home.search(asking("", EAST))
    assert (hit.wording_id, hit.part, round(hit.nearness, 2)) == (statement.wording_id, 2, 1.0)


def test_a_long_statement_finds_a_phrase_by_one_of_its_own_parts(home, index):
    phrase, other = known(index, SHORT, EAST), known(index, CHOIR, NORTH)
    home.upsert([phrase, other])
    assert found(home, asking("", UP, (0, 0, 1), EAST)) == ids(phrase)


def test_a_wording_of_many_near_parts_takes_one_place(home, index):
    many = known(index, HARBOUR, *[(50, number, 1) for number in range(12)])
    one = known(index, HARBOUR_AGAIN, (1, 1, 0))
    home.upsert([many, one])
    assert found(home, asking("", EAST, dense_limit=2)) == ids(many, one)


def test_the_same_words_are_found_by_their_words_alone(home, index):
    entry, other = known(index, HARBOUR_AGAIN, UP), known(index, CHOIR, NORTH)
    home.upsert([entry, other])
    (hit,) = home.search(asking(HARBOUR))
    assert (hit.wording_id, hit.leg) == (entry.wording_id, Leg.LEXICAL)
    assert 0.7 < hit.nearness < 1


def test_both_homes_measure_shared_words_alike(home, index):
    """The share of trigrams that pg_trgm counts: shown to nobody, but it orders what the engine is given."""
    entry = known(index, HARBOUR_AGAIN, UP)
    home.upsert([entry])
    (hit,) = home.search(asking(HARBOUR))
    assert hit.nearness == pytest.approx(52 / 57, abs=1e-4)


def test_a_phrase_of_two_words_does_not_fall_through(home, index):
    entry, other = known(index, "a safe harbour", UP), known(index, HARBOUR, UP)
    home.upsert([entry, other])
    assert found(home, asking(SHORT), Leg.LEXICAL) == ids(entry)


def test_chinese_is_found_without_spaces_between_words(home, index):
    entry = known(index, CHINESE_AGAIN, UP, language="zh")
    other = known(index, "四十位面包师在老剧院里合唱", UP, language="zh")
    home.upsert([entry, other])
    assert found(home, asking(CHINESE, language="zh"), Leg.LEXICAL) == ids(entry)


def test_words_are_compared_inside_one_script_only(home, index):
    latin = known(index, HARBOUR, UP)
    home.upsert([latin])
    same_bands = asking(HARBOUR)
    other_script = CandidateQuery(parts=(), bands=same_bands.bands, script="Cyrl", shadow=same_bands.shadow)
    assert found(home, same_bands, Leg.LEXICAL) == ids(latin)
    assert home.search(other_script) == []


def test_meaning_is_compared_across_scripts(home, index):
    arabic = known(index, "سيُعمَّق الميناء قبل عواصف الشتاء", EAST, language="ar")
    home.upsert([arabic])
    assert found(home, asking(HARBOUR, EAST)) == ids(arabic)


def test_a_quotation_does_not_find_its_own_wordings(home, index):
    mine = known(index, HARBOUR, EAST)
    also_mine = known(index, HARBOUR_AGAIN, EAST, quotation=Quotation.objects.get(pk=mine.quotation_id))
    theirs = known(index, f"{HARBOUR} again", EAST)
    home.upsert([mine, also_mine, theirs])
    query = asking(HARBOUR, EAST, besides=mine)
    assert found(home, query) == found(home, query, Leg.LEXICAL) == ids(theirs)


def test_each_leg_keeps_its_limit(home, index):
    home.upsert([known(index, f"{HARBOUR}, {number} times", (30, number, 0)) for number in range(4)])
    query = asking(HARBOUR, EAST, dense_limit=2, lexical_limit=3)
    assert (len(found(home, query)), len(found(home, query, Leg.LEXICAL))) == (2, 3)
    assert home.search(asking(HARBOUR, EAST, dense_limit=0, lexical_limit=0)) == []


def test_what_was_withdrawn_is_never_found(home, index):
    entry, stays = known(index, HARBOUR, EAST), known(index, HARBOUR_AGAIN, EAST)
    home.upsert([entry, stays])
    quotation = Quotation.objects.get(pk=entry.quotation_id)
    quoting.withdraw(by=make_user("chief"), now=NOW, quotation=quotation, because="It was never said.")
    home.upsert([told(index, entry)])
    for statuses in (frozenset(), frozenset({"withdrawn", "published"})):
        query = asking(HARBOUR, EAST, statuses=statuses)
        assert found(home, query) == found(home, query, Leg.LEXICAL) == ids(stays)


def test_days_narrow_and_what_has_no_date_stays_away(home, index):
    march = known(index, HARBOUR, EAST, said=(date(2026, 3, 1), date(2026, 3, 9)))
    may = known(index, HARBOUR_AGAIN, EAST, said=date(2026, 5, 1))
    undated = known(index, f"{HARBOUR} again", EAST, said=None)
    home.upsert([march, may, undated])

    def narrowed(first: date | None, last: date | None) -> list[int]:
        query = asking(HARBOUR, EAST, said_from=first, said_to=last)
        assert sorted(found(home, query)) == sorted(found(home, query, Leg.LEXICAL))
        return sorted(found(home, query))

    assert narrowed(date(2026, 3, 9), date(2026, 4, 1)) == ids(march)
    assert narrowed(date(2026, 3, 10), None) == ids(may)
    assert narrowed(None, date(2026, 4, 30)) == ids(march)
    assert narrowed(date(2026, 3, 10), date(2026, 4, 30)) == []
    assert narrowed(None, None) == ids(march, may, undated)


def test_a_speaker_narrows_and_who_denied_it_did_not_say_it(home, index):
    speaker, other = make_speaker("Harbour Office"), make_speaker("Theatre Office")
    his = known(index, HARBOUR, EAST, speaker=speaker)
    theirs = known(index, HARBOUR_AGAIN, EAST, speaker=other)
    taken_back = known(index, f"{HARBOUR} again", EAST, speaker=speaker, published=False)
    its = Attribution.objects.filter(quotation=taken_back.quotation_id)
    its.update(state="misattributed", shown_by=Quotation.objects.get(pk=taken_back.quotation_id).lead)
    home.upsert([his, theirs, told(index, taken_back)])
    query = asking(HARBOUR, EAST, speaker_ids=frozenset({speaker.pk}))
    assert found(home, query) == found(home, query, Leg.LEXICAL) == ids(his)
    both = asking(HARBOUR, EAST, speaker_ids=frozenset({speaker.pk, other.pk}))
    assert sorted(found(home, both)) == ids(his, theirs)


def test_languages_narrow(home, index):
    english, french = known(index, HARBOUR, EAST), known(index, HARBOUR_AGAIN, EAST, language="fr")
    home.upsert([english, french])
    query = asking(HARBOUR, EAST, languages=frozenset({"fr", "ar"}))
    assert found(home, query) == found(home, query, Leg.LEXICAL) == ids(french)


def test_a_claim_narrows(home, index):
    entry, other, bare = known(index, HARBOUR, EAST), known(index, HARBOUR_AGAIN, EAST), known(index, CHOIR, EAST)
    claim = stand(entry, "The harbour is deep enough")
    stand(other, "The theatre is too small")
    home.upsert([told(index, entry), told(index, other), bare])
    query = asking(HARBOUR, EAST, claim_id=claim.pk)
    assert found(home, query) == found(home, query, Leg.LEXICAL) == ids(entry)


def test_statuses_narrow(home, index):
    public, draft = known(index, HARBOUR, EAST), known(index, HARBOUR_AGAIN, EAST, published=False)
    home.upsert([public, draft])
    query = asking(HARBOUR, EAST, statuses=frozenset({"published"}))
    assert found(home, query) == found(home, query, Leg.LEXICAL) == ids(public)


def test_filters_together_must_all_fit(home, index):
    speaker = make_speaker("Harbour Office")
    fits = known(index, HARBOUR, EAST, speaker=speaker, language="fr", said=date(2026, 5, 1))
    too_early = known(index, HARBOUR_AGAIN, EAST, speaker=speaker, language="fr", said=date(2026, 1, 1))
    other_tongue = known(index, f"{HARBOUR} again", EAST, speaker=speaker, said=date(2026, 5, 1))
    home.upsert([fits, too_early, other_tongue])
    narrow = {"speaker_ids": frozenset({speaker.pk}), "languages": frozenset({"fr"}), "said_from": date(2026, 4, 1)}
    assert found(home, asking(HARBOUR, EAST, **narrow)) == ids(fits)


def test_a_text_that_its_encoder_refused_is_found_by_its_words(home, index):
    refused = known(index, HARBOUR)
    home.upsert([refused])
    assert found(home, asking(HARBOUR_AGAIN, EAST)) == []
    assert found(home, asking(HARBOUR_AGAIN, EAST), Leg.LEXICAL) == ids(refused)
    assert home.count() == 0


def test_another_index_is_another_space(home, index: VectorIndex):
    """Vectors of two encoders stand in one table; they are never compared."""
    other = VectorIndex.objects.create(encoder_version="a model of four numbers", dimension=4)
    entry = known(index, HARBOUR, EAST)
    from quotes.candidates.postgres import PostgresCandidates

    PostgresCandidates(other).bulk_load([])
    index.vectors.model.objects.create(
        wording_id=entry.wording_id, index=other, part=0, start=0, end=1, embedding=[1, 0, 0, 0]
    )
    home.upsert([entry])
    assert found(home, asking("", EAST)) == ids(entry)
    assert home.count() == 1
