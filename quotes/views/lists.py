"""What all lists of readers share: a strict question, a page of rows, and a clear answer to a bad question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext

from quotes.filters import PAGE, ListFilter

M = TypeVar("M", bound=Model)
PAGE_SIZE = 50
LAST_PAGE = 100_000


@dataclass(frozen=True)
class Question:
    """A list's filters as asked, and which page of the answer."""

    filters: ListFilter
    page: int


class BadQuestionError(Exception):
    """The address asks for something that the list does not know. Carries the sentences that say what."""

    def __init__(self, filters: ListFilter, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.filters = filters
        self.sentences = sentences


def ask(request: HttpRequest, filter_class: type[ListFilter], rows: QuerySet[Any]) -> Question:
    """Read the address; :class:`BadQuestionError` when any of it is not understood."""
    filters = filter_class(request.GET, queryset=rows)
    sentences = [
        pgettext("verbatim", "This list has no filter “%(name)s”, or it stands twice in the address.") % {"name": name}
        for name in filters.unknown_parameters
    ]
    if not filters.form.is_valid():
        sentences += [
            f"{filters.form[name].label}: {error}" for name, errors in filters.form.errors.items() for error in errors
        ]
    page = request.GET.get(PAGE, "1")
    if not (page.isascii() and page.isdigit() and 0 < len(page) < 7 and 0 < int(page) <= LAST_PAGE):
        sentences.append(pgettext("verbatim", "“page” is a number from 1 on."))
    if sentences:
        raise BadQuestionError(filters, sentences)
    return Question(filters, int(page))


def page_of(rows: QuerySet[M], number: int) -> Page[M]:
    """One page of rows; the first may be empty, any other that is empty does not exist."""
    try:
        return Paginator(rows, PAGE_SIZE).page(number)
    except EmptyPage as missing:
        raise Http404 from missing


def strict(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a bad question with status 400 and a page that says what was not understood."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BadQuestionError as bad:
            context = {"sentences": bad.sentences, "form": bad.filters.form, "address": request.path}
            return render(request, "public/bad_question.html", context, status=400)

    return answer
