"""Changing a quote: what is touched is saved, what readers saw needs a reason, two editors overwrite nothing."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from quotes.anchoring import Span
from quotes.models import Correction, MatchJob, Quotation
from quotes.services.quoting import Appearance, attach_occurrence
from tests.desk.pages import FormReader, change_address, desk, opened
from tests.factories import DAY, NOW, make_capture, make_claim, make_quotation, make_speaker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return desk(make_user(name="the-editor"))


@pytest.fixture
def draft() -> Quotation:
    make_quotation("a noise quotation that must stay as it is")
    return make_quotation("The bridge opens in May", speaker=make_speaker("Minister of Roads"), published=False)


@pytest.fixture
def public() -> Quotation:
    return make_quotation("The tunnel opens in June", speaker=make_speaker("Minister of Tunnels"))


def post(client: Client, quotation: Quotation, **changes: str) -> str:
    values = opened(client, change_address(quotation.pk))
    answer = client.post(change_address(quotation.pk), {**values, **with_dashes(changes)}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def with_dashes(changes: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", "-"): value for name, value in changes.items()}


def test_saving_without_a_change_changes_nothing(client: Client, public: Quotation) -> None:
    public.refresh_from_db()
    assert "The quote is saved." in post(client, public)
    again = Quotation.objects.get(pk=public.pk)
    assert (again.said, again.revision, again.lead_id) == (public.said, public.revision, public.lead_id)
    assert not Correction.objects.exists()
    assert MatchJob.objects.filter(quotation=public).count() == 1


def test_a_draft_changes_without_a_reason(client: Client, draft: Quotation) -> None:
    post(client, draft, head__said_from="2026-01-05", head__occasion="  a reading  ")
    again = Quotation.objects.get(pk=draft.pk)
    assert again.said == (date(2026, 1, 5), date(2026, 1, 5))
    assert again.occasion == "a reading"
    assert not Correction.objects.exists()


def test_the_quoted_words_follow_when_the_whole_passage_is_marked_anew(client: Client, draft: Quotation) -> None:
    values = opened(client, change_address(draft.pk))
    assert (values["appearances-0-clause"], values["appearances-0-quoted"]) == ("The bridge opens in May", "")
    assert "The quote is saved." in post(client, draft, appearances__0__clause="bridge opens in May")
    again = Quotation.objects.get(pk=draft.pk)
    assert again.lead is not None
    assert [segment.exact for segment in again.lead.segments.all()] == ["bridge opens in May"]


def test_the_date_of_a_public_quote_changes_only_with_a_reason(client: Client, public: Quotation) -> None:
    page = post(client, public, head__said_from="2026-01-05")
    assert "say what is corrected and why" in page
    assert 'value="2026-01-05"' in page
    assert Quotation.objects.get(pk=public.pk).said == (DAY, DAY)
    page = post(client, public, head__said_from="2026-01-05", head__public_reason="The article had the wrong day.")
    assert "The quote is saved." in page
    correction = Correction.objects.get()
    assert (correction.what, correction.public_reason) == ("date", "The article had the wrong day.")
    assert correction.before["said"] == [DAY.isoformat(), DAY.isoformat()]
    assert correction.after["said"] == ["2026-01-05", "2026-01-05"]


def test_the_speaker_of_a_public_quote_changes_only_with_a_reason(client: Client, public: Quotation) -> None:
    other = make_speaker("Minister of Bridges")
    page = post(client, public, attributions__0__speaker=str(other.pk))
    assert "say what is corrected and why" in page
    assert [str(row.speaker) for row in public.attributions.all()] == ["Minister of Tunnels"]
    post(client, public, attributions__0__speaker=str(other.pk), head__public_reason="It was the other minister.")
    assert [str(row.speaker) for row in public.attributions.all()] == ["Minister of Bridges"]
    assert Correction.objects.get().what == "attribution"


def test_the_words_of_a_public_quote_change_only_with_a_reason(client: Client, public: Quotation) -> None:
    changes = {"appearances__0__clause": "tunnel opens in June", "appearances__0__quoted": ""}
    assert "say what is corrected and why" in post(client, public, **changes)
    assert public.occurrences.get().clause_exact == "The tunnel opens in June"
    post(client, public, **changes, head__public_reason="One word too many.")
    assert public.occurrences.get().clause_exact == "tunnel opens in June"
    assert Correction.objects.get().after["words"] == "tunnel opens in June"


def test_a_reporting_verb_needs_no_reason(client: Client, public: Quotation) -> None:
    assert "The quote is saved." in post(client, public, appearances__0__cue="announced")
    assert public.occurrences.get().cue == "announced"
    assert not Correction.objects.exists()


def test_a_further_place_is_attached_and_the_first_one_removed(client: Client, draft: Quotation) -> None:
    capture = make_capture("Somebody said: “The bridge opens in May”.")
    values = opened(client, change_address(draft.pk))
    values |= {
        "appearances-TOTAL_FORMS": "2",
        "appearances-1-article": str(capture.article_id),
        "appearances-1-kind": "direct",
        "appearances-1-clause": "The bridge opens in May",
        "appearances-0-DELETE": "on",
    }
    answer = client.post(change_address(draft.pk), values)
    assert answer.status_code == 302
    left = draft.occurrences.get()
    assert left.capture == capture
    assert Quotation.objects.get(pk=draft.pk).lead == left


def test_the_last_place_and_the_last_speaker_are_not_removed(client: Client, draft: Quotation) -> None:
    assert "needs at least one place" in post(client, draft, appearances__0__DELETE="on")
    assert "Say who spoke" in post(client, draft, attributions__0__DELETE="on")
    assert (draft.occurrences.count(), draft.attributions.count()) == (1, 1)


def test_a_claim_is_taken_and_changed(client: Client, draft: Quotation) -> None:
    claim = make_claim()
    values = {"stances__TOTAL_FORMS": "1", "stances__0__claim": str(claim.pk), "stances__0__kind": "asserts"}
    post(client, draft, **values)
    assert [(row.claim, row.kind, str(row.decided_by)) for row in draft.stances.all()] == [
        (claim, "asserts", "the-editor")
    ]
    post(client, draft, stances__0__kind="denies")
    assert draft.stances.get().kind == "denies"
    post(client, draft, stances__0__DELETE="on")
    assert not draft.stances.exists()


def test_rows_of_another_quote_are_never_touched(client: Client, draft: Quotation, public: Quotation) -> None:
    foreign = public.occurrences.get()
    page = post(client, draft, appearances__0__row=str(foreign.pk), appearances__0__cue="stolen")
    assert "already attached at this place" in page
    foreign.refresh_from_db()
    assert foreign.cue == ""


class TestTwoEditors:
    def meet(
        self, draft: Quotation, first: dict[str, str], second: dict[str, str]
    ) -> tuple[Client, str, dict[str, str]]:
        """Both open the form, the first saves, then the second does; returns the second's answer and values."""
        one, other = desk(make_user(name="first-editor")), desk(make_user(name="second-editor"))
        address = change_address(draft.pk)
        values, others = opened(one, address), opened(other, address)
        assert one.post(address, {**values, **with_dashes(first)}).status_code == 302
        typed = {**others, **with_dashes(second)}
        return other, other.post(address, typed).content.decode(), typed

    def test_the_second_is_told_what_changed_and_loses_nothing(self, draft: Quotation) -> None:
        _, page, _ = self.meet(
            draft,
            {"head__place": "the old harbour", "head__occasion": "an opening"},
            {"head__place": "the new harbour", "appearances__0__cue": "declared"},
        )
        assert "Somebody else saved this quote" in page
        assert "first-editor" in page
        assert '<td dir="auto">the old harbour</td><td dir="auto">the new harbour</td>' in page
        assert 'value="the new harbour"' in page
        assert 'value="declared"' in page
        assert 'value="an opening"' in page
        assert Quotation.objects.get(pk=draft.pk).place == "the old harbour"

    def test_one_more_save_applies_it_and_keeps_what_only_the_first_changed(self, draft: Quotation) -> None:
        client, page, _ = self.meet(
            draft,
            {"head__place": "the old harbour", "head__occasion": "an opening"},
            {"head__place": "the new harbour"},
        )
        reader = FormReader("quotation_form")
        reader.feed(page)
        assert client.post(change_address(draft.pk), reader.values).status_code == 302
        again = Quotation.objects.get(pk=draft.pk)
        assert (again.place, again.occasion) == ("the new harbour", "an opening")

    def test_a_speaker_that_the_first_replaced_stays_visible_to_the_second(self, draft: Quotation) -> None:
        other = make_speaker("Minister of Bridges")
        _, page, _ = self.meet(
            draft,
            {"attributions__0__speaker": str(other.pk)},
            {"attributions__0__described_as": "speaking as a guest"},
        )
        assert "Removed meanwhile" in page
        assert "Minister of Bridges" in page
        assert 'value="speaking as a guest"' in page


def test_a_reporter_reads_a_public_quote_and_cannot_change_it(public: Quotation) -> None:
    client = desk(make_user("reporter"))
    page = client.get(change_address(public.pk)).content.decode()
    assert "an editor changes it" in page
    assert 'name="_save"' not in page
    answer = client.post(change_address(public.pk), {"head-edit_version": "2"})
    assert answer.status_code == 403


def test_a_number_that_does_not_exist_leads_to_the_list(client: Client) -> None:
    for number in ("999999", "9" * 30, "x", "%00"):
        answer = client.get(f"/en/desk/quotes/quotation/{number}/change/", follow=True)
        assert answer.status_code == 200
        assert "There is no quote with the number" in answer.content.decode()


def test_the_user_behind_a_save_stands_in_the_history(client: Client, draft: Quotation) -> None:
    post(client, draft, head__place="the old harbour")
    page = client.get(change_address(draft.pk).replace("/change/", "/history/")).content.decode()
    assert "the-editor" in page
    assert User.objects.filter(username="the-editor").exists()


def test_a_quote_that_appeared_in_fifty_articles_still_saves(client: Client, draft: Quotation) -> None:
    for number in range(50):
        capture = make_capture(f"Number {number}: “The bridge opens in May”.")
        start = capture.text.index("The bridge")
        span = Span(start, start + len("The bridge opens in May"))
        attach_occurrence(
            by=make_user(),
            now=NOW,
            quotation=draft,
            appearance=Appearance(capture=capture, kind="direct", clause=span, segments=(span,)),
        )
    assert "The quote is saved." in post(client, draft, appearances__50__cue="said")
    assert list(draft.occurrences.exclude(cue="").values_list("capture__text", flat=True)) == [
        "Number 49: “The bridge opens in May”."
    ]
