"""The inbox of suggested quotes inside the admin site: the list, one article with its suggestions, and the decisions.

Every act is a form that works without a script; the review desk's script adds the keys.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import npgettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from quotes.admin.learning import add_refusal, ask_and_answer
from quotes.admin.review import (
    BadPageError,
    ReviewDesk,
    View,
    acting,
    no_store,
    page_number,
    refuse_parameters,
    way_back,
)
from quotes.filters import InboxFilter
from quotes.finding import told_of_plugins
from quotes.forms.learning import ReasonForm
from quotes.forms.proposals import ProposalForm, choose_sentence, opened_with
from quotes.mentions import bare_name
from quotes.models import ExtractionRun, Proposal, Quotation, Ranking, Speaker
from quotes.queries import inbox
from quotes.queries.acceptance import acceptance
from quotes.queries.proposals import (
    Asked,
    article_page,
    asked_of,
    copies_of,
    direction_of,
    goes_with_all,
    latest_act,
)
from quotes.queries.tunings import tunings_of_the_inbox
from quotes.services.errors import Refused
from quotes.services.extracting import runs
from quotes.services.proposing import accepting, rejecting
from quotes.services.proposing.accepting import Accepted, NewSpeaker
from quotes.services.proposing.opened import MAY_DECIDE
from quotes.services.quoting import AttributedTo
from quotes.services.ranking import lessons
from quotes.services.watching import MAY_WATCH
from sources.models import Capture

MAY_LOOK = "quotes.view_proposal"
MAY_SEE_FIGURES = "quotes.view_ranking"
LIST = "admin:inbox"


class Inbox(ReviewDesk):
    """The views, in the frame of the review desk."""

    home = LIST

    def urls(self) -> list[URLPattern]:
        def post(view: View) -> View:
            return self._guarded(require_POST(view), MAY_DECIDE)

        edit = self._guarded(ask_and_answer(self.edit), MAY_DECIDE)
        figures = self._guarded(require_GET(self.figures), MAY_SEE_FIGURES)
        use = self._guarded(ask_and_answer(self.use), lessons.MAY_SWITCH)
        return [
            path("inbox/", self._guarded(require_GET(self.list), MAY_LOOK), name="inbox"),
            path("inbox/<int:capture_id>/", self._guarded(require_GET(self.article), MAY_LOOK), name="inbox-article"),
            path("inbox/<int:capture_id>/news/", self._guarded(require_GET(self.reading), MAY_LOOK), name="inbox-news"),
            path("inbox/<int:capture_id>/speaker/<int:speaker_id>/", post(self.accept_all), name="inbox-accept-all"),
            path("inbox/<int:capture_id>/back/", post(self.bring_back), name="inbox-back"),
            path("inbox/<int:capture_id>/again/", post(self.again), name="inbox-again"),
            path("inbox/quote/<int:proposal_id>/accept/", post(self.accept), name="inbox-accept"),
            path("inbox/quote/<int:proposal_id>/edit/", edit, name="inbox-edit"),
            path("inbox/quote/<int:proposal_id>/reject/", post(self.reject), name="inbox-reject"),
            path("inbox/precision/", figures, name="inbox-precision"),
            path("inbox/precision/use/<int:number>/", use, name="inbox-use"),
            path("inbox/undo/<uuid:act>/", post(self.undo), name="inbox-undo"),
        ]

    def list(self, request: HttpRequest) -> HttpResponse:
        filters = InboxFilter(request.GET, queryset=inbox.inbox_captures(acting(request)))
        refuse_parameters(request, *filters.filters, "page")
        if not filters.form.is_valid():
            wrong = [
                f"{filters.form[name].label}: {error}" for name, found in filters.form.errors.items() for error in found
            ]
            raise BadPageError(" ".join(wrong))
        page = page_of(filters.qs, page_number(request, *filters.filters))
        return self._page(
            request,
            "inbox/list.html",
            pgettext("verbatim", "Inbox"),
            form=filters.form,
            page=page,
            rows=inbox.rows_of(list(page), acting(request)),
            latest=latest_act(acting(request)),
        )

    def article(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        refuse_parameters(request)
        capture = readable(capture_id)
        listed = inbox.inbox_captures(acting(request)).get(pk=capture.pk)
        shown = article_page(capture, viewer=acting(request), left_out=listed.left_out or ())
        state = inbox.state_of(listed)
        return self._page(
            request,
            "inbox/article.html",
            capture.article.title,
            shown=shown,
            capture=capture,
            direction=direction_of(capture),
            state=state,
            sentence=inbox.sentence_of(state, listed.outcome or "") if not shown.open_count else "",
            known_count=listed.known_count,
            plugins=told_of_plugins(listed.plugin_notes or []),
            expired=any(card.proposal.state == Proposal.State.EXPIRED for card in shown.cards.values()),
            latest=latest_act(acting(request)),
        )

    def reading(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        """The live part of an article that is being read: how far that is."""
        refuse_parameters(request)
        listed = inbox.inbox_captures(acting(request)).get(pk=readable(capture_id).pk)
        return no_store(TemplateResponse(request, "inbox/_news.html", {"state": inbox.state_of(listed)}))

    def accept(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """As proposed: a new draft, or with `as=ID` one more place of that quotation."""
        proposal = found(proposal_id)

        def act() -> str:
            known = request.POST.get("as", "")
            copies = chosen_copies(request, proposal)
            if known:
                quotation = Quotation.objects.filter(pk=number_in(known)).first()
                if quotation is None:
                    raise Refused(pgettext("verbatim", "This quote is not there any more. Accept it as a new one."))
                return told(
                    accepting.accept_as_place(
                        by=acting(request), now=timezone.now(), proposal=proposal, quotation=quotation, copies=copies
                    )
                )
            who = who_chosen(request, asked_of([proposal], proposal.run.capture)[proposal.pk])
            return told(
                accepting.accept(by=acting(request), now=timezone.now(), proposal=proposal, who=who, copies=copies)
            )

        return self._after(request, act)

    def edit(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        """Correct and accept. What was typed stays, whatever is refused."""
        refuse_parameters(request, "next")
        proposal = found(proposal_id)
        asked = asked_of([proposal], proposal.run.capture)[proposal.pk]
        chosen = [one.preselected for one in asked]
        initial = opened_with(proposal, chosen, bare_name(asked[0].who.words) if asked else "")
        data = request.POST if request.method == "POST" else None
        form = ProposalForm(data, initial=initial, user=acting(request), proposal=proposal)
        if data is not None and form.is_valid():
            try:
                accepted = accepting.accept(
                    by=acting(request),
                    now=timezone.now(),
                    proposal=proposal,
                    who=form.who,
                    place=form.place,
                    said=form.said,
                    copies=chosen_copies(request, proposal),
                )
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, told(accepted))
                return HttpResponseRedirect(way_back(request, self.home))
        capture = proposal.run.capture
        return self._page(
            request,
            "inbox/edit.html",
            pgettext("verbatim", "Correct a suggested quote"),
            form=form,
            media=form.media,
            proposal=proposal,
            capture=capture,
            direction=direction_of(capture),
            around=passage_of(proposal),
            next=way_back(request, self.home),
        )

    def reject(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        proposal = found(proposal_id)

        def act() -> str:
            rejecting.reject(
                by=acting(request),
                now=timezone.now(),
                proposal=proposal,
                because=request.POST.get("because", ""),
                copies=copies_of(proposal),
            )
            return pgettext("verbatim", "Rejected: these words of this article are not suggested again.")

        return self._after(request, act)

    def undo(self, request: HttpRequest, act: Any) -> HttpResponse:
        def take_back() -> str:
            rows = rejecting.undo(by=acting(request), now=timezone.now(), act=act)
            count = len(rows)
            return npgettext(
                "verbatim",
                "Undone: %(count)d suggested quote waits again.",
                "Undone: %(count)d suggested quotes wait again.",
                count,
            ) % {"count": count}

        return self._after(request, take_back)

    def accept_all(self, request: HttpRequest, capture_id: int, speaker_id: int) -> HttpResponse:
        """All that this article certainly says of one speaker, but for what is decided one by one."""
        capture, speaker = readable(capture_id), get_object_or_404(Speaker, pk=speaker_id)

        def act() -> str:
            waiting = list(Proposal.objects.open().filter(run__capture=capture))
            asked = asked_of(waiting, capture)
            wanted = [one for one in waiting if goes_with_all(one, asked[one.pk]) == speaker.pk]
            return told(accepting.accept_all(by=acting(request), now=timezone.now(), proposals=wanted, speaker=speaker))

        return self._after(request, act)

    def bring_back(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        capture = readable(capture_id)

        def act() -> str:
            expired = Proposal.objects.filter(run__capture=capture, state=Proposal.State.EXPIRED)
            count = rejecting.bring_back(by=acting(request), now=timezone.now(), proposals=expired)
            return npgettext(
                "verbatim", "%(count)d suggested quote waits again.", "%(count)d suggested quotes wait again.", count
            ) % {"count": count}

        return self._after(request, act)

    def again(self, request: HttpRequest, capture_id: int) -> HttpResponse:
        capture = readable(capture_id)

        def act() -> str:
            if not runs.retry(by=acting(request), runs=ExtractionRun.objects.filter(capture=capture)):
                raise Refused(pgettext("verbatim", "This copy is not stopped any more."))
            return pgettext("verbatim", "This copy is read again.")

        return self._after(request, act)

    def figures(self, request: HttpRequest) -> HttpResponse:
        """How often suggestions are accepted, and what ranks them."""
        refuse_parameters(request)
        return self._page(
            request,
            "inbox/precision.html",
            pgettext("verbatim", "How good are the suggestions?"),
            acceptance=acceptance(),
            tunings=tunings_of_the_inbox(),
            may_switch=request.user.has_perm(lessons.MAY_SWITCH),
        )

    def use(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask, and then rank with another tuning; 0 stands for none."""
        refuse_parameters(request)
        ranking = get_object_or_404(Ranking, pk=number) if number else None
        form = ReasonForm(request.POST if request.method == "POST" else None)
        figures = reverse("admin:inbox-precision")
        if request.method == "POST" and form.is_valid():
            try:
                lessons.use_ranking(
                    by=acting(request), now=timezone.now(), ranking=ranking, because=form.cleaned_data["because"]
                )
            except Refused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, pgettext("verbatim", "From now on suggestions are made this way."))
                return HttpResponseRedirect(figures)
        title = pgettext("verbatim", "Use another tuning")
        return self._page(
            request, "review/use.html", title, form=form, attempt=ranking, back=figures, base="inbox/base.html"
        )

    def _page(
        self, request: HttpRequest, template: str, title: str, status: int | None = None, **context: Any
    ) -> TemplateResponse:
        may = {"may_decide": request.user.has_perm(MAY_DECIDE), "may_watch": request.user.has_perms(MAY_WATCH)}
        return super()._page(request, template, title, status, **{**may, **context})


def inbox_urls(site: AdminSite) -> list[URLPattern]:
    """For the site's `get_urls`, before its own: the admin's last pattern catches everything."""
    return Inbox(site).urls()


def readable(capture_id: int) -> Capture:
    rows = Capture.objects.readable().select_related("article__publication").defer("headers", "metadata")
    return get_object_or_404(rows, pk=capture_id)


def found(proposal_id: int) -> Proposal:
    rows = Proposal.objects.select_related("run__capture__article").defer(
        "run__capture__headers", "run__capture__metadata"
    )
    return get_object_or_404(rows.filter(run__capture__erased_at=None), pk=proposal_id)


def passage_of(proposal: Proposal, width: int = 500) -> tuple[str, str, str]:
    """The article's words before the suggestion, its own, and those behind it."""
    text, start, end = proposal.run.capture.text, proposal.clause_start, proposal.clause_end
    return text[max(0, start - width) : start], text[start:end], text[end : end + width]


def page_of(rows: Any, number: int) -> Any:
    """One page of the list; decided on, a last page may be empty by the time it is asked for."""
    try:
        return Paginator(rows, inbox.PAGE_SIZE).page(number)
    except EmptyPage as missing:
        raise Http404 from missing


def chosen_copies(request: HttpRequest, proposal: Proposal) -> list[Proposal]:
    """The copies that the editor saw and left ticked, as far as they still wait."""
    wanted = {number_in(value) for value in request.POST.getlist("copy")}
    return [copy for copy in copies_of(proposal) if copy.pk in wanted]


def who_chosen(request: HttpRequest, asked: tuple[Asked, ...]) -> list[AttributedTo | NewSpeaker]:
    """The speakers in their order. Only what the page offers can be chosen there."""
    return [_one_chosen(request.POST.get(f"who-{place}", ""), one) for place, one in enumerate(asked)]


def _one_chosen(value: str, asked: Asked) -> AttributedTo | NewSpeaker:
    if value not in {choice.value for choice in asked.choices}:
        raise Refused(choose_sentence(), field="who")
    if value == "new":
        return NewSpeaker(bare_name(asked.who.words))
    if value == "described":
        return AttributedTo(described_as=asked.who.words[:200])
    return AttributedTo(Speaker.objects.get(pk=number_in(value.removeprefix("speaker:"))))


def number_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def told(accepted: Accepted) -> str:
    """What an act made, in one sentence."""
    count, places = len(accepted.quotations), accepted.places
    if count > 1:
        return npgettext("verbatim", "%(count)d draft was made.", "%(count)d drafts were made.", count) % {
            "count": count
        }
    number = accepted.quotations[0].pk
    said = npgettext(
        "verbatim",
        "Accepted: quote #%(number)d with %(count)d place where it appeared.",
        "Accepted: quote #%(number)d with %(count)d places where it appeared.",
        places,
    )
    return said % {"number": number, "count": places}
