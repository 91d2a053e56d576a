"""The form about one quotation, from opening to saving. One request makes one editor."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from accounts.models import User
from quotes.admin.warnings import twin_sentences, unmarked_sentences, warnings_about
from quotes.forms.conflicts import Difference, settle
from quotes.forms.sheet import QuotationForms
from quotes.models import Quotation
from quotes.queries.drift import latest_sightings
from quotes.queries.words import bulk_of
from quotes.services.editing import save_changes, save_new
from quotes.services.errors import Refused
from quotes.services.sheets import EditedMeanwhile

if TYPE_CHECKING:
    from quotes.admin.quotations import QuotationAdmin

TEMPLATE = "admin/quotes/quotation/editor.html"


class QuotationEditor:
    def __init__(
        self, admin: "QuotationAdmin", request: HttpRequest, object_id: str | None, extra: dict[str, Any]
    ) -> None:
        assert isinstance(request.user, User)
        self.admin, self.request, self.object_id, self.extra = admin, request, object_id, extra
        self.user: User = request.user
        self.quotation: Quotation | None = None

    def answer(self) -> HttpResponse:
        if self.object_id is not None:
            self.quotation = self.admin.get_object(self.request, unquote(self.object_id))
            if self.quotation is None:
                return self._gone(self.object_id)
        self._refuse_strangers()
        if self.request.method == "POST":
            return self._save()
        return self._page(self._opened())

    def _gone(self, object_id: str) -> HttpResponse:
        message = pgettext("verbatim", "There is no quote with the number %(number)s. Perhaps it was deleted.")
        messages.warning(self.request, message % {"number": unquote(object_id)})
        return HttpResponseRedirect(reverse("admin:quotes_quotation_changelist"))

    def _refuse_strangers(self) -> None:
        allowed = self.admin.has_view_or_change_permission(self.request, self.quotation)
        if self.quotation is None:
            allowed = self.admin.has_add_permission(self.request)
        elif self.request.method == "POST":
            allowed = self.admin.has_change_permission(self.request, self.quotation)
        if not allowed:
            raise PermissionDenied

    def _opened(self) -> QuotationForms:
        return QuotationForms(user=self.user, quotation=self.quotation)

    def _save(self) -> HttpResponse:
        forms = QuotationForms(user=self.user, quotation=self.quotation, data=self.request.POST)
        valid = forms.is_valid()
        if self.quotation and forms.seen_version != self.quotation.edit_version:
            return self._settle(forms)
        if not valid:
            return self._page(forms)
        try:
            saved = self._write(forms)
        except EditedMeanwhile:
            return self._settle(forms)
        except Refused as refused:
            forms.refuse(refused)
            return self._page(forms)
        except IntegrityError:
            forms.refuse(Refused(unlawful_sentence()))
            return self._page(forms)
        return self._saved(forms, saved)

    def _write(self, forms: QuotationForms) -> Quotation:
        now = timezone.now()
        if self.quotation is None:
            return save_new(by=self.user, now=now, sheet=forms.sheet())
        return save_changes(
            by=self.user,
            now=now,
            quotation=self.quotation,
            seen_version=forms.seen_version,
            sheet=forms.sheet(),
            **forms.correction(),
        )

    def _settle(self, typed: QuotationForms) -> HttpResponse:
        """Somebody saved meanwhile: show what changed, keep what was typed."""
        assert self.quotation is not None
        self.quotation = self.admin.get_object(self.request, str(self.quotation.pk))
        if self.quotation is None:
            return self._gone(str(self.object_id))
        data, differences = settle(typed, self._opened())
        merged = QuotationForms(user=self.user, quotation=self.quotation, data=data)
        merged.is_valid()
        return self._page(merged, differences, met=True)

    def _saved(self, forms: QuotationForms, saved: Quotation) -> HttpResponse:
        if self.quotation is None:
            self.admin.log_addition(self.request, saved, [{"added": {}}])
        else:
            self.admin.log_change(self.request, saved, [{"changed": {"fields": changed_fields(forms)}}])
        messages.success(self.request, pgettext("verbatim", "The quote is saved."))
        self._warn(saved)
        return HttpResponseRedirect(self._next(saved))

    def _warn(self, saved: Quotation) -> None:
        rows = saved.occurrences.select_related("capture__article").defer(*bulk_of("capture"))
        rows = rows.prefetch_related("segments")
        words = [(row.clause_exact, row.capture.article.language) for row in rows]
        for sentence in [*warnings_about(words), *unmarked_sentences(rows), *twin_sentences(saved, rows)]:
            messages.warning(self.request, sentence)

    def _next(self, saved: Quotation) -> str:
        if "_publish" in self.request.POST:
            return reverse("admin:quotes_quotation_publish", args=[saved.pk])
        if "_addanother" in self.request.POST:
            return reverse("admin:quotes_quotation_add")
        return reverse("admin:quotes_quotation_change", args=[saved.pk])

    def _page(
        self, forms: QuotationForms, differences: list[Difference] | None = None, met: bool = False
    ) -> HttpResponse:
        context = {
            **self.admin.admin_site.each_context(self.request),
            **self.extra,
            "opts": self.admin.opts,
            "title": self._title(),
            "original": self.quotation,
            "forms": forms,
            "media": self.admin.media + forms.media,
            "may_change": self._may_change(),
            "may_publish": self.user.has_perm("quotes.publish_quotation"),
            "may_delete": self.admin.has_delete_permission(self.request, self.quotation),
            "may_decide_claims": self.user.has_perm("quotes.add_stance"),
            "errors": 0 if met or forms.data is None else forms.error_count(),
            "met": met,
            "differences": differences or [],
            "met_by": self._last_editor() if met else None,
            "shown": self.admin.shown_in_question(self.quotation) if self.quotation else "",
            "sightings": latest_sightings(self.quotation) if self.quotation else [],
        }
        return TemplateResponse(self.request, TEMPLATE, context)

    def _may_change(self) -> bool:
        return self.quotation is None or self.admin.has_change_permission(self.request, self.quotation)

    def _title(self) -> str:
        if self.quotation is None:
            return pgettext("verbatim", "New quote")
        return pgettext("verbatim", "Quote %(number)s") % {"number": f"#{self.quotation.pk}"}

    def _last_editor(self) -> LogEntry | None:
        assert self.quotation is not None
        about = {"content_type": ContentType.objects.get_for_model(Quotation), "object_id": str(self.quotation.pk)}
        return LogEntry.objects.filter(**about).select_related("user").order_by("-action_time").first()


def changed_fields(forms: QuotationForms) -> list[str]:
    """Names of what was touched, for the history page."""
    parts = [form for formset in forms.parts.values() for form in formset.forms]
    labels = [str(form.fields[name].label or name) for form in [forms.head, *parts] for name in form.changed_data]
    return list(dict.fromkeys(labels))


def unlawful_sentence() -> str:
    return pgettext(
        "verbatim",
        "The database refused this: somebody may have changed the same place a moment ago. "
        "Nothing was saved; try again.",
    )
