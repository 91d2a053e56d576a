"""One decision on one pair: what it writes, what it refuses, and that taking it back restores exactly what was."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from accounts.roles import CHIEF, REPORTER
from quotes.models import Decision, Match, MatchRelation, Quotation
from quotes.queries.pairs import pair_token, standing_decision
from quotes.services import quoting, reviewing
from quotes.services.errors import Refused
from tests.factories import DAY, NOW, make_quotation, make_speaker, make_user
from tests.review.making import EARLIER, LATER, make_pair, states

pytestmark = pytest.mark.django_db


def decide(match: Match, chosen: str, **arguments: Any) -> Decision:
    return reviewing.decide(**{"by": make_user(), "now": NOW, "match": match, "chosen": chosen, **arguments})


def rows(match: Match) -> list[dict[str, Any]]:
    return list(match.relations.order_by("id").values())


def token(match: Match) -> str:
    fresh = Match.objects.select_related("first", "second").get(pk=match.pk)
    standing = standing_decision(fresh)
    return pair_token(fresh, standing.pk if standing else None)


def test_the_chosen_relation_is_confirmed_and_the_others_are_rejected_by_the_same_person() -> None:
    noise, match, editor = make_pair("repetition", "echo"), make_pair("repetition", "contradiction"), make_user()
    decision = decide(match, "repetition", by=editor)
    assert states(match) == {"repetition": "confirmed", "contradiction": "rejected"}
    assert set(match.relations.values_list("decided_by", "decided_at")) == {(editor.pk, NOW)}
    assert (decision.chosen, decision.wording, decision.decided_by) == ("repetition", "variant", editor)
    assert states(noise) == {"repetition": "suggested", "echo": "suggested"}


def test_a_relation_that_the_machine_did_not_see_is_made_with_the_evidence_of_the_pair() -> None:
    match = make_pair("repetition")
    decide(match, "contradiction", wording="paraphrase")
    made = match.relations.get(relation="contradiction")
    assert states(match) == {"repetition": "rejected", "contradiction": "confirmed"}
    assert (made.wording, made.probability, made.pair_sha256) == ("paraphrase", None, "a" * 64)
    assert made.evidence["reasons"]


def test_no_link_rejects_everything() -> None:
    match = make_pair("repetition", "echo")
    assert decide(match, "no_link").wording == ""
    assert states(match) == {"repetition": "rejected", "echo": "rejected"}


def test_undoing_restores_every_column_and_removes_what_the_decision_had_made() -> None:
    match = make_pair("repetition", "echo")
    before = rows(match)
    decision = decide(match, "contradiction", wording="paraphrase")
    undone = reviewing.undo(by=make_user(CHIEF), now=NOW + timedelta(hours=1), decision=decision)
    assert rows(match) == before
    assert undone.undone_at == NOW + timedelta(hours=1)


def test_undoing_leaves_what_an_earlier_decision_wrote() -> None:
    match = make_pair("repetition")
    decide(match, "repetition")
    MatchRelation.objects.create(match=match, relation="echo", wording="variant", probability=0.7)
    before = rows(match)
    second = decide(match, "no_link", now=NOW + timedelta(days=1))
    reviewing.undo(by=make_user(), now=NOW + timedelta(days=2), decision=second)
    assert rows(match) == before
    assert states(match) == {"repetition": "confirmed", "echo": "suggested"}


def test_undoing_keeps_what_the_machine_suggested_since() -> None:
    match = make_pair("repetition")
    decision = decide(match, "repetition")
    MatchRelation.objects.create(match=match, relation="echo", wording="variant", probability=0.7)
    reviewing.undo(by=make_user(), now=NOW, decision=decision)
    assert states(match) == {"repetition": "suggested", "echo": "suggested"}


def test_nothing_is_undone_twice() -> None:
    editor = make_user(name="first-editor")
    decision = decide(make_pair(), "repetition")
    reviewing.undo(by=editor, now=NOW, decision=decision)
    with pytest.raises(Refused, match="first-editor"):
        reviewing.undo(by=make_user(), now=NOW, decision=decision)


def test_a_decision_on_which_a_later_one_stands_is_not_undone() -> None:
    match = make_pair("repetition")
    first = decide(match, "repetition")
    MatchRelation.objects.create(match=match, relation="echo", wording="variant")
    decide(match, "echo", by=make_user(name="later-editor"))
    with pytest.raises(Refused, match="later-editor"):
        reviewing.undo(by=make_user(), now=NOW, decision=first)
    assert states(match) == {"repetition": "confirmed", "echo": "confirmed"}


def test_whoever_comes_second_is_told_who_decided_and_when_and_overwrites_nothing() -> None:
    match = make_pair("repetition", "echo")
    seen = token(match)
    decide(match, "echo", by=make_user(name="quick-editor"), expected=seen)
    written = rows(match)
    with pytest.raises(Refused, match=r"quick-editor.*20 November 2026.*Same phrase"):
        decide(match, "repetition", expected=seen)
    assert rows(match) == written
    assert Decision.objects.filter(match=match).count() == 1


@pytest.mark.django_db(transaction=True)  # the revision counts committed changes
def test_a_decision_on_words_that_changed_meanwhile_is_refused() -> None:
    match = make_pair("repetition")
    seen, editor = token(match), make_user()
    with quoting.correcting(by=editor, now=NOW, quotation=match.second, what="date", public_reason="Wrong day"):
        Quotation.objects.filter(pk=match.second_id).update(said_from=DAY, said_to=DAY)
    with pytest.raises(Refused, match="changed after you opened"):
        decide(match, "repetition", expected=seen)
    decide(match, "repetition", expected=token(match))


def test_undone_means_open_again_for_a_page_that_was_open_all_the_time() -> None:
    match = make_pair("repetition")
    seen = token(match)
    reviewing.undo(by=make_user(), now=NOW, decision=decide(match, "repetition"))
    decide(match, "repetition", expected=seen)
    assert states(match) == {"repetition": "confirmed"}


@pytest.mark.parametrize("chosen", ["", "sameness", "no_link\0", "unrelated"])
def test_an_unknown_choice_is_refused(chosen: str) -> None:
    match = make_pair()
    with pytest.raises(Refused, match="Choose what the link is"):
        decide(match, chosen)
    assert states(match) == {"repetition": "suggested"}


def test_an_unknown_wording_is_refused() -> None:
    with pytest.raises(Refused, match="Choose how"):
        decide(make_pair(), "repetition", wording="loud")


def test_the_same_words_do_not_say_the_opposite() -> None:
    match, prefilled = make_pair("repetition"), make_pair("repetition")
    prefilled.relations.update(wording="verbatim")
    before = rows(match), rows(prefilled)
    with pytest.raises(Refused, match="same words cannot say the opposite"):
        decide(match, "contradiction", wording="verbatim")
    with pytest.raises(Refused, match="same words cannot say the opposite"):
        decide(prefilled, "contradiction")
    assert (rows(match), rows(prefilled)) == before
    assert not Decision.objects.exists()
    decide(prefilled, "contradiction", wording="paraphrase")
    decide(match, "repetition", wording="verbatim")
    assert states(prefilled) == {"repetition": "rejected", "contradiction": "confirmed"}


def test_a_position_changes_for_one_speaker_from_one_day_to_a_later_one() -> None:
    match = make_pair("contradiction")
    decide(match, "shift")
    assert states(match) == {"contradiction": "rejected", "shift": "confirmed"}


def test_two_speakers_change_no_position() -> None:
    with pytest.raises(Refused, match="no speaker in common"):
        decide(make_pair("contradiction", same_speaker=False), "shift")


def test_days_that_overlap_or_are_unknown_change_no_position() -> None:
    speaker = make_speaker()
    for said in (None, (EARLIER, DAY), LATER):
        one, other = make_quotation(speaker=speaker, said=said), make_quotation(speaker=speaker, said=LATER)
        match = Match.objects.create(first=one, second=other)
        MatchRelation.objects.create(match=match, relation="contradiction", wording="variant")
        with pytest.raises(Refused, match="came first"):
            decide(match, "shift")


def test_an_unnamed_source_is_nobodys_same_speaker() -> None:
    one = make_quotation(described_as="a senior official", said=DAY)
    other = make_quotation(described_as="a senior official", said=LATER)
    match = Match.objects.create(first=one, second=other)
    MatchRelation.objects.create(match=match, relation="contradiction", wording="variant")
    with pytest.raises(Refused, match="no speaker in common"):
        decide(match, "shift")


def test_nothing_is_decided_about_a_withdrawn_quotation() -> None:
    match = make_pair()
    quoting.withdraw(by=make_user(), now=NOW, quotation=match.first, because="It was never said.")
    with pytest.raises(Refused, match="withdrawn"):
        decide(match, "repetition")


def test_a_reporter_may_neither_decide_nor_undo() -> None:
    match, reporter = make_pair(), make_user(REPORTER)
    with pytest.raises(PermissionDenied):
        decide(match, "repetition", by=reporter)
    decision = decide(match, "repetition")
    with pytest.raises(PermissionDenied):
        reviewing.undo(by=reporter, now=NOW, decision=decision)
    assert states(match) == {"repetition": "confirmed"}


def test_an_editor_links_two_quotations_that_the_machine_did_not_pair() -> None:
    one, other, editor = make_quotation(), make_quotation(), make_user()
    decision = reviewing.link(by=editor, now=NOW, one=other, other=one, chosen="repetition", wording="paraphrase")
    assert (decision.match.first, decision.match.second) == (one, other)
    assert states(decision.match) == {"repetition": "confirmed"}
    reviewing.undo(by=editor, now=NOW, decision=decision)
    assert states(decision.match) == {}


def test_a_quotation_is_not_linked_with_itself() -> None:
    one = make_quotation()
    with pytest.raises(Refused, match="itself"):
        reviewing.link(by=make_user(), now=NOW, one=one, other=one, chosen="repetition", wording="variant")


def test_history_names_the_person() -> None:
    match, editor = make_pair(), make_user()
    decide(match, "repetition", by=editor)
    history = apps.get_model("quotes", "MatchRelationHistoryEvent")
    latest = history.objects.order_by("pgh_id").last()
    assert (latest.state, latest.pgh_context.metadata["user"]) == ("confirmed", editor.pk)
