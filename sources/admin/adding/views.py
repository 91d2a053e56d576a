"""The pages on which articles are added, and the list of what became of pasted addresses.

A web request fetches nothing and tells no broker: it writes jobs, which a worker finds.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from sources.admin.adding.forms import AddressesForm, BringingForm, FileForm, PostForm, TextForm
from sources.errors import SourceRefused
from sources.models import CaptureBatch
from sources.queries import latest_batches, progress_of
from sources.services import adding, jobs
from sources.services.adding import Added

SAVED_COPY = "admin:inbox-article"
"""Where the desk shows a saved copy with what was found in it; a name of another room, known by its address alone."""
WAYS = (
    ("add", pgettext_lazy("way of adding", "Addresses")),
    ("add-text", pgettext_lazy("way of adding", "Text")),
    ("add-file", pgettext_lazy("way of adding", "File")),
    ("add-post", pgettext_lazy("way of adding", "Post")),
)
Save = Callable[[User, Any], Added]
View = Callable[..., HttpResponse]


class AddingDesk:
    """The views, with the admin site whose frame they use."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def urls(self) -> list[URLPattern]:
        form = require_http_methods(["GET", "POST"])
        return [
            path("add/", self._guarded(form(self.addresses)), name="add"),
            path("add/text/", self._guarded(form(self.text)), name="add-text"),
            path("add/file/", self._guarded(form(self.file)), name="add-file"),
            path("add/post/", self._guarded(form(self.post)), name="add-post"),
            path("add/list/<int:batch_id>/", self._guarded(require_GET(self.batch)), name="add-list"),
            path("add/list/<int:batch_id>/lines/", self._guarded(require_GET(self.lines)), name="add-lines"),
            path("add/list/<int:batch_id>/again/", self._guarded(require_POST(self.again)), name="add-again"),
            path("add/list/<int:batch_id>/back/", self._guarded(require_POST(self.back)), name="add-back"),
        ]

    def addresses(self, request: HttpRequest) -> HttpResponse:
        form = AddressesForm(request.POST if request.method == "POST" else None, user=acting(request))
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            try:
                batch = adding.ask_for_addresses(
                    by=acting(request),
                    now=timezone.now(),
                    typed=values["typed"],
                    publication=values["publication"],
                    language=values["language"],
                )
                return HttpResponseRedirect(reverse("admin:add-list", args=[batch.pk]))
            except SourceRefused as refusal:
                add_refusal(form, refusal)
        return self._form(request, "add", form, latest=latest_batches(acting(request)))

    def text(self, request: HttpRequest) -> HttpResponse:
        def save(by: User, form: TextForm) -> Added:
            return adding.add_text(by=by, now=timezone.now(), text=form.cleaned_data["text"], told=form.told)

        return self._brought(request, "add-text", TextForm, save)

    def file(self, request: HttpRequest) -> HttpResponse:
        def save(by: User, form: FileForm) -> Added:
            file = form.cleaned_data["file"]
            return adding.add_file(
                by=by,
                now=timezone.now(),
                content=file.read(),
                file_name=file.name or "",
                media_type=file.content_type or "",
                told=form.told,
            )

        return self._brought(request, "add-file", FileForm, save)

    def post(self, request: HttpRequest) -> HttpResponse:
        def save(by: User, form: PostForm) -> Added:
            return adding.add_post(by=by, now=timezone.now(), given=form.given)

        return self._brought(request, "add-post", PostForm, save)

    def batch(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        batch = found(batch_id)
        title = pgettext("verbatim", "Pasted addresses")
        return self._page(request, "adding/list.html", title, batch=batch, progress=progress_of(batch))

    def lines(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """The live part of the list."""
        batch = found(batch_id)
        context = {"batch": batch, "progress": progress_of(batch), "next": reverse("admin:add-list", args=[batch_id])}
        response = TemplateResponse(request, "adding/_lines.html", context)
        response["Cache-Control"] = "no-store"
        return response

    def again(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Begin one line again, or all that did not work."""
        chosen = self._chosen(request, batch_id)
        anyway = request.POST.get("anyway") == "yes"
        count = jobs.try_now(by=acting(request), now=timezone.now(), jobs=chosen, keep_anyway=anyway)
        return self._told(
            request,
            batch_id,
            npgettext("verbatim", "%(count)d address is tried again.", "%(count)d addresses are tried again.", count)
            % {"count": count},
        )

    def back(self, request: HttpRequest, batch_id: int) -> HttpResponse:
        """Take back what was not begun; it can be tried again later."""
        count = jobs.cancel(by=acting(request), now=timezone.now(), jobs=self._chosen(request, batch_id))
        return self._told(
            request,
            batch_id,
            npgettext("verbatim", "%(count)d address was taken back.", "%(count)d addresses were taken back.", count)
            % {"count": count},
        )

    def _chosen(self, request: HttpRequest, batch_id: int) -> Any:
        rows = found(batch_id).jobs.all()
        line = request.POST.get("line", "")
        is_number = line.isascii() and line.isdigit() and len(line) < 9
        return rows.filter(line=int(line)) if is_number else rows

    def _told(self, request: HttpRequest, batch_id: int, sentence: str) -> HttpResponse:
        messages.success(request, sentence)
        return HttpResponseRedirect(reverse("admin:add-list", args=[batch_id]))

    def _brought(self, request: HttpRequest, way: str, form_class: type[BringingForm], save: Any) -> HttpResponse:
        """A form whose article is kept at once; the next page shows it with the quotes that are found in it."""
        if request.method != "POST":
            return self._form(request, way, form_class(user=acting(request)))
        form = form_class(request.POST, request.FILES, user=acting(request))
        if form.is_valid():
            try:
                added = save(acting(request), form)
            except SourceRefused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, told(added))
                return HttpResponseRedirect(reverse(SAVED_COPY, args=[added.capture.pk]))
        return self._form(request, way, form)

    def _form(self, request: HttpRequest, way: str, form: forms.Form, **context: Any) -> HttpResponse:
        ways = [(name, label, name == way) for name, label in WAYS]
        title = pgettext("verbatim", "Add articles")
        return self._page(
            request, "adding/form.html", title, form=form, media=form.media, ways=ways, way=way, **context
        )

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        common = {**self.site.each_context(request), "title": title, "is_nav_sidebar_enabled": False}
        return TemplateResponse(request, template, {**common, **context})

    def _guarded(self, view: View) -> View:
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not acting(request).has_perms(jobs.MAY_ADD):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.site.admin_view(answer)


def adding_urls(site: AdminSite) -> list[URLPattern]:
    """For the site's `get_urls`, before its own: the admin's last pattern catches everything."""
    return AddingDesk(site).urls()


def acting(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "the admin site lets nobody in without logging in"
    return request.user


def found(batch_id: int) -> CaptureBatch:
    return get_object_or_404(CaptureBatch.objects.select_related("asked_by", "publication"), pk=batch_id)


def add_refusal(form: forms.Form, refusal: SourceRefused) -> None:
    """Beside the field that it is about, which for a text is where the text was given."""
    names = {"content": ("text", "file"), "canonical_address": ("address",), "published": ("published_from",)}
    wanted = (refusal.field, *names.get(refusal.field, ()))
    form.add_error(next((name for name in wanted if name in form.fields), None), str(refusal))


def told(added: Added) -> str:
    """What was kept, in one sentence."""
    if added.was_here:
        return pgettext("verbatim", "Exactly this was saved before: here it is.")
    if added.is_new_article:
        return pgettext("verbatim", "The article is saved.")
    return pgettext("verbatim", "The article was known: this is a new saved copy of it.")
