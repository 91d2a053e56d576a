"""Readers' pages. Each view is one question to `quotes.queries` and one template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from quotes.filters import ClaimFilter, PlainFilter, QuotationFilter, SpeakerFilter
from quotes.models import Claim, Quotation, Speaker
from quotes.queries import public
from quotes.queries.cards import for_cards, load_cards
from quotes.views.lists import ask, page_of, strict
from sources.models import Article


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "public/front.html", {"front": public.front_page()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html")


@require_safe
@strict
def quotation_list(request: HttpRequest) -> HttpResponse:
    question = ask(request, QuotationFilter, for_cards(Quotation.objects.all()))
    page = page_of(public.newest_first(question.filters.qs), question.page)
    context = {"page": page, "cards": load_cards(page), "form": question.filters.form, "address": request.path}
    return render(request, "public/quotations.html", context)


@require_safe
def quotation(request: HttpRequest, pk: int) -> HttpResponse:
    """The quotation with its proof; 410 and a tombstone for a withdrawn one; 404 for one that is not public."""
    if withdrawn := Quotation.objects.withdrawn().filter(pk=pk).first():
        return render(request, "public/withdrawn.html", {"quotation": withdrawn}, status=410)
    found = get_object_or_404(for_cards(Quotation.objects.all()), pk=pk)
    return render(request, "public/quotation.html", {"page": public.quotation_page(found)})


@require_safe
@strict
def speaker_list(request: HttpRequest) -> HttpResponse:
    question = ask(request, SpeakerFilter, public.speakers_with_counts())
    page = page_of(question.filters.qs, question.page)
    context = {"page": page, "form": question.filters.form, "address": request.path}
    return render(request, "public/speakers.html", context)


@require_safe
@strict
def speaker(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Speaker.objects.published().prefetch_related("names", "positions"), pk=pk)
    question = ask(request, PlainFilter, public.quotations_of_speaker(found))
    page = page_of(question.filters.qs, question.page)
    return render(request, "public/speaker.html", {"speaker": found, "page": page, "cards": load_cards(page)})


@require_safe
@strict
def article(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Article.objects.published().select_related("publication"), pk=pk)
    question = ask(request, PlainFilter, public.quotations_in_article(found))
    page = page_of(question.filters.qs, question.page)
    context = {"article": public.article_page(found), "page": page, "cards": load_cards(page)}
    return render(request, "public/article.html", context)


@require_safe
@strict
def claim_list(request: HttpRequest) -> HttpResponse:
    question = ask(request, ClaimFilter, public.claims_with_counts())
    page = page_of(question.filters.qs, question.page)
    context = {"page": page, "form": question.filters.form, "address": request.path}
    return render(request, "public/claims.html", context)


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Claim.objects.published(), pk=pk)
    return render(request, "public/claim.html", {"page": public.claim_page(found)})


@require_safe
@strict
def topic_list(request: HttpRequest) -> HttpResponse:
    question = ask(request, PlainFilter, public.topics_with_claims())
    return render(request, "public/topics.html", {"page": page_of(question.filters.qs, question.page)})
