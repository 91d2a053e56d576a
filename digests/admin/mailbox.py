"""The mails that the embedded default writes into a folder instead of sending them, for people who try things out."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import pgettext

from digests.mail.folder import StoredMail, names, stored_mail
from digests.mail.transport import Folder, transport_for

A_PAGE = 50
SANDBOX = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'"
"""A stored mail runs no script, loads nothing and belongs to no origin, whatever is in it."""


def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails of the folder, the newest first."""
    folder = _folder(request)
    listed = names(folder) if folder else []
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("p"))
    mails = [mail for name in page if folder and (mail := stored_mail(folder, name))]
    context = {"page": page, "mails": mails, "folder": folder, "title": pgettext("verbatim", "Mails in the folder")}
    return _shown(request, "digests/desk/mailbox.html", context)


def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: its text with links, its source."""
    found = _mail(request, name)
    return _shown(request, "digests/desk/mail.html", {"mail": found, "title": found.subject})


def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part as a mail program shows it, in a sandbox."""
    return HttpResponse(_mail(request, name).html, headers={"Content-Security-Policy": SANDBOX})


def _folder(request: HttpRequest) -> Path | None:
    if not request.user.has_perm("digests.view_delivery"):
        raise PermissionDenied
    transport = transport_for(settings.MAIL_URL)
    return transport.path if isinstance(transport, Folder) else None


def _mail(request: HttpRequest, name: str) -> StoredMail:
    folder = _folder(request)
    found = stored_mail(folder, name) if folder else None
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context})
