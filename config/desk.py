"""The desk: Django's admin site under our name, with the review page inside it."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import pgettext_lazy


class DeskConfig(AdminConfig):
    default_site = "config.desk.DeskSite"


class DeskSite(AdminSite):
    site_header = pgettext_lazy("verbatim", "Verbatim desk")
    site_title = pgettext_lazy("verbatim", "Verbatim desk")
    index_title = pgettext_lazy("verbatim", "The desk")
