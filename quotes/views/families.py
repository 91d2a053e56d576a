"""The readers' page of one phrase through time."""

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from quotes.filters import PlainFilter
from quotes.models import Family, Quotation
from quotes.queries import families
from quotes.views.lists import ask, strict


@require_safe
@strict
def family(request: HttpRequest, pk: int) -> HttpResponse:
    """The phrase with its published members; a family that was joined to another one leads there."""
    question = ask(request, PlainFilter, Quotation.objects.none())
    found = families.readable_families().filter(pk=pk).first()
    if found is None:
        gone = get_object_or_404(Family, pk=pk, joined_to__in=families.readable_families())
        return redirect("quotes:family", pk=gone.joined_to_id, permanent=False)
    try:
        page = families.pages_of(found).page(question.page)
    except EmptyPage as missing:
        raise Http404 from missing
    return render(request, "public/family.html", {"page": page, "phrase": families.family_page(found, page)})
