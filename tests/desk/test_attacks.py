"""What somebody may try at the desk: rights that are not theirs, and addresses that the database cannot read."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from quotes.models import Decision
from tests.desk.pages import desk, form_of
from tests.desk.test_deleting import delete_selected
from tests.factories import NOW, make_article, make_quotation, make_relation, make_speaker, make_user

pytestmark = pytest.mark.django_db

NUL = quote("\0")


def may_change(user_role: str, address: str) -> bool:
    client = desk(make_user(user_role))
    page = client.get(address)
    return page.status_code == 200 and client.post(address, form_of(page)).status_code != 403


@pytest.mark.parametrize(("role", "may"), [("reporter", False), ("editor", True)])
def test_what_readers_see_of_a_speaker_or_an_article_is_changed_by_editors(role: str, may: bool) -> None:
    speaker, article = make_speaker("Minister of Bridges"), make_article("Bridges go up")
    make_quotation("The bridge will open in spring", speaker=speaker, article=article)
    for name, row in (("quotes_speaker", speaker), ("sources_article", article)):
        assert may_change(role, reverse(f"admin:{name}_change", args=[row.pk])) == may


def test_a_reporter_still_prepares_what_no_reader_sees() -> None:
    speaker, article = make_speaker("Minister of Tunnels"), make_article("Tunnels go down")
    make_quotation("The tunnel will open in autumn", speaker=speaker, article=article, published=False)
    for name, row in (("quotes_speaker", speaker), ("sources_article", article)):
        assert may_change("reporter", reverse(f"admin:{name}_change", args=[row.pk]))


def test_no_filter_or_search_breaks_on_a_nul() -> None:
    client = desk(make_user("chief"))
    make_quotation()
    for model, model_admin in admin.site._registry.items():
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for name in [*(str(one) for one in model_admin.list_filter), "q", "o", "p"]:
            status = client.get(f"{address}?{name}={NUL}").status_code
            assert status in (200, 302), (address, name, status)


@pytest.mark.parametrize("column", ["app_label=accounts&model_name=user&field_name=groups", f"app_label={NUL}"])
def test_no_suggestion_breaks_on_a_nul(column: str) -> None:
    client = desk(make_user("chief"))
    assert client.get(f"{reverse('admin:autocomplete')}?{column}&term={NUL}").status_code in (200, 403)


def test_drafts_on_which_a_decision_rests_are_refused_with_a_sentence(client: Client) -> None:
    draft, other = make_quotation(published=False), make_quotation(published=False)
    editor = make_user("chief")
    match = make_relation(draft, other, state="confirmed", by=editor).match
    Decision.objects.create(match=match, chosen="repetition", wording="variant", decided_by=editor, decided_at=NOW)
    assert "rest on" in delete_selected(desk(editor), draft, other)
