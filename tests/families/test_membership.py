"""A family is what confirmed links hold together: no more, no less, and undoing takes it back."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from quotes.explaining import reasons_of
from quotes.models import Decision, Family, FamilyMember, Match, MatchRelation, Quotation
from quotes.services import quoting, reviewing
from quotes.services.errors import Refused
from tests.factories import NOW, make_quotation, make_user
from tests.families.making import PHRASES, confirm, make_member, said, suggest
from tests.flagging.appearances import reword

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_user()


def families() -> set[frozenset[int]]:
    return {frozenset(family.members.values_list("quotation", flat=True)) for family in Family.objects.all()} - {
        frozenset()
    }


def together(*quotations: Quotation) -> frozenset[int]:
    return frozenset(quotation.pk for quotation in quotations)


def test_a_suggestion_makes_no_family_a_confirmed_link_does(editor: User) -> None:
    english, arabic, russian = make_member("en"), make_member("ar"), make_member("ru")
    suggest(english, russian)
    assert families() == set()
    confirm(english, arabic, by=editor)
    assert families() == {together(english, arabic)}
    member = FamilyMember.objects.get(quotation=arabic)
    assert (member.exact, member.language, member.decided_by, member.decided_at) == (
        "موانئ مفتوحة",
        "ar",
        editor,
        NOW,
    )
    assert member.occurrence.capture.text[member.start : member.end] == member.exact


def test_links_join_families_and_undoing_parts_them_again(editor: User) -> None:
    one, two, three, four = (make_member(language) for language in ("en", "ar", "ru", "zh"))
    confirm(one, two, by=editor)
    confirm(three, four, by=editor)
    older, younger = Family.objects.order_by("pk")
    bridge = confirm(two, three, by=editor)
    assert families() == {together(one, two, three, four)}
    younger.refresh_from_db()
    assert younger.joined_to == older
    reviewing.undo(by=editor, now=NOW, decision=bridge.decisions.get())
    assert families() == {together(one, two), together(three, four)}


def test_undoing_the_only_link_leaves_nobody_in_the_family(editor: User) -> None:
    match = confirm(make_member("en"), make_member("ar"), by=editor)
    reviewing.undo(by=editor, now=NOW, decision=match.decisions.get())
    assert FamilyMember.objects.count() == 0


def test_a_rejected_pair_is_no_family(editor: User) -> None:
    match = suggest(make_member("en"), make_member("fr"))
    reviewing.decide(by=editor, now=NOW, match=match, chosen="no_link")
    assert families() == set()


def test_a_statement_with_two_phrases_is_in_both_families_and_joins_none(editor: User) -> None:
    statement = make_quotation("There will be open harbours, and there will be no toll at the bridge")
    harbours, toll = make_member("en"), make_quotation("We promise that there will be no toll at the bridge, ever")
    confirm(statement, harbours, by=editor, phrases=("open harbours", "open harbours"))
    confirm(statement, toll, by=editor, phrases=("no toll at the bridge", "no toll at the bridge"))
    assert families() == {together(statement, harbours), together(statement, toll)}


def test_two_short_quotes_are_phrases_themselves(editor: User) -> None:
    one, other = make_quotation("Open harbours"), make_quotation("Harbours that are open")
    reviewing.link(by=editor, now=NOW, one=one, other=other, chosen="repetition", wording="paraphrase")
    assert families() == {together(one, other)}
    assert set(FamilyMember.objects.values_list("exact", flat=True)) == {"Open harbours", "Harbours that are open"}


def named(one: Quotation, other: Quotation, phrases: tuple[str, str], by: User) -> Decision:
    return reviewing.link(
        by=by, now=NOW, one=one, other=other, chosen="repetition", wording="translation", phrases=phrases
    )


def test_the_phrase_of_a_link_made_by_hand_is_named_by_its_words_in_whichever_order(editor: User) -> None:
    english, arabic, russian = make_member("en"), make_member("ar"), make_member("ru")
    decision = named(arabic, english, ("موانئ مفتوحة", "open harbours"), editor)
    named(arabic, russian, ("موانئ مفتوحة", "открытые гавани"), editor)
    assert families() == {together(english, arabic, russian)}
    assert set(FamilyMember.objects.values_list("exact", flat=True)) == {PHRASES[one] for one in ("en", "ar", "ru")}
    # Nothing was suggested, so there is nothing to tell of why.
    assert reasons_of(decision.match.relations.get().evidence) == []
    reviewing.undo(by=editor, now=NOW, decision=decision)
    assert families() == {together(arabic, russian)}


@pytest.mark.parametrize(
    "phrase", ["", "closed harbours", "e", "our towns will always have open harbours for everybody"]
)
def test_words_that_name_no_phrase_are_refused_and_nothing_is_linked(editor: User, phrase: str) -> None:
    with pytest.raises(Refused, match="does not name a phrase"):
        named(make_member("ar"), make_member("en"), ("موانئ مفتوحة", phrase), editor)
    assert not MatchRelation.objects.exists()
    assert not Match.objects.exists()


def test_long_statements_that_share_no_phrase_are_no_family(editor: User) -> None:
    one, other = (make_quotation(f"Nobody will pay for using the quays of the old harbour in year {n}") for n in (1, 2))
    reviewing.link(by=editor, now=NOW, one=one, other=other, chosen="repetition", wording="variant")
    assert families() == set()


def test_a_long_shared_stretch_is_a_repetition_and_no_phrase(editor: User) -> None:
    stretch = "our towns will always have open harbours for everybody"
    one, other = make_member("en", **said(2020)), make_member("en", **said(2021))
    confirm(one, other, by=editor, chosen="repetition", phrases=(stretch, stretch))
    assert families() == set()


def test_words_that_were_corrected_away_hold_nothing(editor: User) -> None:
    one, other = make_member("en"), make_member("ar")
    confirm(one, other, by=editor)
    reword(one, "Nobody has ever spoken of the sea")
    assert families() == set()


def test_the_number_of_a_family_stays_when_it_grows(editor: User) -> None:
    one, two, three = make_member("en"), make_member("ar"), make_member("ru")
    confirm(one, two, by=editor)
    family = Family.objects.get()
    confirm(two, three, by=editor)
    assert set(FamilyMember.objects.values_list("family", flat=True)) == {family.pk}


def test_a_withdrawn_member_still_holds_the_others_together(editor: User) -> None:
    one, two, three = make_member("en"), make_member("ar"), make_member("ru")
    confirm(one, two, by=editor)
    confirm(two, three, by=editor)
    quoting.withdraw(by=editor, now=NOW, quotation=two, because="It was never said.")
    assert families() == {together(one, two, three)}


def test_the_database_refuses_a_phrase_that_is_not_in_the_saved_copy(editor: User) -> None:
    confirm(make_member("en"), make_member("ar"), by=editor)
    member = FamilyMember.objects.order_by("pk")[0]
    for change in ({"exact": "closed harbors"[: len(member.exact)]}, {"start": F("start") + 1, "end": F("end") + 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FamilyMember.objects.filter(pk=member.pk).update(**change)


def test_history_keeps_who_was_in_a_family(editor: User) -> None:
    match = confirm(make_member("en"), make_member("ar"), by=editor)
    reviewing.undo(by=editor, now=NOW, decision=match.decisions.get())
    events = FamilyMember.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)  # type: ignore[attr-defined]
    assert list(events) == ["insert", "insert", "delete", "delete"]
