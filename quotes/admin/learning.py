"""What the search learns, on the desk: how good its suggestions are, which tuning is used, which phrases are muted."""

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quotes.admin.review import BadPageError, ReviewDesk, acting, page_number, refuse_parameters, way_back
from quotes.filters import PrecisionFilter
from quotes.forms.learning import MuteForm, ReasonForm
from quotes.models import Calibration, Match, Mute
from quotes.queries.muted import muted_phrases
from quotes.queries.precision import decided_flags, precision
from quotes.queries.tunings import tunings_of_links
from quotes.services.errors import Refused
from quotes.services.learning import lessons, muting

MAY_SEE_FIGURES = "quotes.view_calibration"
MAY_SEE_MUTES = "quotes.view_mute"
ask_and_answer = require_http_methods(["GET", "POST"])


class LearningDesk(ReviewDesk):
    """The pages beside the review queue; acts that weigh more than one pair are asked twice."""

    def urls(self) -> list[URLPattern]:
        mute = self._guarded(ask_and_answer(self.mute), muting.MAY_MUTE)
        muted = self._guarded(require_GET(self.muted), MAY_SEE_MUTES)
        lift = self._guarded(require_POST(self.lift), muting.MAY_MUTE)
        figures = self._guarded(require_GET(self.figures), MAY_SEE_FIGURES)
        use = self._guarded(ask_and_answer(self.use), lessons.MAY_SWITCH)
        return [
            path("review/precision/", figures, name="review-precision"),
            path("review/precision/use/<int:number>/", use, name="review-use"),
            path("review/muted/", muted, name="review-muted"),
            path("review/muted/<int:mute_id>/lift/", lift, name="review-lift"),
            path("review/mute/<int:match_id>/", mute, name="review-mute"),
        ]

    def figures(self, request: HttpRequest) -> HttpResponse:
        filters = PrecisionFilter(request.GET, queryset=decided_flags())
        refuse_parameters(request, *filters.filters)
        if not filters.form.is_valid():
            wrong = [
                f"{filters.form[name].label}: {error}" for name, found in filters.form.errors.items() for error in found
            ]
            raise BadPageError(" ".join(wrong))
        return self._page(
            request,
            "review/precision.html",
            pgettext("verbatim", "How good are the suggestions?"),
            tab="precision",
            form=filters.form,
            precision=precision(filters.qs),
            tunings=tunings_of_links(),
            may_switch=request.user.has_perm(lessons.MAY_SWITCH),
        )

    def use(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask, and then use another tuning; 0 stands for none."""
        refuse_parameters(request)
        calibration = get_object_or_404(Calibration, pk=number) if number else None
        form = ReasonForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                lessons.use_calibration(
                    by=acting(request),
                    now=timezone.now(),
                    calibration=calibration,
                    because=form.cleaned_data["because"],
                )
            except Refused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, pgettext("verbatim", "From now on suggestions are made this way."))
                return HttpResponseRedirect(reverse("admin:review-precision"))
        title = pgettext("verbatim", "Use another tuning")
        return self._page(
            request, "review/use.html", title, form=form, attempt=calibration, back=reverse("admin:review-precision")
        )

    def muted(self, request: HttpRequest) -> HttpResponse:
        title = pgettext("verbatim", "Phrases not suggested any more")
        return self._page(
            request, "review/muted.html", title, tab="muted", muted=muted_phrases(page=page_number(request))
        )

    def mute(self, request: HttpRequest, match_id: int) -> HttpResponse:
        """Show what muting the phrase of this pair would mean, and then do it."""
        refuse_parameters(request, "next")
        match = get_object_or_404(Match, pk=match_id)
        proposal = muting.propose(match)
        if proposal is None:
            messages.error(request, pgettext("verbatim", "No open suggestion rests on a phrase here any more."))
            return HttpResponseRedirect(way_back(request))
        form = MuteForm(request.POST if request.method == "POST" else None, proposed=proposal.wordings)
        if request.method == "POST" and form.is_valid():
            try:
                row = muting.mute(
                    by=acting(request),
                    now=timezone.now(),
                    wordings=form.chosen,
                    reason=form.cleaned_data["because"],
                )
            except Refused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, taken_back(row))
                return HttpResponseRedirect(way_back(request))
        title = pgettext("verbatim", "Stop suggesting this phrase")
        return self._page(request, "review/mute.html", title, form=form, proposal=proposal, next=way_back(request))

    def lift(self, request: HttpRequest, mute_id: int) -> HttpResponse:
        mute = get_object_or_404(Mute, pk=mute_id)

        def act() -> str:
            muting.lift(by=acting(request), now=timezone.now(), mute=mute)
            return pgettext("verbatim", "The phrase is suggested again. The search for what it had silenced has begun.")

        return self._after(request, act)


def learning_urls(site: AdminSite) -> list[URLPattern]:
    """For the site's `get_urls`, before its own: the admin's last pattern catches everything."""
    return LearningDesk(site).urls()


def add_refusal(form: forms.Form, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def taken_back(mute: Mute) -> str:
    count = mute.silenced.count()
    return npgettext(
        "verbatim",
        "The phrase is not suggested any more. %(count)d suggestion was taken back.",
        "The phrase is not suggested any more. %(count)d suggestions were taken back.",
        count,
    ) % {"count": count}
