"""Mails on the desk: what waits, what was sent, and what somebody has to decide about."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from digests.admin import mailbox
from digests.admin.reading import ReadOnlyAdmin
from digests.models import Confirmation, Delivery, Letter
from digests.services import claiming
from quotes.services.errors import Refused

ACTIONS = {"sent": claiming.mark_sent, "again": claiming.send_again}
UNSETTLED = "unsettled"


class UnsettledFilter(admin.SimpleListFilter):
    title = pgettext_lazy("verbatim", "to decide")
    parameter_name = "decide"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(UNSETTLED, pgettext_lazy("verbatim", "Somebody has to decide"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == UNSETTLED:
            return queryset.filter(state__in=[Letter.State.HELD, Letter.State.FAILED])
        return queryset


class LetterAdmin(ReadOnlyAdmin):
    """Shared by both kinds of mail. Deciding about one is asked twice and needs the right to change it."""

    change_form_template = "digests/desk/letter.html"
    list_filter = [UnsettledFilter, "state"]
    list_select_related = ["subscriber", "settled_by"]
    search_fields = ["subscriber__email", "message_id"]
    fields = [
        "subscriber",
        "state",
        "due_at",
        "attempts",
        "message_id",
        "answer",
        "sent_at",
        "settled_by",
        "settled_at",
    ]

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:pk>/settle/<str:action>/",
            self.admin_site.admin_view(self.settle),
            name=f"{self._name}_settle",
        )
        return [own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        letter = self.get_object(request, object_id)
        offered = self._offered(request, letter) if letter else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "offered": offered})

    def settle(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        """The page that asks once more (GET), and the decision (POST)."""
        letter = self.get_queryset(request).select_related("subscriber").filter(pk=pk).first()
        if letter is None or action not in ACTIONS:
            raise Http404
        if not self._may_settle(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._settled(request, letter, action)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": letter,
            "action": action,
            "title": self._question(action),
        }
        return TemplateResponse(request, "digests/desk/settle.html", context)

    def _settled(self, request: HttpRequest, letter: Letter, action: str) -> HttpResponse:
        assert isinstance(request.user, User)
        try:
            ACTIONS[action](by=request.user, now=timezone.now(), letter=letter)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, pgettext("verbatim", "The decision is recorded."))
        return redirect(f"admin:{self._name}_change", letter.pk)

    def _offered(self, request: HttpRequest, letter: Any) -> list[tuple[str, str]]:
        """Address and name of each decision that this person may take about the letter."""
        if not self._may_settle(request):
            return []
        actions = {Letter.State.HELD: ["sent", "again"], Letter.State.FAILED: ["again"]}.get(letter.state, [])
        return [
            (reverse(f"admin:{self._name}_settle", args=[letter.pk, action]), self._question(action))
            for action in actions
        ]

    def _question(self, action: str) -> str:
        return {
            "sent": pgettext("verbatim", "It arrived: mark it as sent"),
            "again": pgettext("verbatim", "It did not arrive: send it again"),
        }[action]

    def _may_settle(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"digests.change_{self.opts.model_name}")

    @property
    def _name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"


@admin.register(Delivery)
class DeliveryAdmin(LetterAdmin):
    list_display = ["name_of_week", "subscriber", "state", "due_at", "attempts", "short_answer", "sent_at"]
    fields = ["edition", *LetterAdmin.fields]
    change_list_template = "digests/desk/deliveries.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("folder/", view(mailbox.mailbox), name="digests_mailbox"),
            path("folder/<str:name>/", view(mailbox.mail), name="digests_mail"),
            path("folder/<str:name>/html/", view(mailbox.mail_html), name="digests_mail_html"),
            *super().get_urls(),
        ]

    @admin.display(description=pgettext_lazy("verbatim", "the mail server's answer"))
    def short_answer(self, letter: Delivery) -> str:
        return format_html('<bdi dir="ltr">{}</bdi>', letter.answer[:80])

    @admin.display(description=pgettext_lazy("verbatim", "week"), ordering="week")
    def name_of_week(self, letter: Delivery) -> str:
        return format_html('<bdi dir="ltr">{}</bdi>', letter.week)


@admin.register(Confirmation)
class ConfirmationAdmin(LetterAdmin):
    list_display = ["subscriber", "state", "asked_at", "due_at", "attempts", "answered_at"]
    fields = ["language", "asked_at", "answered_at", *LetterAdmin.fields]
