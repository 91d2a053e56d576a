"""Stopping a phrase: what goes, what stays, what the worker then makes, and that all of it can be taken back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from accounts.models import User
from accounts.roles import REPORTER
from quotes.models import FamilySuggestion, Match, MatchJob, MatchRelation, Mute, Silenced
from quotes.muting import PhraseWording
from quotes.services import reviewing
from quotes.services.errors import Refused
from quotes.services.learning import muting
from tests.factories import NOW, make_user
from tests.families.making import PHRASES, confirm, make_member, said, suggest
from tests.families.test_card import make_card
from tests.learning.making import phrase_evidence, suggested

pytestmark = pytest.mark.django_db

LIMITS, AR_LIMITS = PhraseWording("no limits", "en"), PhraseWording("بلا حدود", "ar")


@pytest.fixture
def editor() -> User:
    return make_user(name="muting-editor")


def echo(texts=("no limits", "no limits"), **facts) -> Match:
    return suggested("echo", evidence=phrase_evidence(texts, **facts))


def mute(editor: User, *wordings: PhraseWording) -> Mute:
    return muting.mute(by=editor, now=NOW, wordings=wordings or (LIMITS,), reason="Everybody says it.")


def open_matches() -> set[int]:
    return set(MatchRelation.objects.suggested().values_list("match", flat=True))


def test_what_rests_on_the_phrase_alone_goes_and_everything_else_stays(editor: User) -> None:
    gone, longer = echo(), echo(("has no limits", "beyond all measure"))
    stays = [
        echo(("no borders", "no borders")),
        echo(returns=False),
        echo(returns=False, quotations=("Trade has no limits", None)),
        suggested("repetition"),
    ]
    row = mute(editor)
    assert open_matches() == {match.pk for match in stays}
    assert set(row.silenced.values_list("first", "second")) == {
        (match.first_id, match.second_id) for match in (gone, longer)
    }


def test_suggestions_of_a_version_that_did_not_fold_their_phrase_go_as_well(editor: User) -> None:
    gone, stays = echo(("has no limits", "beyond all measure")), echo(("no borders", "no borders"))
    for match in (gone, stays):
        row = match.relations.get()
        del row.evidence["phrase"]["keys"]
        row.save()
    assert mute(editor).silenced.count() == 1
    assert open_matches() == {stays.pk}


@pytest.mark.parametrize(
    ("met", "language", "muted"),
    [
        ("friendship has no limits", "en", "no limits"),
        ("no limits", "en", "has truly no limits"),
        ("He said: no\tLIMITS, “ever”", "en", "no limits ever"),
        ("合作无上限", "zh", "无上限"),
        ("无上限", "zh", "合作无上限"),
        ("ليسَ لها حُدود", "ar", "ليس لها حدود"),
    ],
)
def test_a_phrase_is_met_in_more_and_in_fewer_words(editor: User, met: str, language: str, muted: str) -> None:
    gone = echo((met, met), languages=(language, language))
    stays = echo(("no speed limits", "пределов нет"), languages=("en", "ru"))
    row = mute(editor, PhraseWording(muted, language))
    assert open_matches() == {stays.pk}
    assert row.silenced.get().first_id == gone.first_id


def test_the_whole_quotation_goes_where_it_is_the_phrase(editor: User) -> None:
    whole = echo(("no limits", "no limits"), returns=False, quotations=("No limits!", None))
    mute(editor)
    assert open_matches() == set()
    assert Silenced.objects.get().first_id == whole.first_id


def test_every_wording_is_silenced_in_its_own_language(editor: User) -> None:
    arabic = echo(("بلا حدود", "without end"), languages=("ar", "en"))
    other = echo(("حدود البلد", "the frontier"), languages=("ar", "en"))
    mute(editor, LIMITS, AR_LIMITS)
    assert open_matches() == {other.pk}
    assert not Match.objects.filter(pk=arabic.pk).exists()


def test_decided_links_stay_as_they_are(editor: User) -> None:
    confirmed, rejected, waiting = echo(), echo(), echo()
    reviewing.decide(by=editor, now=NOW, match=confirmed, chosen="echo")
    reviewing.decide(by=editor, now=NOW, match=rejected, chosen="no_link")
    before = list(MatchRelation.objects.filter(match__in=[confirmed, rejected]).order_by("pk").values())
    mute(editor)
    assert list(MatchRelation.objects.order_by("pk").values()) == before
    assert [(row.first_id, row.second_id) for row in Silenced.objects.all()] == [(waiting.first_id, waiting.second_id)]


def test_a_pair_with_another_reason_stays_whole(editor: User) -> None:
    match = echo()
    match.relations.create(relation="contradiction", wording="variant", probability=0.8, evidence={})
    mute(editor)
    assert match.relations.count() == 2


def test_history_keeps_what_was_taken_back_and_who_did_it(editor: User) -> None:
    relation = echo().relations.get()
    mute(editor)
    history = apps.get_model("quotes", "MatchRelationHistoryEvent")
    last = history.objects.filter(pgh_obj_id=relation.pk).latest("pgh_id")
    assert (last.pgh_label, last.relation, last.pgh_context.metadata["user"]) == ("delete", "echo", editor.pk)
    mutes = apps.get_model("quotes", "MuteHistoryEvent")
    assert mutes.objects.get().pgh_context.metadata["user"] == editor.pk


def test_lifting_searches_again_for_what_was_silenced_and_for_nothing_else(editor: User) -> None:
    silenced, noise = echo(), suggested("repetition")
    MatchJob.objects.update(state="done", finished_at=NOW)
    row = muting.lift(by=editor, now=NOW + timedelta(days=1), mute=mute(editor))
    assert (row.lifted_by, row.lifted_at) == (editor, NOW + timedelta(days=1))
    queued = set(MatchJob.objects.filter(state="queued").values_list("quotation", flat=True))
    assert queued == {silenced.second_id}
    assert noise.second_id not in queued
    with pytest.raises(Refused, match="suggested again already"):
        muting.lift(by=editor, now=NOW, mute=row)


def test_a_phrase_is_muted_once_at_a_time_and_again_after_it_was_lifted(editor: User) -> None:
    first = mute(editor)
    with pytest.raises(Refused, match="already"):
        mute(editor, PhraseWording("NO LIMITS", "en"))
    muting.lift(by=editor, now=NOW, mute=first)
    assert mute(editor).pk != first.pk


def test_it_needs_a_reason_and_a_wording(editor: User) -> None:
    match = echo()
    with pytest.raises(Refused, match="Say why"):
        muting.mute(by=editor, now=NOW, wordings=[LIMITS], reason="  ")
    with pytest.raises(Refused, match="at least one"):
        muting.mute(by=editor, now=NOW, wordings=[PhraseWording("…", "en")], reason="Empty")
    assert open_matches() == {match.pk}


def test_a_reporter_neither_mutes_nor_lifts(editor: User) -> None:
    match, reporter = echo(), make_user(REPORTER)
    with pytest.raises(PermissionDenied):
        mute(reporter)
    assert open_matches() == {match.pk}
    row = mute(editor)
    with pytest.raises(PermissionDenied):
        muting.lift(by=reporter, now=NOW, mute=row)


def test_what_was_muted_and_why_is_never_rewritten(editor: User) -> None:
    row = mute(editor)
    for act in (
        lambda: Mute.objects.filter(pk=row.pk).update(reason="Something else"),
        lambda: Mute.objects.filter(pk=row.pk).update(wordings=[]),
        lambda: Mute.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(Error, match="Cannot"), transaction.atomic():
            act()


def test_the_wordings_that_other_links_set_beside_it_are_proposed(editor: User) -> None:
    match = echo(("no limits", "بلا حدود"), languages=("en", "ar"))
    echo(("no limits", "безгранична"), languages=("en", "ru"))
    confirmed = echo(("无上限", "no limits"), languages=("zh", "en"))
    reviewing.decide(by=editor, now=NOW, match=confirmed, chosen="echo")
    echo(("no borders", "ohne Grenzen"), languages=("en", "de"))
    refused = echo(("no limits", "to the moon"))
    reviewing.decide(by=editor, now=NOW, match=refused, chosen="no_link")
    proposal = muting.propose(match)
    assert proposal is not None
    assert {one.text for one in proposal.wordings} == {"no limits", "بلا حدود", "безгранична", "无上限"}
    assert proposal.pairs == 2


def test_nothing_is_proposed_where_more_than_a_phrase_is_shared() -> None:
    assert muting.propose(echo(returns=False)) is None
    assert muting.propose(suggested("repetition")) is None


def test_the_card_of_a_family_goes_with_its_pairs_and_one_that_holds_others_stays(editor: User) -> None:
    gone, kept = make_card(2), make_card(2)
    pairs = [Match.objects.filter(second=card.quotation).order_by("pk") for card in (gone, kept)]
    for match in (*pairs[0], pairs[1][0]):
        rests_on_phrase(match)
    assert muting.propose(pairs[0][0]) is not None
    mute(editor, PhraseWording("open harbours", "en"))
    assert [card.pk for card in FamilySuggestion.objects.all()] == [kept.pk]
    assert open_matches() == {pairs[1].last().pk}


def test_the_wordings_of_a_confirmed_family_are_proposed(editor: User) -> None:
    english, arabic, russian, other = (make_member(code, **said(2020)) for code in ("en", "ar", "ru", "en"))
    confirm(english, arabic, by=editor)
    confirm(english, russian, by=editor)
    match = suggest(english, other)
    rests_on_phrase(match)
    proposal = muting.propose(match)
    assert proposal is not None
    assert {one.text for one in proposal.wordings} == {PHRASES[code] for code in ("en", "ar", "ru")}


def rests_on_phrase(match: Match) -> None:
    row = match.relations.get()
    row.evidence |= phrase_evidence((PHRASES["en"], PHRASES["en"]))
    row.save()
