from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class DigestsConfig(AppConfig):
    name = "digests"
    verbose_name = pgettext_lazy("verbatim", "The weekly mail")
