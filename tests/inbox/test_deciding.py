"""What editors accept, correct and reject, and how they take it back."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from quotes.anchoring import Span
from quotes.copies import origins
from quotes.models import Proposal, Quotation, RelayHop, Speaker
from quotes.services import quoting
from quotes.services.errors import Refused
from quotes.services.proposing.accepting import NewSpeaker, Place, accept, accept_all, accept_as_place
from quotes.services.proposing.rejecting import bring_back, expire, reject, undo
from quotes.services.quoting import AttributedTo
from tests.factories import NOW, make_article, make_publication, make_quotation, make_speaker, make_user
from tests.inbox.making import BRIDGE, HARBOUR, QUAY, made, proposal_with, proposals_of

ProposalHistoryEvent = apps.get_model("quotes", "ProposalHistoryEvent")

pytestmark = pytest.mark.django_db


def words_of(quotation: Quotation) -> list[str]:
    lead = quotation.lead
    assert lead is not None
    return [segment.exact for segment in lead.segments.all()]


def names_of(quotation: Quotation) -> list[str]:
    return [str(row) for row in quotation.attributions.all()]


def state_of(proposal: Proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).state


def test_accepting_makes_a_draft_with_words_cue_and_speaker() -> None:
    capture, ilves = made(), make_speaker("Dana Ilves")
    proposal = proposal_with(QUAY)
    accepted = accept(by=make_user(), now=NOW, proposal=proposal, who=[AttributedTo(ilves)])
    (quotation,) = accepted.quotations
    lead = quotation.lead
    assert (quotation.status, lead.capture, lead.kind, lead.cue) == ("draft", capture, "direct", "said")
    assert words_of(quotation) == [QUAY]
    assert names_of(quotation) == ["Dana Ilves"]
    assert "Dana Ilves" in lead.speaker_mention
    assert Proposal.objects.get(pk=proposal.pk).accepted_as == lead
    assert not Quotation.objects.published().exists()


def test_an_unnamed_source_is_described_and_a_new_speaker_is_added_in_the_article_s_language() -> None:
    made()
    official = proposal_with("never read by anybody")
    unnamed = accept(by=make_user(), now=NOW, proposal=official, who=[AttributedTo(described_as=official.mention)])
    assert names_of(unnamed.quotations[0]) == ["A senior official"]
    assert unnamed.quotations[0].attributions.get().speaker is None
    accept(by=make_user(), now=NOW, proposal=proposal_with(BRIDGE), who=[NewSpeaker("Piet Marlow")])
    name = Speaker.objects.get().names.get()
    assert (name.text, name.language, name.preferred) == ("Piet Marlow", "en", True)


def test_a_new_speaker_of_a_known_name_is_refused() -> None:
    made()
    make_speaker("Piet Marlow")
    with pytest.raises(Refused, match="is known"):
        accept(by=make_user(), now=NOW, proposal=proposal_with(BRIDGE), who=[NewSpeaker("Piet Marlow")])
    assert Speaker.objects.count() == 1


def test_joint_speakers_keep_their_order() -> None:
    made()
    one, two = make_speaker("Dana Ilves"), make_speaker("Piet Marlow")
    accepted = accept(
        by=make_user(), now=NOW, proposal=proposal_with(BRIDGE), who=[AttributedTo(two), AttributedTo(one)]
    )
    assert names_of(accepted.quotations[0]) == ["Piet Marlow", "Dana Ilves"]


def test_the_editor_corrects_borders_kind_speaker_and_day() -> None:
    capture = made()
    proposal = proposal_with(QUAY)
    start = capture.text.index("open the northern quay")
    words = Span(start, start + len("open the northern quay"))
    accepted = accept(
        by=make_user(),
        now=NOW,
        proposal=proposal,
        who=[AttributedTo(make_speaker("Another Office"))],
        place=Place("mixed", Span(proposal.clause_start, proposal.clause_end), (words,), cue="told"),
        said=(date(2026, 11, 1), date(2026, 11, 2)),
    )
    (quotation,) = accepted.quotations
    assert words_of(quotation) == ["open the northern quay"]
    assert (quotation.lead.kind, quotation.lead.cue, quotation.said_from) == ("mixed", "told", date(2026, 11, 1))
    # What the machine said stays beside what the editor decided.
    assert Proposal.objects.get(pk=proposal.pk).segments[0]["exact"] == QUAY


def test_the_steps_name_the_speaker_the_known_outlet_and_else_the_platform() -> None:
    made()
    ilves, wire = make_speaker("Dana Ilves"), make_publication("The Quay Wire")
    proposal = proposal_with(QUAY)
    Proposal.objects.filter(pk=proposal.pk).update(
        relay=[
            {"kind": "said", "actor": proposal.mention, "basis": "stated"},
            {"kind": "posted", "actor": "Telegram", "basis": "stated"},
            {"kind": "reported", "actor": "the quay wire", "basis": "inferred"},
        ]
    )
    accept(by=make_user(), now=NOW, proposal=proposal, who=[AttributedTo(ilves)])
    hops = RelayHop.objects.order_by("order")
    assert [(hop.kind, hop.speaker, hop.publication, hop.platform, hop.basis) for hop in hops] == [
        ("said", ilves, None, "", "stated"),
        ("posted", None, None, "Telegram", "stated"),
        ("reported", None, wire, "", "inferred"),
    ]


def test_another_place_of_a_known_quotation() -> None:
    quotation = make_quotation(QUAY)
    made()
    proposal = proposal_with(QUAY, None)
    accepted = accept_as_place(by=make_user(), now=NOW, proposal=proposal, quotation=quotation)
    assert accepted.places == 1
    assert quotation.occurrences.count() == 2
    assert Quotation.objects.count() == 1
    quotation.refresh_from_db()
    assert quotation.status == "published"


def test_rejecting_keeps_the_reason_and_decides_once() -> None:
    made()
    proposal, editor = proposal_with(BRIDGE), make_user(name="first-editor")
    reject(by=editor, now=NOW, proposal=proposal, because="A slogan.")
    row = Proposal.objects.get(pk=proposal.pk)
    assert (row.state, row.because, row.decided_by) == ("rejected", "A slogan.", editor)
    with pytest.raises(Refused, match=r"first-editor.* has already rejected"):
        accept(by=make_user(), now=NOW, proposal=proposal, who=[AttributedTo(make_speaker())])
    assert not Quotation.objects.exists()


def test_undoing_brings_the_proposal_back_and_takes_the_draft_away() -> None:
    made()
    proposal, editor = proposal_with(BRIDGE), make_user()
    accepted = accept(by=editor, now=NOW, proposal=proposal, who=[AttributedTo(make_speaker())])
    undo(by=editor, now=NOW, act=accepted.act)
    assert state_of(proposal) == "suggested"
    assert not Quotation.objects.exists()
    with pytest.raises(Refused, match="undone already"):
        undo(by=editor, now=NOW, act=accepted.act)
    act = reject(by=editor, now=NOW, proposal=proposal)
    undo(by=editor, now=NOW, act=act)
    assert state_of(proposal) == "suggested"


def test_a_published_or_changed_quotation_is_not_undone_by_a_key() -> None:
    made()
    editor = make_user()
    published = accept(by=editor, now=NOW, proposal=proposal_with(BRIDGE), who=[AttributedTo(make_speaker())])
    quoting.publish(by=editor, now=NOW, quotation=published.quotations[0])
    with pytest.raises(Refused, match="Withdraw it"):
        undo(by=editor, now=NOW, act=published.act)
    changed = accept(by=editor, now=NOW, proposal=proposal_with(QUAY), who=[AttributedTo(make_speaker())])
    quoting.saved(quoting.locked(changed.quotations[0]), editor)
    with pytest.raises(Refused, match="Delete the draft"):
        undo(by=editor, now=NOW, act=changed.act)
    assert Quotation.objects.count() == 2
    assert set(Proposal.objects.exclude(state="suggested").values_list("state", flat=True)) == {"accepted"}


def test_an_attached_place_is_undone_from_a_draft_and_then_the_draft_too() -> None:
    made()
    editor = make_user()
    first = accept(by=editor, now=NOW, proposal=proposal_with(BRIDGE), who=[AttributedTo(make_speaker())])
    (quotation,) = first.quotations
    second = accept_as_place(by=editor, now=NOW, proposal=proposal_with(QUAY), quotation=quotation)
    with pytest.raises(Refused, match="changed after"):
        undo(by=editor, now=NOW, act=first.act)
    undo(by=editor, now=NOW, act=second.act)
    assert quotation.occurrences.count() == 1
    undo(by=editor, now=NOW, act=first.act)
    assert not Quotation.objects.exists()


def test_a_place_of_a_public_quotation_goes_only_with_a_correction() -> None:
    quotation, editor = make_quotation(), make_user()
    made()
    attached = accept_as_place(by=editor, now=NOW, proposal=proposal_with(QUAY), quotation=quotation)
    with pytest.raises(Refused, match="with a correction"):
        undo(by=editor, now=NOW, act=attached.act)
    assert quotation.occurrences.count() == 2


def test_all_of_one_speaker_are_accepted_and_undone_in_one_act() -> None:
    capture, ilves, editor = made(), make_speaker("Dana Ilves"), make_user()
    rows = proposals_of(capture)[:2]
    accepted = accept_all(by=editor, now=NOW, proposals=rows, speaker=ilves)
    assert len(accepted.quotations) == 2
    assert all(names_of(quotation) == ["Dana Ilves"] for quotation in accepted.quotations)
    undo(by=editor, now=NOW, act=accepted.act)
    assert not Quotation.objects.exists()
    assert {state_of(row) for row in rows} == {"suggested"}


def test_one_agency_text_in_fourteen_outlets_is_one_quotation_with_fourteen_places() -> None:
    captures = [made(article=make_article()) for _ in range(14)]
    rows = [proposal_with(QUAY, capture) for capture in captures]
    assert len({row.words_key for row in rows}) == 1
    assert origins(row.copy_key for row in rows) == 1
    accepted = accept(by=make_user(), now=NOW, proposal=rows[0], who=[AttributedTo(make_speaker())], copies=rows[1:])
    (quotation,) = accepted.quotations
    assert quotation.occurrences.count() == accepted.places == 14
    assert Quotation.objects.count() == 1
    undo(by=make_user(), now=NOW, act=accepted.act)
    assert {state_of(row) for row in rows} == {"suggested"}


def test_the_same_words_of_somebody_else_or_around_them_are_no_copy() -> None:
    first = made()
    other = made(HARBOUR.replace("Dana Ilves", "Orla Brandt"))
    edited = made(HARBOUR.replace("Harbour Minister Dana Ilves said:", "On the pier, Dana Ilves said:"))
    mine, theirs, same = (proposal_with(QUAY, capture) for capture in (first, other, edited))
    assert mine.words_key != theirs.words_key
    assert mine.words_key == same.words_key
    assert origins([mine.copy_key, same.copy_key]) == 2
    accepted = accept(by=make_user(), now=NOW, proposal=mine, who=[AttributedTo(make_speaker())], copies=[theirs, same])
    assert accepted.places == 2
    assert state_of(theirs) == "suggested"


def test_the_fifteenth_outlet_is_offered_the_quotation_of_the_others() -> None:
    made()
    accepted = accept(by=make_user(), now=NOW, proposal=proposal_with(QUAY), who=[AttributedTo(make_speaker())])
    late = proposal_with(QUAY, made())
    assert (late.nearest, late.likeness) == (accepted.quotations[0], 1.0)


@pytest.mark.parametrize("role", ["reporter"])
def test_only_editors_decide(role: str) -> None:
    made()
    by, proposal = make_user(role), proposal_with(QUAY)
    acts = [
        lambda: accept(by=by, now=NOW, proposal=proposal, who=[AttributedTo(make_speaker())]),
        lambda: accept_as_place(by=by, now=NOW, proposal=proposal, quotation=make_quotation()),
        lambda: accept_all(by=by, now=NOW, proposals=[proposal], speaker=make_speaker()),
        lambda: reject(by=by, now=NOW, proposal=proposal),
        lambda: bring_back(by=by, now=NOW, proposals=[proposal]),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert state_of(proposal) == "suggested"


def test_a_day_in_the_future_or_words_outside_of_the_copy_are_refused_and_nothing_is_kept() -> None:
    made()
    proposal, speaker = proposal_with(QUAY), make_speaker()
    tomorrow = NOW.date() + timedelta(days=1)
    with pytest.raises(Refused, match="future"):
        accept(by=make_user(), now=NOW, proposal=proposal, who=[AttributedTo(speaker)], said=(tomorrow, tomorrow))
    with pytest.raises(Refused, match="Mark the words"):
        accept(
            by=make_user(),
            now=NOW,
            proposal=proposal,
            who=[AttributedTo(speaker)],
            place=Place("indirect", Span(5, 50_000)),
        )
    assert not Quotation.objects.exists()
    assert state_of(proposal) == "suggested"


def test_what_nobody_decides_expires_and_can_be_brought_back() -> None:
    made()
    assert expire(now=NOW + timedelta(days=29), days=30) == 0
    assert expire(now=NOW + timedelta(days=31), days=30) == 4
    assert not Proposal.objects.open().exists()
    proposal = proposal_with(QUAY)
    with pytest.raises(Refused, match="expired"):
        reject(by=make_user(), now=NOW, proposal=proposal)
    later = NOW + timedelta(days=40)
    assert bring_back(by=make_user(), now=later, proposals=[proposal]) == 1
    assert expire(now=later + timedelta(days=29), days=30) == 0


def test_every_decision_is_in_the_history() -> None:
    made()
    proposal, editor = proposal_with(QUAY), make_user()
    act = reject(by=editor, now=NOW, proposal=proposal)
    undo(by=editor, now=NOW, act=act)
    events = list(ProposalHistoryEvent.objects.filter(pgh_obj_id=proposal.pk).order_by("pgh_id"))
    assert [event.state for event in events] == ["suggested", "rejected", "suggested"]
    assert events[-1].pgh_context.metadata["user"] == editor.pk
