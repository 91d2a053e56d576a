"""Feeds that are watched."""

from django.contrib import admin

from sources.admin.base import DeskAdmin
from sources.models import Feed


@admin.register(Feed)
class FeedAdmin(DeskAdmin):
    list_display = ["__str__", "publication", "active", "checked_at", "failures"]
    list_filter = ["active"]
    list_select_related = ["publication"]
    search_fields = ["title", "address", "publication__name"]
    autocomplete_fields = ["publication"]
    readonly_fields = ["checked_at", "failures"]
    fields = ["publication", "address", "title", "active", *readonly_fields]
