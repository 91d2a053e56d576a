"""Topics that group claims."""

from django.contrib import admin

from quotes.models import Topic
from sources.admin.base import DeskAdmin


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    list_display = ["name_en", "name_ar"]
    search_fields = ["name_en", "name_ar"]
    fields = ["name_en", "name_ar"]
