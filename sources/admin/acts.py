"""Acts on one row that are asked twice: the first click shows what will happen, the second one does it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from accounts.models import User
from sources.admin.base import DeskAdmin
from sources.errors import SourceRefused
from sources.forms import PlainText, TextArea


class ReasonForm(forms.Form):
    because = PlainText(label=pgettext_lazy("verbatim", "Reason"), widget=TextArea, max_length=2000, help_text="")


class PublicReasonForm(ReasonForm):
    because = PlainText(
        label=pgettext_lazy("verbatim", "Reason"),
        widget=TextArea,
        max_length=2000,
        help_text=pgettext_lazy("verbatim", "Readers will see it."),
    )


@dataclass(frozen=True)
class Asked:
    """One answered question: who, about what, when, with which answers."""

    by: User
    row: Any
    now: datetime
    answers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """`run` calls one service; `offered` says for which rows the button is shown."""

    slug: str
    label: Any
    question: Any
    done: Any
    permission: str
    run: Callable[[Asked], Any]
    offered: Callable[[Any], bool]
    form: type[forms.Form] = forms.Form
    grave: bool = False


class ActingAdmin(DeskAdmin):
    """A ModelAdmin with acts. Its change form shows the buttons from `acts_offered`."""

    acts: tuple[Act, ...] = ()
    refusals: tuple[type[Exception], ...] = (SourceRefused,)
    act_template = "admin/act.html"

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(
                f"<path:object_id>/{act.slug}/",
                self.admin_site.admin_view(partial(self.act_view, act=act)),
                name=f"{name}_{act.slug}",
            )
            for act in self.acts
        ]
        return own + super().get_urls()

    def acts_offered(self, request: HttpRequest, row: Any) -> list[Act]:
        return [act for act in self.acts if act.offered(row) and request.user.has_perm(act.permission)]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        acts = self.acts_offered(request, row) if row else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "acts": acts})

    def act_view(self, request: HttpRequest, object_id: str, act: Act) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return] # Django's own helper, not in the stubs
        user = request.user
        if not isinstance(user, User) or not user.has_perm(act.permission):
            raise PermissionDenied
        form = self.act_form(request, act, row)
        if request.method == "POST" and form.is_valid() and self._acted(request, form, act, row):
            return HttpResponseRedirect(self.after_act(row))
        return self._ask(request, form, act, row)

    def act_form(self, request: HttpRequest, act: Act, row: Any) -> forms.Form:
        return act.form(request.POST if request.method == "POST" else None)

    def after_act(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(row.pk)])

    def _acted(self, request: HttpRequest, form: forms.Form, act: Act, row: Any) -> bool:
        assert isinstance(request.user, User)
        try:
            act.run(Asked(request.user, row, timezone.now(), form.cleaned_data))
        except self.refusals as refusal:
            field_name = getattr(refusal, "field", "")
            form.add_error(field_name if field_name in form.fields else None, str(refusal))
            return False
        self.log_change(request, row, str(act.label))
        self.message_user(request, act.done, messages.SUCCESS)
        return True

    def _ask(self, request: HttpRequest, form: forms.Form, act: Act, row: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "opts": self.opts,
            "original": row,
            "act": act,
            "form": form,
            "media": self.media + form.media,
            "back": self.after_act(row),
            "shown": self.shown_in_question(row),
        }
        return TemplateResponse(request, self.act_template, context)

    def shown_in_question(self, row: Any) -> Any:
        """What the row is, in its own language."""
        return str(row)
