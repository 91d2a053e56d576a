"""The star of a speaker or a claim on the desk: watch it, and watch it no longer."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_POST

from quotes.admin.review import ReviewDesk, View, acting
from quotes.display import name_words
from quotes.models import Claim, Speaker
from quotes.services.watching import MAY_WATCH, unwatch, watch


class WatchDesk(ReviewDesk):
    """Each star is a form; `watch` is "no" to take it back."""

    home = "admin:index"

    def urls(self) -> list[URLPattern]:
        def post(view: View) -> View:
            return self._guarded(require_POST(view), MAY_WATCH[0])

        return [
            path("watch/speaker/<int:speaker_id>/", post(self.speaker), name="watch-speaker"),
            path("watch/claim/<int:claim_id>/", post(self.claim), name="watch-claim"),
        ]

    def speaker(self, request: HttpRequest, speaker_id: int) -> HttpResponse:
        speaker = get_object_or_404(Speaker, pk=speaker_id)
        return self._turn(request, speaker, speaker.label(get_language() or "en"))

    def claim(self, request: HttpRequest, claim_id: int) -> HttpResponse:
        claim = get_object_or_404(Claim, pk=claim_id)
        return self._turn(request, claim, claim.heading(get_language() or "en"))

    def _turn(self, request: HttpRequest, what: Speaker | Claim, name: str) -> HttpResponse:
        shown = {"name": f"\u2068{name_words(name)}\u2069"}

        def act() -> str:
            if request.POST.get("watch") == "no":
                unwatch(by=acting(request), what=what)
                return pgettext("verbatim", "You no longer watch %(name)s.") % shown
            watch(by=acting(request), now=timezone.now(), what=what)
            return pgettext("verbatim", "You watch %(name)s: their suggested quotes come first in your inbox.") % shown

        return self._after(request, act)


def watching_urls(site: AdminSite) -> list[URLPattern]:
    """For the site's `get_urls`, before its own: the admin's last pattern catches everything."""
    return WatchDesk(site).urls()
