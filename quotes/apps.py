from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class QuotesConfig(AppConfig):
    name = "quotes"
    verbose_name = pgettext_lazy("verbatim", "Who said what")
