"""Readers' pages of the weekly mail. No page opens a connection to a mail server or publishes to the broker.

Opening a link never changes anything: mail scanners open every link. Only a POST confirms, chooses or leaves.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from digests.forms import AskForm, FollowForm, PreferencesForm, refusal_field
from digests.links import BadLink, leave_address, preferences_address, row_id
from digests.models import Subscriber
from digests.services import subscribing
from quotes.models import Claim, Speaker
from quotes.services.errors import Refused

P = ParamSpec("P")
LARGEST_ID = 2**63 - 1


def through_link(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page behind a signed link: never stored, never indexed; a bad link gets a page that says what to do."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except BadLink:
            response = render(request, "digests/bad_link.html", status=404)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "same-origin"
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for the mail about everything, `?speaker=` or `?claim=`. The answer is the same for every address."""
    target = _target(request)
    form = AskForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        subscribing.ask(now=timezone.now(), **form.cleaned_data, **target)
        return redirect("digests:asked")
    context = {"form": form, **target}
    return render(request, "digests/subscribe.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def asked(request: HttpRequest) -> HttpResponse:
    _refuse_parameters(request, ())
    return render(request, "digests/asked.html")


@through_link
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the confirmation mail's link. Its button confirms."""
    now = timezone.now()
    try:
        confirmation = subscribing.open_confirmation(now=now, pk=row_id("confirm", token))
    except Refused as refusal:
        return render(request, "digests/bad_link.html", {"refusal": refusal}, status=410)
    subscriber = confirmation.subscriber
    form = FollowForm(_posted(request), offered=_named(subscriber.subscriptions.filter(confirmed_at=None)))
    if request.method == "POST" and form.is_valid():
        try:
            chosen = form.cleaned_data["follow"]
            subscriber = subscribing.confirm(now=now, confirmation=confirmation, subscriptions=chosen)
            return render(request, "digests/confirmed.html", _doors(subscriber))
        except Refused as refusal:
            form.add_error(refusal_field(form, refusal.field), str(refusal))
    context = {"form": form, "subscriber": subscriber, **_doors(subscriber)}
    return render(request, "digests/confirm.html", context, status=400 if form.errors else 200)


@through_link
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Language, day, zone and what is followed."""
    subscriber = _subscriber("preferences", token)
    if not subscriber.is_active:
        return render(request, "digests/left.html", {"subscriber": subscriber})
    form = PreferencesForm(
        _posted(request),
        offered=_named(subscriber.subscriptions.confirmed()),
        initial={"language": subscriber.language, "weekday": subscriber.weekday, "time_zone": subscriber.time_zone},
    )
    saved = request.method == "POST" and form.is_valid() and _chosen(form, subscriber)
    context = {"form": form, "saved": saved, "subscriber": subscriber, **_doors(subscriber)}
    return render(request, "digests/preferences.html", context, status=400 if form.errors else 200)


@csrf_exempt
@through_link
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One click out (RFC 8058): mail programs POST here without cookies. The signed link is the permission."""
    subscriber = _subscriber("leave", token)
    if request.method == "POST":
        subscribing.leave(now=timezone.now(), subscriber=subscriber)
        return render(request, "digests/left.html", {"subscriber": subscriber})
    return render(request, "digests/leave.html", {"subscriber": subscriber})


def _chosen(form: PreferencesForm, subscriber: Subscriber) -> bool:
    wanted: dict[str, Any] = dict(form.cleaned_data)
    try:
        subscribing.choose(now=timezone.now(), subscriber=subscriber, keep=wanted.pop("follow"), **wanted)
    except Refused as refusal:
        form.add_error(refusal_field(form, refusal.field), str(refusal))
        return False
    return True


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _named(subscriptions: Any) -> Any:
    return subscriptions.select_related("speaker", "claim").prefetch_related("speaker__names")


def _doors(subscriber: Subscriber) -> dict[str, str]:
    return {"preferences": preferences_address(subscriber), "leave": leave_address(subscriber)}


def _subscriber(purpose: str, token: str) -> Subscriber:
    subscriber = Subscriber.objects.filter(pk=row_id(purpose, token)).first()
    if subscriber is None:
        raise BadLink
    return subscriber


def _target(request: HttpRequest) -> dict[str, Any]:
    """The public speaker or claim that the page's address names, or nothing for everything."""
    _refuse_parameters(request, ("speaker", "claim"))
    targets: dict[str, Any] = {"speaker": Speaker.objects.published(), "claim": Claim.objects.published()}
    for name, public in targets.items():
        if name in request.GET:
            found = public.filter(pk=_id(request.GET[name])).first()
            if found is None:
                raise Http404
            return {name: found}
    return {}


def _refuse_parameters(request: HttpRequest, known: tuple[str, ...]) -> None:
    unknown = set(request.GET) - set(known)
    if unknown or len(request.GET) > 1:
        raise BadRequest("unknown parameters, or more than one")


def _id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_ID):
        raise BadRequest("not an id")
    return int(text)
