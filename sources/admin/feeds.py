"""Feeds that are watched: how they do, and what they brought."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext, pgettext_lazy

from sources.admin.acts import Act, ActingAdmin, Asked
from sources.admin.base import TabularInline
from sources.languages import direction
from sources.models import CaptureJob, Feed, FeedEntry
from sources.problems import sentence_of
from sources.queries import feed_state
from sources.services.feeds import choose_offered, look_now


class OfferedForm(forms.Form):
    address = forms.ChoiceField(label=pgettext_lazy("verbatim", "Feeds that the page offers"), widget=forms.RadioSelect)


def look(asked: Asked) -> Feed:
    return look_now(by=asked.by, now=asked.now, feed=asked.row)


def choose(asked: Asked) -> Feed:
    return choose_offered(by=asked.by, now=asked.now, feed=asked.row, address=asked.answers["address"])


LOOK = Act(
    slug="look",
    label=pgettext_lazy("verbatim", "Look now"),
    question=pgettext_lazy("verbatim", "The feed is looked at within a minute, and goes on being watched."),
    done=pgettext_lazy("verbatim", "The feed is looked at within a minute."),
    permission="sources.change_feed",
    run=look,
    offered=lambda feed: True,
)
CHOOSE = Act(
    slug="choose",
    label=pgettext_lazy("verbatim", "Choose a feed"),
    question=pgettext_lazy("verbatim", "This address is a page that offers several feeds. Which one is meant?"),
    done=pgettext_lazy("verbatim", "The feed is looked at within a minute."),
    permission="sources.change_feed",
    run=choose,
    offered=lambda feed: bool(feed.offered),
    form=OfferedForm,
)


class EntryInline(TabularInline):
    """What the feed said last, and what became of it."""

    model = FeedEntry
    fields = ("shown_title", "dated", "result")
    readonly_fields = fields
    extra = 0
    can_delete = False
    max_shown = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("sources.view_feed"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        newer = FeedEntry.objects.filter(feed=OuterRef("feed"), pk__gt=OuterRef("pk")).values("feed")
        newer = newer.annotate(count=Count("pk")).filter(count__gte=self.max_shown)
        jobs = CaptureJob.objects.select_related("article").order_by("-pk")
        mine: QuerySet[Any] = super().get_queryset(request)
        shown = mine.filter(~Exists(newer))
        return shown.prefetch_related(Prefetch("capture_jobs", jobs, to_attr="jobs"))

    @admin.display(description=pgettext_lazy("verbatim", "title"))
    def shown_title(self, entry: FeedEntry) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', entry.title or entry.address)

    @admin.display(description=pgettext_lazy("verbatim", "what became of it"))
    def result(self, entry: Any) -> SafeString | str:
        job = next(iter(entry.jobs), None)
        if job is None:
            return pgettext("verbatim", "passed over at the first look")
        if job.article is not None:
            return format_html(
                '<a href="{}" lang="{}" dir="{}">{}</a>',
                reverse("admin:sources_article_change", args=[job.article_id]),
                job.article.language,
                direction(job.article.language),
                job.article.title,
            )
        return str(sentence_of(job.problem)) if job.problem else str(job.get_state_display())


@admin.register(Feed)
class FeedAdmin(ActingAdmin):
    acts = (CHOOSE, LOOK)
    list_display = ["__str__", "publication", "how_it_does", "checked_at", "brought"]
    list_filter = ["active"]
    list_select_related = ["publication"]
    search_fields = ["title", "address", "publication__name"]
    autocomplete_fields = ["publication"]
    readonly_fields = ["how_it_does", "checked_at", "next_check_at", "news_at", "passed_over_words"]
    fields = ["publication", "address", "title", "active", *readonly_fields]
    inlines = [EntryInline]
    change_form_template = "admin/sources/acting_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        fetched = Q(entries__capture_jobs__article__isnull=False)
        rows: QuerySet[Feed] = super().get_queryset(request)
        return rows.annotate(articles=Count("entries__capture_jobs__article", filter=fetched, distinct=True))

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return list(self.inlines) if obj else []

    def act_form(self, request: HttpRequest, act: Act, row: Any) -> forms.Form:
        form = super().act_form(request, act, row)
        if isinstance(form, OfferedForm):
            field = form.fields["address"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(address, f"{title} · {address}" if title else address) for address, title in row.offered]
        return form

    @admin.display(description=pgettext_lazy("verbatim", "state"))
    def how_it_does(self, feed: Feed) -> SafeString:
        state = feed_state(feed)
        return format_html('<span class="feed-state feed-state--{}">{}</span>', state.name, state.sentence)

    @admin.display(description=pgettext_lazy("verbatim", "articles"))
    def brought(self, feed: Any) -> int:
        return int(feed.articles)

    @admin.display(description=pgettext_lazy("verbatim", "of its first look"))
    def passed_over_words(self, feed: Feed) -> str:
        if not feed.passed_over:
            return "–"
        return pgettext("verbatim", "older entries noted and not saved: %(count)d") % {"count": feed.passed_over}
