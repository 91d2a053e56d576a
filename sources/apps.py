from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import pgettext_lazy


class SourcesConfig(AppConfig):
    name = "sources"
    verbose_name = pgettext_lazy("verbatim", "What was published")

    def ready(self) -> None:
        from sources.checks import check_trusted_hosts, check_vault

        register(check_trusted_hosts)
        register(check_vault)
